/* SPDX-License-Identifier: MIT */
/* Choosing hosted zones: the longest public suffix, on label boundaries. */
#include "zones.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>

enum { SHOWN_ZONES = 10 };

const json_t *dxaws_dns_zone_holding(const json_t *zones, const char *name)
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

static dxaws_error *outside(const dxaws_dns_desired *wanted, const char *name,
                            const json_t *candidates)
{
    const char *asked = dxaws_dns_desired_zone(wanted);
    char *seen = list_zones(candidates);
    dxaws_error *error =
        asked != NULL
            ? dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                              "dns %s: there is no hosted zone %s that holds the name; zones "
                              "looked at: %s; mend \"zone\", or leave it out",
                              name, asked, seen ? seen : "?")
            : dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                              "dns %s: no public hosted zone of this account holds the name; zones "
                              "looked at: %s; create the zone, or use the account that has it",
                              name, seen ? seen : "?");
    free(seen);
    dxaws_error_set_resource(error, name);
    return error;
}

/* Two zones of one name: only delegation knows which one the world asks, so the caller says. */
static dxaws_error *check_unique(const json_t *zones, const json_t *chosen, const char *name)
{
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)zones, index, zone) {
        if (zone != chosen && strcmp(dx_text(zone, "name"), dx_text(chosen, "name")) == 0) {
            dxaws_error *error = dxaws_error_new(
                DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE,
                "dns %s: there are several public hosted zones %s: %s and %s; set \"zone\" to the "
                "id of the one that the domain is delegated to",
                name, dx_text(chosen, "name"), dx_text(chosen, "id"), dx_text(zone, "id"));
            dxaws_error_set_resource(error, name);
            return error;
        }
    }
    return NULL;
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

dxaws_error *dxaws_dns_current_select_zones(dxaws_dns_current *current,
                                            const dxaws_dns_desired *wanted,
                                            const json_t *candidates)
{
    json_t *zones = eligible(wanted, candidates);
    dxaws_error *error = zones ? NULL : dxaws_error_out_of_memory();
    dx_state_set_value(&current->state, DNS_ZONES, json_array());
    for (size_t i = 0; error == NULL && i < dx_state_count(&wanted->state, DNS_NAMES); i++) {
        const char *name = dx_state_text_at(&wanted->state, DNS_NAMES, i);
        const json_t *zone = dxaws_dns_zone_holding(zones, name);
        if (zone != NULL) {
            error = check_unique(zones, zone, name);
            dxaws_dns_current_add_zone(current, (const dxaws_dns_zone *)zone);
        } else if (dxaws_dns_desired_is_present(wanted)) {
            error = outside(wanted, name, candidates);
        }
    }
    json_decref(zones);
    return error;
}
