/* SPDX-License-Identifier: MIT */
/* Record sets into canonical form: strictly for what is wanted, tolerantly for what was read. */
#include <dxaws/dns.h>

#include "records.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "values.h"

enum { LONGEST_TTL = 2147483647, LONGEST_SHOWN = 255 };

/* The record set that is looked at, for messages. */
struct place {
    const struct dx_schema *schema;
    size_t index;
    const char *name;
    const char *type;
};

/* A member that is missing, or no text. */
static dxaws_error *no_text(const struct place *place, const json_t *object, const char *member)
{
    char shown[DX_SHOWN_SIZE];
    const json_t *value = json_object_get(object, member);
    return value == NULL
               ? dx_invalid(place->schema, "dns: records[%zu]: \"%s\" is required", place->index,
                            member)
               : dx_at(dx_invalid(place->schema, "dns: records[%zu]: \"%s\" must be a text, not %s",
                                  place->index, member, dx_shown(value, shown)),
                       member);
}

/* Puts the text into the member's place, and releases it. */
static dxaws_error *store_canonical(json_t *object, const char *member, char *text)
{
    json_t *value = json_string(text);
    free(text);
    return json_object_set_new(object, member, value) == 0 ? NULL : dxaws_error_out_of_memory();
}

/* Rewrites a member that is a DNS name. */
static dxaws_error *normalise_name(const struct place *place, json_t *object, const char *member)
{
    const json_t *value = json_object_get(object, member);
    if (!json_is_string(value)) {
        return no_text(place, object, member);
    }
    const char *why;
    char *name = dxaws_dns_name_canonical(json_string_value(value), &why);
    if (name == NULL && why != NULL) {
        return dx_at(dx_invalid(place->schema,
                                "dns: records[%zu]: \"%s\" is \"%s\", not a DNS name: %s",
                                place->index, member, json_string_value(value), why),
                     member);
    }
    return name ? store_canonical(object, member, name) : dxaws_error_out_of_memory();
}

static dxaws_error *normalise_type(struct place *place, json_t *record)
{
    const char *given = dx_text(record, DNS_TYPE);
    if (given == NULL) {
        return no_text(place, record, DNS_TYPE);
    }
    char type[16] = "";
    for (size_t i = 0; given[i] != '\0' && i < sizeof type - 1; i++) {
        type[i] = (char)toupper((unsigned char)given[i]);
    }
    if (strcmp(type, "ALIAS") == 0 || strcmp(type, "ANAME") == 0) {
        return dx_at(dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "dns",
                                     DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE,
                                     "dns: records[%zu]: type \"%s\" is that of other services; "
                                     "write type A, and AAAA, with \"alias\" instead of values",
                                     place->index, given),
                     DNS_TYPE);
    }
    if (strlen(given) >= sizeof type || !dns_type_is_managed(type)) {
        return dx_at(
            dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "dns", DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE,
                            "dns: records[%zu]: type \"%s\" is not supported; it must be one of %s",
                            place->index, given, dns_managed_types()),
            DNS_TYPE);
    }
    return json_object_set_new(record, DNS_TYPE, json_string(type)) == 0
               ? NULL
               : dxaws_error_out_of_memory();
}

static dxaws_error *unknown_member(const struct place *place, const char *const *known,
                                   size_t count, const char *within, const char *key)
{
    char listed[120] = "";
    char path[64];
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(listed);
        snprintf(listed + used, sizeof listed - used, "%s%s", i > 0 ? ", " : "", known[i]);
    }
    snprintf(path, sizeof path, "records[%zu].%s", place->index, within);
    dxaws_error *error = dx_refuse_former(place->schema, path, key);
    error = error ? error
                  : dx_invalid(place->schema,
                               "dns: records[%zu]: unknown member \"%s%s\"; known are %s",
                               place->index, within, key, listed);
    return dx_at_name(error, key);
}

static dxaws_error *check_members(const struct place *place, const json_t *object,
                                  const char *const *known, size_t count, const char *within)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        bool found = false;
        for (size_t i = 0; i < count && !found; i++) {
            found = strcmp(key, known[i]) == 0;
        }
        if (!found) {
            return unknown_member(place, known, count, within, key);
        }
    }
    return NULL;
}

