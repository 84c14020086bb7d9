/* SPDX-License-Identifier: MIT */
/* Reading zones and what stands at the wanted names. */
#include "operations.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "delegation.h"
#include "zone-index.h"

/* With so few names and a zone's id, zone and names are read in one round; with more, the zone
 * first, so that the names above them, if any, are in the same pages. */
enum { FEW = 3 };

/* One reading. */
struct reading {
    const struct operations *on;
    dxaws_context *context;
    const dxaws_dns_desired *wanted;
    const json_t *names;
    json_t *noted;            /* the places, each once */
    json_t *beneath;          /* names of places that nothing else has */
    struct dns_place *places; /* of those, the ones that are to be read */
    size_t count;
    size_t room;
    json_t *zones;
    json_t *records;
    dxaws_dns_current *current;
};

static dxaws_error *list(struct reading *reading, const char *asked)
{
    dxaws_error *error =
        reading->on->service->list(reading->on->self, reading->context, asked, reading->places,
                                   reading->count, reading->zones, reading->records);
    reading->count = 0;
    return error;
}

/* A place to be read; one that was noted before is read already. */
static bool note_place(void *self, const char *zone_id, const char *name)
{
    struct reading *reading = self;
    char *key = NULL;
    if (asprintf(&key, "%s %s", zone_id, name) < 0) {
        return false;
    }
    bool known = json_object_get(reading->noted, key) != NULL;
    bool noted = known || json_object_set_new(reading->noted, key, json_true()) == 0;
    free(key);
    if (known || !noted) {
        return noted;
    }
    if (reading->count == reading->room) {
        size_t room = 2 * reading->room + 16;
        struct dns_place *grown = realloc(reading->places, room * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        reading->places = grown;
        reading->room = room;
    }
    reading->places[reading->count++] = (struct dns_place){.zone_id = zone_id, .name = name};
    return true;
}

/* Name servers between a zone's own name and a wanted one are read, too: below them nobody asks
 * this zone. Of a name right below the zone's there are none. */
static bool note_names_above(struct reading *reading, const json_t *zone, const char *name)
{
    size_t apex = strlen(dx_text(zone, "name"));
    bool whole = true;
    for (const char *at = strchr(name, '.'); whole && at != NULL && strlen(at + 1) > apex;
         at = strchr(at + 1, '.')) {
        whole = note_place(reading, dx_text(zone, "id"), at + 1);
    }
    return whole;
}

/* Notes all names that are to be read in the zones that were chosen, or @a above them. */
static dxaws_error *note_names(struct reading *reading, bool above)
{
    const json_t *records = json_object_get(dxaws_dns_desired_tree(reading->wanted), DNS_RECORDS);
    json_t *index =
        dns_zones_index(json_object_get(dxaws_dns_current_tree(reading->current), DNS_ZONES));
    above = above && dxaws_dns_desired_is_present(reading->wanted);
    bool whole = index != NULL;
    for (size_t i = 0; whole && i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        const char *name = dx_text(record, DNS_NAME);
        const json_t *zone = name ? dns_zone_of(index, name, dx_text(record, DNS_TYPE)) : NULL;
        if (zone != NULL) {
            whole = note_place(reading, dx_text(zone, "id"), name) &&
                    (!above || note_names_above(reading, zone, name));
        }
    }
    json_decref(index);
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* What stands right below them, under a label that begins with an underscore. */
static dxaws_error *note_beneath(struct reading *reading)
{
    json_t *zones = json_object_get(dxaws_dns_current_tree(reading->current), DNS_ZONES);
    json_t *index = dns_zones_index(zones);
    bool whole = index != NULL;
    for (size_t i = 0; whole && i < json_array_size(reading->names); i++) {
        const char *name = json_string_value(json_array_get(reading->names, i));
        json_t *beneath = json_sprintf("_.%s", name);
        const json_t *zone = dns_zone_of(index, name, "CNAME");
        whole =
            beneath != NULL && json_array_append_new(reading->beneath, beneath) == 0 &&
            (zone == NULL || note_place(reading, dx_text(zone, "id"), json_string_value(beneath)));
    }
    json_decref(index);
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *select_zones(const struct reading *reading)
{
    return dxaws_dns_current_select_zones(reading->current, reading->wanted, reading->zones);
}

/* With the zone's id at hand a few names are read together with it. */
static dxaws_error *read_by_id(struct reading *reading, const char *zone_id)
{
    bool whole = true;
    size_t count = json_array_size(reading->names);
    for (size_t i = 0; whole && count <= FEW && i < count; i++) {
        whole = note_place(reading, zone_id, json_string_value(json_array_get(reading->names, i)));
    }
    dxaws_error *error = whole ? list(reading, zone_id) : dxaws_error_out_of_memory();
    return error ? error : select_zones(reading);
}

/* Where one zone lies below another one, which of them the world asks; and where that is not the
 * longest, which of them is in use. */
static dxaws_error *read_delegations(struct reading *reading)
{
    json_t *zones = reading->zones;
    bool whole = dns_delegation_places(zones, reading->names, note_place, reading);
    dxaws_error *error = whole && reading->count > 0 ? list(reading, NULL) : NULL;
    whole = whole && (error || dns_delegation_judge(zones, reading->names, reading->records));
    whole = whole && (error || dns_delegation_uses(zones, reading->names, note_place, reading));
    error = whole && error == NULL && reading->count > 0 ? list(reading, NULL) : error;
    whole = whole && (error || dns_delegation_keep(zones, reading->names, reading->records));
    return error || whole ? error : dxaws_error_out_of_memory();
}

static dxaws_error *read_by_name(struct reading *reading, const char *asked)
{
    const struct operations *on = reading->on;
    dxaws_error *error =
        on->service->find_zones(on->self, reading->context, asked, reading->names, reading->zones);
    error = error || asked ? error : read_delegations(reading);
    return error ? error : select_zones(reading);
}

/* Those that were found before the records were written need not be looked for again. */
static dxaws_error *take_known_zones(struct reading *reading, const json_t *known)
{
    return json_array_extend(reading->zones, (json_t *)(uintptr_t)known) == 0
               ? select_zones(reading)
               : dxaws_error_out_of_memory();
}

/* Those of the zones that were chosen: others are looked into for what they delegate. */
static bool is_of_chosen(const struct reading *reading, const json_t *record)
{
    const json_t *zones = json_object_get(dxaws_dns_current_tree(reading->current), DNS_ZONES);
    const char *in = dx_text(record, DNS_ZONE_ID);
    bool chosen = in == NULL;
    for (size_t i = 0; !chosen && i < json_array_size(zones); i++) {
        chosen = strcmp(dx_text(json_array_get(zones, i), "id"), in) == 0;
    }
    return chosen;
}

static void take_records(const struct reading *reading)
{
    dxaws_dns_current_clear_records(reading->current);
    for (size_t i = 0; i < json_array_size(reading->records); i++) {
        const json_t *record = json_array_get(reading->records, i);
        if (is_of_chosen(reading, record)) {
            dxaws_dns_current_add_record_tree(reading->current, record);
        }
    }
}

/* Whether all stands as it is wanted, so that nothing is going to be written. */
static bool is_settled(const struct reading *reading)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    take_records(reading);
    dxaws_error *error = dxaws_dns_desired_plan(reading->wanted, reading->current, NULL, &plan);
    bool settled = error == NULL && dxaws_plan_count(plan) == 0;
    dxaws_error_free(error); /* what it says is said when it is planned, from all that is read */
    return settled;
}

/* What is above a few names is one more round, and only of interest when something is written. */
static dxaws_error *read_above(struct reading *reading)
{
    dxaws_error *error = note_names(reading, true);
    return error || reading->count == 0 || is_settled(reading) ? error : list(reading, NULL);
}

static dxaws_error *read_all(struct reading *reading)
{
    const char *asked = dxaws_dns_desired_zone(reading->wanted);
    const json_t *known = json_object_get(dxaws_dns_desired_tree(reading->wanted), DNS_KNOWN_ZONES);
    dxaws_error *error = json_array_size(known) > 0 ? take_known_zones(reading, known)
                         : asked != NULL && dxaws_dns_zone_is_id(asked)
                             ? read_by_id(reading, asked)
                             : read_by_name(reading, asked);
    bool few = json_array_size(reading->names) <= FEW;
    error = error ? error : note_names(reading, !few);
    if (error == NULL &&
        json_is_true(json_object_get(dxaws_dns_desired_tree(reading->wanted), DNS_BENEATH))) {
        error = note_beneath(reading);
    }
    error = error || reading->count == 0 ? error : list(reading, NULL);
    return error || !few ? error : read_above(reading);
}

dxaws_error *dns_read(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                      dxaws_dns_current *current)
{
    struct reading reading = {.on = self,
                              .context = context,
                              .wanted = wanted,
                              .names = json_object_get(dxaws_dns_desired_tree(wanted), DNS_NAMES),
                              .noted = json_object(),
                              .beneath = json_array(),
                              .zones = json_array(),
                              .records = json_array(),
                              .current = current};
    dxaws_dns_current_clear_records(current);
    dxaws_dns_current_clear_zones(current);
    dxaws_error *error = NULL;
    if (reading.noted == NULL || reading.beneath == NULL || reading.zones == NULL ||
        reading.records == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (json_array_size(reading.names) > 0) {
        error = read_all(&reading);
    }
    if (error == NULL) {
        take_records(&reading);
    }
    free(reading.places);
    json_decref(reading.noted);
    json_decref(reading.beneath);
    json_decref(reading.zones);
    json_decref(reading.records);
    return error;
}
