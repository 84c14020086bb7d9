/* SPDX-License-Identifier: MIT */
/* Planning record sets: create what is missing, mend what drifted, and touch nobody else's. Pure.
 */
#include "batches.h"
#include "schema.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "zones.h"

struct run {
    struct dx_planner *planner;
    json_t *batches;
    size_t changes;
};

static json_t *observed_records(const struct run *run)
{
    return json_object_get(run->planner->observed, DNS_RECORDS);
}

/* Who declares record sets may change them, unless it was said that others' are to stay; then there
 * is consent for what stands there, by its type and value, or for any record. */
static bool may_replace(const struct run *run, const json_t *found)
{
    const char *existing = dx_text(run->planner->desired, DNS_EXISTING);
    if (existing != NULL && strcmp(existing, DXAWS_DNS_EXISTING_CHANGE) == 0) {
        return true;
    }
    char *identity = dns_record_identity(found);
    bool adopted = identity != NULL && dxaws_apply_options_adopts(run->planner->options, identity);
    free(identity);
    return adopted;
}

static dxaws_error *conflict(const json_t *found, const char *what, const char *remedy)
{
    const char *name = dx_text(found, DNS_NAME);
    char *text = dns_record_text(found);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "dns", DXAWS_DNS_ERROR_RECORD_CONFLICT, "dns %s %s: %s; %s: %s", name,
        dx_text(found, DNS_TYPE), remedy, what, text ? text : "?");
    free(text);
    dxaws_error_set_resource(error, name);
    return error;
}

/* The same for what could be replaced: the consent stands ready to be given. */
static dxaws_error *conflict_to_adopt(const json_t *found, const char *what)
{
    char *identity = dns_record_identity(found);
    char *remedy = NULL;
    dxaws_error *error = NULL;
    if (identity == NULL ||
        asprintf(&remedy, "adopt \"%s\" to replace it, or remove it", identity) < 0) {
        error = dxaws_error_out_of_memory();
    } else {
        error = conflict(found, what, remedy);
        free(remedy);
    }
    free(identity);
    return error;
}

/* Either record may be NULL. */
static void show_content(struct dx_planner *planner, json_t *action, const char *path,
                         const json_t *before, const json_t *after)
{
    json_t *was = before ? dns_record_shown(before) : NULL;
    json_t *is = after ? dns_record_shown(after) : NULL;
    if ((before && !was) || (after && !is)) {
        planner->out_of_memory = true;
    }
    dx_planner_change(planner, action, path, was, is);
    json_decref(was);
    json_decref(is);
}

/* Shows what differs: the content, or else only TTL or health evaluation. */
static void show(struct dx_planner *planner, json_t *action, const json_t *before,
                 const json_t *after)
{
    const json_t *record = after ? after : before;
    char path[1100];
    int length =
        snprintf(path, sizeof path, "%s %s", dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE));
    if (before == NULL || after == NULL || !dns_record_has_same_content(before, after)) {
        show_content(planner, action, path, before, after);
        return;
    }
    const char *member = json_object_get(after, DNS_ALIAS) ? DNS_ALIAS_HEALTH : DNS_TTL;
    const json_t *before_alias = json_object_get(before, DNS_ALIAS);
    const json_t *after_alias = json_object_get(after, DNS_ALIAS);
    snprintf(path + length, sizeof path - (size_t)length, " %s", member);
    dx_planner_change(planner, action, path,
                      json_object_get(before_alias ? before_alias : before, member),
                      json_object_get(after_alias ? after_alias : after, member));
}

/* @a zone is NULL while the name is not known: such a change can only be shown. */
static void change(struct run *run, const json_t *zone, const json_t *before, const json_t *after,
                   const char *reason)
{
    struct dx_planner *planner = run->planner;
    json_t *action = dx_planner_action(planner, DNS_CHANGE_RECORDS, reason);
    run->changes++;
    show(planner, action, before, after);
    if (!dx_is_known(after)) {
        dx_planner_incomplete(planner, action);
    }
    if (zone != NULL && !dns_batches_add(run->batches, zone, before, after)) {
        planner->out_of_memory = true;
    }
}

/* The observed record set of that name and type; routed ones are a conflict wherever found. */
static dxaws_error *find(const struct run *run, const json_t *record, const json_t **found)
{
    size_t index;
    json_t *candidate;
    *found = NULL;
    json_array_foreach(observed_records(run), index, candidate) {
        if (!dns_record_is(candidate, dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE))) {
            continue;
        }
        if (dns_record_is_routed(candidate)) {
            return conflict(candidate,
                            "a record set with a routing policy is there, which is not managed",
                            "remove it, or choose another name");
        }
        *found = candidate;
    }
    return NULL;
}

static bool has_type(const json_t *record, const char *type)
{
    const char *found = dx_text(record, DNS_TYPE);
    return found != NULL && strcmp(found, type) == 0;
}

/* A CNAME answers what addresses do, and nothing else: a name must not silently lose its mail. */
static bool may_give_way(const struct run *run, const json_t *found)
{
    bool replaceable = has_type(found, "CNAME") || has_type(found, "A") || has_type(found, "AAAA");
    return replaceable && !dns_record_is_routed(found) && may_replace(run, found);
}

