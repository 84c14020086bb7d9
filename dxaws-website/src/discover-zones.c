/* SPDX-License-Identifier: MIT */
/* Finding the records that a site has in another zone than the one that it uses now: its document
 * names another one, or a zone was made further down. They lead to the distribution, and would
 * lead nowhere, or to whoever takes the name over, once that is gone.
 *
 * Which zone it was is written nowhere, so each public zone of the domain and of the names above
 * it is looked into; only when the site is on its way into a zone, or goes: who has its records
 * where it wants them pays nothing. Until all is done a tag of the distribution remembers. */
#include "discover.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

#include "desires.h"
#include "left.h"
#include "names.h"
#include "records.h"

static const json_t *used_zone(const struct site *site)
{
    return json_array_get(json_object_get(site_observed(site, MODULE_DNS), "zones"), 0);
}

/* Whether all of the site's records are where it wants them. */
static bool is_in_place(const struct site *site)
{
    json_t *wanted = site_records(site);
    json_t *own = site_own_records(site);
    bool all = wanted != NULL && own != NULL && json_array_size(own) >= json_array_size(wanted);
    json_decref(wanted);
    json_decref(own);
    return all;
}

/* What is not known of it stays, and people hear of it. */
static dxaws_error *forgive(struct search *search, const char *zone, dxaws_error *error)
{
    struct site *site = search->site;
    const char *code = dxaws_error_code(error);
    bool several = code != NULL && strcmp(code, DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE) == 0;
    bool unseen = dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION;
    if (!several && !unseen && dxaws_error_get_kind(error) != DXAWS_ERROR_NOT_FOUND) {
        return error;
    }
    if (several || unseen) {
        char why[600];
        char remedy[300];
        snprintf(why, sizeof why, "zone %.100s could not be looked at: %.400s", zone,
                 dxaws_error_message(error));
        snprintf(remedy, sizeof remedy, "remove what leads to %.200s there yourself",
                 site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME]
                     ? site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME]
                     : "the distribution");
        left_add(site, "record", dx_text(site->desired, WEBSITE_DOMAIN), why, remedy);
    }
    dxaws_error_free(error);
    return NULL;
}

/* The record of the site's certificate, when it is ours alone: one of its tags says that we made
 * it, wherever it stands. NULL for none. */
static json_t *own_validation(const struct site *site)
{
    const json_t *certificate = site_observed(site, MODULE_ACM);
    const json_t *record = json_object_get(certificate, "validation_record");
    const json_t *tags = json_object_get(certificate, "tags");
    const char *made = dx_text(tags, "dxaws:record");
    const char *owner = dx_text(tags, WEBSITE_SITE_TAG);
    bool ours = made != NULL && strcmp(made, "made") == 0 && owner != NULL &&
                strcmp(owner, site_name(site)) == 0 &&
                json_array_size(json_object_get(certificate, "record_shared_with")) == 0 &&
                !json_is_true(site_option(site, WEBSITE_CERTIFICATE, "keep_validation"));
    return ours && record != NULL
               ? json_pack("{sO ss s[O]}", "name", json_object_get(record, "name"), "type", "CNAME",
                           "values", json_object_get(record, "value"))
               : NULL;
}

static bool stands(const json_t *observed, const json_t *wanted)
{
    size_t index;
    json_t *found;
    json_array_foreach((json_t *)(uintptr_t)observed, index, found) {
        if (strcmp(dx_text(found, "type"), dx_text(wanted, "type")) == 0 &&
            website_same_name(dx_text(found, "name"), dx_text(wanted, "name")) &&
            website_same_name(
                json_string_value(json_array_get(json_object_get(found, "values"), 0)),
                json_string_value(json_array_get(json_object_get(wanted, "values"), 0)))) {
            return true;
        }
    }
    return false;
}

/* Leaves those that stand in the zone and are ours; takes @a validation over. */
static void keep_own(struct site *site, json_t *records, json_t *validation, const json_t *observed)
{
    const json_t *found = json_object_get(observed, "records");
    bool whole = true;
    site_keep_leading(site, records, found);
    if (validation != NULL && stands(found, validation)) {
        dx_append(&whole, records, json_incref(validation));
    }
    json_decref(validation);
    site->out_of_memory = site->out_of_memory || !whole;
}

/* The site's records in a zone, by its name or id, if it is another one. */
static dxaws_error *look_into(struct search *search, const char *zone)
{
    struct site *site = search->site;
    struct former former;
    const json_t *observed = NULL;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    json_t *records = site_alias_records(site, domain, true);
    json_t *asked = site_alias_records(site, domain, true);
    json_t *validation = own_validation(site);
    bool whole = true;
    if (validation != NULL) {
        dx_append(&whole, asked, json_incref(validation));
    }
    site->out_of_memory = site->out_of_memory || !whole;
    dxaws_error *error = search_look(
        search, MODULE_DNS, site_desire_no_records_in(domain, asked, zone), &former, &observed);
    json_decref(asked);
    if (error != NULL) {
        json_decref(records);
        json_decref(validation);
        return forgive(search, zone, error);
    }
    const char *id = dx_text(json_array_get(json_object_get(observed, "zones"), 0), "id");
    const char *used = dx_text(used_zone(site), "id");
    bool other = id != NULL && (used == NULL || strcmp(id, used) != 0);
    keep_own(site, records, validation, observed);
    if (other && json_array_size(records) > 0 && !dx_has_text(search->zones, id)) {
        search_add(search, search->zones, id);
        former.step = STEP_FORMER_ZONE;
        dxaws_document_unref(former.desired);
        former.desired = site_desire_no_records_in(domain, records, id);
        error = former_add(&site->current, former);
    } else {
        former_release(&former);
    }
    json_decref(records);
    return error;
}

dxaws_error *discover_zones(struct search *search)
{
    struct site *site = search->site;
    json_t *remembered = search_remembered(search, FORMER_ZONE_TAG);
    /* Records that the site leaves to others are theirs in every zone. */
    bool stands = site_uses(site, MODULE_DNS) && site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME];
    bool looks = stands && (!site_is_present(site) || !is_in_place(site));
    dxaws_error *error = NULL;
    for (size_t i = 0; stands && error == NULL && i < json_array_size(remembered); i++) {
        error = look_into(search, json_string_value(json_array_get(remembered, i)));
    }
    json_decref(remembered);
    for (const char *name = dx_text(site->desired, WEBSITE_DOMAIN);
         looks && error == NULL && name != NULL && strchr(name, '.') != NULL;
         name = strchr(name, '.') + 1) {
        error = look_into(search, name);
    }
    return error;
}
