/* SPDX-License-Identifier: MIT */
/* The canonical form of a Desired: every default filled in, so that a plan says all it means. */
#include "names.h"
#include "schema.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The documented defaults. */
static json_t *defaults(void)
{
    return json_pack("{sb ss sb ss s[] s{} s{sb} s{} s{ss ss ss sb} s{si sb} s{si si si si}}",
                     WEBSITE_PRESENT, 1, WEBSITE_FALLBACK, "none", WEBSITE_PROTECT, 1, WEBSITE_WAIT,
                     "accepted", WEBSITE_TAKEOVER, WEBSITE_TAGS, WEBSITE_BUCKET, "versioning", 1,
                     WEBSITE_CERTIFICATE, WEBSITE_CDN, "price_class", "PriceClass_100", "min_tls",
                     "TLSv1.2_2021", "http", "http2and3", "ipv6", 1, WEBSITE_DNS, "ttl", 300,
                     "manage", 1, WEBSITE_TIMEOUTS, "certificate_s", 2700, "deploy_s", 1800,
                     "insync_s", 300, "delete_s", 1800);
}

/* Adds what is missing, one level deep: sections keep the members that were set. */
static void add_missing(json_t *desired, json_t *missing)
{
    const char *name;
    json_t *value;
    json_object_foreach(missing, name, value) {
        json_t *own = json_object_get(desired, name);
        if (own == NULL) {
            json_object_set(desired, name, value);
        } else if (json_is_object(own) && json_is_object(value)) {
            json_object_update_missing(own, value);
        }
    }
}

/* Host names are compared without case and without the root's dot. */
static bool lower_domain(json_t *desired)
{
    const char *given = dx_text(desired, WEBSITE_DOMAIN);
    if (given == NULL) {
        return true;
    }
    char *name = strdup(given);
    if (name == NULL) {
        return false;
    }
    size_t length = strlen(name);
    if (length > 0 && name[length - 1] == '.') {
        name[length - 1] = '\0';
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = (char)tolower((unsigned char)*p);
    }
    int failed = json_object_set_new(desired, WEBSITE_DOMAIN, json_string(name));
    free(name);
    return failed == 0;
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
    json_t *missing = defaults();
    if (missing == NULL) {
        return dxaws_error_out_of_memory();
    }
    add_missing(desired, missing);
    json_decref(missing);
    bool done = lower_domain(desired) && add_tags(desired) && name_bucket(desired);
    return done ? NULL : dxaws_error_out_of_memory();
}
