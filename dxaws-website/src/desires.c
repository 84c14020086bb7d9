/* SPDX-License-Identifier: MIT */
/* What each module is asked for: the site's Desired translated into the module's own. */
#include "desires.h"

#include <stdlib.h>
#include <string.h>

#include "addresses.h"
#include "content.h"
#include "former.h"
#include "names.h"
#include "records.h"

/* How long an error page is cached: a page that appears is seen soon. */
enum { ERROR_CACHING_S = 10 };

static json_t *get(const struct site *site, const char *name)
{
    return json_object_get(site->desired, name);
}

/* A new reference to an option, or NULL, for the "o*" of json_pack(). */
static json_t *option(const struct site *site, const char *section, const char *name)
{
    return json_incref(json_object_get(get(site, section), name));
}

/* What lets a certificate go: the site's distribution, which may be gone by now; one that
 * stays keeps it. */
static json_t *users_of(const struct site *site)
{
    const char *arn = dx_text(site_observed(site, MODULE_CLOUDFRONT), "arn");
    if (site->current.used_by != NULL) {
        return json_incref(site->current.used_by);
    }
    return arn && !site_leaves_distribution(site) ? json_pack("[s]", arn) : json_array();
}

/* The marks are the module's own. */
json_t *site_certificate_owner(const struct site *site)
{
    json_t *tags = dxaws_tree_copy(get(site, WEBSITE_TAGS));
    json_object_del(tags, WEBSITE_SITE_TAG);
    json_object_del(tags, WEBSITE_MANAGED_TAG);
    /* Who makes the site's records elsewhere makes the certificate's there, too. */
    json_t *elsewhere = site_uses(site, MODULE_DNS) ? NULL : json_true();
    return json_pack("{so so ss so*}", "tags", tags, "used_by", users_of(site), "owner",
                     site_name(site), "record_elsewhere", elsewhere);
}

static json_t *desire_certificate(const struct site *site)
{
    json_t *desired =
        json_pack("{sO ss sO sO* so* so* so*}", "domain_name", get(site, WEBSITE_DOMAIN), "region",
                  WEBSITE_CERTIFICATE_REGION, DX_PRESENT, get(site, DX_PRESENT), "zone",
                  get(site, WEBSITE_ZONE), "key_algorithm",
                  option(site, WEBSITE_CERTIFICATE, "key_algorithm"), "keep_validation",
                  option(site, WEBSITE_CERTIFICATE, "keep_validation"), "record_ttl_s",
                  option(site, WEBSITE_CERTIFICATE, "record_ttl_s"));
    json_t *owned = site_certificate_owner(site);
    if (owned == NULL || json_object_update(desired, owned) != 0) {
        json_decref(desired);
        desired = NULL;
    }
    json_decref(owned);
    return desired;
}

dxaws_document *site_desire_given(const struct site *site)
{
    return document_of(json_pack("{sO ss sO sb sb sb}", "domain_name", get(site, WEBSITE_DOMAIN),
                                 "region", WEBSITE_CERTIFICATE_REGION, "arn",
                                 site_option(site, WEBSITE_CERTIFICATE, "arn"), DX_PRESENT, 0,
                                 "keep_validation", 1, "mark", 0));
}

/* S3 answers 404 for a missing key, and 403 for its index, which is as if it were not there. */
static json_t *error_responses(const struct site *site)
{
    const char *fallback = dx_text(site->desired, WEBSITE_FALLBACK);
    if (fallback == NULL) {
        return json_null();
    }
    const json_t *said = json_object_get(get(site, WEBSITE_CDN), WEBSITE_ERROR_TTL);
    json_int_t ttl = json_is_integer(said) ? json_integer_value(said) : ERROR_CACHING_S;
    if (strcmp(fallback, "none") == 0) {
        return json_is_integer(said)
                   ? json_pack("[{si sI} {si sI}]", "error_code", 403, "caching_min_ttl_s", ttl,
                               "error_code", 404, "caching_min_ttl_s", ttl)
                   : json_array();
    }
    bool spa = strcmp(fallback, "spa") == 0;
    const char *page = spa ? "/index.html" : fallback;
    /* Where the function leads pages there, what is missing is an asset. */
    int code = spa && !addresses_are_led(site) ? 200 : 404;
    return json_pack("[{si si ss sI} {si si ss sI}]", "error_code", 403, "response_code", code,
                     "page", page, "caching_min_ttl_s", ttl, "error_code", 404, "response_code",
                     code, "page", page, "caching_min_ttl_s", ttl);
}

/* The site's tags, and what is to be remembered; the module marks what it makes itself. */
static json_t *distribution_tags(const struct site *site)
{
    json_t *tags = dxaws_tree_copy(get(site, WEBSITE_TAGS));
    json_t *former = (json_t *)(uintptr_t)former_tags(site);
    bool whole = former == NULL || json_object_update(tags, former) == 0;
    json_object_del(tags, WEBSITE_SITE_TAG);
    json_object_del(tags, WEBSITE_MANAGED_TAG);
    if (site->of != NULL) { /* which of the site's it is */
        dx_put(&whole, tags, WEBSITE_REDIRECT_TAG, json_string(site_host(site)));
    }
    return dx_whole(whole, tags);
}

