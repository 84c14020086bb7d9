/* SPDX-License-Identifier: MIT */
/* What Route53 allows in a zone: the rules of ChangeResourceRecordSets, with its own words. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "alias-targets.h"
#include "zone-index.h"

#define OPERATION "ChangeResourceRecordSets"
enum { MOST_ELEMENTS = 1000, MOST_CHARACTERS = 32000 };

/* A zone while a batch is applied to it. */
struct ledger {
    const json_t *zone;
    const char *zone_name;
    const char *zone_id;
    json_t *names; /* the record sets of each name */
    json_t *made;
};

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

/* The simple record set of that name and type, and where it is among those of its name. */
static json_t *find(const struct ledger *ledger, const json_t *record, size_t *place)
{
    const char *name = dx_text(record, DNS_NAME);
    const json_t *same = json_object_get(ledger->names, name);
    for (*place = 0; *place < json_array_size(same); ++*place) {
        json_t *found = json_array_get(same, *place);
        if (dns_record_is(found, name, dx_text(record, DNS_TYPE)) && !dns_record_is_routed(found)) {
            return found;
        }
    }
    return NULL;
}

static bool enter(struct ledger *ledger, json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    bool whole = true;
    json_t *same = json_object_get(ledger->names, name);
    if (same == NULL) {
        same = dx_put_child(&whole, ledger->names, name, json_array());
    }
    dx_append(&whole, same, json_incref(record));
    return whole;
}

static dxaws_error *check_in_zone(const struct ledger *ledger, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    return dxaws_dns_name_is_within(name, ledger->zone_name)
               ? NULL
               : invalid_batch(ledger->zone_id,
                               "RRSet with DNS name %s is not permitted in zone %s", name,
                               ledger->zone_name);
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

static dxaws_error *delete_record(struct ledger *ledger, const json_t *record)
{
    const char *zone_id = ledger->zone_id;
    const char *name = dx_text(record, DNS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    size_t place;
    json_t *found = find(ledger, record, &place);
    if (found == NULL) {
        return invalid_batch(zone_id,
                             "Tried to delete resource record set [name='%s', type='%s'] but it "
                             "was not found",
                             name, type);
    }
    bool repeated;
    dxaws_error *error = find_repeated(found, record, &repeated);
    if (error != NULL || !repeated) {
        return error ? error
                     : invalid_batch(
                           zone_id,
                           "Tried to delete resource record set [name='%s', type='%s'] but the "
                           "values provided do not match the current values",
                           name, type);
    }
    if (dns_is_zones_own(ledger->zone_name, record)) {
        return invalid_batch(zone_id, "A HostedZone must contain exactly one %s record at its apex",
                             type);
    }
    json_array_remove(json_object_get(ledger->names, name), place);
    return NULL;
}

static dxaws_error *check_neighbour(const struct ledger *ledger, const json_t *record,
                                    const json_t *other)
{
    const char *zone_id = ledger->zone_id;
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
                             type, name, ledger->zone_name);
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
static dxaws_error *check_own_target(const struct ledger *ledger, const json_t *record)
{
    const char *target = dx_text(json_object_get(record, DNS_ALIAS), DNS_ALIAS_NAME);
    if (!dxaws_dns_name_is_within(target, ledger->zone_name)) {
        return bad_target(ledger->zone_id, record,
                          "the alias target name does not lie within the target zone");
    }
    size_t index;
    json_t *other;
    json_array_foreach(json_object_get(ledger->names, target), index, other) {
        if (dns_record_is(other, target, dx_text(record, DNS_TYPE))) {
            return NULL;
        }
    }
    return bad_target(ledger->zone_id, record, "that target was not found");
}

static dxaws_error *check_alias(const struct ledger *ledger, const json_t *record)
{
    const char *zone_id = ledger->zone_id;
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    const char *target_zone = dx_text(alias, DNS_ALIAS_ZONE);
    const char *target = dx_text(alias, DNS_ALIAS_NAME);
    if (target_zone != NULL && strcmp(target_zone, zone_id) == 0) {
        return check_own_target(ledger, record);
    }
    const struct dns_alias_service *service = dns_alias_service_of(target_zone, NULL);
    if (target_zone != NULL && !dns_alias_fits_type(service, dx_text(record, DNS_TYPE))) {
        return bad_target(zone_id, record, "that target was not found");
    }
    if (service == NULL) {
        return NULL;
    }
    if (!service->health && json_is_true(json_object_get(alias, DNS_ALIAS_HEALTH))) {
        return invalid_batch(zone_id, "EvaluateTargetHealth must be false for a %s alias: %s",
                             service->name, dx_text(record, DNS_NAME));
    }
    if (service->public && json_is_true(json_object_get(ledger->zone, "private"))) {
        return invalid_batch(zone_id, "An alias to CloudFront cannot stand in a private zone: %s",
                             dx_text(record, DNS_NAME));
    }
    if (!dxaws_dns_name_is_within(target, service->suffix)) {
        return bad_target(zone_id, record,
                          "the alias target name does not lie within the target zone");
    }
    return NULL;
}

static dxaws_error *check_values(const char *zone_id, const json_t *record)
{
    const json_t *values = json_object_get(record, DNS_VALUES);
    json_t *seen = json_object();
    dxaws_error *error = seen ? NULL : dxaws_error_out_of_memory();
    if (strcmp(dx_text(record, DNS_TYPE), "CNAME") == 0 && json_array_size(values) > 1) {
        error = invalid_batch(zone_id, "A CNAME has one value: %s", dx_text(record, DNS_NAME));
    }
    for (size_t i = 0; error == NULL && i < json_array_size(values); i++) {
        const char *value = json_string_value(json_array_get(values, i));
        if (json_object_get(seen, value) != NULL) {
            error = invalid_batch(zone_id, "Duplicate Resource Record: '%s'", value);
        } else if (json_object_set_new(seen, value, json_true()) != 0) {
            error = dxaws_error_out_of_memory();
        }
    }
    json_decref(seen);
    return error;
}

static dxaws_error *check_created(const struct ledger *ledger, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    if (strcmp(dx_text(record, DNS_TYPE), "CNAME") == 0 && strcmp(name, ledger->zone_name) == 0) {
        return invalid_batch(ledger->zone_id,
                             "RRSet of type CNAME with DNS name %s is not permitted at apex in "
                             "zone %s",
                             name, name);
    }
    dxaws_error *error = check_alias(ledger, record);
    return error ? error : check_values(ledger->zone_id, record);
}

static dxaws_error *create_record(struct ledger *ledger, const json_t *record)
{
    dxaws_error *error = check_created(ledger, record);
    const json_t *same = json_object_get(ledger->names, dx_text(record, DNS_NAME));
    for (size_t i = 0; error == NULL && i < json_array_size(same); i++) {
        error = check_neighbour(ledger, record, json_array_get(same, i));
    }
    json_t *made = error ? NULL : dxaws_tree_copy(record);
    if (error == NULL && (json_array_append(ledger->made, made) != 0 || !enter(ledger, made))) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(made);
    return error;
}

/* Of what the zone itself has: it is there, and no other types matter to it. */
static dxaws_error *replace_record(struct ledger *ledger, const json_t *record)
{
    size_t place;
    json_t *found = find(ledger, record, &place);
    dxaws_error *error = check_created(ledger, record);
    json_t *made = error || found == NULL ? NULL : dxaws_tree_copy(record);
    if (error == NULL &&
        (made == NULL || json_object_clear(found) != 0 || json_object_update(found, made) != 0)) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(made);
    return error;
}

static dxaws_error *check_size(const json_t *batch)
{
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    const json_t *changes = json_object_get(batch, DNS_CHANGES);
    size_t elements = 0;
    size_t characters = 0;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        dns_change_size(dx_text(batch, DNS_ZONE_NAME), json_array_get(changes, i), &elements,
                        &characters);
    }
    if (elements > MOST_ELEMENTS) {
        return invalid_batch(zone_id, "Number of records limit of %d exceeded.", MOST_ELEMENTS);
    }
    return characters > MOST_CHARACTERS
               ? invalid_batch(zone_id, "Number of characters limit of %d exceeded.",
                               MOST_CHARACTERS)
               : NULL;
}

/* As the requests are written: deletions first. */
static dxaws_error *apply_changes(struct ledger *ledger, const json_t *changes, bool deleting)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        const json_t *record = json_object_get(change, deleting ? DNS_BEFORE : DNS_AFTER);
        bool replaces = dns_change_is_upsert(ledger->zone_name, change);
        if (record == NULL || (deleting && replaces)) {
            continue;
        }
        error = check_in_zone(ledger, record);
        if (error == NULL) {
            error = deleting   ? delete_record(ledger, record)
                    : replaces ? replace_record(ledger, record)
                               : create_record(ledger, record);
        }
    }
    return error;
}

