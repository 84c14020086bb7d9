/* SPDX-License-Identifier: MIT */
/* Record sets in order of name and type, and what none of them can stand beside. */
#include "records.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A record set being sorted, with what it is sorted by at hand. */
struct item {
    const char *name;
    const char *type;
    json_t *record;
};

static int compare_items(const void *left, const void *right)
{
    const struct item *l = left;
    const struct item *r = right;
    int order = strcmp(l->name, r->name);
    return order != 0 ? order : strcmp(l->type, r->type);
}

/* In order of name and type, so that plans do not depend on the order of a document. */
static dxaws_error *sort_records(json_t *records)
{
    size_t count = json_array_size(records);
    struct item *items = calloc(count + 1, sizeof *items);
    if (items == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        json_t *record = json_incref(json_array_get(records, i));
        items[i] = (struct item){dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE), record};
    }
    qsort(items, count, sizeof *items, compare_items);
    bool stored = true;
    for (size_t i = 0; i < count; i++) {
        stored = json_array_set_new(records, i, items[i].record) == 0 && stored;
    }
    free(items);
    return stored ? NULL : dxaws_error_out_of_memory();
}

/* Of two neighbours, the one that came later in the document: that is the one too many. */
static dxaws_error *at_later(dxaws_error *error, const json_t *given, const json_t *one,
                             const json_t *other)
{
    size_t index;
    json_t *record;
    size_t later = 0;
    json_array_foreach((json_t *)(uintptr_t)given, index, record) {
        later = record == one || record == other ? index : later;
    }
    return dx_at_index(error, later);
}

/* Neighbours in the sorted list: each name and type once, nothing beside a CNAME. */
static dxaws_error *check_neighbours(const struct dx_schema *schema, const json_t *records,
                                     const json_t *given)
{
    for (size_t i = 1; i < json_array_size(records); i++) {
        const json_t *before = json_array_get(records, i - 1);
        const json_t *record = json_array_get(records, i);
        const char *name = dx_text(record, DNS_NAME);
        const char *type = dx_text(record, DNS_TYPE);
        if (strcmp(dx_text(before, DNS_NAME), name) != 0) {
            continue;
        }
        if (strcmp(dx_text(before, DNS_TYPE), type) == 0) {
            return at_later(
                dx_invalid(schema,
                           "dns: %s %s is there twice; put all its values into one record set",
                           name, type),
                given, before, record);
        }
        if (strcmp(dx_text(before, DNS_TYPE), "CNAME") == 0 || strcmp(type, "CNAME") == 0) {
            return at_later(dx_invalid(schema,
                                       "dns: %s: a CNAME cannot stand beside other types (%s, %s)",
                                       name, dx_text(before, DNS_TYPE), type),
                            given, before, record);
        }
    }
    return NULL;
}

dxaws_error *dns_records_order(const struct dx_schema *schema, json_t *records)
{
    if (records == NULL) {
        return NULL; /* the table says that they are missing */
    }
    json_t *given = json_copy(records);
    dxaws_error *error = given ? sort_records(records) : dxaws_error_out_of_memory();
    error = error ? error : check_neighbours(schema, records, given);
    error = error ? error : dns_records_check_circles(schema, records, given);
    json_decref(given);
    return error;
}