static dxaws_error *normalise_alias(const struct place *place, json_t *record)
{
    static const char *const known[] = {DNS_ALIAS_ZONE, DNS_ALIAS_NAME, DNS_ALIAS_HEALTH};
    json_t *alias = json_object_get(record, DNS_ALIAS);
    const json_t *health = json_object_get(alias, DNS_ALIAS_HEALTH);
    const char *zone = dx_text(alias, DNS_ALIAS_ZONE);
    if (!dns_type_may_be_alias(place->type)) {
        return dx_at(dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "dns",
                                     DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE,
                                     "dns: records[%zu]: type \"%s\" cannot be an alias: name "
                                     "servers and SOA are values",
                                     place->index, place->type),
                     DNS_TYPE);
    }
    if (!json_is_object(alias) || zone == NULL) {
        return dx_at(
            dx_invalid(place->schema,
                       "dns: records[%zu]: \"alias\" must have \"zone_id\" and \"dns_name\"",
                       place->index),
            DNS_ALIAS);
    }
    if (!dxaws_dns_zone_is_id(dns_bare_id(zone))) {
        return dx_at(dx_at(dx_invalid(place->schema,
                                      "dns: records[%zu]: \"alias.zone_id\" is \"%s\", not a "
                                      "zone id such as \"Z2FDTNDATAQYW2\"",
                                      place->index, zone),
                           DNS_ALIAS_ZONE),
                     DNS_ALIAS);
    }
    if (json_object_get(record, DNS_TTL) != NULL || json_object_get(record, DNS_VALUES) != NULL) {
        const char *excess = json_object_get(record, DNS_TTL) != NULL ? DNS_TTL : DNS_VALUES;
        return dx_at_name(
            dx_invalid(
                place->schema,
                "dns: records[%zu]: an alias has neither \"ttl_s\" nor \"values\"; leave them out",
                place->index),
            excess);
    }
    if (health != NULL && !json_is_boolean(health)) {
        char shown[DX_SHOWN_SIZE];
        return dx_at(
            dx_at(dx_invalid(place->schema,
                             "dns: records[%zu]: \"alias.%s\" must be true or false, not %s",
                             place->index, DNS_ALIAS_HEALTH, dx_shown(health, shown)),
                  DNS_ALIAS_HEALTH),
            DNS_ALIAS);
    }
    dxaws_error *error = check_members(place, alias, known, 3, "alias.");
    if (error == NULL) {
        error = dx_is_unknown(json_object_get(alias, DNS_ALIAS_NAME))
                    ? NULL
                    : normalise_name(place, alias, DNS_ALIAS_NAME);
    }
    error = dx_at(error, DNS_ALIAS);
    if (error == NULL &&
        (json_object_set_new(alias, DNS_ALIAS_ZONE, json_string(dns_bare_id(zone))) != 0 ||
         json_object_set_new(alias, DNS_ALIAS_HEALTH, json_boolean(json_is_true(health))) != 0)) {
        error = dxaws_error_out_of_memory();
    }
    return error ? error : dns_alias_check(place->schema, record);
}

/* What is not known yet comes first. */
static int compare_texts(const void *left, const void *right)
{
    const char *l = json_string_value(*(json_t *const *)left);
    const char *r = json_string_value(*(json_t *const *)right);
    return strcmp(l ? l : "", r ? r : "");
}

/* Values are a set: sorted, each once. NULL without memory. */
static json_t *sorted_set(const json_t *values)
{
    size_t count = json_array_size(values);
    json_t **items = calloc(count + 1, sizeof *items);
    json_t *sorted = items ? json_array() : NULL;
    bool whole = sorted != NULL;
    for (size_t i = 0; sorted != NULL && i < count; i++) {
        items[i] = json_array_get(values, i);
    }
    if (sorted != NULL) {
        qsort(items, count, sizeof *items, compare_texts);
    }
    for (size_t i = 0; sorted != NULL && i < count; i++) {
        if (i == 0 || compare_texts(&items[i - 1], &items[i]) != 0) {
            dx_append(&whole, sorted, json_incref(items[i]));
        }
    }
    free(items);
    return dx_whole(whole, sorted);
}

static dxaws_error *normalise_value(const struct place *place, json_t *values, size_t index)
{
    const json_t *value = json_array_get(values, index);
    if (dx_is_unknown(value)) {
        return NULL;
    }
    if (!json_is_string(value)) {
        char shown[DX_SHOWN_SIZE];
        return dx_invalid(place->schema,
                          "dns: records[%zu]: \"values\" must be a list of texts, not of %s",
                          place->index, dx_shown(value, shown));
    }
    const char *why;
    char *text = dns_value_canonical(place->type, json_string_value(value), &why);
    if (text == NULL && why != NULL) {
        const char *shown = json_string_value(value);
        bool fits = strlen(shown) <= LONGEST_SHOWN;
        return dx_invalid(place->schema, "dns: %s %s: the value \"%.*s%s\" is wrong: %s",
                          place->name, place->type, LONGEST_SHOWN, shown, fits ? "" : "...", why);
    }
    json_t *canonical = text ? json_string(text) : NULL;
    free(text);
    return json_array_set_new(values, index, canonical) == 0 ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *normalise_values(const struct place *place, json_t *record)
{
    json_t *values = json_object_get(record, DNS_VALUES);
    const json_t *ttl = json_object_get(record, DNS_TTL);
    char shown[DX_SHOWN_SIZE];
    if (values != NULL && !json_is_array(values)) {
        return dx_at(dx_invalid(place->schema,
                                "dns: %s %s: \"values\" must be a list of texts, not %s",
                                place->name, place->type, dx_shown(values, shown)),
                     DNS_VALUES);
    }
    if (json_array_size(values) == 0) {
        dxaws_error *none =
            dx_invalid(place->schema, "dns: %s %s: \"values\" must have at least one value",
                       place->name, place->type);
        return values ? dx_at(none, DNS_VALUES) : none;
    }
    if (ttl == NULL &&
        json_object_set_new(record, DNS_TTL, json_integer(DXAWS_DNS_DEFAULT_TTL_S)) != 0) {
        return dxaws_error_out_of_memory();
    }
    if (ttl != NULL && (!json_is_integer(ttl) || json_integer_value(ttl) < 0 ||
                        json_integer_value(ttl) > LONGEST_TTL)) {
        return dx_at(
            dx_invalid(place->schema,
                       "dns: %s %s: \"ttl_s\" is %s; it must be a whole number of seconds, 0 to %d",
                       place->name, place->type, dx_shown(ttl, shown), LONGEST_TTL),
            DNS_TTL);
    }
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(values); i++) {
        error = dx_at(dx_at_index(normalise_value(place, values, i), i), DNS_VALUES);
    }
    if (error != NULL) {
        return error;
    }
    json_t *sorted = sorted_set(values);
    if (json_object_set_new(record, DNS_VALUES, sorted) != 0) {
        return dxaws_error_out_of_memory();
    }
    bool single = strcmp(place->type, "CNAME") == 0 || strcmp(place->type, "SOA") == 0;
    if (single && json_array_size(sorted) != 1) {
        return dx_at(dx_invalid(place->schema, "dns: %s %s: a %s has exactly one value",
                                place->name, place->type, place->type),
                     DNS_VALUES);
    }
    return NULL;
}

