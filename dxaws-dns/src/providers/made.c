/* SPDX-License-Identifier: MIT */
/* Whether changes were made already, by a call whose answer did not arrive. */
#include "service.h"

#include <dxaws/extend/dns.h>

#include <stdlib.h>
#include <string.h>

static const json_t *record_of(const json_t *change)
{
    const json_t *after = json_object_get(change, DNS_AFTER);
    return after ? after : json_object_get(change, DNS_BEFORE);
}

/* Changes of one name follow one another. */
static size_t find_places(const char *zone_id, const json_t *changes, struct dns_place *places)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const char *name = dx_text(record_of(json_array_get(changes, i)), DNS_NAME);
        if (count == 0 || strcmp(places[count - 1].name, name) != 0) {
            places[count++] = (struct dns_place){.zone_id = zone_id, .name = name};
        }
    }
    return count;
}

/* What stands is what the change leaves. */
static bool is_made(const json_t *change, const json_t *index)
{
    const json_t *after = json_object_get(change, DNS_AFTER);
    const json_t *found = dns_records_at(index, record_of(change));
    return found ? after != NULL && dns_record_equal(after, found) : after == NULL;
}

/* Compares in the one form that record sets have in a Current. */
static bool are_made(const json_t *changes, const json_t *listed)
{
    dxaws_dns_current *current = dxaws_dns_current_new();
    for (size_t i = 0; i < json_array_size(listed); i++) {
        dxaws_dns_current_add_record_tree(current, json_array_get(listed, i));
    }
    const json_t *records = json_object_get(dxaws_dns_current_tree(current), DNS_RECORDS);
    /* without memory none may be missing: that would look like a deletion */
    json_t *index = dns_records_index(records);
    bool made =
        current != NULL && index != NULL && json_array_size(records) == json_array_size(listed);
    for (size_t i = 0; i < json_array_size(changes); i++) {
        made = made && is_made(json_array_get(changes, i), index);
    }
    json_decref(index);
    dxaws_dns_current_free(current);
    return made;
}

dxaws_error *dns_find_whether_made(const struct dns_service *service, void *self,
                                   dxaws_context *context, const char *zone_id,
                                   const json_t *changes, bool *made)
{
    struct dns_place *places = calloc(json_array_size(changes) + 1, sizeof *places);
    json_t *zones = json_array();
    json_t *listed = json_array();
    dxaws_error *error = NULL;
    if (places == NULL || zones == NULL || listed == NULL) {
        error = dxaws_error_out_of_memory();
    } else {
        size_t count = find_places(zone_id, changes, places);
        error = service->list(self, context, NULL, places, count, zones, listed);
    }
    *made = error == NULL && are_made(changes, listed);
    free(places);
    json_decref(zones);
    json_decref(listed);
    return error;
}
