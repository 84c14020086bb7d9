/* SPDX-License-Identifier: MIT */
/* Bringing a Desired into its canonical form, and refusing what CloudFront would refuse. */
#include "schema.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lower case, without the final dot; the order stays, because the first one finds. */
static json_t *canonical_aliases(const json_t *list)
{
    bool whole = true;
    json_t *result = json_array();
    json_t *seen = json_object();
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        char *alias = strdup(json_string_value(item));
        size_t length = alias ? strlen(alias) : 0;
        if (length > 1 && alias[length - 1] == '.') {
            alias[length - 1] = '\0';
        }
        for (char *p = alias; p != NULL && *p != '\0'; p++) {
            *p = (char)tolower((unsigned char)*p);
        }
        whole = whole && alias != NULL;
        if (alias != NULL && json_object_get(seen, alias) == NULL) {
            dx_put(&whole, seen, alias, json_true());
            dx_append(&whole, result, json_string(alias));
        }
        free(alias);
    }
    json_decref(seen);
    return dx_whole(whole, result);
}

/* Without a restriction there are no countries; what stays of a former one would be refused. */
static void normalise_geo(bool *whole, json_t *desired)
{
    const json_t *locations = json_object_get(desired, CF_GEO_LOCATIONS);
    const char *restriction = dx_text(desired, CF_GEO);
    if (locations != NULL && dx_is_known(locations)) {
        dx_put(whole, desired, CF_GEO_LOCATIONS, cloudfront_geo_locations(locations));
    } else if (restriction != NULL && strcmp(restriction, CF_GEO_NONE) == 0) {
        dx_put(whole, desired, CF_GEO_LOCATIONS, json_array());
    }
}

dxaws_error *cloudfront_normalise(json_t *desired)
{
    const json_t *aliases = json_object_get(desired, CF_ALIASES);
    const json_t *errors = json_object_get(desired, CF_ERRORS);
    bool whole = true;
    if (aliases != NULL && dx_is_known(aliases)) {
        dx_put(&whole, desired, CF_ALIASES, canonical_aliases(aliases));
    }
    if (errors != NULL) {
        dx_put(&whole, desired, CF_ERRORS, cloudfront_error_responses(errors));
    }
    normalise_geo(&whole, desired);
    const char *path = dx_text(desired, CF_ORIGIN_PATH);
    size_t length = path ? strlen(path) : 0;
    size_t kept = length;
    while (kept > 0 && path[kept - 1] == '/') {
        kept--;
    }
    if (kept < length) {
        dx_put(&whole, desired, CF_ORIGIN_PATH, json_stringn(path, kept));
    }
    return whole ? cloudfront_normalise_invalidation(desired) : dxaws_error_out_of_memory();
}

static dxaws_error *check_without_certificate(const json_t *desired)
{
    const json_t *aliases = json_object_get(desired, CF_ALIASES);
    const json_t *certificate = json_object_get(desired, CF_CERTIFICATE);
    if (json_array_size(aliases) == 0 || dx_is_unknown(certificate) ||
        json_string_length(certificate) > 0) {
        return NULL;
    }
    return dx_at(
        dx_invalid(&cloudfront_schema,
                   "cloudfront %s: the alias \"%s\" needs a certificate that covers it: set "
                   "\"" CF_CERTIFICATE "\"",
                   dx_text(desired, CF_NAME), json_string_value(json_array_get(aliases, 0))),
        CF_ALIASES);
}

/* Both, or none of the two. */
static dxaws_error *check_geo(const json_t *desired)
{
    const char *restriction = dx_text(desired, CF_GEO);
    const json_t *locations = json_object_get(desired, CF_GEO_LOCATIONS);
    bool restricts = restriction != NULL && strcmp(restriction, CF_GEO_NONE) != 0;
    if (dx_is_unknown(locations) || restricts == (json_array_size(locations) > 0)) {
        return NULL;
    }
    return restricts
               ? dx_at(dx_invalid(&cloudfront_schema,
                                  "cloudfront %s: a \"" CF_GEO "\" of \"%s\" is of countries: "
                                  "set \"" CF_GEO_LOCATIONS "\", such as [\"CA\"]",
                                  dx_text(desired, CF_NAME), restriction),
                       CF_GEO)
               : dx_at(dx_invalid(&cloudfront_schema,
                                  "cloudfront %s: \"" CF_GEO_LOCATIONS "\" is of a "
                                  "restriction: set \"" CF_GEO "\" to \"whitelist\" or "
                                  "\"blacklist\"",
                                  dx_text(desired, CF_NAME)),
                       CF_GEO_LOCATIONS);
}

dxaws_error *cloudfront_check(const json_t *desired)
{
    if (!dx_is_present(desired)) {
        return NULL;
    }
    if (json_object_get(desired, CF_ORIGIN) == NULL) {
        return dx_at(dx_invalid(&cloudfront_schema,
                                "cloudfront %s: \"" CF_ORIGIN "\" is required, such as "
                                "\"bucket.s3.eu-west-1.amazonaws.com\"",
                                dx_text(desired, CF_NAME)),
                     CF_ORIGIN);
    }
    dxaws_error *error = check_geo(desired);
    return error ? error : check_without_certificate(desired);
}
