/* SPDX-License-Identifier: MIT */
/* Names that lead back to themselves: nobody ever gets an answer there. Route53 takes such CNAMEs,
 * and refuses such aliases. */
#include "records.h"

#include <stdlib.h>
#include <string.h>

struct walk {
    const json_t *records; /* sorted by name and type */
    size_t *met;           /* by record: from which one, from 1, it was met first */
};

/* Where the record set leads to, with its own type: borrowed, or NULL. */
static const char *target_of(const json_t *record)
{
    const json_t *values = json_object_get(record, DNS_VALUES);
    if (values == NULL) {
        return dx_text(json_object_get(record, DNS_ALIAS), DNS_ALIAS_NAME);
    }
    const char *type = dx_text(record, DNS_TYPE);
    const char *value = json_string_value(json_array_get(values, 0));
    if (value != NULL && (strcmp(type, "HTTPS") == 0 || strcmp(type, "SVCB") == 0)) {
        /* With priority 0 it says nothing itself; what follows is a name alone. */
        return strncmp(value, "0 ", 2) == 0 ? value + 2 : NULL;
    }
    return strcmp(type, "CNAME") == 0 ? value : NULL;
}

/* How many there are when there is none. */
static size_t find(const json_t *records, const char *name, const char *type)
{
    size_t first = 0;
    size_t end = json_array_size(records);
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const json_t *record = json_array_get(records, middle);
        int order = strcmp(dx_text(record, DNS_NAME), name);
        order = order != 0 ? order : strcmp(dx_text(record, DNS_TYPE), type);
        if (order == 0) {
            return middle;
        }
        *(order < 0 ? &first : &end) = order < 0 ? middle + 1 : middle;
    }
    return json_array_size(records);
}

static size_t next_of(const json_t *records, size_t index)
{
    const json_t *record = json_array_get(records, index);
    const char *target = target_of(record);
    return target ? find(records, target, dx_text(record, DNS_TYPE)) : json_array_size(records);
}

/* At the one of the circle that comes last in the document: that is the one too many. */
static dxaws_error *refuse(const struct dx_schema *schema, const json_t *records, size_t index,
                           const json_t *given)
{
    const json_t *last = NULL;
    size_t place = 0;
    size_t at = index;
    do {
        const json_t *record = json_array_get(records, at);
        size_t i = 0;
        while (json_array_get(given, i) != record) {
            i++;
        }
        if (last == NULL || i > place) {
            last = record;
            place = i;
        }
        at = next_of(records, at);
    } while (at != index);
    const char *name = dx_text(last, DNS_NAME);
    const char *target = target_of(last);
    return dx_at_index(
        strcmp(name, target) == 0
            ? dx_invalid(schema,
                         "dns: %s %s leads to itself; give the name that it is another one for",
                         name, dx_text(last, DNS_TYPE))
            : dx_invalid(schema,
                         "dns: %s %s leads back to itself by way of %s; give one of them another "
                         "target",
                         name, dx_text(last, DNS_TYPE), target),
        place);
}

dxaws_error *dns_records_check_circles(const struct dx_schema *schema, const json_t *records,
                                       const json_t *given)
{
    size_t count = json_array_size(records);
    dxaws_error *error = NULL;
    size_t *met = calloc(count + 1, sizeof *met);
    for (size_t i = 0; met != NULL && error == NULL && i < count; i++) {
        size_t at = i;
        while (at < count && met[at] == 0) {
            met[at] = i + 1;
            at = next_of(records, at);
        }
        if (at < count && met[at] == i + 1 && target_of(json_array_get(records, at)) != NULL) {
            error = refuse(schema, records, at, given);
        }
    }
    bool whole = met != NULL;
    free(met);
    return whole ? error : dxaws_error_out_of_memory();
}
