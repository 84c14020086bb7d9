/* SPDX-License-Identifier: MIT */
/* What a site serves. Its content is told what it is, the site says where; and what content finds
 * stale is what the distribution is asked to forget, before the index says that all is well. */
#include "content.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "addresses.h"
#include "desires.h"
#include "manager.h"

/* A site has one bucket, its own, which is there before its content. */
static const char *const decided[] = {"bucket",        "region",         "account", DX_PRESENT,
                                      "awaits_bucket", "forgets_copies", "prefix",  "existing"};
enum { DECIDED_COUNT = sizeof decided / sizeof *decided };

dxaws_error *content_check(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    for (size_t i = 0; i < DECIDED_COUNT; i++) {
        if (json_object_get(value, decided[i]) != NULL) {
            return dx_at_name(dx_invalid(schema,
                                         "website: leave \"%s.%s\" out: what a site publishes goes "
                                         "to its own bucket",
                                         attribute->name, decided[i]),
                              decided[i]);
        }
    }
    return NULL;
}

dxaws_error *content_check_place(const struct site *site)
{
    bool bucket = dx_exists(site_observed(site, MODULE_S3));
    bool edge = dx_exists(site_observed(site, MODULE_CLOUDFRONT));
    if (!site_only_publishes(site) || (bucket && edge)) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_NOT_FOUND, WEBSITE, DXAWS_WEBSITE_ERROR_NO_SITE,
        "website %s: apply the site first: there is no %s of it, and content is published to a "
        "site that is there",
        site_name(site), bucket ? "distribution" : "bucket");
    dxaws_error_set_resource(error, site_name(site));
    return error;
}

/* In a bucket that was made for the site all is its own; in another one things stand that others
 * live from. */
static bool holds_ours(const struct site *site)
{
    const json_t *bucket = site_observed(site, MODULE_S3);
    return !dx_exists(bucket) || site_bucket_ownership(site, bucket) == DX_MADE;
}

json_t *content_desire(const struct site *site, json_t *account)
{
    bool whole = true;
    json_t *desired = dx_members(json_object_get(site->desired, WEBSITE_CONTENT));
    dx_put(&whole, desired, "bucket",
           json_incref((json_t *)(uintptr_t)site_option(site, WEBSITE_BUCKET, "name")));
    dx_put_from(&whole, desired, "region", site->desired);
    dx_put_from(&whole, desired, DX_PRESENT, site->desired);
    dx_put(&whole, desired, "account", account);
    dx_put(&whole, desired, "awaits_bucket", json_true());
    if (content_moves(site)) { /* of what was fetched elsewhere no index of this bucket knows */
        dx_put(&whole, desired, "forgets_copies", json_true());
    }
    dx_put(&whole, desired, "existing", json_string(holds_ours(site) ? "change" : "refuse"));
    return dx_whole(whole, desired);
}

static bool is_word(const struct site *site, const char *name, const char *word)
{
    const char *said = dx_text(site->desired, name);
    return said != NULL && strcmp(said, word) == 0;
}

bool content_moves(const struct site *site)
{
    const json_t *distribution = site_observed(site, MODULE_CLOUDFRONT);
    const char *before = json_is_true(json_object_get(distribution, "exists"))
                             ? dx_text(distribution, "origin_domain_name")
                             : NULL;
    const char *bucket = json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
    size_t size = strlen(bucket);
    return site_is_present(site) && !site_only_publishes(site) && before != NULL && *before &&
           (strncmp(before, bucket, size) != 0 || strncmp(before + size, ".s3", 3) != 0);
}

/* By a name that is known when the run has claimed the bucket. What another run had begun may go on
 * until its claim is taken over, so that before it anything may turn out to be stale. */
json_t *content_invalidation(const struct site *site)
{
    const json_t *content = site_observed(site, MODULE_CONTENT);
    const char *claim = dx_text(content, "claim");
    json_t *stale = json_object_get(content, "stale");
    bool all = json_is_true(json_object_get(content, "all_stale")) ||
               (claim == NULL && (site->takes_over || content_moves(site)));
    if (json_array_size(site->current.served_by) == 0 || (json_array_size(stale) == 0 && !all) ||
        is_word(site, WEBSITE_INVALIDATE, "none")) {
        return NULL;
    }
    json_t *reference = dx_text_or_unknown(claim ? dx_text(content, "reference") : NULL);
    return all || is_word(site, WEBSITE_INVALIDATE, "all")
               ? json_pack("{so s[s]}", "reference", reference, "paths", "/*")
               : json_pack("{so sO ss}", "reference", reference, "keys", stale, "urls",
                           addresses_forgotten(site));
}

dxaws_error *content_read(dxaws_website_manager *manager, dxaws_context *context, struct site *site)
{
    dxaws_document *current = NULL;
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, MODULE_CONTENT);
    dxaws_error *error = manager_read(manager, MODULE_CONTENT, context, desired, &current);
    if (error == NULL) {
        site_observe(site, MODULE_CONTENT, current);
    }
    return error;
}

static bool is_decided(const char *name)
{
    size_t i = 0;
    while (i < DECIDED_COUNT && strcmp(decided[i], name) != 0) {
        i++;
    }
    return i < DECIDED_COUNT;
}

static bool is_asked_for(const json_t *attribute)
{
    const json_t *flags = json_object_get(attribute, "flags");
    return !dx_has_text(flags, "output") && !dx_has_text(flags, "hidden");
}

void content_describe(json_t *attributes)
{
    for (size_t i = json_array_size(attributes); i-- > 0;) {
        const json_t *attribute = json_array_get(attributes, i);
        if (is_decided(dx_text(attribute, "name")) || !is_asked_for(attribute)) {
            json_array_remove(attributes, i);
        }
    }
}
