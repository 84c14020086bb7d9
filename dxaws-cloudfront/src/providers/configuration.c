/* SPDX-License-Identifier: MIT */
/* A distribution's configuration as JSON. */
#include "configuration.h"

#include <dxaws/cloudfront.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const cloudfront_configured[] = {
    CF_ORIGIN,
    CF_ORIGIN_PATH,
    CF_ALIASES,
    CF_CERTIFICATE,
    CF_MINIMUM_TLS,
    CF_ROOT_OBJECT,
    CF_ERRORS,
    CF_PRICE_CLASS,
    CF_HTTP,
    CF_IPV6,
    CF_VIEWER_POLICY,
    CF_COMPRESS,
    CF_CACHE_POLICY,
    CF_HEADERS_POLICY,
    CF_FUNCTION,
    CF_WEB_ACL,
    CF_GEO,
    CF_GEO_LOCATIONS,
    CF_ENABLED,
    CF_COMMENT,
    NULL,
};

json_t *cloudfront_error_response(json_int_t error_code, json_int_t response_code, const char *page,
                                  json_int_t caching_min_ttl_s)
{
    json_t *item =
        json_pack("{sI sI}", "error_code", error_code, "caching_min_ttl_s", caching_min_ttl_s);
    bool whole = true;
    if (response_code != 0) {
        dx_put(&whole, item, "response_code", json_integer(response_code));
    }
    if (page != NULL && *page != '\0') {
        dx_put(&whole, item, "page", json_string(page));
    }
    return dx_whole(whole, item);
}

static json_t *canonical_error(const json_t *item)
{
    json_t *copy = dx_members(item);
    const json_t *page = json_object_get(copy, "page");
    if (json_is_string(page) && json_string_length(page) == 0) {
        json_object_del(copy, "page");
    }
    if (json_integer_value(json_object_get(copy, "response_code")) == 0) {
        json_object_del(copy, "response_code");
    }
    return copy;
}

json_t *cloudfront_error_responses(const json_t *list)
{
    bool whole = true;
    json_t *sorted = json_array();
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        json_t *copy = canonical_error(item);
        json_int_t code = json_integer_value(json_object_get(copy, "error_code"));
        size_t place = json_array_size(sorted);
        while (place > 0 && json_integer_value(json_object_get(json_array_get(sorted, place - 1),
                                                               "error_code")) > code) {
            place--;
        }
        whole = json_array_insert_new(sorted, place, copy) == 0 && whole;
    }
    return dx_whole(whole, sorted);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

json_t *cloudfront_sorted(const json_t *list)
{
    size_t count = json_array_size(list);
    const char **texts = calloc(count + 1, sizeof *texts);
    json_t *sorted = texts ? json_array() : NULL;
    bool whole = sorted != NULL;
    size_t kept = 0;
    for (size_t i = 0; whole && i < count; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        texts[kept] = text;
        kept += text != NULL;
    }
    if (kept > 0) {
        qsort(texts, kept, sizeof *texts, compare_texts);
    }
    for (size_t i = 0; i < kept; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0) {
            dx_append(&whole, sorted, json_string(texts[i]));
        }
    }
    free(texts);
    return dx_whole(whole, sorted);
}

bool cloudfront_texts_equal(const json_t *desired, const json_t *observed)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)desired, index, item) {
        if (!dx_has_text(observed, json_string_value(item))) {
            return false;
        }
    }
    return json_array_size(desired) == json_array_size(observed);
}

json_t *cloudfront_geo_locations(const json_t *list)
{
    bool whole = true;
    json_t *codes = json_array();
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        char *code = strdup(json_string_value(item));
        bool known = code != NULL && strlen(code) == 2; /* else it is told as it was typed */
        for (char *p = code; known && *p != '\0'; p++) {
            *p = (char)toupper((unsigned char)*p);
        }
        dx_append(&whole, codes, code ? json_string(code) : NULL);
        free(code);
    }
    json_t *sorted = whole ? cloudfront_sorted(codes) : NULL;
    json_decref(codes);
    return sorted;
}

static bool has_certificate(const json_t *document)
{
    const char *arn = dx_text(document, CF_CERTIFICATE);
    return arn != NULL && *arn != '\0';
}

bool cloudfront_copy_configuration(json_t *distribution, const json_t *payload)
{
    bool whole = true;
    if (has_certificate(payload) && !has_certificate(distribution)) {
        dx_put(&whole, distribution, CF_MINIMUM_TLS,
               json_string(DXAWS_CLOUDFRONT_DEFAULT_MINIMUM_PROTOCOL_VERSION));
    }
    for (const char *const *name = cloudfront_configured; *name != NULL; name++) {
        dx_put_from(&whole, distribution, *name, payload);
    }
    /* CloudFront's own certificate has a protocol of its own, whatever was wanted. */
    if (!has_certificate(distribution) && json_object_get(distribution, CF_MINIMUM_TLS) != NULL) {
        dx_put(&whole, distribution, CF_MINIMUM_TLS, json_string("TLSv1"));
    }
    return whole;
}

bool cloudfront_is_changed(const json_t *distribution, const json_t *changes)
{
    const json_t *oac = json_object_get(changes, CF_OAC);
    if (oac != NULL && !json_equal(oac, json_object_get(distribution, CF_ORIGIN_OAC))) {
        return false;
    }
    for (const char *const *name = cloudfront_configured; *name != NULL; name++) {
        const json_t *wanted = json_object_get(changes, *name);
        const json_t *now = json_object_get(distribution, *name);
        bool same = json_is_array(wanted) && strcmp(*name, CF_ERRORS) != 0
                        ? cloudfront_texts_equal(wanted, now)
                        : json_equal(wanted, now);
        if (wanted != NULL && (now == NULL || !same)) {
            return false;
        }
    }
    return true;
}
