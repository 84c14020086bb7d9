/* SPDX-License-Identifier: MIT */
/* The website's Desired and Result as tables, and the rules that tables cannot say. What a value
 * means to a service is checked by that service's module; here, what concerns the site. */
#include "schema.h"

#include <string.h>

#include "content.h"
#include "events.h"
#include "hosts.h"
#include "ignored.h"
#include "names.h"

#define PRESET(kind, which) .preset = DX_VALUE_##kind(DXAWS_WEBSITE_DEFAULT_##which)
/* How the site is made and kept: a value is needed, so that it cannot be left alone. */
#define HOW(text, kind, which)                                                                     \
    {                                                                                              \
        .name = (text), .type = DX_##kind, .flags = DX_REQUIRED, PRESET(kind, which)               \
    }
#define FORMER(text, now)                                                                          \
    {                                                                                              \
        .name = (text), .type = DX_TEXT, .deprecated_since = "0.9", .use = (now)                   \
    }

static const char *const algorithms[] = {DXAWS_S3_ENCRYPTION_SSE_S3, DXAWS_S3_ENCRYPTION_SSE_KMS,
                                         DXAWS_S3_ENCRYPTION_DSSE_KMS, NULL};

/* What they need of each other is the bucket's module's to say. */
static const struct dx_attribute encryption_rows[] = {
    {.name = "algorithm", .type = DX_TEXT, .choices = algorithms},
    {.name = "kms_key", .type = DX_TEXT},
    {.name = "bucket_key", .type = DX_BOOLEAN},
};

/* At most as many newer versions as S3 counts. */
static dxaws_error *check_kept(const struct dx_schema *schema, const struct dx_attribute *attribute,
                               const json_t *value)
{
    json_int_t kept = json_integer_value(value);
    return kept >= 1 && kept <= 100
               ? NULL
               : dx_invalid(schema, "website: \"%s\" is %lld; it must be 1 to 100", attribute->name,
                            (long long)kept);
}

/* Days from which on something is done; at once: 0 where S3 takes that. */
static dxaws_error *check_days(const struct dx_schema *schema, const struct dx_attribute *attribute,
                               const json_t *value)
{
    return json_integer_value(value) >= 0
               ? NULL
               : dx_invalid(schema, "website: \"%s\" is %lld; it must be 0 days or more",
                            attribute->name, (long long)json_integer_value(value));
}

static const struct dx_attribute lifecycle_rows[] = {
    {.name = "expire_noncurrent_days", .type = DX_INTEGER, .check = dx_check_positive},
    {.name = "keep_noncurrent", .type = DX_INTEGER, .check = check_kept},
    {.name = "abort_uploads_days", .type = DX_INTEGER, .check = dx_check_positive},
    {.name = "intelligent_tiering_days", .type = DX_INTEGER, .check = check_days},
};

static const struct dx_attribute bucket_rows[] = {
    {.name = "name", .type = DX_TEXT, .check = dx_check_not_empty},
    {.name = "versioning", .type = DX_BOOLEAN, PRESET(BOOLEAN, VERSIONING)},
    {.name = "force_empty", .type = DX_BOOLEAN},
    {.name = "encryption", .type = DX_OBJECT, DX_MEMBERS(encryption_rows)},
    {.name = "lifecycle", .type = DX_OBJECT, DX_MEMBERS(lifecycle_rows)},
};

/* Of ACM's, what CloudFront takes:
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html */
static const char *const keys[] = {"RSA_2048", "EC_prime256v1", NULL};

static const struct dx_attribute certificate_rows[] = {
    {.name = "arn", .type = DX_TEXT, .check = dx_check_not_empty},
    {.name = "key_algorithm", .type = DX_TEXT, .choices = keys},
    {.name = "record_ttl_s", .type = DX_INTEGER, .check = dx_check_positive},
    {.name = "keep_validation", .type = DX_BOOLEAN},
};

/* As long as CloudFront counts: a year. */
static dxaws_error *check_error_ttl(const struct dx_schema *schema,
                                    const struct dx_attribute *attribute, const json_t *value)
{
    json_int_t ttl = json_integer_value(value);
    return ttl >= 0 && ttl <= 31536000
               ? NULL
               : dx_invalid(schema, "website: \"%s\" is %lld; it must be 0 to 31536000 seconds",
                            attribute->name, (long long)ttl);
}

