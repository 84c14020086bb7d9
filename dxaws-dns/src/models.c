/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *dxaws_dns_version(void)
{
    return DXAWS_VERSION;
}

static const dxaws_dns_record *record_at(const struct dx_state *state, size_t index)
{
    return (const dxaws_dns_record *)json_array_get(dx_state_get(state, DNS_RECORDS), index);
}

/* Desired */

dxaws_dns_desired *dxaws_dns_desired_new(void)
{
    dxaws_dns_desired *desired = dx_state_new(sizeof *desired, &dns_schema);
    if (desired != NULL) {
        dx_state_set_boolean(&desired->state, "present", true);
    }
    return desired;
}

dxaws_error *dxaws_dns_desired_parse(const char *json, dxaws_dns_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &dns_schema, DX_DESIRED, json, (void **)desired);
}

char *dxaws_dns_desired_format(const dxaws_dns_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_dns_desired_free(dxaws_dns_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

dxaws_error *dxaws_dns_desired_check(const dxaws_dns_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_dns_desired_set_name(dxaws_dns_desired *desired, const char *name)
{
    dx_state_set_text((struct dx_state *)desired, DNS_NAME, name);
}

void dxaws_dns_desired_set_present(dxaws_dns_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, "present", present);
}

void dxaws_dns_desired_set_zone(dxaws_dns_desired *desired, const char *zone)
{
    dx_state_set_text((struct dx_state *)desired, DNS_ZONE, zone);
}

/* A text as a JSON string; one that JSON cannot hold is remembered. NULL then, or for NULL. */
static json_t *text_value(dxaws_dns_desired *desired, const char *text)
{
    json_t *value = text ? json_string(text) : NULL;
    json_t *probe = text && value == NULL ? json_string_nocheck(text) : NULL;
    if (probe != NULL) {
        desired->state.refused = desired->state.refused ? desired->state.refused : DNS_RECORDS;
    } else if (text != NULL && value == NULL) {
        desired->state.out_of_memory = true;
    }
    json_decref(probe);
    return value;
}

/* A member that is left out when there is no value: validation then names it. */
static void set_member(dxaws_dns_desired *desired, json_t *object, const char *name, json_t *value)
{
    if (value != NULL && json_object_set_new(object, name, value) != 0) {
        desired->state.out_of_memory = true;
    }
}

/* Takes the item over. */
static void add_to_list(struct dx_state *state, const char *name, json_t *item)
{
    json_t *list = (json_t *)(uintptr_t)dx_state_get(state, name);
    if (list == NULL) {
        dx_state_set_value(state, name, json_array());
        list = (json_t *)(uintptr_t)dx_state_get(state, name);
    }
    if (json_array_append_new(list, item) != 0) {
        state->out_of_memory = true;
    }
}

void dxaws_dns_desired_add_record(dxaws_dns_desired *desired, const char *name, const char *type,
                                  int64_t ttl, const char *const *values, size_t count)
{
    if (desired == NULL) {
        return;
    }
    json_t *record = json_object();
    json_t *list = json_array();
    set_member(desired, record, DNS_NAME, text_value(desired, name));
    set_member(desired, record, DNS_TYPE, text_value(desired, type));
    set_member(desired, record, DNS_TTL, ttl != 0 ? json_integer(ttl) : NULL);
    for (size_t i = 0; values != NULL && i < count; i++) {
        json_t *value = text_value(desired, values[i]);
        json_array_append_new(list, value ? value : json_null());
    }
    set_member(desired, record, DNS_VALUES, list);
    add_to_list((struct dx_state *)desired, DNS_RECORDS, record);
}

void dxaws_dns_desired_add_alias(dxaws_dns_desired *desired, const char *name, const char *type,
                                 const char *target_zone_id, const char *target_dns_name)
{
    if (desired == NULL) {
        return;
    }
    json_t *record = json_object();
    json_t *alias = json_object();
    set_member(desired, record, DNS_NAME, text_value(desired, name));
    set_member(desired, record, DNS_TYPE, text_value(desired, type));
    set_member(desired, alias, DNS_ALIAS_ZONE, text_value(desired, target_zone_id));
    set_member(desired, alias, DNS_ALIAS_NAME, text_value(desired, target_dns_name));
    set_member(desired, record, DNS_ALIAS, alias);
    add_to_list((struct dx_state *)desired, DNS_RECORDS, record);
}

void dxaws_dns_desired_set_takeover(dxaws_dns_desired *desired, bool takeover)
{
    dx_state_set_boolean((struct dx_state *)desired, DNS_TAKEOVER, takeover);
}

void dxaws_dns_desired_add_supersedes(dxaws_dns_desired *desired, const char *target_zone_id)
{
    dx_state_add_text((struct dx_state *)desired, DNS_SUPERSEDES, target_zone_id);
}

void dxaws_dns_desired_set_wait(dxaws_dns_desired *desired, bool wait)
{
    dx_state_set_boolean((struct dx_state *)desired, DNS_WAIT, wait);
}

void dxaws_dns_desired_set_timeout_s(dxaws_dns_desired *desired, int64_t seconds)
{
    dx_state_set_integer((struct dx_state *)desired, "timeout_s", seconds);
}

const char *dxaws_dns_desired_zone(const dxaws_dns_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, DNS_ZONE);
}

bool dxaws_dns_desired_is_present(const dxaws_dns_desired *desired)
{
    bool present = true;
    dx_state_boolean((const struct dx_state *)desired, "present", &present);
    return present;
}

size_t dxaws_dns_desired_record_count(const dxaws_dns_desired *desired)
{
    return dx_state_count((const struct dx_state *)desired, DNS_RECORDS);
}

const dxaws_dns_record *dxaws_dns_desired_record_at(const dxaws_dns_desired *desired, size_t index)
{
    return record_at((const struct dx_state *)desired, index);
}

/* Current */

dxaws_dns_current *dxaws_dns_current_new(void)
{
    return dx_state_new(sizeof(dxaws_dns_current), &dns_schema);
}

dxaws_error *dxaws_dns_current_parse(const char *json, dxaws_dns_current **current)
{
    return dx_state_parse_new(sizeof **current, &dns_schema, DX_OBSERVED, json, (void **)current);
}

char *dxaws_dns_current_format(const dxaws_dns_current *current)
{
    return dx_state_format((const struct dx_state *)current);
}

void dxaws_dns_current_free(dxaws_dns_current *current)
{
    dx_state_free((struct dx_state *)current);
}

/* The object of a list that has that id, or NULL. */
static json_t *find_by_id(const struct dx_state *state, const char *list, const char *id)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)dx_state_get(state, list), index, item) {
        const char *found = dx_text(item, "id");
        if (found != NULL && id != NULL && strcmp(found, id) == 0) {
            return item;
        }
    }
    return NULL;
}

