/* SPDX-License-Identifier: MIT */
/* The alias records of a site: which it wants, and which of those that stand are its own. */
#include "records.h"

#include <stdio.h>
#include <string.h>

#include "names.h"

json_t *site_alias_records(const struct site *site, const char *name, bool both)
{
    static const char *const types[] = {"A", "AAAA"};
    size_t count = !both && json_is_false(site_option(site, WEBSITE_CDN, "ipv6")) ? 1 : 2;
    json_t *records = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *record =
            json_pack("{ss ss s{ss so sb}}", "name", name, "type", types[i], "alias", "zone_id",
                      DXAWS_CLOUDFRONT_HOSTED_ZONE_ID, "dns_name",
                      dx_text_or_unknown(site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME]),
                      "evaluate_target_health", 0);
        if (json_array_append_new(records, record) != 0) {
            json_decref(records);
            return NULL;
        }
    }
    return records;
}

const char *site_record_elsewhere(const struct site *site)
{
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    const char *dot = strchr(domain, '.');
    return dot != NULL && strchr(dot + 1, '.') == NULL ? "ALIAS" : "CNAME";
}

json_t *site_records(const struct site *site)
{
    return site_alias_records(site, dx_text(site->desired, WEBSITE_DOMAIN), false);
}

/* Where the site's own distribution is reached; NULL when the one that was observed is somebody
 * else's, and not taken over: what leads there is theirs. */
static const char *own_target(const struct site *site)
{
    const json_t *observed = site_observed(site, MODULE_CLOUDFRONT);
    const char *id = dx_text(observed, "id");
    const json_t *tags = json_object_get(observed, "tags");
    enum dx_ownership ownership = site_distribution_ownership(site);
    char consent[200];
    snprintf(consent, sizeof consent, "distribution/%s", id ? id : "");
    bool ours = ownership == DX_MADE || ownership == DX_ADOPTED ||
                (ownership != DX_ANOTHERS && site_is_present(site) &&
                 dxaws_apply_options_adopts(site->options, consent));
    return ours || tags == NULL ? site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME] : NULL;
}

/* Whether the record that was observed is the site's: it leads to the distribution. Nothing else
 * proves a record. */
static bool is_own_record(const struct site *site, const json_t *wanted, const json_t *observed)
{
    const char *target = dx_text(json_object_get(observed, "alias"), "dns_name");
    return strcmp(dx_text(observed, "type"), dx_text(wanted, "type")) == 0 &&
           website_same_name(dx_text(observed, "name"), dx_text(wanted, "name")) &&
           website_same_name(target, own_target(site));
}

/* Leaves those that are among the observed and the site's. */
static void keep_own(const struct site *site, json_t *records, const json_t *observed)
{
    for (size_t i = json_array_size(records); i-- > 0;) {
        bool own = false;
        size_t index;
        json_t *found;
        json_array_foreach((json_t *)(uintptr_t)observed, index, found) {
            own = own || is_own_record(site, json_array_get(records, i), found);
        }
        if (!own) {
            json_array_remove(records, i);
        }
    }
}

json_t *site_own_records(const struct site *site)
{
    json_t *records = site_alias_records(site, dx_text(site->desired, WEBSITE_DOMAIN), true);
    const json_t *observed = site_observed(site, MODULE_DNS);
    if (observed != NULL) { /* before the first read, all may be */
        keep_own(site, records, json_object_get(observed, "records"));
    }
    return records;
}

json_t *site_unwanted_records(const struct site *site)
{
    bool unwanted = site_is_present(site) && json_is_false(site_option(site, WEBSITE_CDN, "ipv6"));
    json_t *records = unwanted ? site_own_records(site) : json_array();
    for (size_t i = json_array_size(records); i-- > 0;) {
        if (strcmp(dx_text(json_array_get(records, i), "type"), "AAAA") != 0) {
            json_array_remove(records, i);
        }
    }
    return records;
}

void site_keep_leading(const struct site *site, json_t *records, const json_t *observed)
{
    const char *target = own_target(site);
    for (size_t i = json_array_size(records); i-- > 0;) {
        const json_t *record = json_array_get(records, i);
        bool leads = false;
        size_t index;
        json_t *found;
        json_array_foreach((json_t *)(uintptr_t)observed, index, found) {
            const char *name = dx_text(json_object_get(found, "alias"), "dns_name");
            leads = leads || (strcmp(dx_text(found, "type"), dx_text(record, "type")) == 0 &&
                              website_same_name(dx_text(found, "name"), dx_text(record, "name")) &&
                              website_same_name(name, target));
        }
        if (!leads) {
            json_array_remove(records, i);
        }
    }
}

bool site_asks(const struct site *site, enum module module)
{
    if (module != MODULE_DNS || site_is_present(site)) {
        return true;
    }
    json_t *records = site_own_records(site);
    bool asks = records == NULL || json_array_size(records) > 0;
    json_decref(records);
    return asks;
}