static const struct dx_attribute cdn_rows[] = {
    {.name = "price_class",
     .type = DX_TEXT,
     .check = dx_check_not_empty,
     PRESET(TEXT, PRICE_CLASS)},
    {.name = "minimum_protocol_version",
     .type = DX_TEXT,
     .check = dx_check_not_empty,
     PRESET(TEXT, MINIMUM_PROTOCOL_VERSION)},
    {.name = "http_version",
     .type = DX_TEXT,
     .check = dx_check_not_empty,
     PRESET(TEXT, HTTP_VERSION)},
    {.name = "ipv6", .type = DX_BOOLEAN, PRESET(BOOLEAN, IPV6)},
    /* As the module says, and left alone when nobody does. */
    {.name = "cache_policy_id", .type = DX_TEXT, .check = dx_check_not_empty},
    {.name = "response_headers_policy_id", .type = DX_TEXT},
    {.name = WEBSITE_ORIGIN_PATH, .type = DX_TEXT},
    {.name = "web_acl_id", .type = DX_TEXT},
    {.name = "geo_restriction", .type = DX_TEXT, .check = dx_check_not_empty},
    {.name = "geo_locations", .type = DX_TEXTS},
    {.name = WEBSITE_ERROR_TTL, .type = DX_INTEGER, .check = check_error_ttl},
    FORMER("min_tls", "minimum_protocol_version"),
    FORMER("http", "http_version"),
};

static const struct dx_attribute dns_rows[] = {
    HOW("manage", BOOLEAN, MANAGE_DNS),
};

static dxaws_error *check_fallback(const struct dx_schema *schema,
                                   const struct dx_attribute *attribute, const json_t *value)
{
    const char *text = json_string_value(value);
    if (strcmp(text, "none") == 0 || strcmp(text, "spa") == 0 ||
        (text[0] == '/' && text[1] != '\0' && strpbrk(text, " ?#") == NULL)) {
        return NULL;
    }
    return dx_invalid(schema,
                      "website: \"%s\" is \"%s\"; it must be \"none\", \"spa\" or a path such as "
                      "\"/404.html\"",
                      attribute->name, text);
}

static const char *const invalidations[] = {"auto", "all", "none", NULL};
static const char *const urls[] = {"directories", "html", "exact", NULL};
static const char *const scopes[] = {"site", "content", NULL};

static const struct dx_attribute attributes[] = {
    {.name = WEBSITE_SITE, .type = DX_TEXT, .flags = DX_REQUIRED, .check = hosts_check_site},
    {.name = WEBSITE_DOMAIN, .type = DX_TEXT, .flags = DX_REQUIRED, .check = hosts_check_domain},
    {.name = WEBSITE_REGION, .type = DX_TEXT, .flags = DX_REQUIRED, .check = dx_check_region},
    DX_PRESENT_ROW(DXAWS_WEBSITE_DEFAULT_PRESENT, 0),
    /* Ours are added, by which everything is recognised. */
    {.name = WEBSITE_TAGS,
     .type = DX_MAP,
     .flags = DX_REQUIRED,
     .check = dx_check_tags,
     .preset = DX_VALUE_EMPTY(DX_MAP)},
    {.name = WEBSITE_FALLBACK, .type = DX_TEXT, .check = check_fallback, PRESET(TEXT, FALLBACK)},
    HOW(WEBSITE_PROTECT, BOOLEAN, PROTECT),
    {.name = WEBSITE_ZONE, .type = DX_TEXT, .check = dx_check_not_empty},
    {.name = WEBSITE_BUCKET, .type = DX_OBJECT, .flags = DX_REQUIRED, DX_MEMBERS(bucket_rows)},
    {.name = WEBSITE_CERTIFICATE, .type = DX_OBJECT, DX_MEMBERS(certificate_rows)},
    {.name = WEBSITE_CDN, .type = DX_OBJECT, .flags = DX_REQUIRED, DX_MEMBERS(cdn_rows)},
    {.name = WEBSITE_DNS, .type = DX_OBJECT, .flags = DX_REQUIRED, DX_MEMBERS(dns_rows)},
    /* What may be in it, and means what, is its module's to say. */
    {.name = WEBSITE_CONTENT, .type = DX_OBJECT, .check = content_check},
    {.name = WEBSITE_INVALIDATE, .type = DX_TEXT, .choices = invalidations},
    {.name = WEBSITE_SCOPE, .type = DX_TEXT, .choices = scopes},
    {.name = WEBSITE_URLS, .type = DX_TEXT, .choices = urls},
    {.name = WEBSITE_REDIRECTS, .type = DX_TEXTS, .check = hosts_check_redirects},
    {.name = WEBSITE_IGNORE_DRIFT, .type = DX_TEXTS, .check = ignored_check},
};

