/* SPDX-License-Identifier: MIT */
/* THE table of host names. The first row that fits is used; to add an exception is to add a row
 * above the general ones. Origin: the endpoint rules of botocore's data, which are AWS's own. */
#include "endpoint-rules.h"

#include <string.h>

#define ANY (-1)

static const struct rule {
    const char *service;   /* NULL for all */
    const char *partition; /* NULL for all */
    const char *region;    /* NULL for all */
    signed char global;    /* whether the service has one endpoint per partition; or ANY */
    signed char fips;
    signed char dualstack;
    /* {p} the service's prefix, {r} the region, {g} the partition's global one, {s} and {d} the
     * partition's suffix, single and dual stack. Another text, without a dot, is the reason why
     * there is no such endpoint. */
    const char *host;
    const char *signed_for; /* a region; NULL for the usual one */
} rules[] = {
    {"s3", "aws-cn", NULL, ANY, true, ANY, "S3 has no FIPS endpoints in China", NULL},
    {"s3", "aws", "aws-global", ANY, false, false, "s3.{s}", NULL},
    {"s3", NULL, NULL, ANY, ANY, false, "{p}{f}.{r}.{s}", NULL},
    {"s3", NULL, NULL, ANY, ANY, true, "{p}{f}.dualstack.{r}.{s}", NULL},
    {"s3express", NULL, NULL, ANY, ANY, true, "S3 Express has no dual-stack endpoints", NULL},
    {"sts", "aws", "aws-global", ANY, false, false, "sts.{s}", NULL},

    {"route53", "aws-us-gov", NULL, ANY, ANY, false, "route53.us-gov.{s}", NULL},
    {"route53", "aws-us-gov", NULL, ANY, ANY, true, "route53.us-gov.{d}", NULL},
    {"route53", "aws-cn", NULL, ANY, false, true, "route53.global.{d}", NULL},
    {"route53", "aws-eusc", NULL, ANY, false, true, "route53.global.{d}", NULL},
    {"iam", "aws-us-gov", NULL, ANY, ANY, false, "iam.us-gov.{s}", NULL},
    {"iam", "aws-us-gov", NULL, ANY, ANY, true, "iam.us-gov.{d}", NULL},
    {"iam", "aws-cn", NULL, ANY, false, false, "iam.cn-north-1.{s}", "cn-north-1"},
    {"iam", "aws-cn", NULL, ANY, false, true, "iam.global.{d}", "cn-north-1"},
    {"iam", "aws-iso", NULL, ANY, ANY, false, "iam{f}.{g}.{s}", NULL},
    {"iam", "aws-iso-b", NULL, ANY, ANY, false, "iam{f}.{g}.{s}", NULL},
    {"iam", "aws-iso-e", NULL, ANY, false, false, "iam.{g}.{s}", NULL},
    {"iam", "aws-iso-f", NULL, ANY, false, false, "iam.{g}.{s}", NULL},
    {"iam", "aws-eusc", NULL, ANY, false, false, "iam.{g}.{s}", NULL},
    {"cloudfront", "aws-cn", NULL, ANY, ANY, false, "cloudfront{f}.cn-northwest-1.{s}", NULL},

    {"acm", "aws-us-gov", NULL, ANY, true, false, "{p}.{r}.{s}", NULL},
    {"sts", "aws-us-gov", NULL, ANY, true, false, "{p}.{r}.{s}", NULL},
    {"sso", "aws-us-gov", NULL, ANY, true, false, "{p}.{r}.{s}", NULL},
    {"oidc", "aws-us-gov", NULL, ANY, true, false, "{p}.{r}.{s}", NULL},
    {"events", "aws-us-gov", NULL, ANY, true, false, "{p}.{r}.{s}", NULL},
    {"events", "aws-us-gov", NULL, ANY, true, true, "{p}.{r}.{d}", NULL},
    {"states", "aws-us-gov", "us-gov-west-1", ANY, true, false, "{p}.{r}.{s}", NULL},
    {"states", "aws-us-gov", NULL, ANY, false, true, "{p}-fips.{r}.{d}", NULL},

    {NULL, "aws", NULL, true, ANY, true, "{p}{f}.global.{d}", NULL},
    {NULL, NULL, NULL, true, ANY, true, "{p}{f}.{d}", NULL},
    {NULL, NULL, NULL, true, ANY, false, "{p}{f}.{s}", NULL},
    {NULL, NULL, NULL, false, ANY, true, "{p}{f}.{r}.{d}", NULL},
    {NULL, NULL, NULL, false, ANY, false, "{p}{f}.{r}.{s}", NULL},
};

static bool fits_text(const char *wanted, const char *text)
{
    return !wanted || strcmp(wanted, text) == 0;
}

static bool fits_flag(int wanted, bool flag)
{
    return wanted == ANY || (wanted != 0) == flag;
}

/* A pseudo region such as "aws-global" stands for the partition's global one. */
static const char *real_region(const struct aws_endpoint_variant *variant)
{
    size_t size = strlen(variant->region);
    bool pseudo = size > 7 && strcmp(variant->region + size - 7, "-global") == 0;
    return pseudo ? variant->partition->global_region : variant->region;
}

static void fill_in(const struct aws_endpoint_variant *variant, const char *pattern,
                    struct aws_buffer *host)
{
    for (; *pattern; pattern++) {
        if (*pattern != '{') {
            aws_buffer_char(host, *pattern);
            continue;
        }
        switch (pattern[1]) {
        case 'p':
            aws_buffer_text(host, variant->service->prefix);
            break;
        case 'f':
            aws_buffer_text(host, variant->fips ? "-fips" : "");
            break;
        case 'r':
            aws_buffer_text(host, real_region(variant));
            break;
        case 'g':
            aws_buffer_text(host, variant->partition->global_region);
            break;
        case 's':
            aws_buffer_text(host, variant->partition->suffix);
            break;
        default:
            aws_buffer_text(host, variant->partition->dualstack_suffix);
            break;
        }
        pattern += 2; /* the brace that closes is skipped by the loop */
    }
}

const char *aws_endpoint_host(const struct aws_endpoint_variant *variant, struct aws_buffer *host,
                              const char **signed_for)
{
    const struct rule *rule = rules;
    while (!fits_text(rule->service, variant->service->name) ||
           !fits_text(rule->partition, variant->partition->name) ||
           !fits_text(rule->region, variant->region) ||
           !fits_flag(rule->global, variant->service->global) ||
           !fits_flag(rule->fips, variant->fips) ||
           !fits_flag(rule->dualstack, variant->dualstack)) {
        rule++; /* the last two fit everything */
    }
    if (!strchr(rule->host, '.')) {
        return rule->host;
    }
    fill_in(variant, rule->host, host);
    *signed_for = rule->signed_for ? rule->signed_for : *signed_for;
    return NULL;
}
