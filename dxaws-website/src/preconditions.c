/* SPDX-License-Identifier: MIT */
/* What must hold before the first write, as a table beside that of the steps. All modules plan
 * before any of them writes, so what one of them refuses, the site refuses with nothing done; the
 * table says which refusals those are, and has the ones that no module can know alone. Each row is
 * tried by tests/test-refusals.c: the account is the same afterwards. */
#include "preconditions.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "addresses.h"
#include "content.h"

/* REFUSED, of the thing that is named. */
static dxaws_error *refuse(const char *thing, dxaws_error *error)
{
    dxaws_error_set_resource(error, thing);
    return error;
}

/* What was read of the zone: also where the records are left to others, since the certificate is
 * validated by a record all the same. */
static const json_t *zone_read(const struct site *site)
{
    const json_t *own = site_observed(site, MODULE_DNS);
    const json_t *observed = own ? own : dxaws_document_tree(site->current.unmanaged);
    return json_array_get(json_object_get(observed, "zones"), 0);
}

/* Viewers, and ACM when it validates, ask the public name servers. */
static dxaws_error *check_public(const struct site *site)
{
    const json_t *zone = zone_read(site);
    const char *id = dx_text(zone, "id");
    bool used = site_uses(site, MODULE_DNS) || site_uses(site, MODULE_ACM);
    if (!used || !json_is_true(json_object_get(zone, "private"))) {
        return NULL;
    }
    return refuse(id,
                  dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PRIVATE_ZONE,
                                  "website %s: zone %s is private, and no viewer asks it",
                                  site_name(site), id));
}

/* A zone's id says only when it is read which names it holds. */
static dxaws_error *check_holds(const struct site *site)
{
    static const enum module asking[] = {MODULE_DNS, MODULE_ACM};
    const char *zone = dx_text(site->desired, WEBSITE_ZONE);
    const char *why = NULL;
    for (size_t i = 0; why == NULL && i < sizeof asking / sizeof *asking; i++) {
        why = dx_text(site->current.missing, module_name(asking[i]));
    }
    if (zone == NULL || why == NULL) {
        return NULL;
    }
    return refuse(zone,
                  dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_WRONG_ZONE,
                                  "website %s: zone %s does not hold %s (%s)", site_name(site),
                                  zone, dx_text(site->desired, WEBSITE_DOMAIN), why));
}

/* A wildcard stands for one label. */
static bool covers(const char *name, const char *domain)
{
    const char *parent = strchr(domain, '.');
    return strcasecmp(name, domain) == 0 ||
           (strncmp(name, "*.", 2) == 0 && parent != NULL && strcasecmp(name + 1, parent) == 0);
}

static bool is_covered(const json_t *names, const char *domain)
{
    size_t index;
    json_t *name;
    json_array_foreach((json_t *)(uintptr_t)names, index, name) {
        if (covers(json_string_value(name), domain)) {
            return true;
        }
    }
    return false;
}

/* The keys of certificates, imported ones too, that CloudFront takes; ACM has larger ones. */
static bool is_key_taken(const char *key)
{
    static const char *const taken[] = {"RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096",
                                        "EC_prime256v1"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(taken[i], key) == 0) {
            return true;
        }
    }
    return false;
}

/* Why a certificate cannot be used, and what to do; NULL when it can. */
static const char *certificate_fault(const struct site *site, const json_t *given, char *text,
                                     size_t size)
{
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    const char *status = dx_text(given, "status");
    if (!dx_exists(given)) {
        return "does not exist; name an issued one";
    }
    if (status == NULL || strcmp(status, "ISSUED") != 0) {
        snprintf(text, size, "is %s; wait until it is ISSUED, name another one",
                 status ? status : "in a status that is not known");
        return text;
    }
    const char *key = dx_text(given, "key_algorithm");
    if (key != NULL && !is_key_taken(key)) {
        snprintf(text, size, "has an %.20s key, which CloudFront refuses; name another one", key);
        return text;
    }
    if (!is_covered(json_object_get(given, "names"), domain)) {
        snprintf(text, size, "does not cover %s; name one that does", domain);
        return text;
    }
    return NULL;
}

/* CloudFront would refuse it, after the certificate in use was given up. */
static dxaws_error *check_given(const struct site *site)
{
    char text[160];
    const char *arn = json_string_value(site_option(site, WEBSITE_CERTIFICATE, "arn"));
    const json_t *given = dxaws_document_tree(site->current.given);
    const char *fault = arn && given ? certificate_fault(site, given, text, sizeof text) : NULL;
    if (fault == NULL) {
        return NULL;
    }
    return refuse(arn, dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE,
                                       DXAWS_WEBSITE_ERROR_UNUSABLE_CERTIFICATE,
                                       "website %s: certificate.arn %s, or leave it out: %s",
                                       site_name(site), fault, arn));
}

#define OWN .module = MODULE_COUNT
#define OF(which) .module = MODULE_##which