/* The bucket's host name. A host that leads to the site has nothing to serve, and no origin that
 * might become somebody's: its distribution names the site's bucket, whose policy does not let it
 * in. */
static char *origin_of(const struct site *site)
{
    const struct site *owner = site->of ? site->of : site;
    return website_origin_domain(json_string_value(site_option(owner, WEBSITE_BUCKET, "name")),
                                 dx_text(owner->desired, WEBSITE_REGION));
}

static char *distribution_name(const struct site *site)
{
    return site->of ? website_redirect_name(site_name(site), site_host(site))
                    : strdup(site_name(site));
}

/* Of the distribution as it is, whatever it should be by now: what it is asked to forget. */
static json_t *desire_forgetting(const struct site *site)
{
    static const char *const left[] = {"default_root_object",
                                       "price_class",
                                       "http_version",
                                       "ipv6",
                                       "minimum_protocol_version",
                                       "viewer_protocol_policy",
                                       "compress",
                                       "cache_policy_id",
                                       "response_headers_policy_id",
                                       "enabled"};
    const json_t *observed = site_observed(site, MODULE_CLOUDFRONT);
    const char *bucket = json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
    char *origin = website_origin_domain(bucket, dx_text(site->desired, WEBSITE_REGION));
    bool whole = true;
    json_t *desired =
        json_pack("{ss ss sO ss s[O] so*}", "name", site_name(site), "owner", site_name(site),
                  DX_PRESENT, get(site, DX_PRESENT), "origin_domain_name", origin, "aliases",
                  get(site, WEBSITE_DOMAIN), "invalidation", content_invalidation(site));
    dx_put_from(&whole, desired, "origin_domain_name", observed);
    dx_put_from(&whole, desired, "aliases", observed);
    dx_put(&whole, desired, "certificate_arn", dx_text_or_unknown(NULL));
    dx_put_from(&whole, desired, "certificate_arn", observed);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        dx_put(&whole, desired, left[i], json_null());
    }
    free(origin);
    return dx_whole(whole, desired);
}

static json_t *desire_distribution(const struct site *site)
{
    if (site_only_publishes(site)) {
        return desire_forgetting(site);
    }
    char *origin = origin_of(site);
    char *name = distribution_name(site);
    /* What is not said here is no field of the manifest, and as the module presets it. */
    json_t *desired = json_pack(
        "{ss ss sO ss s[O] so so so* so* so* so* so}", "name", name, "owner", site_name(site),
        DX_PRESENT, get(site, DX_PRESENT), "origin_domain_name", origin, "aliases",
        get(site, WEBSITE_DOMAIN), "certificate_arn",
        dx_text_or_unknown(site->outputs[OUTPUT_CERTIFICATE_ARN]), "error_responses",
        error_responses(site), "price_class", option(site, WEBSITE_CDN, "price_class"),
        "http_version", option(site, WEBSITE_CDN, "http_version"), "ipv6",
        option(site, WEBSITE_CDN, "ipv6"), "minimum_protocol_version",
        option(site, WEBSITE_CDN, "minimum_protocol_version"), "tags", distribution_tags(site));
    static const char *const said[] = {"cache_policy_id", "response_headers_policy_id",
                                       "web_acl_id", "geo_restriction", "geo_locations"};
    json_t *path = site->of ? NULL : option(site, WEBSITE_CDN, WEBSITE_ORIGIN_PATH);
    json_t *invalidation = site->of ? NULL : content_invalidation(site);
    json_t *function = addresses_function(site);
    bool whole = true;
    dx_put(&whole, desired, "origin_path", path ? path : json_string(""));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        dx_put_from(&whole, desired, said[i], get(site, WEBSITE_CDN));
    }
    if (invalidation != NULL) {
        dx_put(&whole, desired, "invalidation", invalidation);
    }
    if (function != NULL) {
        dx_put(&whole, desired, "viewer_request_function_arn", function);
    }
    if (site->of != NULL) { /* or "/" would be "/index.html" before the function sees it */
        dx_put(&whole, desired, "default_root_object", json_string(""));
    }
    free(origin);
    free(name);
    return dx_whole(whole, desired);
}

/* The site's tags without those that say whose a thing is: its module writes them. */
static json_t *users_tags(const struct site *site)
{
    bool whole = true;
    json_t *tags = json_object();
    const char *key;
    json_t *value;
    json_object_foreach(get(site, WEBSITE_TAGS), key, value) {
        if (strncmp(key, "dxaws:", strlen("dxaws:")) != 0) {
            dx_put(&whole, tags, key, json_incref(value));
        }
    }
    return dx_whole(whole, tags);
}

/* The account, where an ARN that was read says it; else the bucket's module is to ask nobody: what
 * finds it out is a request more in each run, where credentials do not tell. */
