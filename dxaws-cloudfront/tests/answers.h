/* SPDX-License-Identifier: MIT */
/* Answers for tests, and reading them. */
#ifndef DXAWS_CLOUDFRONT_ANSWERS_H
#define DXAWS_CLOUDFRONT_ANSWERS_H

#include "testing.h"

#include "providers/aws-shapes.h"

#define BEHAVIOR                                                                                   \
    "<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>"                                     \
    "<ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy></DefaultCacheBehavior>"
#define ORIGIN(more)                                                                               \
    "<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>d</DomainName>" more      \
    "</Origin></Items></Origins>"
#define CONFIG(more)                                                                               \
    "<Distribution><Id>E1</Id><ARN>a</ARN><Status>InProgress</Status><DomainName>d</DomainName>"   \
    "<DistributionConfig><CallerReference>r</CallerReference><Comment/><Enabled>true</"            \
    "Enabled>" more "</DistributionConfig></Distribution>"

static inline json_t *read_or_fail(const char *body)
{
    const struct aws_answer answer = {
        .operation = "GetDistribution", .body = body, .size = strlen(body)};
    json_t *found = NULL;
    ck_ok(aws_read_distribution(&answer, "ETAG", &found));
    return found;
}

#endif