static const struct precondition preconditions[] = {
    {"records", true, "the zone that is named holds the domain", "route53:GetHostedZone", OWN,
     DXAWS_WEBSITE_ERROR_WRONG_ZONE, check_holds},
    {"records", true, "the zone is public", "route53:GetHostedZone", OWN,
     DXAWS_WEBSITE_ERROR_PRIVATE_ZONE, check_public},
    {"records", true, "nothing else stands at the name, and nothing delegates it away",
     "route53:ListResourceRecordSets", OF(DNS), DXAWS_DNS_ERROR_RECORD_CONFLICT, NULL},
    {"records", true, "the zones above lead to the one that holds the domain",
     "route53:ListResourceRecordSets", OF(DNS), DXAWS_DNS_ERROR_ZONE_NOT_DELEGATED, NULL},
    {"distribution", true, "no other distribution has the name", "cloudfront:ListDistributions",
     OF(CLOUDFRONT), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"distribution", true, "no continuous deployment of what is to change is under way",
     "cloudfront:GetDistributionConfig", OF(CLOUDFRONT),
     DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT, NULL},
    {"distribution", true, "the caller's own certificate is issued and covers the domain",
     "acm:DescribeCertificate", OWN, DXAWS_WEBSITE_ERROR_UNUSABLE_CERTIFICATE, check_given},
    {"distribution", true, "no function of somebody else runs for its viewers",
     "cloudfront:GetDistributionConfig", OF(CLOUDFRONT), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"function", true, "the function's name is free, or the function is ours",
     "cloudfront:DescribeFunction", OF(CLOUDFRONT), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"function", true, "the function has room for what the site's content is called",
     "s3:ListObjectsV2", OWN, DXAWS_WEBSITE_ERROR_TOO_MANY_NAMES, addresses_check},
    {"content", true, "the folder is there, and all that is in it can be published", NULL, OF(S3),
     DXAWS_S3_ERROR_FOLDER, NULL},
    {"content", true, "no large part of what was published vanishes", "s3:GetObject", OF(S3),
     DXAWS_S3_ERROR_REMOVES_TOO_MUCH, NULL},
    {"content", true, "the credentials may read what is published", "s3:GetObject", OWN,
     DXAWS_WEBSITE_ERROR_CONTENT_DENIED, NULL},
    {"content", true, "what is published alone has a site", "cloudfront:ListDistributions", OWN,
     DXAWS_WEBSITE_ERROR_NO_SITE, content_check_place},
    {"bucket", true, "the bucket's name is free, or the bucket is ours", "s3:GetBucketTagging",
     OF(S3), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"bucket", true, "there is room for our tags", "s3:GetBucketTagging", OF(S3),
     DXAWS_MODULE_ERROR_TOO_MANY_TAGS, NULL},
    {"tags", true, "there is room for our tags, and for what is remembered",
     "cloudfront:ListTagsForResource", OF(CLOUDFRONT), DXAWS_MODULE_ERROR_TOO_MANY_TAGS, NULL},
    {"certificate", true, "the domain's CAA records let ACM issue",
     "route53:ListResourceRecordSets", OF(ACM), DXAWS_ACM_ERROR_CAA_FORBIDS, NULL},
    {"certificate", true, "there is room for our tags", "acm:ListTagsForCertificate", OF(ACM),
     DXAWS_MODULE_ERROR_TOO_MANY_TAGS, NULL},
    {"policy", true, "what stands under our Sids in a bucket that is taken over is ours",
     "s3:GetBucketPolicy", OF(S3), DXAWS_S3_ERROR_STATEMENT_OF_OTHERS, NULL},
    {"policy", true, "nobody whom the bucket's policy names was deleted", "s3:GetBucketPolicy",
     OF(S3), DXAWS_S3_ERROR_DELETED_PRINCIPAL, NULL},
    {"policy", true, "CloudFront can decrypt what the bucket holds",
     "s3:GetEncryptionConfiguration", OF(S3), DXAWS_S3_ERROR_BUCKET_ENCRYPTION, NULL},
    {"distribution", false, "no continuous deployment is under way",
     "cloudfront:GetDistributionConfig", OF(CLOUDFRONT),
     DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT, NULL},
    {"bucket", false, "nothing in a bucket that is to be emptied is locked",
     "s3:GetObjectLockConfiguration", OF(S3), DXAWS_S3_ERROR_OBJECT_LOCK, NULL},
    {"bucket", false, "the bucket is empty", "s3:ListObjectVersions", OF(S3),
     DXAWS_S3_ERROR_BUCKET_NOT_EMPTY, NULL},
};

const struct precondition *preconditions_of(size_t *count)
{
    *count = sizeof preconditions / sizeof *preconditions;
    return preconditions;
}

dxaws_error *check_preconditions(const struct site *site)
{
    dxaws_error *error = NULL;
    size_t count;
    const struct precondition *rows = preconditions_of(&count);
    for (size_t i = 0; i < count && error == NULL; i++) {
        if (rows[i].check != NULL && rows[i].present == site_is_present(site)) {
            error = rows[i].check(site);
        }
    }
    return error;
}
