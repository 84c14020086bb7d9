/* SPDX-License-Identifier: MIT */
/* Where in a site's document what a module refuses was said. */
#include "places.h"

#include <stdio.h>
#include <string.h>

#include <dxaws/extend/error.h>

/* A module's value, and the site's that it was made from; what follows after it is the same. */
static const struct {
    enum module module;
    const char *path;
    const char *said;
    const char *otherwise; /* what it was made from where that is not said; NULL: nothing else */
} places[] = {
    {MODULE_ACM, "/domain_name", "/domain", NULL},
    {MODULE_ACM, "/zone", "/zone", NULL},
    {MODULE_ACM, "/tags", "/tags", NULL},
    {MODULE_ACM, "/key_algorithm", "/certificate/key_algorithm", NULL},
    {MODULE_ACM, "/record_ttl_s", "/certificate/record_ttl_s", NULL},
    {MODULE_ACM, "/keep_validation", "/certificate/keep_validation", NULL},
    {MODULE_CLOUDFRONT, "/aliases/0", "/domain", NULL},
    {MODULE_CLOUDFRONT, "/certificate_arn", "/certificate/arn", NULL},
    {MODULE_CLOUDFRONT, "/error_responses", "/fallback", NULL},
    {MODULE_CLOUDFRONT, "/http_version", "/cdn/http_version", "/cdn/http"},
    {MODULE_CLOUDFRONT, "/ipv6", "/cdn/ipv6", NULL},
    {MODULE_CLOUDFRONT, "/minimum_protocol_version", "/cdn/minimum_protocol_version",
     "/cdn/min_tls"},
    {MODULE_CLOUDFRONT, "/name", "/site", NULL},
    {MODULE_CLOUDFRONT, "/origin_domain_name", "/bucket/name", "/region"},
    {MODULE_CLOUDFRONT, "/origin_path", "/cdn/origin_path", NULL},
    {MODULE_CLOUDFRONT, "/price_class", "/cdn/price_class", NULL},
    {MODULE_CLOUDFRONT, "/cache_policy_id", "/cdn/cache_policy_id", NULL},
    {MODULE_CLOUDFRONT, "/response_headers_policy_id", "/cdn/response_headers_policy_id", NULL},
    {MODULE_CLOUDFRONT, "/web_acl_id", "/cdn/web_acl_id", NULL},
    {MODULE_CLOUDFRONT, "/geo_restriction", "/cdn/geo_restriction", NULL},
    {MODULE_CLOUDFRONT, "/geo_locations", "/cdn/geo_locations", NULL},
    {MODULE_CLOUDFRONT, "/tags", "/tags", NULL},
    {MODULE_CLOUDFRONT, "/viewer_request_function_arn", "/urls", NULL},
    {MODULE_FUNCTION, "/code", "/urls", NULL},
    {MODULE_FUNCTION, "/name", "/site", NULL},
    {MODULE_DNS, "/name", "/domain", NULL},
    {MODULE_DNS, "/records", "/domain", NULL},
    {MODULE_DNS, "/zone", "/zone", NULL},
    {MODULE_S3, "/name", "/bucket/name", "/site"},
    {MODULE_S3, "/owner", "/site", NULL},
    {MODULE_S3, "/region", "/region", NULL},
    {MODULE_S3, "/tags", "/tags", NULL},
    {MODULE_S3, "/versioning", "/bucket/versioning", NULL},
    {MODULE_S3, "/force_empty", "/bucket/force_empty", NULL},
    {MODULE_S3, "/encryption", "/bucket/encryption", NULL},
    {MODULE_S3, "/lifecycle_rules", "/bucket/lifecycle", NULL},
};

/* Whether the site's document has a value there; no name of its own has an escape. */
static bool is_said(const json_t *said, const char *path)
{
    while (said != NULL && *path == '/') {
        char name[64];
        size_t size = strcspn(path + 1, "/");
        snprintf(name, sizeof name, "%.*s", (int)size, path + 1);
        said = json_object_get(said, name);
        path += 1 + size;
    }
    return said != NULL;
}

static bool is_map(const char *path)
{
    return strcmp(path, "/tags") == 0 || strcmp(path, "/bucket/encryption") == 0;
}

dxaws_error *site_place(const json_t *said, enum module module, dxaws_error *error)
{
    const char *path = error ? dxaws_error_path(error) : NULL;
    if (path != NULL && module == MODULE_CONTENT) {
        char made[512];
        snprintf(made, sizeof made, "/" WEBSITE_CONTENT "%s", path);
        dxaws_error_set_path(error, made, dxaws_error_is_about_name(error));
        return error;
    }
    for (size_t i = 0; path != NULL && i < sizeof places / sizeof *places; i++) {
        size_t size = strlen(places[i].path);
        if (places[i].module != module || strncmp(path, places[i].path, size) != 0 ||
            (path[size] != '\0' && path[size] != '/')) {
            continue;
        }
        const char *here = places[i].otherwise && !is_said(said, places[i].said)
                               ? places[i].otherwise
                               : places[i].said;
        char made[512];
        /* Below a text there is nothing of the site's. */
        snprintf(made, sizeof made, "%s%s", here, is_map(here) ? path + size : "");
        dxaws_error_set_path(error, made, dxaws_error_is_about_name(error));
        return error;
    }
    if (path != NULL) { /* nothing that a site says alone */
        dxaws_error_set_path(error, "", false);
    }
    return error;
}

dxaws_error *site_place_in(const struct site *site, enum module module, dxaws_error *error)
{
    char path[64] = "";
    if (site->of == NULL) {
        return site_place(site->said, module, error);
    }
    if (site->index != SITE_NOT_NAMED) {
        snprintf(path, sizeof path, "/" WEBSITE_REDIRECTS "/%d", site->index);
    }
    if (error != NULL && (dxaws_error_path(error) != NULL || module == MODULE_COUNT)) {
        dxaws_error_set_path(error, path, false);
    }
    return error;
}
