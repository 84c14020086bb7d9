/* SPDX-License-Identifier: MIT */
/* What a record set's document says: comparing and counting. */
#include "record-sets.h"

#include <string.h>

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

const json_t *dns_record_wire_values(const json_t *record)
{
    const json_t *raw = json_object_get(record, DNS_RAW_VALUES);
    return raw ? raw : json_object_get(record, DNS_VALUES);
}

void dns_record_size(const json_t *record, size_t *elements, size_t *characters)
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

const char *dns_bare_id(const char *id)
{
    const char *slash = strrchr(id, '/');
    return slash ? slash + 1 : id;
}
