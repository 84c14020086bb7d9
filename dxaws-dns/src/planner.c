/* SPDX-License-Identifier: MIT */
/* Planning record sets: create what is missing, mend what drifted, and touch nobody else's. Pure.
 */
#include "batches.h"
#include "schema.h"
#include "standing.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "providers/zone-index.h"
#include "zones.h"

struct run {
    struct dx_planner *planner;
    struct standing standing;
    json_t *zones;     /* by name */
    json_t *batches;   /* by zone */
    json_t *removed;   /* names and types that make way */
    json_t *delegated; /* names */
    size_t changes;
};

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
        asprintf(&remedy, "adopt \"%s\" to replace it, or choose another name", identity) < 0) {
        error = dxaws_error_out_of_memory();
    } else {
        error = conflict(found, what, remedy);
        dxaws_error_set_resource(error, identity);
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
static dxaws_error *find(struct run *run, const json_t *zone, const json_t *record,
                         const json_t **found)
{
    const char *type = dx_text(record, DNS_TYPE);
    size_t count;
    const struct standing_record *at =
        standing_at(&run->standing, dx_text(record, DNS_NAME), &count);
    *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(at[i].type, type) != 0 || !standing_is_in(at[i].record, zone)) {
            continue;
        }
        if (dns_record_is_routed(at[i].record)) {
            return conflict(at[i].record,
                            "a record set with a routing policy is there, which is not managed",
                            "choose another name, or remove it if nobody needs it");
        }
        *found = at[i].record;
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

/* Removes what cannot stand beside the record set, once. */
static dxaws_error *remove_for(struct run *run, const json_t *zone, const json_t *found,
                               bool is_cname)
{
    const char *what = is_cname ? "a CNAME cannot stand beside the record set that is there"
                                : "nothing can stand beside the CNAME that is there";
    if (!may_give_way(run, found)) {
        bool adoptable = !is_cname && !dns_record_is_routed(found);
        return adoptable ? conflict_to_adopt(found, what)
                         : conflict(found, what,
                                    "choose another name, or remove that one if nobody needs it");
    }
    if (dns_records_at(run->removed, found) == NULL) {
        bool whole = true;
        const char *name = dx_text(found, DNS_NAME);
        json_t *types = json_object_get(run->removed, name);
        if (types == NULL) {
            types = dx_put_child(&whole, run->removed, name, json_object());
        }
        dx_put(&whole, types, dx_text(found, DNS_TYPE), json_true());
        run->planner->out_of_memory = run->planner->out_of_memory || !whole;
        change(run, zone, found, NULL, "in the way");
    }
    return NULL;
}

/* DNS allows nothing beside a CNAME. */
static dxaws_error *make_way(struct run *run, const json_t *zone, const json_t *record)
{
    bool is_cname = has_type(record, "CNAME");
    dxaws_error *error = NULL;
    size_t count;
    const struct standing_record *at =
        standing_at(&run->standing, dx_text(record, DNS_NAME), &count);
    for (size_t i = 0; error == NULL && i < count; i++) {
        if (is_cname != has_type(at[i].record, "CNAME") && standing_is_in(at[i].record, zone)) {
            error = remove_for(run, zone, at[i].record, is_cname);
        }
    }
    return error;
}

/* Below a delegation nobody asks this zone. */
static dxaws_error *check_delegation(const struct run *run, const json_t *zone,
                                     const json_t *record)
{
    const json_t *servers = standing_delegation(&run->standing, zone, record);
    if (servers == NULL) {
        return NULL;
    }
    char what[200];
    snprintf(what, sizeof what, "%.80s is delegated away from the zone %.80s",
             dx_text(servers, DNS_NAME), dx_text(zone, "name"));
    return conflict(servers, what, "make the record in the zone of those name servers");
}

static dxaws_error *plan_wanted(struct run *run, const json_t *zone, const json_t *record)
{
    const json_t *found;
    dxaws_error *error = find(run, zone, record, &found);
    error = error ? error : check_delegation(run, zone, record);
    error = error ? error : make_way(run, zone, record);
    if (error != NULL || (found != NULL && dns_record_equal(found, record))) {
        return error;
    }
    if (found == NULL) {
        change(run, zone, NULL, record, "absent");
    } else if (dns_record_has_same_content(found, record) || may_replace(run, found)) {
        change(run, zone, found, record, "drift");
    } else if (dns_is_zones_own(dx_text(zone, "name"), found)) {
        error = conflict(found, "it is the zone's own, without which nobody finds the zone",
                         "leave it out of the document");
    } else {
        error = conflict_to_adopt(found, "the record set that is there says something else");
    }
    return error;
}

/* Nothing on a record says that it is ours, and so nothing is to be taken off. */
static void leave_standing(struct dx_planner *planner, const json_t *found)
{
    char identity[300];
    char why[400];
    char *text = dns_record_text(found);
    snprintf(identity, sizeof identity, "%.255s %.20s", dx_text(found, DNS_NAME),
             dx_text(found, DNS_TYPE));
    snprintf(why, sizeof why, "it stays with what is given back: %.300s", text ? text : "");
    dx_planner_left(planner, "record", identity, why, NULL);
    planner->out_of_memory = planner->out_of_memory || text == NULL;
    free(text);
}

static dxaws_error *plan_unwanted(struct run *run, const json_t *zone, const json_t *record)
{
    const json_t *found;
    dxaws_error *error = find(run, zone, record, &found);
    if (error != NULL || found == NULL) {
        return error;
    }
    if (dns_is_zones_own(dx_text(zone, "name"), found)) {
        dx_planner_left(run->planner, dx_text(found, DNS_TYPE), dx_text(found, DNS_NAME),
                        "a zone always has its own", NULL);
        return NULL;
    }
    if (!dns_record_has_same_content(found, record)) {
        return conflict(found, "the record set that is there is not the one to be removed",
                        "remove it yourself if it is not needed");
    }
    if (dxaws_apply_options_release(run->planner->options)) {
        leave_standing(run->planner, found);
    } else {
        change(run, zone, found, NULL, "not wanted");
    }
    return NULL;
}

/* What stands at the zone's own name only, and what never does. */
static dxaws_error *check_apex(const json_t *zone, const json_t *record)
{
    const char *name = dx_text(record, DNS_NAME);
    bool here = strcmp(dx_text(zone, "name"), name) == 0;
    if (here && has_type(record, "CNAME")) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_CNAME_AT_APEX,
                               "dns %s CNAME: a zone's own name cannot be a CNAME; use an alias "
                               "of type A and AAAA",
                               name);
    }
    return here || !has_type(record, "SOA")
               ? NULL
               : dx_invalid(&dns_schema,
                            "dns %s SOA: it must stand at its zone's own name, which is %s", name,
                            dx_text(zone, "name"));
}

