/* SPDX-License-Identifier: MIT */
/* What a Current must hold for the planner: it may come from a provider that is not ours. */
#include "schema.h"

#include <string.h>

static dxaws_error *wrong(const char *list, size_t index, const char *what)
{
    return dx_invalid(&dns_schema, "dns: observed %s[%zu]: %s", list, index, what);
}

/* NULL when all is well, else what is wrong. */
static const char *fault_of_values(const json_t *record, const char *member)
{
    const json_t *values = json_object_get(record, member);
    size_t index;
    json_t *value;
    if (values != NULL && !json_is_array(values)) {
        return "values must be a list of texts";
    }
    json_array_foreach(values, index, value) {
        if (!json_is_string(value)) {
            return "values must be a list of texts";
        }
    }
    return NULL;
}

static const char *fault_of_record(const json_t *record)
{
    static const char *const texts[] = {DNS_ZONE_ID, DNS_ROUTING_IDENTIFIER, DNS_TRAFFIC_POLICY};
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    if (dx_text(record, DNS_NAME) == NULL || dx_text(record, DNS_TYPE) == NULL) {
        return "\"name\" and \"type\" are required, as texts";
    }
    if (alias != NULL &&
        (dx_text(alias, DNS_ALIAS_ZONE) == NULL || dx_text(alias, DNS_ALIAS_NAME) == NULL)) {
        return "\"alias\" must have \"zone_id\" and \"dns_name\", as texts";
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const json_t *value = json_object_get(record, texts[i]);
        if (value != NULL && !json_is_string(value)) {
            return "\"zone_id\", \"routing_identifier\" and \"traffic_policy\" must be texts";
        }
    }
    const char *fault = fault_of_values(record, DNS_VALUES);
    return fault ? fault : fault_of_values(record, DNS_RAW_VALUES);
}

/* Where one is not so; the number of all, when they are. */
static size_t first_broken_zone(const json_t *zones)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)zones, index, item) {
        if (dx_text(item, "id") == NULL || dx_text(item, "name") == NULL) {
            return index;
        }
    }
    return json_array_size(zones);
}

bool dns_zones_are_whole(const json_t *zones)
{
    return first_broken_zone(zones) == json_array_size(zones);
}

dxaws_error *dns_check_observed(const json_t *observed)
{
    size_t index = first_broken_zone(json_object_get(observed, DNS_ZONES));
    json_t *item;
    if (index < json_array_size(json_object_get(observed, DNS_ZONES))) {
        return wrong(DNS_ZONES, index, "\"id\" and \"name\" are required, as texts");
    }
    json_array_foreach(json_object_get(observed, DNS_RECORDS), index, item) {
        const char *fault = fault_of_record(item);
        if (fault != NULL) {
            return wrong(DNS_RECORDS, index, fault);
        }
    }
    return NULL;
}

static const char *fault_of_change(const json_t *change)
{
    const json_t *before = json_object_get(change, DNS_BEFORE);
    const json_t *after = json_object_get(change, DNS_AFTER);
    if (before == NULL && after == NULL) {
        return "a change must have \"before\" or \"after\"";
    }
    const char *fault = before ? fault_of_record(before) : NULL;
    return fault || after == NULL ? fault : fault_of_record(after);
}

static const char *fault_of_batch(const json_t *batch)
{
    const json_t *changes = json_object_get(batch, "changes");
    size_t index;
    json_t *change;
    if (dx_text(batch, DNS_ZONE_ID) == NULL || dx_text(batch, DNS_ZONE_NAME) == NULL ||
        !json_is_array(changes)) {
        return "\"zone_id\" and \"zone_name\" are required, as texts, and a list of \"changes\"";
    }
    json_array_foreach(changes, index, change) {
        const char *fault = fault_of_change(change);
        if (fault != NULL) {
            return fault;
        }
    }
    return NULL;
}

dxaws_error *dns_check_payload(const char *kind, const json_t *payload)
{
    const json_t *batches = json_object_get(payload, DNS_BATCHES);
    size_t index;
    json_t *batch;
    if (strcmp(kind, DNS_CHANGE_RECORDS) != 0) {
        return NULL;
    }
    if (!json_is_array(batches)) {
        return dx_invalid(&dns_schema, "dns: the payload of %s has no list \"batches\"; plan again",
                          kind);
    }
    json_array_foreach(batches, index, batch) {
        const char *fault = fault_of_batch(batch);
        if (fault != NULL) {
            return dx_invalid(&dns_schema, "dns: batches[%zu]: %s", index, fault);
        }
    }
    return NULL;
}