void dxaws_dns_current_add_zone(dxaws_dns_current *current, const char *id, const char *name)
{
    if (current != NULL && find_by_id((struct dx_state *)current, DNS_ZONES, id) == NULL) {
        add_to_list((struct dx_state *)current, DNS_ZONES,
                    json_pack("{ss ss}", "id", id, "name", name));
    }
}

void dxaws_dns_current_set_linked_service(dxaws_dns_current *current, const char *zone_id,
                                          const char *service)
{
    json_t *zone =
        current && zone_id ? find_by_id((struct dx_state *)current, DNS_ZONES, zone_id) : NULL;
    if (zone != NULL && service != NULL &&
        json_object_set_new(zone, DNS_LINKED_SERVICE, json_string(service)) != 0) {
        current->state.out_of_memory = true;
    }
}

void dxaws_dns_current_add_record(dxaws_dns_current *current, const char *json)
{
    if (current == NULL) {
        return;
    }
    json_t *record = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    dxaws_error *error = json_is_object(record) ? dns_record_normalise_observed(record) : NULL;
    current->state.out_of_memory = current->state.out_of_memory || error != NULL;
    dxaws_error_free(error);
    /* What is no JSON becomes null, which the type check of the state refuses. */
    add_to_list((struct dx_state *)current, DNS_RECORDS, record ? record : json_null());
}