/* DNS allows nothing beside a CNAME. */
static dxaws_error *make_way(struct run *run, const json_t *zone, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    bool is_cname = has_type(record, "CNAME");
    size_t index;
    json_t *found;
    json_array_foreach(observed_records(run), index, found) {
        const char *type = dx_text(found, DNS_TYPE);
        const char *what = is_cname ? "a CNAME cannot stand beside the record set that is there"
                                    : "nothing can stand beside the CNAME that is there";
        if (!dns_record_is(found, name, type) || is_cname == has_type(found, "CNAME")) {
            continue;
        }
        if (!may_give_way(run, found)) {
            bool adoptable = !is_cname && !dns_record_is_routed(found);
            return adoptable ? conflict_to_adopt(found, what)
                             : conflict(found, what, "remove that one, or choose another name");
        }
        if (!dns_batches_remove(run->batches, name, type)) {
            change(run, zone, found, NULL, "in the way");
        }
    }
    return NULL;
}

/* Below a delegation nobody asks this zone. A zone's own name servers are its delegation. */
static dxaws_error *check_delegation(const struct run *run, const json_t *zone,
                                     const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    const char *apex = dx_text(zone, "name");
    size_t index;
    json_t *found;
    json_array_foreach(observed_records(run), index, found) {
        const char *at = dx_text(found, DNS_NAME);
        bool here = strcmp(at, name) == 0;
        if (!has_type(found, "NS") || strcmp(at, apex) == 0 ||
            !dxaws_dns_name_is_within(at, apex) || !dxaws_dns_name_is_within(name, at) ||
            (here && (has_type(record, "NS") || has_type(record, "DS")))) {
            continue;
        }
        char what[200];
        snprintf(what, sizeof what, "%.80s is delegated away from the zone %.80s", at, apex);
        return conflict(found, what, "make the record in the zone of those name servers");
    }
    return NULL;
}

static dxaws_error *plan_wanted(struct run *run, const json_t *zone, const json_t *record)
{
    const json_t *found;
    dxaws_error *error = find(run, record, &found);
    error = error ? error : check_delegation(run, zone, record);
    error = error ? error : make_way(run, zone, record);
    if (error != NULL || (found != NULL && dns_record_equal(found, record))) {
        return error;
    }
    if (found == NULL) {
        change(run, zone, NULL, record, "absent");
    } else if (dns_record_has_same_content(found, record) || may_replace(run, found)) {
        change(run, zone, found, record, "drift");
    } else {
        error = conflict_to_adopt(found, "the record set that is there says something else");
    }
    return error;
}

static dxaws_error *plan_unwanted(struct run *run, const json_t *zone, const json_t *record)
{
    const json_t *found;
    dxaws_error *error = find(run, record, &found);
    if (error != NULL || found == NULL) {
        return error;
    }
    if (!dns_record_has_same_content(found, record)) {
        return conflict(found, "the record set that is there is not the one to be removed",
                        "remove it yourself if it is not needed");
    }
    change(run, zone, found, NULL, "not wanted");
    return NULL;
}

static dxaws_error *plan_record(struct run *run, const json_t *record, bool present)
{
    const json_t *name = json_object_get(record, DNS_NAME);
    const char *text = json_string_value(name);
    const json_t *zone =
        dxaws_dns_zone_holding(json_object_get(run->planner->observed, DNS_ZONES), text);
    if (zone == NULL && !present) {
        return NULL;
    }
    if (zone == NULL) {
        return dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                               "dns %s: no hosted zone that was read holds the name", text);
    }
    if (present && strcmp(dx_text(record, DNS_TYPE), "CNAME") == 0 &&
        strcmp(dx_text(zone, "name"), text) == 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_CNAME_AT_APEX,
                               "dns %s CNAME: a zone's own name cannot be a CNAME; use an alias "
                               "of type A and AAAA",
                               text);
    }
    size_t before = run->changes;
    dxaws_error *error =
        present ? plan_wanted(run, zone, record) : plan_unwanted(run, zone, record);
    return error == NULL && run->changes > before ? dns_zone_check_writable(zone, text) : error;
}

/* Gives the action its batches, and has the change waited for. */
static dxaws_error *finish(struct run *run)
{
    struct dx_planner *planner = run->planner;
    if (json_array_size(planner->actions) == 0) {
        return NULL;
    }
    json_t *action = dx_planner_action(planner, DNS_CHANGE_RECORDS, NULL);
    json_t *split = NULL;
    dxaws_error *error = dns_batches_split(run->batches, &split);
    if (error != NULL) {
        return error;
    }
    dx_planner_payload(planner, action, DNS_BATCHES, split);
    dx_planner_action(planner, DNS_WAIT_INSYNC, NULL);
    return NULL;
}

dxaws_error *dns_plan_hook(struct dx_planner *planner)
{
    struct run run = {.planner = planner, .batches = json_array()};
    bool present = !json_is_false(json_object_get(planner->desired, "present"));
    dxaws_error *error = run.batches ? NULL : dxaws_error_out_of_memory();
    const json_t *records = json_object_get(planner->desired, DNS_RECORDS);
    for (size_t i = 0; error == NULL && i < json_array_size(records); i++) {
        error = plan_record(&run, json_array_get(records, i), present);
    }
    if (error == NULL && !present && dxaws_apply_options_release(planner->options)) {
        json_array_clear(planner->actions); /* nothing on a record says that it is ours */
    } else if (error == NULL) {
        error = finish(&run);
    }
    json_decref(run.batches);
    return error;
}
