/* SPDX-License-Identifier: MIT */
/* What must hold before the first write, as a table beside that of the steps. All modules plan
 * before any of them writes, so what one of them refuses, the site refuses with nothing done; the
 * table says which refusals those are, and has the ones that no module can know alone. Each row is
 * tried by tests/test-refusals.c: the account is the same afterwards. */
#include "preconditions.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>

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
                                  "website %s: zone %s is private, and no viewer asks it; name a "
                                  "public one in \"zone\", or leave it out",
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
    return refuse(
        zone, dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_WRONG_ZONE,
                              "website %s: zone %s does not hold %s; mend \"zone\", or leave "
                              "it out (%s)",
                              site_name(site), zone, dx_text(site->desired, WEBSITE_DOMAIN), why));
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
    {"distribution", true, "no other distribution has the name", "cloudfront:ListDistributions",
     OF(CLOUDFRONT), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"bucket", true, "the bucket's name is free, or the bucket is ours", "s3:GetBucketTagging",
     OF(S3), DXAWS_MODULE_ERROR_NOT_OURS, NULL},
    {"bucket", true, "there is room for our tags", "s3:GetBucketTagging", OF(S3),
     DXAWS_MODULE_ERROR_TOO_MANY_TAGS, NULL},
    {"distribution", false, "no continuous deployment is under way",
     "cloudfront:GetDistributionConfig", OF(CLOUDFRONT),
     DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT, NULL},
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
