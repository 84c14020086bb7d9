/* SPDX-License-Identifier: MIT */
/* What Route53 allows in a zone: the rules of ChangeResourceRecordSets, with its own words. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>

#define OPERATION "ChangeResourceRecordSets"
#define CLOUDFRONT_ZONE "Z2FDTNDATAQYW2"
enum { MOST_ELEMENTS = 1000, MOST_CHARACTERS = 32000 };

static dxaws_error *invalid_batch(const char *zone_id, const char *format, ...) DXAWS_PRINTF(2, 3);

static dxaws_error *invalid_batch(const char *zone_id, const char *format, ...)
{
    char *text = NULL;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_memory_refusal(DXAWS_ERROR_INVALID_ARGUMENT, "route53", OPERATION,
                                              zone_id, "InvalidChangeBatch", 400, text);
    free(text);
    return error;
}

static size_t index_of(const json_t *records, const json_t *record)
{
    size_t index;
    json_t *found;
    json_array_foreach((json_t *)(uintptr_t)records, index, found) {
        if (dns_record_is(found, dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE)) &&
            !dns_record_is_routed(found)) {
            return index;
        }
    }
    return SIZE_MAX;
}

static dxaws_error *check_in_zone(const json_t *zone, const char *zone_id, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    const char *apex = dx_text(zone, "name");
    return dxaws_dns_name_is_within(name, apex)
               ? NULL
               : invalid_batch(zone_id, "RRSet with DNS name %s is not permitted in zone %s", name,
                               apex);
}

/* A deletion has to repeat everything, values as they are spelled. */
static dxaws_error *find_repeated(const json_t *found, const json_t *record, bool *repeated)
{
    bool whole = true;
    json_t *spelled = dx_members(record);
    json_t *values = (json_t *)(uintptr_t)dns_record_wire_values(record);
    if (values != NULL) {
        dx_put(&whole, spelled, DNS_VALUES, json_incref(values));
    }
    *repeated = dns_record_equal(found, spelled);
    whole = whole && spelled != NULL;
    json_decref(spelled);
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *delete_record(json_t *zone, const char *zone_id, const json_t *record)
{
    json_t *records = json_object_get(zone, DNS_RECORDS);
    const char *name = dx_text(record, DNS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    size_t index = index_of(records, record);
    if (index == SIZE_MAX) {
        return invalid_batch(zone_id,
                             "Tried to delete resource record set [name='%s', type='%s'] but it "
                             "was not found",
                             name, type);
    }
    bool repeated;
    dxaws_error *error = find_repeated(json_array_get(records, index), record, &repeated);
    if (error != NULL || !repeated) {
        return error ? error
                     : invalid_batch(
                           zone_id,
                           "Tried to delete resource record set [name='%s', type='%s'] but the "
                           "values provided do not match the current values",
                           name, type);
    }
    if (strcmp(name, dx_text(zone, "name")) == 0 &&
        (strcmp(type, "NS") == 0 || strcmp(type, "SOA") == 0)) {
        return invalid_batch(zone_id, "A HostedZone must contain exactly one %s record at its apex",
                             type);
    }
    json_array_remove(records, index);
    return NULL;
}

static dxaws_error *check_neighbour(const json_t *zone, const char *zone_id, const json_t *record,
                                    const json_t *other)
{
    const char *name = dx_text(record, DNS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    const char *other_type = dx_text(other, DNS_TYPE);
    bool same_type = strcmp(type, other_type) == 0;
    if (same_type && dns_record_is_routed(other)) {
        return invalid_batch(zone_id,
                             "RRSet with DNS name %s, type %s cannot be created because a record "
                             "set of another routing policy exists with the same name and type",
                             name, type);
    }
    if (same_type) {
        return invalid_batch(zone_id,
                             "Tried to create resource record set [name='%s', type='%s'] but it "
                             "already exists",
                             name, type);
    }
    if (strcmp(type, "CNAME") == 0 || strcmp(other_type, "CNAME") == 0) {
        return invalid_batch(zone_id,
                             "RRSet of type %s with DNS name %s is not permitted as it conflicts "
                             "with other records with the same DNS name in zone %s",
                             type, name, dx_text(zone, "name"));
    }
    return NULL;
}

static dxaws_error *bad_target(const char *zone_id, const json_t *record, const char *why)
{
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    return invalid_batch(zone_id,
                         "Tried to create an alias that targets %s, type %s in zone %s, but %s",
                         dx_text(alias, DNS_ALIAS_NAME), dx_text(record, DNS_TYPE),
                         dx_text(alias, DNS_ALIAS_ZONE), why);
}

/* Within its own zone the target has to stand already. */
static dxaws_error *check_own_target(const json_t *zone, const char *zone_id, const json_t *record)
{
    const char *target = dx_text(json_object_get(record, DNS_ALIAS), DNS_ALIAS_NAME);
    if (!dxaws_dns_name_is_within(target, dx_text(zone, "name"))) {
        return bad_target(zone_id, record,
                          "the alias target name does not lie within the target zone");
    }
    size_t index;
    json_t *other;
    json_array_foreach(json_object_get(zone, DNS_RECORDS), index, other) {
        if (dns_record_is(other, target, dx_text(record, DNS_TYPE))) {
            return NULL;
        }
    }
    return bad_target(zone_id, record, "that target was not found");
}

static dxaws_error *check_alias(const json_t *zone, const char *zone_id, const json_t *record)
{
    static const char suffix[] = ".cloudfront.net.";
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    const char *target_zone = dx_text(alias, DNS_ALIAS_ZONE);
    const char *target = dx_text(alias, DNS_ALIAS_NAME);
    if (target_zone != NULL && strcmp(target_zone, zone_id) == 0) {
        return check_own_target(zone, zone_id, record);
    }
    if (target_zone == NULL || strcmp(target_zone, CLOUDFRONT_ZONE) != 0) {
        return NULL;
    }
    if (json_is_true(json_object_get(alias, DNS_ALIAS_HEALTH))) {
        return invalid_batch(zone_id,
                             "EvaluateTargetHealth must be false for a CloudFront alias: %s",
                             dx_text(record, DNS_NAME));
    }
    if (json_is_true(json_object_get(zone, "private"))) {
        return invalid_batch(zone_id, "An alias to CloudFront cannot stand in a private zone: %s",
                             dx_text(record, DNS_NAME));
    }
    if (!dxaws_dns_name_is_within(target, suffix + 1)) {
        return bad_target(zone_id, record,
                          "the alias target name does not lie within the target zone");
    }
    return NULL;
}

static dxaws_error *check_values(const char *zone_id, const json_t *record)
{
    const json_t *values = json_object_get(record, DNS_VALUES);
    if (strcmp(dx_text(record, DNS_TYPE), "CNAME") == 0 && json_array_size(values) > 1) {
        return invalid_batch(zone_id, "A CNAME has one value: %s", dx_text(record, DNS_NAME));
    }
    for (size_t i = 0; i < json_array_size(values); i++) {
        for (size_t j = 0; j < i; j++) {
            if (json_equal(json_array_get(values, i), json_array_get(values, j))) {
                return invalid_batch(zone_id, "Duplicate Resource Record: '%s'",
                                     json_string_value(json_array_get(values, i)));
            }
        }
    }
    return NULL;
}

static dxaws_error *create_record(json_t *zone, const char *zone_id, const json_t *record)
{
    json_t *records = json_object_get(zone, DNS_RECORDS);
    const char *name = dx_text(record, DNS_NAME);
    if (strcmp(dx_text(record, DNS_TYPE), "CNAME") == 0 &&
        strcmp(name, dx_text(zone, "name")) == 0) {
        return invalid_batch(zone_id,
                             "RRSet of type CNAME with DNS name %s is not permitted at apex in "
                             "zone %s",
                             name, name);
    }
    dxaws_error *error = check_alias(zone, zone_id, record);
    error = error ? error : check_values(zone_id, record);
    for (size_t i = 0; error == NULL && i < json_array_size(records); i++) {
        const json_t *other = json_array_get(records, i);
        if (strcmp(dx_text(other, DNS_NAME), name) == 0) {
            error = check_neighbour(zone, zone_id, record, other);
        }
    }
    if (error == NULL && json_array_append_new(records, dxaws_tree_copy(record)) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *check_size(const char *zone_id, const json_t *changes)
{
    size_t elements = 0;
    size_t characters = 0;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        dns_record_size(json_object_get(change, DNS_BEFORE), &elements, &characters);
        dns_record_size(json_object_get(change, DNS_AFTER), &elements, &characters);
    }
    if (elements > MOST_ELEMENTS) {
        return invalid_batch(zone_id, "Number of records limit of %d exceeded.", MOST_ELEMENTS);
    }
    return characters > MOST_CHARACTERS
               ? invalid_batch(zone_id, "Number of characters limit of %d exceeded.",
                               MOST_CHARACTERS)
               : NULL;
}

typedef dxaws_error *record_function(json_t *zone, const char *zone_id, const json_t *record);

static dxaws_error *apply_side(json_t *zone, const char *zone_id, const json_t *changes,
                               const char *side, record_function *function)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(changes); i++) {
        const json_t *record = json_object_get(json_array_get(changes, i), side);
        if (record != NULL) {
            error = check_in_zone(zone, zone_id, record);
        }
        if (record != NULL && error == NULL) {
            error = function(zone, zone_id, record);
        }
    }
    return error;
}

dxaws_error *memory_apply_batch(json_t *zone, const char *zone_id, const json_t *changes)
{
    dxaws_error *error = check_size(zone_id, changes);
    if (error == NULL) {
        error = apply_side(zone, zone_id, changes, DNS_BEFORE, delete_record);
    }
    if (error == NULL) {
        error = apply_side(zone, zone_id, changes, DNS_AFTER, create_record);
    }
    return error;
}
