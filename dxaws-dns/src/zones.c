/* SPDX-License-Identifier: MIT */
/* Choosing hosted zones: the longest public suffix, on label boundaries. */
#include "zones.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include <dxaws/kit/accessors.h>

#include "providers/zone-index.h"

enum { SHOWN_ZONES = 10 };

const json_t *dxaws_dns_zone_find(const json_t *zones, const char *name)
{
    const json_t *best = NULL;
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)zones, index, zone) {
        const char *zone_name = dx_text(zone, "name");
        if (dxaws_dns_name_is_within(name, zone_name) &&
            (best == NULL || strlen(zone_name) > strlen(dx_text(best, "name")))) {
            best = zone;
        }
    }
    return best;
}

/* The candidates that may be chosen: those asked for, else all public ones. */
static json_t *eligible(const dxaws_dns_desired *wanted, const json_t *candidates)
{
    const char *asked = dxaws_dns_desired_zone(wanted);
    bool by_id = asked != NULL && dxaws_dns_zone_is_id(asked);
    bool whole = true;
    json_t *zones = json_array();
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)candidates, index, zone) {
        bool is_private = json_is_true(json_object_get(zone, "private"));
        bool chosen =
            by_id ? strcmp(dx_text(zone, "id"), asked) == 0
                  : !is_private && (asked == NULL || strcmp(dx_text(zone, "name"), asked) == 0);
        if (chosen) {
            dx_append(&whole, zones, json_incref(zone));
        }
    }
    return dx_whole(whole, zones);
}

/* "example.com. (Z1), example.org. (Z2, private)", or "none"; release with free(). */
static char *list_zones(const json_t *zones)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)zones, index, zone) {
        if (index < SHOWN_ZONES) {
            fprintf(out, "%s%s (%s%s)", index > 0 ? ", " : "", dx_text(zone, "name"),
                    dx_text(zone, "id"),
                    json_is_true(json_object_get(zone, "private")) ? ", private" : "");
        }
    }
    if (json_array_size(zones) > SHOWN_ZONES) {
        fprintf(out, " and %zu more", json_array_size(zones) - SHOWN_ZONES);
    }
    fputs(json_array_size(zones) == 0 ? "none" : "", out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static dxaws_error *outside(const dxaws_dns_desired *wanted, const json_t *record,
                            const json_t *candidates)
{
    const char *name = dx_text(record, DNS_NAME);
    const char *asked = dxaws_dns_desired_zone(wanted);
    const char *zone_name = dx_text(json_array_get(candidates, 0), "name");
    bool above = dns_record_is(record, name, "DS"); /* a zone has none of its own */
    if (strchr(name, '.') == name + strlen(name) - 1) {
        dxaws_error *part = dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_INVALID_DOMAIN_NAME,
            "dns %s: no hosted zone holds the name; write the whole one, such as "
            "\"%s%s\"",
            name, name, json_array_size(candidates) == 1 ? zone_name : "example.com");
        dxaws_error_set_resource(part, name);
        return part;
    }
    char *seen = list_zones(candidates);
    dxaws_error *error =
        asked != NULL
            ? dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                              "dns %s: there is no hosted zone %s that holds the name%s; zones "
                              "looked at: %s",
                              name, asked, above ? "'s DS" : "", seen ? seen : "?")
            : dxaws_error_new(
                  DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                  "dns %s: no public hosted zone of this account holds the name%s; create the "
                  "zone, or use the account that has it; zones looked at: %s",
                  name, above ? "'s DS, which stands in the zone above" : "", seen ? seen : "?");
    free(seen);
    dxaws_error_set_resource(error, name);
    return asked != NULL ? dx_at(error, DNS_ZONE) : error;
}

/* Two zones of one name: only delegation knows which one the world asks, so the caller says. */
static dxaws_error *check_unique(const json_t *zones, const char *name)
{
    const json_t *chosen = json_array_get(zones, 0);
    const json_t *other = json_array_get(zones, 1);
    if (other == NULL) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE,
        "dns %s: there are several public hosted zones %s: %s and %s; set \"zone\" to the id of "
        "the one that the domain is delegated to",
        name, dx_text(chosen, "name"), dx_text(chosen, "id"), dx_text(other, "id"));
    dxaws_error_set_resource(error, name);
    return error;
}

dxaws_error *dns_zone_check_writable(const json_t *zone, const char *name)
{
    const char *service = dx_text(zone, DNS_LINKED_SERVICE);
    if (service == NULL || *service == '\0') {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_REFUSED, "dns", DXAWS_DNS_ERROR_LINKED_SERVICE_ZONE,
        "dns %s: the hosted zone %s (%s) belongs to %s, which alone can change its record sets; "
        "make the change there, or choose a name in another zone",
        name, dx_text(zone, "name"), dx_text(zone, "id"), service);
    dxaws_error_set_resource(error, name);
    return error;
}

dxaws_error *dns_zone_check_delegated(const json_t *zone, const char *name)
{
    const char *above = dx_text(zone, DNS_UNDELEGATED);
    if (above == NULL) {
        return NULL;
    }
    const char *id = dx_text(zone, "id");
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_REFUSED, "dns", DXAWS_DNS_ERROR_ZONE_NOT_DELEGATED,
        "dns %s: set \"zone\" to %s or to %s: %s has no NS record set that leads to the zone %s "
        "(%s), which nobody may ask; or make it there, or delete the zone that is not used",
        name, above, id, above, dx_text(zone, "name"), id);
    dxaws_error_set_resource(error, name);
    return error;
}

/* Reports the zone of a record set, each once. */
static dxaws_error *select_zone(dxaws_dns_current *current, const json_t *index, json_t *reported,
                                const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    const json_t *zones = dns_zones_of(index, name, dx_text(record, DNS_TYPE));
    const json_t *zone = json_array_get(zones, 0);
    const char *id = dx_text(zone, "id");
    if (zone == NULL || json_object_get(reported, id) != NULL) {
        return NULL;
    }
    dx_state_copy_item(&current->state, DNS_ZONES, zone);
    if (json_object_set_new(reported, id, json_true()) != 0) {
        return dxaws_error_out_of_memory();
    }
    return check_unique(zones, name);
}

dxaws_error *dxaws_dns_current_select_zones(dxaws_dns_current *current,
                                            const dxaws_dns_desired *wanted,
                                            const json_t *candidates)
{
    json_t *zones = eligible(wanted, candidates);
    json_t *index = zones ? dns_zones_index(zones) : NULL;
    json_t *reported = json_object();
    const json_t *records = dx_state_get(&wanted->state, DNS_RECORDS);
    dxaws_error *error = index && reported ? NULL : dxaws_error_out_of_memory();
    dx_state_set_value(&current->state, DNS_ZONES, json_array());
    for (size_t i = 0; error == NULL && i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        const char *name = dx_text(record, DNS_NAME);
        if (name == NULL) {
            continue; /* not known yet */
        }
        if (dns_zone_of(index, name, dx_text(record, DNS_TYPE)) != NULL) {
            error = select_zone(current, index, reported, record);
        } else if (dxaws_dns_desired_is_present(wanted)) {
            error = outside(wanted, record, candidates);
        }
        error =
            error && dxaws_error_path(error) ? error : dx_at(dx_at_index(error, i), DNS_RECORDS);
    }
    json_decref(index);
    json_decref(reported);
    json_decref(zones);
    return error;
}