/* CloudFront sees certificates of us-east-1 only, so one elsewhere can never cover the alias. */
static dxaws_error *check_certificate_arn(const json_t *desired)
{
    const char *arn = dx_text(json_object_get(desired, WEBSITE_CERTIFICATE), "arn");
    if (arn == NULL || strncmp(arn, "arn:aws:acm:us-east-1:", 22) == 0) {
        return NULL;
    }
    return dx_at(dx_at(dx_invalid(&website_schema,
                                  "website: \"certificate.arn\" is \"%s\"; CloudFront needs an ACM "
                                  "certificate in us-east-1 (\"arn:aws:acm:us-east-1:...\")",
                                  arn),
                       "arn"),
                 WEBSITE_CERTIFICATE);
}

/* A zone's id says nothing offline; its name does. */
static dxaws_error *check_zone(const json_t *desired)
{
    const char *zone = dx_text(desired, WEBSITE_ZONE);
    const char *domain = dx_text(desired, WEBSITE_DOMAIN);
    if (zone == NULL || domain == NULL || strchr(zone, '.') == NULL ||
        website_zone_holds(zone, domain)) {
        return NULL;
    }
    return dx_at(
        dx_invalid(&website_schema,
                   "website: \"zone\" is \"%s\", which cannot hold the domain \"%s\"; name the "
                   "hosted zone of that domain or of a parent of it, or leave \"zone\" out",
                   zone, domain),
        WEBSITE_ZONE);
}

/* Nothing comes before a site that could decide it. */
static dxaws_error *check_known(const json_t *desired)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)desired, name, value) {
        if (!dx_is_known(value)) {
            return dx_at(dx_invalid(&website_schema,
                                    "website: \"%s\" is not known yet; a site has to be, whole",
                                    name),
                         name);
        }
    }
    return NULL;
}

/* What is kept is kept of what goes. */
static dxaws_error *check_lifecycle(const json_t *desired)
{
    const json_t *bucket = json_object_get(desired, WEBSITE_BUCKET);
    const json_t *lifecycle = json_object_get(bucket, "lifecycle");
    if (json_object_get(lifecycle, "keep_noncurrent") == NULL ||
        json_object_get(lifecycle, "expire_noncurrent_days") != NULL) {
        return NULL;
    }
    return dx_at(dx_at(dx_at(dx_invalid(&website_schema,
                                        "website: \"bucket.lifecycle.keep_noncurrent\" needs "
                                        "\"expire_noncurrent_days\": after how many days the other "
                                        "old versions go"),
                             "keep_noncurrent"),
                       "lifecycle"),
                 WEBSITE_BUCKET);
}

/* Who publishes alone publishes something. */
static dxaws_error *check_scope(const json_t *desired)
{
    const char *scope = dx_text(desired, WEBSITE_SCOPE);
    if (scope == NULL || strcmp(scope, "content") != 0 ||
        json_object_get(desired, WEBSITE_CONTENT) != NULL) {
        return NULL;
    }
    return dx_at(dx_invalid(&website_schema, "website: say as \"" WEBSITE_CONTENT
                                             "\" what is published: \"" WEBSITE_SCOPE
                                             "\" is \"content\", and there is none"),
                 WEBSITE_SCOPE);
}

/* Errors are left alone, or cached for so long. */
static dxaws_error *check_errors(const json_t *desired)
{
    const json_t *cdn = json_object_get(desired, WEBSITE_CDN);
    const json_t *ttl = json_object_get(cdn, WEBSITE_ERROR_TTL);
    if (!json_is_integer(ttl) || dx_text(desired, WEBSITE_FALLBACK) != NULL) {
        return NULL;
    }
    return dx_at(dx_at(dx_invalid(&website_schema, "website: \"" WEBSITE_FALLBACK
                                                   "\" is null, which leaves errors as they are: "
                                                   "say one such as \"none\", or no TTL of errors"),
                       WEBSITE_ERROR_TTL),
                 WEBSITE_CDN);
}

/* What a site publishes is at the root of a bucket of its own: below a folder nothing of it is. */
static dxaws_error *check_origin_path(const json_t *desired)
{
    const char *path = dx_text(json_object_get(desired, WEBSITE_CDN), WEBSITE_ORIGIN_PATH);
    if (path == NULL || path[strspn(path, "/")] == '\0' ||
        json_object_get(desired, WEBSITE_CONTENT) == NULL) {
        return NULL;
    }
    return dx_at(dx_at(dx_invalid(&website_schema,
                                  "website: leave \"cdn." WEBSITE_ORIGIN_PATH "\" out: what the "
                                  "site publishes is at the root of its bucket, not below \"%s\"",
                                  path),
                       WEBSITE_ORIGIN_PATH),
                 WEBSITE_CDN);
}