/* What is left of the zone's records, in their order, and what was made. */
static dxaws_error *write_back(const struct ledger *ledger, json_t *zone)
{
    json_t *left = json_array();
    bool whole = true;
    size_t i;
    size_t j;
    json_t *record;
    json_t *same;
    json_array_foreach(json_object_get(zone, DNS_RECORDS), i, record) {
        json_array_foreach(json_object_get(ledger->names, dx_text(record, DNS_NAME)), j, same) {
            if (same == record) {
                dx_append(&whole, left, json_incref(record));
            }
        }
    }
    whole = whole && json_array_extend(left, ledger->made) == 0;
    dx_put(&whole, zone, DNS_RECORDS, left);
    return whole ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *memory_apply_batch(json_t *zone, const json_t *batch)
{
    struct ledger ledger = {.zone = zone,
                            .zone_name = dx_text(zone, "name"),
                            .zone_id = dx_text(batch, DNS_ZONE_ID),
                            .names = json_object(),
                            .made = json_array()};
    const json_t *changes = json_object_get(batch, DNS_CHANGES);
    bool whole = ledger.names != NULL && ledger.made != NULL;
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, DNS_RECORDS), index, record) {
        whole = whole && enter(&ledger, record);
    }
    dxaws_error *error = whole ? check_size(batch) : dxaws_error_out_of_memory();
    error = error ? error : apply_changes(&ledger, changes, true);
    error = error ? error : apply_changes(&ledger, changes, false);
    error = error ? error : write_back(&ledger, zone);
    json_decref(ledger.names);
    json_decref(ledger.made);
    return error;
}