static dxaws_error *normalise_record(const struct dx_schema *schema, json_t *record, size_t index)
{
    static const char *const known[] = {DNS_NAME, DNS_TYPE, DNS_TTL, DNS_VALUES, DNS_ALIAS};
    struct place place = {.schema = schema, .index = index};
    dxaws_error *error =
        json_is_object(record)
            ? check_members(&place, record, known, sizeof known / sizeof *known, "")
            : dx_invalid(schema, "dns: records[%zu] must be a map", index);
    if (error == NULL) {
        error = normalise_name(&place, record, DNS_NAME);
    }
    if (error == NULL) {
        error = normalise_type(&place, record);
    }
    if (error != NULL) {
        return error;
    }
    place.name = dx_text(record, DNS_NAME);
    place.type = dx_text(record, DNS_TYPE);
    if (strcmp(place.type, "NS") == 0 && strncmp(place.name, "*.", 2) == 0) {
        return dx_at(
            dx_invalid(schema,
                       "dns: %s NS: a wildcard cannot be delegated; give each name its own "
                       "name servers",
                       place.name),
            DNS_NAME);
    }
    return json_object_get(record, DNS_ALIAS) != NULL ? normalise_alias(&place, record)
                                                      : normalise_values(&place, record);
}

/* Each on its own; what they are together is looked at in order. */
dxaws_error *dns_records_normalise(const struct dx_schema *schema, json_t *records)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(records); i++) {
        error = dx_at_index(normalise_record(schema, json_array_get(records, i), i), i);
    }
    return error ? error : dns_records_order(schema, records);
}

/* Rewrites a name that the service spelled; what cannot be read stays as it is. */
static dxaws_error *rewrite_observed_name(json_t *object, const char *member)
{
    const char *given = dx_text(object, member);
    const char *why = NULL;
    char *name = given ? dxaws_dns_name_canonical(given, &why) : NULL;
    if (name == NULL) {
        return given == NULL || why != NULL ? NULL : dxaws_error_out_of_memory();
    }
    return store_canonical(object, member, name);
}

static dxaws_error *rewrite_observed_values(json_t *record)
{
    json_t *raw = json_object_get(record, DNS_VALUES);
    json_t *values = json_array();
    size_t index;
    json_t *value;
    bool stored = values != NULL;
    json_array_foreach(raw, index, value) {
        const char *why;
        char *text = dns_value_canonical(dx_text(record, DNS_TYPE), json_string_value(value), &why);
        stored = stored && (text != NULL || why != NULL) &&
                 json_array_append_new(values, text ? json_string(text) : json_incref(value)) == 0;
        free(text);
    }
    json_t *sorted = stored ? sorted_set(values) : NULL;
    json_decref(values);
    if (sorted == NULL) {
        return dxaws_error_out_of_memory();
    }
    /* A DELETE has to repeat the values exactly as they are spelled. */
    bool whole = true;
    if (!json_equal(sorted, raw)) {
        dx_put(&whole, record, DNS_RAW_VALUES, json_incref(raw));
    }
    dx_put(&whole, record, DNS_VALUES, sorted);
    return whole ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *dns_record_normalise_observed(json_t *record)
{
    dxaws_error *error = rewrite_observed_name(record, DNS_NAME);
    json_t *alias = json_object_get(record, DNS_ALIAS);
    if (error == NULL && alias != NULL) {
        error = rewrite_observed_name(alias, DNS_ALIAS_NAME);
    } else if (error == NULL && json_is_array(json_object_get(record, DNS_VALUES))) {
        error = rewrite_observed_values(record);
    }
    return error;
}
