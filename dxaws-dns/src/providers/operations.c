/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "service.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

/* The self of a provider over a service. */
struct operations {
    const struct dns_service *service;
    void *self;
};

/* One reading. */
struct reading {
    const struct operations *on;
    dxaws_context *context;
    const dxaws_dns_desired *wanted;
    const json_t *names;
    struct dns_place *places; /* room for all names, and for those above them */
    size_t place_count;
    json_t *zones;
    json_t *records;
    dxaws_dns_current *current;
};

static dxaws_error *list(const struct reading *reading, const char *asked, size_t count)
{
    return reading->on->service->list(reading->on->self, reading->context, asked, reading->places,
                                      count, reading->zones, reading->records);
}

static dxaws_error *select_zones(const struct reading *reading)
{
    return dxaws_dns_current_select_zones(reading->current, reading->wanted, reading->zones);
}

/* With the zone's id at hand everything is read in one round. */
static dxaws_error *read_by_id(const struct reading *reading, const char *zone_id)
{
    size_t count = json_array_size(reading->names);
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(reading->names, i));
        reading->places[i] = (struct dns_place){.zone_id = zone_id, .name = name};
    }
    dxaws_error *error = list(reading, zone_id, count);
    return error ? error : select_zones(reading);
}

static dxaws_error *read_by_name(const struct reading *reading, const char *asked)
{
    const struct operations *on = reading->on;
    dxaws_error *error =
        on->service->find_zones(on->self, reading->context, asked, reading->names, reading->zones);
    if (error == NULL) {
        error = select_zones(reading);
    }
    const json_t *zones = json_object_get(dxaws_dns_current_tree(reading->current), DNS_ZONES);
    size_t count = 0;
    for (size_t i = 0; error == NULL && i < json_array_size(reading->names); i++) {
        const char *name = json_string_value(json_array_get(reading->names, i));
        const char *id = dx_text(dxaws_dns_zone_holding(zones, name), "id");
        if (id != NULL) {
            reading->places[count++] = (struct dns_place){.zone_id = id, .name = name};
        }
    }
    return error || count == 0 ? error : list(reading, NULL, count);
}

static bool has_text(const json_t *texts, const char *text)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)texts, index, item) {
        if (strcmp(json_string_value(item), text) == 0) {
            return true;
        }
    }
    return false;
}

/* Takes the names between @a name and its zone's own; *count of those that were noted already. */
static void note_delegations(const struct reading *reading, const json_t *zone, const char *name,
                             size_t *count)
{
    const char *apex = dx_text(zone, "name");
    for (const char *at = strchr(name, '.'); at != NULL && strlen(at + 1) > strlen(apex);
         at = strchr(at + 1, '.')) {
        bool noted = has_text(reading->names, at + 1); /* which is read whole anyway */
        for (size_t i = 0; i < *count; i++) {
            noted = noted || strcmp(reading->places[i].name, at + 1) == 0;
        }
        if (!noted && *count < reading->place_count) {
            reading->places[*count] =
                (struct dns_place){.zone_id = dx_text(zone, "id"), .name = at + 1};
            (*count)++;
        }
    }
}

