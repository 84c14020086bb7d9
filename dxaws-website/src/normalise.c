/* SPDX-License-Identifier: MIT */
/* The canonical form of a Desired, beyond its presets: names in lower case, our tags, the bucket.
 */
#include "names.h"
#include "schema.h"

#include <stdlib.h>
#include <string.h>

/* Host names are compared without case and without the root's dot. NULL without memory. */
static json_t *lower(const char *given)
{
    char *name = strdup(given);
    if (name == NULL) {
        return NULL;
    }
    size_t length = strlen(name);
    if (length > 0 && name[length - 1] == '.') {
        name[length - 1] = '\0';
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    }
    json_t *made = json_string(name);
    free(name);
    return made;
}

static bool lower_domain(json_t *desired)
{
    const char *given = dx_text(desired, WEBSITE_DOMAIN);
    return given == NULL || json_object_set_new(desired, WEBSITE_DOMAIN, lower(given)) == 0;
}

static bool lower_redirects(json_t *desired)
{
    const json_t *hosts = json_object_get(desired, WEBSITE_REDIRECTS);
    bool whole = true;
    json_t *lowered = json_is_array(hosts) ? json_array() : NULL;
    for (size_t i = 0; i < json_array_size(hosts); i++) {
        json_t *host = json_array_get(hosts, i);
        dx_append(&whole, lowered,
                  json_is_string(host) ? lower(json_string_value(host)) : json_incref(host));
    }
    if (json_is_array(hosts)) {
        dx_put(&whole, desired, WEBSITE_REDIRECTS, lowered);
    }
    return whole;
}

/* What makes every resource of the site recognisable. */
static bool add_tags(json_t *desired)
{
    json_t *tags = json_object_get(desired, WEBSITE_TAGS);
    const char *site = dx_text(desired, WEBSITE_SITE);
    return !json_is_object(tags) || site == NULL ||
           (json_object_set_new(tags, WEBSITE_SITE_TAG, json_string(site)) == 0 &&
            json_object_set_new(tags, WEBSITE_MANAGED_TAG, json_string("true")) == 0);
}

static bool name_bucket(json_t *desired)
{
    json_t *bucket = json_object_get(desired, WEBSITE_BUCKET);
    const char *site = dx_text(desired, WEBSITE_SITE);
    const char *domain = dx_text(desired, WEBSITE_DOMAIN);
    if (!json_is_object(bucket) || json_object_get(bucket, "name") != NULL || site == NULL ||
        domain == NULL) {
        return true;
    }
    char *name = website_bucket_name(site, domain);
    int failed = name ? json_object_set_new(bucket, "name", json_string(name)) : -1;
    free(name);
    return failed == 0;
}

dxaws_error *website_normalise(json_t *desired)
{
    bool done = lower_domain(desired) && lower_redirects(desired) && add_tags(desired) &&
                name_bucket(desired);
    return done ? NULL : dxaws_error_out_of_memory();
}
