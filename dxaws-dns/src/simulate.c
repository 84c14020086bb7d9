/* SPDX-License-Identifier: MIT */
/* What a change makes of the records that were read, for dry-run. */
#include "schema.h"

#include <string.h>

static void remove_record(json_t *records, const json_t *record)
{
    for (size_t i = json_array_size(records); i-- > 0;) {
        const json_t *found = json_array_get(records, i);
        if (dns_record_is(found, dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE))) {
            json_array_remove(records, i);
        }
    }
}

/* Whether there is a record afterwards. */
static bool simulate_change(bool *whole, json_t *records, json_t *zone_id, const json_t *change)
{
    const json_t *before = json_object_get(change, DNS_BEFORE);
    const json_t *after = json_object_get(change, DNS_AFTER);
    if (before != NULL) {
        remove_record(records, before);
    }
    if (after == NULL) {
        return false;
    }
    json_t *made = dxaws_tree_copy(after);
    dx_put(whole, made, DNS_ZONE_ID, json_incref(zone_id));
    dx_append(whole, records, made);
    return true;
}

bool dns_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    if (strcmp(kind, DNS_CHANGE_RECORDS) != 0) {
        return true;
    }
    bool whole = true;
    json_t *records = json_object_get(observed, DNS_RECORDS);
    if (records == NULL) {
        records = json_array();
        dx_put(&whole, observed, DNS_RECORDS, records);
    }
    bool exists = false;
    size_t i;
    size_t j;
    json_t *batch;
    json_t *change;
    json_array_foreach(json_object_get(payload, DNS_BATCHES), i, batch) {
        json_array_foreach(json_object_get(batch, DNS_CHANGES), j, change) {
            json_t *zone_id = json_object_get(batch, DNS_ZONE_ID);
            exists = simulate_change(&whole, records, zone_id, change) || exists;
        }
    }
    dx_put(&whole, observed, DNS_EXISTS, json_boolean(exists));
    return whole;
}