static json_t *account_of(const struct site *site)
{
    static const enum module said[] = {MODULE_CLOUDFRONT, MODULE_ACM};
    enum { DIGITS = 12, COLONS = 4 };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const char *at = dx_text(site_observed(site, said[i]), "arn");
        for (int colons = 0; at != NULL && colons < COLONS; colons++) {
            at = strchr(at, ':');
            at = at != NULL ? at + 1 : NULL;
        }
        if (at != NULL && strspn(at, "0123456789") == DIGITS && at[DIGITS] == ':') {
            return json_stringn(at, DIGITS);
        }
    }
    return json_null();
}

json_t *site_desire_bucket(const struct site *site, const char *name, const char *region)
{
    return json_pack("{ss ss sO ss so so}", "name", name, "region", region, DX_PRESENT,
                     get(site, DX_PRESENT), "owner", site_name(site), "account", account_of(site),
                     "tags", users_tags(site));
}

static json_t *desire_content(const struct site *site)
{
    return content_desire(site, account_of(site));
}

/* What a site that goes takes off a bucket that stays, whatever the document says by now: the
 * items that it ever puts there. */
static json_t *statements_of(const struct site *site, const char *bucket)
{
    const char *path = json_string_value(site_option(site, WEBSITE_CDN, WEBSITE_ORIGIN_PATH));
    return site_is_present(site)
               ? website_policy_statements(site->outputs[OUTPUT_DISTRIBUTION_ARN], bucket,
                                           dx_text(site->desired, WEBSITE_REGION),
                                           path != NULL && path[strspn(path, "/")] != '\0')
               : website_no_policy_statements();
}

/* All that the site sets of a bucket. */
static json_t *desire_settings(const struct site *site, const char *name, const char *region)
{
    json_t *desired = site_desire_bucket(site, name, region);
    json_t *more = json_pack("{sb so* so* so* so}", "strict", 1, "versioning",
                             option(site, WEBSITE_BUCKET, "versioning"), "force_empty",
                             option(site, WEBSITE_BUCKET, "force_empty"), "encryption",
                             option(site, WEBSITE_BUCKET, "encryption"), "policy_statements",
                             statements_of(site, name));
    bool whole = json_object_update(desired, more) == 0;
    json_decref(more);
    return dx_whole(whole, desired);
}

json_t *site_desire_given_back(const struct site *site, const char *name, const char *region)
{
    bool whole = true;
    json_t *desired = desire_settings(site, name, region);
    dx_put(&whole, desired, "lifecycle_rules", website_lifecycle_rules(NULL));
    return dx_whole(whole, desired);
}

static json_t *desire_bucket(const struct site *site)
{
    bool whole = true;
    const char *name = json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
    const char *region = dx_text(site->desired, WEBSITE_REGION);
    const json_t *lifecycle = json_object_get(get(site, WEBSITE_BUCKET), "lifecycle");
    if (site_only_publishes(site)) {
        return site_desire_bucket(site, name, region);
    }
    if (site_gives_back(site, site_observed(site, MODULE_S3))) {
        return site_desire_given_back(site, name, region);
    }
    json_t *desired = desire_settings(site, name, region);
    if (lifecycle != NULL) { /* else it is neither read nor written */
        dx_put(&whole, desired, "lifecycle_rules", website_lifecycle_rules(lifecycle));
    }
    return dx_whole(whole, desired);
}

/* Takes @a records over. */
static json_t *ask_for_records(const char *name, bool present, json_t *records)
{
    /* What stands at a site's name and is not its own is left, unless it is adopted. */
    return json_pack("{ss sb so ss}", "name", name, DX_PRESENT, present, "records", records,
                     "existing", DXAWS_DNS_EXISTING_REFUSE);
}

static json_t *desire_records(const struct site *site)
{
    bool present = site_is_present(site);
    json_t *desired = ask_for_records(dx_text(site->desired, WEBSITE_DOMAIN), present,
                                      present ? site_records(site) : site_own_records(site));
    bool whole = true;
    dx_put_from(&whole, desired, "zone", site->desired);
    return dx_whole(whole, desired);
}

dxaws_document *site_desire_no_records(const struct site *site, const char *name, json_t *records)
{
    json_t *desired = ask_for_records(name, false, json_incref(records));
    bool whole = true;
    if (get(site, WEBSITE_ZONE) != NULL && site_zone_holds(site, name)) {
        dx_put(&whole, desired, "zone", json_incref(get(site, WEBSITE_ZONE)));
    }
    return document_of(dx_whole(whole, desired));
}

dxaws_document *site_desire_no_records_in(const char *name, json_t *records, const char *zone)
{
    bool whole = true;
    json_t *desired = ask_for_records(name, false, json_incref(records));
    dx_put(&whole, desired, "zone", json_string(zone));
    return document_of(dx_whole(whole, desired));
}

dxaws_document *site_desire(const struct site *site, enum module module)
{
    static json_t *(*const builders[MODULE_COUNT])(const struct site *) = {
        [MODULE_ACM] = desire_certificate, [MODULE_CLOUDFRONT] = desire_distribution,
        [MODULE_S3] = desire_bucket,       [MODULE_DNS] = desire_records,
        [MODULE_CONTENT] = desire_content, [MODULE_FUNCTION] = addresses_desire,
    };
    return document_of(builders[module](site));
}
