/* SPDX-License-Identifier: MIT */
/* Which refusals say that what was asked for is not there.
 *
 * For operations on which modules decide to make or to leave something, only the codes that the
 * operation's own model has: a code of another service, or of a proxy, says nothing of it. */
#include "absent-codes.h"

#include <string.h>

#define BUCKET "NoSuchBucket"
#define CERTIFICATE "ResourceNotFoundException"

static const struct {
    const char *service;
    const char *operation;
    const char *codes[3]; /* none: the operation never says so */
} operations[] = {
    {"s3", "CreateBucket", {0}},
    {"s3", "DeleteBucket", {BUCKET}},
    {"s3", "DeleteBucketPolicy", {BUCKET, "NoSuchBucketPolicy"}},
    {"s3", "DeleteBucketTagging", {BUCKET}},
    {"s3", "GetBucketPolicy", {BUCKET, "NoSuchBucketPolicy"}},
    {"s3", "GetBucketTagging", {BUCKET, "NoSuchTagSet", "NoSuchTagSetError"}},
    {"s3", "GetBucketVersioning", {BUCKET}},
    {"s3", "GetPublicAccessBlock", {BUCKET, "NoSuchPublicAccessBlockConfiguration"}},
    {"s3", "PutBucketPolicy", {BUCKET}},
    {"s3", "PutBucketTagging", {BUCKET}},
    {"s3", "PutBucketVersioning", {BUCKET}},
    {"s3", "PutPublicAccessBlock", {BUCKET}},
    {"route53", "ChangeResourceRecordSets", {"NoSuchHostedZone", "NoSuchHealthCheck"}},
    {"route53", "GetChange", {"NoSuchChange"}},
    {"route53", "GetHostedZone", {"NoSuchHostedZone"}},
    {"route53", "ListHostedZones", {"NoSuchDelegationSet"}},
    {"route53", "ListHostedZonesByName", {0}},
    {"route53", "ListResourceRecordSets", {"NoSuchHostedZone"}},
    {"cloudfront", "CreateOriginAccessControl", {0}},
    {"cloudfront", "DeleteDistribution", {"NoSuchDistribution"}},
    {"cloudfront", "DeleteOriginAccessControl", {"NoSuchOriginAccessControl"}},
    {"cloudfront", "GetDistribution", {"NoSuchDistribution"}},
    {"cloudfront", "GetDistributionConfig", {"NoSuchDistribution"}},
    {"cloudfront", "GetOriginAccessControl", {"NoSuchOriginAccessControl"}},
    {"cloudfront", "ListDistributions", {0}},
    {"cloudfront", "ListOriginAccessControls", {0}},
    {"cloudfront", "ListTagsForResource", {"NoSuchResource"}},
    {"cloudfront", "TagResource", {"NoSuchResource"}},
    {"cloudfront", "UntagResource", {"NoSuchResource"}},
    {"cloudfront", "UpdateOriginAccessControl", {"NoSuchOriginAccessControl"}},
    {"acm", "AddTagsToCertificate", {CERTIFICATE}},
    {"acm", "DeleteCertificate", {CERTIFICATE}},
    {"acm", "DescribeCertificate", {CERTIFICATE}},
    {"acm", "ListCertificates", {0}},
    {"acm", "ListTagsForCertificate", {CERTIFICATE}},
    {"acm", "RemoveTagsFromCertificate", {CERTIFICATE}},
    {"acm", "RequestCertificate", {0}},
};

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

/* How AWS names such codes. */
static bool is_named_so(const char *code)
{
    return strncmp(code, "NoSuch", 6) == 0 || ends_with(code, "NotFound") ||
           ends_with(code, "NotFoundException");
}

bool aws_code_says_absent(const char *service, const char *operation, const char *code, int status)
{
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (strcmp(operations[i].operation, operation) == 0 &&
            strcmp(operations[i].service, service) == 0) {
            const char *const *codes = operations[i].codes;
            size_t k = 0;
            while (k < sizeof(operations[i].codes) / sizeof(*codes) && codes[k] &&
                   strcmp(codes[k], code) != 0) {
                k++;
            }
            return k < sizeof(operations[i].codes) / sizeof(*codes) && codes[k];
        }
    }
    return status == 404 || is_named_so(code);
}
