/* SPDX-License-Identifier: MIT */
/* Whom the policy of a simulated bucket lets read. Pure. */
#ifndef DXAWS_S3_MEMORY_ACCESS_H
#define DXAWS_S3_MEMORY_ACCESS_H

#include <stdbool.h>

#include <jansson.h>

/* Who asks for what. */
struct access_request {
    const char *action; /* "s3:GetObject" */
    const char *bucket;
    const char *key;    /* NULL: the bucket itself */
    const char *reader; /* the ARN of a distribution that CloudFront signs for; NULL: nobody */
};

/* As IAM decides: a Deny before all else, then an Allow, else no. What is not understood is judged
 * against who asks. */
bool memory_access_allows(const json_t *policy, const struct access_request *request);

#endif
