/* SPDX-License-Identifier: MIT */
/* What a change makes of the records that were read, for dry-run. */
#include "schema.h"

#include <string.h>

/* What is written instead of it, or nothing: "before" of the changes. */
static json_t *replaced_by(const json_t *batches)
{
    json_t *before = json_array();
    bool whole = true;
    size_t i;
    size_t j;
    json_t *batch;
    json_t *change;
    json_array_foreach((json_t *)(uintptr_t)batches, i, batch) {
        json_array_foreach(json_object_get(batch, DNS_CHANGES), j, change) {
            json_t *record = json_object_get(change, DNS_BEFORE);
            if (record != NULL) {
                dx_append(&whole, before, json_incref(record));
            }
        }
    }
    json_t *index = whole ? dns_records_index(before) : NULL;
    json_decref(before);
    return index;
}

/* The record sets that the changes leave alone. */
static json_t *left_alone(const json_t *records, const json_t *batches)
{
    json_t *replaced = replaced_by(batches);
    json_t *left = json_array();
    bool whole = replaced != NULL;
    size_t index;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)records, index, record) {
        if (dns_records_at(replaced, record) == NULL) {
            dx_append(&whole, left, json_incref(record));
        }
    }
    json_decref(replaced);
    return dx_whole(whole, left);
}

bool dns_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    if (strcmp(kind, DNS_CHANGE_RECORDS) != 0) {
        return true;
    }
    const json_t *batches = json_object_get(payload, DNS_BATCHES);
    json_t *records = left_alone(json_object_get(observed, DNS_RECORDS), batches);
    bool whole = true;
    bool exists = false;
    size_t i;
    size_t j;
    json_t *batch;
    json_t *change;
    json_array_foreach((json_t *)(uintptr_t)batches, i, batch) {
        json_array_foreach(json_object_get(batch, DNS_CHANGES), j, change) {
            const json_t *after = json_object_get(change, DNS_AFTER);
            if (after != NULL) {
                json_t *made = dxaws_tree_copy(after);
                dx_put(&whole, made, DNS_ZONE_ID, json_incref(json_object_get(batch, DNS_ZONE_ID)));
                dx_append(&whole, records, made);
                exists = true;
            }
        }
    }
    dx_put(&whole, observed, DNS_RECORDS, records);
    dx_put(&whole, observed, DX_EXISTS, json_boolean(exists));
    return whole;
}
