/* SPDX-License-Identifier: MIT */
/* Which refusals say that what was asked for is not there.
 *
 * For operations on which modules decide to make or to leave something, only the codes that the
 * operation's own model has: a code of another service, or of a proxy, says nothing of it. */
#include "absent-codes.h"

#include <string.h>

#include "code-words.h"

/* Operations of a service that say so alike, and how: words with blanks between them. */
static const struct {
    const char *service;
    const char *codes; /* none: they never say so */
    const char *operations;
} said[] = {
    {"s3", "", "CreateBucket"},
    {"s3", "NoSuchBucket",
     "DeleteBucket DeleteBucketTagging GetBucketVersioning PutBucketPolicy PutBucketTagging "
     "PutBucketVersioning PutPublicAccessBlock"},
    {"s3", "NoSuchBucket NoSuchBucketPolicy", "DeleteBucketPolicy GetBucketPolicy"},
    {"s3", "NoSuchBucket NoSuchTagSet NoSuchTagSetError", "GetBucketTagging"},
    {"s3", "NoSuchBucket NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock"},
    {"route53", "NoSuchHostedZone NoSuchHealthCheck", "ChangeResourceRecordSets"},
    {"route53", "NoSuchChange", "GetChange"},
    {"route53", "NoSuchHostedZone", "GetHostedZone ListResourceRecordSets"},
    {"route53", "NoSuchDelegationSet", "ListHostedZones"},
    {"route53", "", "ListHostedZonesByName"},
    {"cloudfront", "", "CreateOriginAccessControl ListDistributions ListOriginAccessControls"},
    {"cloudfront", "NoSuchDistribution",
     "DeleteDistribution GetDistribution GetDistributionConfig"},
    {"cloudfront", "NoSuchOriginAccessControl",
     "DeleteOriginAccessControl GetOriginAccessControl UpdateOriginAccessControl"},
    {"cloudfront", "NoSuchResource", "ListTagsForResource TagResource UntagResource"},
    {"acm", "ResourceNotFoundException",
     "AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate "
     "RemoveTagsFromCertificate"},
    {"acm", "", "ListCertificates RequestCertificate"},
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
    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
        if (strcmp(said[i].service, service) == 0 &&
            aws_words_have(said[i].operations, operation)) {
            return aws_words_have(said[i].codes, code);
        }
    }
    return status == 404 || is_named_so(code);
}