void dxaws_dns_current_set_change(dxaws_dns_current *current, const char *id, const char *status)
{
    if (current == NULL) {
        return;
    }
    json_t *change = find_by_id((struct dx_state *)current, DNS_CHANGES, id);
    if (change == NULL) {
        add_to_list((struct dx_state *)current, DNS_CHANGES,
                    json_pack("{ss ss}", "id", id, "status", status));
    } else if (json_object_set_new(change, "status", json_string(status)) != 0) {
        current->state.out_of_memory = true;
    }
}

static bool state_exists(const struct dx_state *state)
{
    bool exists = false;
    dx_state_boolean(state, DNS_EXISTS, &exists);
    return exists;
}

/* Two members of the object at that place of a list; false past its end. */
static bool pair_at(const struct dx_state *state, const char *list, size_t index,
                    const char *second_name, const char **id, const char **second)
{
    const json_t *item = json_array_get(dx_state_get(state, list), index);
    if (item == NULL) {
        return false;
    }
    if (id != NULL) {
        *id = dx_text(item, "id");
    }
    if (second != NULL) {
        *second = dx_text(item, second_name);
    }
    return true;
}

bool dxaws_dns_current_exists(const dxaws_dns_current *current)
{
    return state_exists((const struct dx_state *)current);
}

size_t dxaws_dns_current_record_count(const dxaws_dns_current *current)
{
    return dx_state_count((const struct dx_state *)current, DNS_RECORDS);
}

const dxaws_dns_record *dxaws_dns_current_record_at(const dxaws_dns_current *current, size_t index)
{
    return record_at((const struct dx_state *)current, index);
}

size_t dxaws_dns_current_zone_count(const dxaws_dns_current *current)
{
    return dx_state_count((const struct dx_state *)current, DNS_ZONES);
}

bool dxaws_dns_current_zone_at(const dxaws_dns_current *current, size_t index, const char **id,
                               const char **name)
{
    return pair_at((const struct dx_state *)current, DNS_ZONES, index, "name", id, name);
}

size_t dxaws_dns_current_change_count(const dxaws_dns_current *current)
{
    return dx_state_count((const struct dx_state *)current, DNS_CHANGES);
}

bool dxaws_dns_current_change_at(const dxaws_dns_current *current, size_t index, const char **id,
                                 const char **status)
{
    return pair_at((const struct dx_state *)current, DNS_CHANGES, index, "status", id, status);
}

/* Result */

char *dxaws_dns_result_format(const dxaws_dns_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_dns_result_free(dxaws_dns_result *result)
{
    dx_state_free((struct dx_state *)result);
}

bool dxaws_dns_result_exists(const dxaws_dns_result *result)
{
    return state_exists((const struct dx_state *)result);
}

size_t dxaws_dns_result_record_count(const dxaws_dns_result *result)
{
    return dx_state_count((const struct dx_state *)result, DNS_RECORDS);
}

const dxaws_dns_record *dxaws_dns_result_record_at(const dxaws_dns_result *result, size_t index)
{
    return record_at((const struct dx_state *)result, index);
}

size_t dxaws_dns_result_zone_count(const dxaws_dns_result *result)
{
    return dx_state_count((const struct dx_state *)result, DNS_ZONES);
}

bool dxaws_dns_result_zone_at(const dxaws_dns_result *result, size_t index, const char **id,
                              const char **name)
{
    return pair_at((const struct dx_state *)result, DNS_ZONES, index, "name", id, name);
}
