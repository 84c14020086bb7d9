/* SPDX-License-Identifier: MIT */
/* What a record set's document says: comparing and counting. */
#include "record-sets.h"

#include <stdio.h>
#include <string.h>

#include "zone-index.h"

/* A name as it is written, with escapes of four letters each. */
enum { DNS_NAME_SIZE = 4 * 255 + 2 };

static bool texts_equal(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

bool dns_record_has_same_content(const json_t *left, const json_t *right)
{
    const json_t *left_alias = json_object_get(left, DNS_ALIAS);
    const json_t *right_alias = json_object_get(right, DNS_ALIAS);
    if (left_alias != NULL || right_alias != NULL) {
        return texts_equal(dx_text(left_alias, DNS_ALIAS_ZONE),
                           dx_text(right_alias, DNS_ALIAS_ZONE)) &&
               texts_equal(dx_text(left_alias, DNS_ALIAS_NAME),
                           dx_text(right_alias, DNS_ALIAS_NAME));
    }
    return json_equal(json_object_get(left, DNS_VALUES), json_object_get(right, DNS_VALUES));
}

bool dns_record_equal(const json_t *left, const json_t *right)
{
    const json_t *left_health = json_object_get(json_object_get(left, DNS_ALIAS), DNS_ALIAS_HEALTH);
    const json_t *right_health =
        json_object_get(json_object_get(right, DNS_ALIAS), DNS_ALIAS_HEALTH);
    return dns_record_has_same_content(left, right) &&
           json_integer_value(json_object_get(left, DNS_TTL)) ==
               json_integer_value(json_object_get(right, DNS_TTL)) &&
           json_is_true(left_health) == json_is_true(right_health);
}

bool dns_record_is_routed(const json_t *record)
{
    return json_object_get(record, DNS_ROUTING_IDENTIFIER) != NULL ||
           json_object_get(record, DNS_TRAFFIC_POLICY) != NULL;
}

bool dns_record_is(const json_t *record, const char *name, const char *type)
{
    return texts_equal(dx_text(record, DNS_NAME), name) &&
           texts_equal(dx_text(record, DNS_TYPE), type);
}

json_t *dns_records_index(const json_t *records)
{
    json_t *index = json_object();
    bool whole = true;
    size_t place;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)records, place, record) {
        const char *name = dx_text(record, DNS_NAME);
        const char *type = dx_text(record, DNS_TYPE);
        json_t *types = name ? json_object_get(index, name) : NULL;
        if (name == NULL || type == NULL) {
            continue;
        }
        if (types == NULL) {
            types = dx_put_child(&whole, index, name, json_object());
        }
        if (json_object_get(types, type) == NULL) {
            dx_put(&whole, types, type, json_incref(record));
        }
    }
    return dx_whole(whole, index);
}

json_t *dns_records_at(const json_t *index, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    return name && type ? json_object_get(json_object_get(index, name), type) : NULL;
}

const json_t *dns_asked_for(const json_t *names, const char *name)
{
    char beneath[DNS_NAME_SIZE];
    const json_t *asked = json_object_get(names, name);
    const char *rest = name[0] == '_' ? strchr(name, '.') : NULL;
    if (asked != NULL || rest == NULL || strlen(rest) + 2 > sizeof beneath) {
        return asked;
    }
    snprintf(beneath, sizeof beneath, "_%s", rest);
    return json_object_get(names, beneath);
}

const json_t *dns_record_wire_values(const json_t *record)
{
    const json_t *raw = json_object_get(record, DNS_RAW_VALUES);
    return raw ? raw : json_object_get(record, DNS_VALUES);
}

static void add_size(const json_t *record, size_t *elements, size_t *characters)
{
    size_t index;
    json_t *value;
    json_array_foreach((json_t *)(uintptr_t)dns_record_wire_values(record), index, value) {
        *elements += 1;
        *characters += json_string_length(value);
    }
    /* AWS does not say what an alias counts; one is the safe assumption. */
    *elements += json_object_get(record, DNS_ALIAS) != NULL;
}

bool dns_change_is_upsert(const char *zone_name, const json_t *change)
{
    const json_t *before = json_object_get(change, DNS_BEFORE);
    const json_t *after = json_object_get(change, DNS_AFTER);
    return before != NULL && after != NULL && dns_is_zones_own(zone_name, after);
}

void dns_change_size(const char *zone_name, const json_t *change, size_t *elements,
                     size_t *characters)
{
    /* An UPSERT counts twice. */
    const char *first = dns_change_is_upsert(zone_name, change) ? DNS_AFTER : DNS_BEFORE;
    add_size(json_object_get(change, first), elements, characters);
    add_size(json_object_get(change, DNS_AFTER), elements, characters);
}

const char *dns_bare_id(const char *id)
{
    const char *slash = strrchr(id, '/');
    return slash ? slash + 1 : id;
}
