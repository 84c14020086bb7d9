/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <dxaws/extend/dns.h>

#include <string.h>

#include <dxaws/kit/accessors.h>

const char *dxaws_dns_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_dns_desired *dxaws_dns_desired_new(void)
{
    return dx_state_new(sizeof(dxaws_dns_desired), &dns_schema);
}

dxaws_error *dxaws_dns_desired_check(const dxaws_dns_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_dns_desired_set_present(dxaws_dns_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

DX_PARSE(dxaws_dns_desired, &dns_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_dns_desired)
DX_TEXT_ACCESSORS(dxaws_dns_desired, name, DNS_NAME)
DX_TEXT_ACCESSORS(dxaws_dns_desired, zone, DNS_ZONE)
DX_SWITCH_GETTER(dxaws_dns_desired, is_present, DX_PRESENT, DXAWS_DNS_DEFAULT_PRESENT)
DX_ITEMS_ADD(dxaws_dns_desired, record, dxaws_dns_record, DNS_RECORDS)
DX_ITEMS_ACCESSORS(dxaws_dns_desired, record, records, dxaws_dns_record, DNS_RECORDS)
DX_TEXT_ACCESSORS(dxaws_dns_desired, existing, DNS_EXISTING)

/* Current */

dxaws_dns_current *dxaws_dns_current_new(void)
{
    return dx_state_new(sizeof(dxaws_dns_current), &dns_schema);
}

void dxaws_dns_current_add_zone(dxaws_dns_current *current, const dxaws_dns_zone *zone)
{
    struct dx_state *state = (struct dx_state *)current;
    if (dx_state_find_item(state, DNS_ZONES, "id", dxaws_dns_zone_id(zone)) == NULL) {
        dx_state_copy_item(state, DNS_ZONES, (const json_t *)zone);
    }
}

void dxaws_dns_current_add_record(dxaws_dns_current *current, const dxaws_dns_record *record)
{
    struct dx_state *state = (struct dx_state *)current;
    dx_state_copy_item(state, DNS_RECORDS, (const json_t *)record);
    size_t count = dx_state_count(state, DNS_RECORDS);
    json_t *added = json_array_get(dx_state_get(state, DNS_RECORDS), count - 1);
    dxaws_error *error = json_is_object(added) ? dns_record_normalise_observed(added) : NULL;
    if (error != NULL) {
        state->out_of_memory = true;
    }
    dxaws_error_free(error);
}

void dxaws_dns_current_add_record_tree(dxaws_dns_current *current, const json_t *record)
{
    dxaws_dns_current_add_record(current, (const dxaws_dns_record *)record);
}

void dxaws_dns_current_set_change(dxaws_dns_current *current, const char *id,
                                  dxaws_dns_status status)
{
    struct dx_state *state = (struct dx_state *)current;
    const char *word = dx_word_stored(&dns_status_words, (int)status);
    json_t *change = dx_state_find_item(state, DNS_CHANGES, "id", id);
    if (change != NULL && word == NULL) {
        json_object_del(change, DNS_STATUS);
        return;
    }
    if (change != NULL) {
        if (json_object_set_new(change, DNS_STATUS, json_string(word)) != 0) {
            state->out_of_memory = true;
        }
        return;
    }
    change = dx_item_new();
    dx_item_set_text(change, NULL, "id", id);
    dx_item_set_text(change, NULL, DNS_STATUS, word);
    dx_state_copy_item(state, DNS_CHANGES, change);
    json_decref(change);
}

DX_PARSE(dxaws_dns_current, &dns_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_dns_current)
DX_SWITCH_GETTER(dxaws_dns_current, exists, DX_EXISTS, false)
DX_ITEMS_ACCESSORS(dxaws_dns_current, record, records, dxaws_dns_record, DNS_RECORDS)
DX_ITEMS_ACCESSORS(dxaws_dns_current, zone, zones, dxaws_dns_zone, DNS_ZONES)
DX_ITEMS_GETTERS(dxaws_dns_current, change, dxaws_dns_change, DNS_CHANGES)

/* Result */

DX_FORMAT_AND_FREE(dxaws_dns_result)
DX_SWITCH_GETTER(dxaws_dns_result, exists, DX_EXISTS, false)
DX_ITEMS_GETTERS(dxaws_dns_result, record, dxaws_dns_record, DNS_RECORDS)
DX_ITEMS_GETTERS(dxaws_dns_result, zone, dxaws_dns_zone, DNS_ZONES)
DX_ITEMS_GETTERS(dxaws_dns_result, change, dxaws_dns_change, DNS_CHANGES)
