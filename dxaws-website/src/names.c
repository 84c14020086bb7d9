/* SPDX-License-Identifier: MIT */
/* Names and policy statements that follow from a site. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/version.h>

enum { BUCKET_NAME_LIMIT = 63 };

/* Statements are merged into the policy by these; letters and digits only. */
#define READ_SID "DxawsCloudFrontRead"
#define TLS_SID "DxawsTlsOnly"

char *website_bucket_name(const char *site, const char *domain)
{
    char *name = NULL;
    if (asprintf(&name, "%s-%s", site, domain) < 0) {
        return NULL;
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = *p == '.' ? '-' : *p;
    }
    char *bounded = dxaws_truncate_with_hash(name, BUCKET_NAME_LIMIT);
    free(name);
    return bounded;
}

char *website_origin_domain(const char *bucket, const char *region)
{
    char *name = NULL;
    const char *suffix = strncmp(region, "cn-", 3) == 0 ? ".cn" : "";
    if (asprintf(&name, "%s.s3.%s.amazonaws.com%s", bucket, region, suffix) < 0) {
        return NULL;
    }
    return name;
}

json_t *website_policy_statements(const char *bucket, const char *distribution_arn)
{
    json_t *whole = json_sprintf("arn:aws:s3:::%s", bucket);
    json_t *objects = json_sprintf("arn:aws:s3:::%s/*", bucket);
    json_t *statements = json_pack(
        "{s{ss s{ss} ss sO s{s{ss}}} s{ss ss ss s[OO] s{s{ss}}}}",
        READ_SID, "Effect", "Allow", "Principal", "Service", "cloudfront.amazonaws.com", "Action",
        "s3:GetObject", "Resource", objects, "Condition", "StringEquals", "AWS:SourceArn",
        distribution_arn,
        TLS_SID, "Effect", "Deny", "Principal", "*", "Action", "s3:*", "Resource", whole, objects,
        "Condition", "Bool", "aws:SecureTransport", "false");
    json_decref(whole);
    json_decref(objects);
    return statements;
}
