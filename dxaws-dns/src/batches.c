/* SPDX-License-Identifier: MIT */
/* Batches of changes, and their limits.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets
 */
#include "batches.h"

#include <dxaws/extend/error.h>

#include <string.h>

#include "schema.h"

enum { MOST_ELEMENTS = 1000, MOST_CHARACTERS = 32000 };

struct size {
    size_t elements;
    size_t characters;
};

static json_t *new_batch(const json_t *zone_id, const json_t *zone_name)
{
    return json_pack("{sO sO s[]}", DNS_ZONE_ID, zone_id, DNS_ZONE_NAME, zone_name, DNS_CHANGES);
}

bool dns_batches_add(json_t *batches, const json_t *zone, const json_t *before, const json_t *after)
{
    bool whole = true;
    json_t *zone_id = json_object_get(zone, "id");
    json_t *batch = json_object_get(batches, json_string_value(zone_id));
    if (batch == NULL) {
        batch = new_batch(zone_id, json_object_get(zone, "name"));
        dx_put(&whole, batches, json_string_value(zone_id), batch);
    }
    json_t *change = json_object(); /* which is there whole, or not at all */
    if (before != NULL) {
        dx_put(&whole, change, DNS_BEFORE, dxaws_tree_copy(before));
    }
    if (after != NULL) {
        dx_put(&whole, change, DNS_AFTER, dxaws_tree_copy(after));
    }
    return json_array_append_new(json_object_get(batch, DNS_CHANGES), dx_whole(whole, change)) == 0;
}

static const char *name_of(const json_t *change)
{
    const json_t *after = json_object_get(change, DNS_AFTER);
    return dx_text(after ? after : json_object_get(change, DNS_BEFORE), DNS_NAME);
}

/* The changes of one name, from that place on; how many in *count. */
static struct size group_at(const char *zone_name, const json_t *changes, size_t start,
                            size_t *count)
{
    struct size total = {0};
    const char *name = name_of(json_array_get(changes, start));
    size_t i = start;
    while (i < json_array_size(changes) && strcmp(name_of(json_array_get(changes, i)), name) == 0) {
        dns_change_size(zone_name, json_array_get(changes, i), &total.elements, &total.characters);
        i++;
    }
    *count = i - start;
    return total;
}

static bool fits(struct size used, struct size more)
{
    return used.elements + more.elements <= MOST_ELEMENTS &&
           used.characters + more.characters <= MOST_CHARACTERS;
}

static dxaws_error *too_large(const char *name, struct size size)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_BATCH_TOO_LARGE,
        "dns %s: changing this name at once takes %zu values of %zu characters, what is replaced "
        "included; Route53 allows %d and %d",
        name, size.elements, size.characters, MOST_ELEMENTS, MOST_CHARACTERS);
    dxaws_error_set_resource(error, name);
    return error;
}

static dxaws_error *split_changes(const json_t *batch, const json_t *changes, json_t *split)
{
    json_t *part = NULL;
    struct size used = {0};
    size_t count;
    for (size_t i = 0; i < json_array_size(changes); i += count) {
        struct size group = group_at(dx_text(batch, DNS_ZONE_NAME), changes, i, &count);
        if (!fits((struct size){0}, group)) {
            return too_large(name_of(json_array_get(changes, i)), group);
        }
        if (part == NULL || !fits(used, group)) {
            part = new_batch(json_object_get(batch, DNS_ZONE_ID),
                             json_object_get(batch, DNS_ZONE_NAME));
            used = (struct size){0};
            if (json_array_append_new(split, part) != 0) {
                return dxaws_error_out_of_memory();
            }
        }
        used.elements += group.elements;
        used.characters += group.characters;
        for (size_t j = i; j < i + count; j++) {
            if (json_array_append(json_object_get(part, DNS_CHANGES), json_array_get(changes, j)) !=
                0) {
                return dxaws_error_out_of_memory();
            }
        }
    }
    return NULL;
}

static dxaws_error *split_batch(const json_t *batch, json_t *split)
{
    json_t *changes =
        dns_targets_first(dx_text(batch, DNS_ZONE_ID), json_object_get(batch, DNS_CHANGES));
    dxaws_error *error =
        changes ? split_changes(batch, changes, split) : dxaws_error_out_of_memory();
    json_decref(changes);
    return error;
}

dxaws_error *dns_batches_split(const json_t *batches, json_t **split)
{
    json_t *made = json_array();
    dxaws_error *error = made ? NULL : dxaws_error_out_of_memory();
    const char *zone_id;
    json_t *batch;
    json_object_foreach((json_t *)(uintptr_t)batches, zone_id, batch) {
        error = error ? error : split_batch(batch, made);
    }
    if (error != NULL) {
        json_decref(made);
        return error;
    }
    *split = made;
    return NULL;
}