static dxaws_error *plan_record(struct run *run, const json_t *record, bool present)
{
    const char *name = dx_text(record, DNS_NAME);
    const json_t *zone = dns_zone_of(run->zones, name, dx_text(record, DNS_TYPE));
    if (zone == NULL) {
        return present
                   ? dxaws_error_new(
                         DXAWS_ERROR_NOT_FOUND, "dns", DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND,
                         "dns %s: no hosted zone that was read holds the name; read again", name)
                   : NULL;
    }
    size_t before = run->changes;
    dxaws_error *error = present ? check_apex(zone, record) : NULL;
    if (error == NULL && present) {
        error = dns_alias_check_in(&dns_schema, zone, record);
    }
    if (error == NULL) {
        error = present ? plan_wanted(run, zone, record) : plan_unwanted(run, zone, record);
    }
    if (error != NULL || run->changes == before) {
        return error;
    }
    error = dns_zone_check_writable(zone, name);
    bool leads = json_object_get(run->delegated, dx_text(zone, "name")) != NULL;
    return error || !present || leads ? error : dns_zone_check_delegated(zone, name);
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

/* The names to which the document itself leads, by name servers. */
static json_t *delegated_names(const json_t *records)
{
    json_t *names = json_object();
    bool whole = names != NULL;
    for (size_t i = 0; i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        if (dns_record_is(record, dx_text(record, DNS_NAME), "NS")) {
            whole =
                json_object_set_new(names, dx_text(record, DNS_NAME), json_true()) == 0 && whole;
        }
    }
    return whole ? names : (json_decref(names), NULL);
}

static bool begin(struct run *run, struct dx_planner *planner)
{
    *run =
        (struct run){.planner = planner,
                     .zones = dns_zones_index(json_object_get(planner->observed, DNS_ZONES)),
                     .batches = json_object(),
                     .removed = json_object(),
                     .delegated = delegated_names(json_object_get(planner->desired, DNS_RECORDS))};
    return standing_init(&run->standing, json_object_get(planner->observed, DNS_RECORDS)) &&
           run->zones && run->batches && run->removed && run->delegated;
}

dxaws_error *dns_plan_hook(struct dx_planner *planner)
{
    struct run run;
    bool present = dx_is_present(planner->desired);
    dxaws_error *error = begin(&run, planner) ? NULL : dxaws_error_out_of_memory();
    const json_t *records = json_object_get(planner->desired, DNS_RECORDS);
    for (size_t i = 0; error == NULL && i < json_array_size(records); i++) {
        error = dx_at(dx_at_index(plan_record(&run, json_array_get(records, i), present), i),
                      DNS_RECORDS);
    }
    error = error ? error : finish(&run);
    standing_clear(&run.standing);
    json_decref(run.zones);
    json_decref(run.batches);
    json_decref(run.removed);
    json_decref(run.delegated);
    return error;
}
