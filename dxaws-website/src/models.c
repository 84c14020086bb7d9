/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/s3-content.h>
#include <dxaws/website-viewers.h>
#include <dxaws/kit/accessors.h>

#include "current.h"
#include "names.h"
#include "site.h"

const char *dxaws_website_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_website_desired *dxaws_website_desired_new(const char *site, const char *domain,
                                                 const char *region)
{
    dxaws_website_desired *desired = dx_state_new(sizeof *desired, &website_schema);
    struct dx_state *state = (struct dx_state *)desired;
    dx_state_set_text(state, WEBSITE_SITE, site);
    dx_state_set_text(state, WEBSITE_DOMAIN, domain);
    dx_state_set_text(state, WEBSITE_REGION, region);
    return desired;
}

dxaws_error *dxaws_website_desired_parse(const char *json, dxaws_website_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &website_schema, DX_DESIRED, json,
                              (void **)desired);
}

char *dxaws_website_desired_format(const dxaws_website_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_website_desired_free(dxaws_website_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

void dxaws_website_desired_leave(dxaws_website_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

#define DESIRED dxaws_website_desired

#define SET_TEXT(name, attribute)                                                                  \
    void dxaws_website_desired_set_##name(DESIRED *self, const char *text)                         \
    {                                                                                              \
        dx_state_set_text((struct dx_state *)self, attribute, text);                               \
    }
#define SET_MEMBER_TEXT(name, section, member)                                                     \
    void dxaws_website_desired_set_##name(DESIRED *self, const char *text)                         \
    {                                                                                              \
        dx_state_set_object_text((struct dx_state *)self, section, member, text);                  \
    }
/* What is no text can be taken back as well. */
#define SET_MEMBER(name, section, member, type, value)                                             \
    void dxaws_website_desired_set_##name(DESIRED *self, type given)                               \
    {                                                                                              \
        dx_state_set_object_member((struct dx_state *)self, section, member, value(given));        \
    }                                                                                              \
    void dxaws_website_desired_unset_##name(DESIRED *self)                                         \
    {                                                                                              \
        dx_state_set_object_text((struct dx_state *)self, section, member, NULL);                  \
    }
#define SET_SWITCH(name, section, member) SET_MEMBER(name, section, member, bool, json_boolean)

void dxaws_website_desired_set_present(DESIRED *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_website_desired_set_protect(DESIRED *desired, bool protect)
{
    dx_state_set_boolean((struct dx_state *)desired, WEBSITE_PROTECT, protect);
}

void dxaws_website_desired_set_tags(DESIRED *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, WEBSITE_TAGS, tags);
}

DX_UNSET(dxaws_website_desired, protect, WEBSITE_PROTECT)
SET_TEXT(fallback, WEBSITE_FALLBACK)
SET_TEXT(zone, WEBSITE_ZONE)
SET_MEMBER_TEXT(bucket_name, WEBSITE_BUCKET, "name")
SET_SWITCH(versioning, WEBSITE_BUCKET, "versioning")
SET_SWITCH(force_empty, WEBSITE_BUCKET, "force_empty")

void dxaws_website_desired_set_encryption(DESIRED *self, const char *algorithm, const char *kms_key,
                                          bool bucket_key)
{
    if (algorithm == NULL) {
        dx_state_set_object_text((struct dx_state *)self, WEBSITE_BUCKET, "encryption", NULL);
        return;
    }
    dx_state_set_object_member((struct dx_state *)self, WEBSITE_BUCKET, "encryption",
                               json_pack("{ss ss* sb}", "algorithm", algorithm, "kms_key", kms_key,
                                         "bucket_key", bucket_key));
}

static void set_lifecycle(DESIRED *self, const char *member, int64_t value)
{
    bool whole = true;
    const json_t *bucket = self ? json_object_get(self->state.document, WEBSITE_BUCKET) : NULL;
    const json_t *now = json_object_get(bucket, "lifecycle");
    json_t *lifecycle = now ? dx_members(now) : json_object();
    dx_put(&whole, lifecycle, member, json_integer(value));
    dx_state_set_object_member((struct dx_state *)self, WEBSITE_BUCKET, "lifecycle",
                               dx_whole(whole, lifecycle));
}

#define SET_LIFECYCLE(name)                                                                        \
    void dxaws_website_desired_set_##name(DESIRED *self, int64_t value)                            \
    {                                                                                              \
        set_lifecycle(self, #name, value);                                                         \
    }
SET_LIFECYCLE(expire_noncurrent_days)
SET_LIFECYCLE(keep_noncurrent)
SET_LIFECYCLE(abort_uploads_days)
SET_LIFECYCLE(intelligent_tiering_days)

void dxaws_website_desired_unset_lifecycle(DESIRED *self)
{
    dx_state_set_object_text((struct dx_state *)self, WEBSITE_BUCKET, "lifecycle", NULL);
}

SET_MEMBER_TEXT(certificate_arn, WEBSITE_CERTIFICATE, "arn")
SET_MEMBER_TEXT(key_algorithm, WEBSITE_CERTIFICATE, "key_algorithm")
SET_MEMBER(record_ttl_s, WEBSITE_CERTIFICATE, "record_ttl_s", int64_t, json_integer)
SET_SWITCH(keep_validation, WEBSITE_CERTIFICATE, "keep_validation")
SET_MEMBER_TEXT(price_class, WEBSITE_CDN, "price_class")
SET_MEMBER_TEXT(minimum_protocol_version, WEBSITE_CDN, "minimum_protocol_version")
SET_MEMBER_TEXT(http_version, WEBSITE_CDN, "http_version")
SET_SWITCH(ipv6, WEBSITE_CDN, "ipv6")
SET_MEMBER_TEXT(cache_policy_id, WEBSITE_CDN, "cache_policy_id")
SET_MEMBER_TEXT(response_headers_policy_id, WEBSITE_CDN, "response_headers_policy_id")
SET_MEMBER(error_ttl_s, WEBSITE_CDN, WEBSITE_ERROR_TTL, int64_t, json_integer)
SET_MEMBER_TEXT(web_acl_id, WEBSITE_CDN, "web_acl_id")
SET_MEMBER_TEXT(origin_path, WEBSITE_CDN, WEBSITE_ORIGIN_PATH)
SET_MEMBER_TEXT(geo_restriction, WEBSITE_CDN, "geo_restriction")

void dxaws_website_desired_set_geo_locations(DESIRED *self, const char *const *locations)
{
    bool whole = true;
    json_t *list = locations ? json_array() : NULL;
    for (size_t i = 0; locations != NULL && locations[i] != NULL; i++) {
        dx_append(&whole, list, json_string(locations[i]));
    }
    if (locations == NULL) {
        dx_state_set_object_text((struct dx_state *)self, WEBSITE_CDN, "geo_locations", NULL);
    } else {
        dx_state_set_object_member((struct dx_state *)self, WEBSITE_CDN, "geo_locations",
                                   dx_whole(whole, list));
    }
}
SET_SWITCH(manage_dns, WEBSITE_DNS, "manage")
SET_TEXT(invalidate, WEBSITE_INVALIDATE)
SET_TEXT(scope, WEBSITE_SCOPE)
SET_TEXT(urls, WEBSITE_URLS)
DX_TEXTS_ACCESSORS(dxaws_website_desired, redirect, redirects, WEBSITE_REDIRECTS)
DX_TEXTS_ACCESSORS(dxaws_website_desired, ignored_drift, ignored_drifts, WEBSITE_IGNORE_DRIFT)

void dxaws_website_desired_set_content(DESIRED *self, const dxaws_s3_content_desired *content)
{
    const json_t *tree = dxaws_s3_content_desired_tree(content);
    if (content == NULL) {
        dx_state_set_text((struct dx_state *)self, WEBSITE_CONTENT, NULL);
    } else {
        dx_state_set_value((struct dx_state *)self, WEBSITE_CONTENT, dxaws_tree_copy(tree));
    }
}

DX_TEXT_GETTER(dxaws_website_desired, site, WEBSITE_SITE)
DX_TEXT_GETTER(dxaws_website_desired, domain, WEBSITE_DOMAIN)
DX_TEXT_GETTER(dxaws_website_desired, region, WEBSITE_REGION)
DX_SWITCH_GETTER(dxaws_website_desired, is_present, DX_PRESENT, true)

char *dxaws_website_desired_bucket(const dxaws_website_desired *desired)
{
    json_t *document = desired ? dxaws_tree_copy(desired->state.document) : NULL;
    if (json_object_get(document, WEBSITE_BUCKET) == NULL) {
        bool whole = true;
        dx_put(&whole, document, WEBSITE_BUCKET, json_object());
        document = dx_whole(whole, document);
    }
    dxaws_error *error = document ? website_normalise(document) : NULL;
    const char *name = dx_text(json_object_get(document, WEBSITE_BUCKET), "name");
    char *copy = name != NULL && error == NULL ? strdup(name) : NULL;
    dxaws_error_free(error);
    json_decref(document);
    return copy;
}

/* Current */

char *dxaws_website_current_format(const dxaws_website_current *current)
{
    json_t *tree = current ? current_tree(current, false) : NULL;
    char *text = tree ? json_dumps(tree, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(tree);
    return text;
}

void dxaws_website_current_free(dxaws_website_current *current)
{
    if (current != NULL) {
        current_clear(current);
    }
    free(current);
}

/* Result */

static const char *const status_words[] = {
    [DXAWS_WEBSITE_STATUS_OTHER] = "OTHER",
    [DXAWS_WEBSITE_STATUS_IN_PROGRESS] = "InProgress",
    [DXAWS_WEBSITE_STATUS_DEPLOYED] = "Deployed",
    [DXAWS_WEBSITE_STATUS_ABSENT] = WEBSITE_ABSENT,
};
static const struct dx_words status = {status_words, sizeof status_words / sizeof *status_words,
                                       DXAWS_WEBSITE_STATUS_OTHER};

const char *dxaws_website_status_name(dxaws_website_status value)
{
    return dx_word_name(&status, (int)value);
}

DX_TEXT_GETTER(dxaws_website_result, site, "site")
DX_TEXT_GETTER(dxaws_website_result, domain, "domain")
DX_TEXT_GETTER(dxaws_website_result, url, "url")
DX_TEXT_GETTER(dxaws_website_result, bucket, "bucket")
DX_TEXT_GETTER(dxaws_website_result, region, "region")
DX_TEXT_GETTER(dxaws_website_result, certificate_arn, "certificate_arn")
DX_TEXT_GETTER(dxaws_website_result, distribution_id, "distribution_id")
DX_TEXT_GETTER(dxaws_website_result, distribution_domain_name, "distribution_domain_name")
DX_WORD_GETTER(dxaws_website_result, status, "status", dxaws_website_status, &status)
DX_ITEMS_GETTERS(dxaws_website_result, record, dxaws_website_record, "records")

#define RECORD_TEXT(member)                                                                        \
    const char *dxaws_website_record_##member(const dxaws_website_record *record)                  \
    {                                                                                              \
        return dx_text((const json_t *)record, #member);                                           \
    }
RECORD_TEXT(name)
RECORD_TEXT(type)
RECORD_TEXT(value)

const dxaws_website_record *dxaws_website_result_validation_record(
    const dxaws_website_result *result)
{
    return (const dxaws_website_record *)dx_state_get((const struct dx_state *)result,
                                                      "validation_record");
}

char *dxaws_website_result_format(const dxaws_website_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_website_result_free(dxaws_website_result *result)
{
    dx_state_free((struct dx_state *)result);
}