static void take_records(const struct reading *reading)
{
    dxaws_dns_current_clear_records(reading->current);
    for (size_t i = 0; i < json_array_size(reading->records); i++) {
        dxaws_dns_current_add_record_tree(reading->current, json_array_get(reading->records, i));
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

/* Name servers between a zone's own name and a wanted one: below them nobody asks this zone, so
 * nothing is to be written there. Of a name right below the zone's there are none to be read. */
static dxaws_error *read_delegations(const struct reading *reading)
{
    const json_t *zones = json_object_get(dxaws_dns_current_tree(reading->current), DNS_ZONES);
    size_t count = 0;
    if (!dxaws_dns_desired_is_present(reading->wanted)) {
        return NULL;
    }
    for (size_t i = 0; i < json_array_size(reading->names); i++) {
        const char *name = json_string_value(json_array_get(reading->names, i));
        const json_t *zone = dxaws_dns_zone_holding(zones, name);
        if (zone != NULL) {
            note_delegations(reading, zone, name, &count);
        }
    }
    return count > 0 && !is_settled(reading) ? list(reading, NULL, count) : NULL;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                                dxaws_dns_current *current)
{
    const char *asked = dxaws_dns_desired_zone(wanted);
    struct reading reading = {.on = self,
                              .context = context,
                              .wanted = wanted,
                              .names = json_object_get(dxaws_dns_desired_tree(wanted), DNS_NAMES),
                              .zones = json_array(),
                              .records = json_array(),
                              .current = current};
    size_t count = json_array_size(reading.names);
    for (size_t i = 0; i < count; i++) { /* a name, and each one above it */
        const char *name = json_string_value(json_array_get(reading.names, i));
        for (reading.place_count++; (name = strchr(name, '.')) != NULL; name++) {
            reading.place_count++;
        }
    }
    reading.places = calloc(reading.place_count + 1, sizeof *reading.places);
    dxaws_dns_current_clear_records(current);
    dxaws_dns_current_clear_zones(current);
    dxaws_error *error = NULL;
    if (reading.places == NULL || reading.zones == NULL || reading.records == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (count > 0) {
        error = asked != NULL && dxaws_dns_zone_is_id(asked) ? read_by_id(&reading, asked)
                                                             : read_by_name(&reading, asked);
        error = error ? error : read_delegations(&reading);
    }
    if (error == NULL) {
        take_records(&reading);
    }
    free(reading.places);
    json_decref(reading.zones);
    json_decref(reading.records);
    return error;
}

/* Route53 has one code for everything that is wrong with a batch; only its text tells. */
static bool says_changed(const char *message)
{
    return strstr(message, "it already exists") != NULL ||
           strstr(message, "it was not found") != NULL ||
           strstr(message, "do not match the current values") != NULL;
}

static bool is_changed(const dxaws_error *error)
{
    return dxaws_error_is_refusal(error, "InvalidChangeBatch") &&
           says_changed(dxaws_error_message(error));
}

/* What a failed change means: STALE when a record set is not what was read any more. */
static dxaws_error *explain(dxaws_error *error, const char *zone_name)
{
    if (!is_changed(error)) {
        return error;
    }
    error = dxaws_error_explain(
        error, dxaws_error_new(DXAWS_ERROR_STALE, "dns", DXAWS_DNS_ERROR_RECORDS_CHANGED,
                               "dns: record sets of zone %s changed since they were read%s; run "
                               "again to plan with what is there now: %s",
                               zone_name,
                               dxaws_error_was_repeated(error) ? "" : ", nothing was changed in it",
                               dxaws_error_message(error)));
    dxaws_error_set_resource(error, zone_name);
    return error;
}

static void note_change(const json_t *change, dxaws_dns_current *observed)
{
    dxaws_dns_current_set_change(observed, dx_text(change, "id"),
                                 dxaws_dns_status_from_name(dx_text(change, DNS_STATUS)));
}

static dxaws_error *change_batch(const struct operations *on, dxaws_context *context,
                                 const json_t *batch, dxaws_dns_current *observed)
{
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    const json_t *changes = json_object_get(batch, DNS_CHANGES);
    json_t *change = NULL;
    bool made = false;
    dxaws_error *error = on->service->change(on->self, context, zone_id, changes, &change);
    if (error == NULL) {
        note_change(change, observed);
    }
    json_decref(change);
    if (is_changed(error)) {
        dxaws_error *unread =
            dns_find_whether_made(on->service, on->self, context, zone_id, changes, &made);
        if (unread != NULL && dxaws_error_was_repeated(error)) { /* nobody knows */
            dxaws_error_set_cause(unread, error);
            return unread;
        }
        dxaws_error_free(unread);
    }
    if (made) { /* which change it was is not known any more */
        dxaws_error_free(error);
        return NULL;
    }
    return explain(error, dx_text(batch, "zone_name"));
}

/* One after the other: Route53 refuses changes to a zone while another one is being made. */
static dxaws_error *change_records(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_dns_current *observed)
{
    const json_t *batches = json_object_get(dxaws_action_payload_tree(action), DNS_BATCHES);
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(batches); i++) {
        error = change_batch(self, context, json_array_get(batches, i), observed);
    }
    return error;
}

/* Old changes are forgotten: they were known everywhere long ago. */
static dxaws_error *take_look(struct dns_answer *answer, const char *id,
                              dxaws_dns_current *observed)
{
    if (answer->error == NULL) {
        note_change(answer->found, observed);
    } else if (dxaws_error_is_refusal(answer->error, "NoSuchChange")) {
        dxaws_dns_current_set_change(observed, id, DXAWS_DNS_STATUS_INSYNC);
        dxaws_error_free(answer->error);
        answer->error = NULL;
    }
    return answer->error;
}

static dxaws_error *look(const struct operations *on, dxaws_context *context,
                         const char *const *ids, size_t count, dxaws_dns_current *observed)
{
    struct dns_answer *answers = calloc(count, sizeof *answers);
    if (answers == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = on->service->look(on->self, context, ids, count, answers);
    for (size_t i = 0; i < count; i++) {
        if (error == NULL) {
            error = take_look(&answers[i], ids[i], observed);
        } else {
            dxaws_error_free(answers[i].error);
        }
        json_decref(answers[i].found);
    }
    free(answers);
    return error;
}

static dxaws_error *wait_insync(void *self, dxaws_context *context, const dxaws_action *action,
                                dxaws_dns_current *observed)
{
    (void)action;
    size_t changes = dxaws_dns_current_change_count(observed);
    const char **ids = calloc(changes + 1, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; ids != NULL && i < changes; i++) {
        const dxaws_dns_change *change = dxaws_dns_current_change_at(observed, i);
        if (dxaws_dns_change_status(change) != DXAWS_DNS_STATUS_INSYNC) {
            ids[count++] = dxaws_dns_change_id(change);
        }
    }
    dxaws_error *error = ids == NULL ? dxaws_error_out_of_memory()
                         : count > 0 ? look(self, context, ids, count, observed)
                                     : NULL;
    free(ids);
    return error;
}

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *dns_service_provider_new(const char *name, const struct dns_service *service,
                                      void *self, dxaws_dns_provider **provider)
{
    const dxaws_dns_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = get_current,
        .change_records = change_records,
        .wait_insync = wait_insync,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "dns",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER, "dns: the %s provider needs %s",
                               name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_dns_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