/* One page for all, and a page of its own for each. */
static dxaws_error *check_urls(const json_t *desired)
{
    const char *said = dx_text(desired, WEBSITE_URLS);
    const char *fallback = dx_text(desired, WEBSITE_FALLBACK);
    if (said == NULL || fallback == NULL || strcmp(said, "html") != 0 ||
        strcmp(fallback, "spa") != 0) {
        return NULL;
    }
    return dx_at(dx_invalid(&website_schema,
                            "website: \"" WEBSITE_URLS "\" is \"html\", a file for each page, and "
                            "\"" WEBSITE_FALLBACK "\" \"spa\", one for all: leave one of them out"),
                 WEBSITE_URLS);
}

static dxaws_error *check_together(const json_t *desired)
{
    dxaws_error *error = check_known(desired);
    error = error ? error : check_certificate_arn(desired);
    error = error ? error : check_lifecycle(desired);
    error = error ? error : check_scope(desired);
    error = error ? error : check_errors(desired);
    error = error ? error : check_origin_path(desired);
    error = error ? error : check_urls(desired);
    error = error ? error : hosts_check_circle(desired);
    return error ? error : check_zone(desired);
}

static const struct dx_attribute result_attributes[] = {
    {.name = "site", .type = DX_TEXT},
    {.name = "domain", .type = DX_TEXT},
    {.name = "url", .type = DX_TEXT},
    {.name = "bucket", .type = DX_TEXT},
    {.name = "region", .type = DX_TEXT},
    {.name = "certificate_arn", .type = DX_TEXT},
    {.name = "distribution_id", .type = DX_TEXT},
    {.name = "distribution_domain_name", .type = DX_TEXT},
    {.name = "status", .type = DX_TEXT},
    {.name = "records", .type = DX_LIST},
    {.name = "validation_record", .type = DX_OBJECT},
    {.name = "redirects", .type = DX_LIST},
};
enum { RESULT_COUNT = sizeof result_attributes / sizeof *result_attributes };

/* Words of 0.1. */
static const struct dx_former formers[] = {
    {.name = "certificate.key", .use = "certificate.key_algorithm"},
    {.name = "dns.ttl", .use = "certificate.record_ttl_s"},
    {.name = "certificate.timeout_s", .use = "timeouts_ms.acm.WAIT_ISSUED", .option = true},
    {.name = "wait", .use = "wait", .option = true},
    {.name = "timeouts", .use = "timeouts_ms", .option = true},
    {.name = "allow_destroy", .use = "allow_destroy", .option = true},
    {.name = "takeover", .use = "adopt", .option = true},
};

static const struct dx_error_code errors[] = {
    {DXAWS_WEBSITE_ERROR_ALIAS_IN_USE, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_ANOTHER_SITE, "CONFLICT"},
    {DXAWS_WEBSITE_ERROR_CONTENT_DENIED, "PERMISSION"},
    {DXAWS_WEBSITE_ERROR_HOSTED_ZONE_NOT_FOUND, "NOT_FOUND"},
    {DXAWS_WEBSITE_ERROR_INVALID_PLAN, "INVALID_ARGUMENT"},
    {DXAWS_WEBSITE_ERROR_INVARIANT_VIOLATED, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_MISSING_MANAGER, "INVALID_ARGUMENT"},
    {DXAWS_WEBSITE_ERROR_MORE_THAN_PLANNED, "STALE"},
    {DXAWS_WEBSITE_ERROR_NOT_OBSERVED, "INVALID_ARGUMENT"},
    {DXAWS_WEBSITE_ERROR_NO_SITE, "NOT_FOUND"},
    {DXAWS_WEBSITE_ERROR_PRIVATE_ZONE, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_PROTECTED_SITE, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_STEP_FAILED, "Any kind"},
    {DXAWS_WEBSITE_ERROR_TOO_MANY_NAMES, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_UNUSABLE_CERTIFICATE, "REFUSED"},
    {DXAWS_WEBSITE_ERROR_WRONG_ZONE, "REFUSED"},
};

const struct dx_schema website_schema = {
    .module = WEBSITE,
    .identity = WEBSITE_SITE,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
    .events = website_events,
    .event_count = WEBSITE_EVENT_COUNT,
    .results = result_attributes,
    .result_count = RESULT_COUNT,
    .normalise = website_normalise,
    .check = check_together,
};

const struct dx_schema website_result_schema = {
    .module = WEBSITE,
    .identity = "site",
    .attributes = result_attributes,
    .attribute_count = RESULT_COUNT,
};
