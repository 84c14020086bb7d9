/* SPDX-License-Identifier: MIT */
/* Hosted zones of the simulated account, with Route53's rules and error codes. */
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../errors.h"
#include "../names.h"
#include "../zones.h"
#include "memory-rules.h"

#define SERVICE "route53"
#define ZONE "zone"
#define CHANGE "change"
enum { INSYNC_MS = 30000 };

/* Begins one simulated API call; on success the transaction is open. */
static dxaws_error *call_begin(dxaws_memory_account *account, dxaws_context *context,
                               const char *operation, bool write)
{
    dxaws_error *error = dxaws_memory_call(account, context, SERVICE, operation, write);
    return error ? error : dxaws_memory_begin(account, context);
}

static json_t *load(dxaws_memory_account *account, const char *type, const char *id)
{
    const char *text = dxaws_memory_get(account, SERVICE, type, id);
    return text ? json_loads(text, 0, NULL) : NULL;
}

static dxaws_error *store(dxaws_memory_account *account, const char *type, const char *id,
                          const json_t *document)
{
    char *text = document ? json_dumps(document, JSON_COMPACT) : NULL;
    dxaws_error *error =
        text ? dxaws_memory_put(account, SERVICE, type, id, text) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *no_such_zone(const char *operation, const char *id)
{
    return memory_service_error(DXAWS_ERROR_NOT_FOUND, "NoSuchHostedZone", 404, operation, id,
                                "no hosted zone found with that id");
}

static bool append_candidate(json_t *candidates, const char *id, const json_t *zone)
{
    return json_array_append_new(
               candidates, json_pack("{ss ss sb ss*}", "id", id, "name", dx_text(zone, "name"),
                                     "private", json_is_true(json_object_get(zone, "private")),
                                     DNS_LINKED_SERVICE, dx_text(zone, DNS_LINKED_SERVICE))) == 0;
}

static dxaws_error *get_hosted_zone(dxaws_memory_account *account, dxaws_context *context,
                                    const char *id, json_t *candidates)
{
    dxaws_error *error = call_begin(account, context, "GetHostedZone", false);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(account, ZONE, id);
    bool stored = zone == NULL || append_candidate(candidates, id, zone);
    json_decref(zone);
    dxaws_memory_abort(account);
    return stored ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *list_hosted_zones(dxaws_memory_account *account, dxaws_context *context,
                                      json_t *candidates)
{
    dxaws_error *error = call_begin(account, context, "ListHostedZonesByName", false);
    if (error != NULL) {
        return error;
    }
    const char *id;
    const char *text;
    for (size_t i = 0; error == NULL && dxaws_memory_at(account, SERVICE, ZONE, i, &id, &text);
         i++) {
        json_t *zone = json_loads(text, 0, NULL);
        if (zone == NULL || !append_candidate(candidates, id, zone)) {
            error = dxaws_error_out_of_memory();
        }
        json_decref(zone);
    }
    dxaws_memory_abort(account);
    return error;
}

static bool is_wanted_name(const dxaws_dns_desired *wanted, const char *name)
{
    for (size_t i = 0; i < dx_state_count(&wanted->state, DNS_NAMES); i++) {
        if (strcmp(dx_state_text_at(&wanted->state, DNS_NAMES, i), name) == 0) {
            return true;
        }
    }
    return false;
}

/* Reports the zone's record sets at those wanted names that this zone holds. */
static void report_records(const json_t *zone, const char *zone_id, const dxaws_dns_desired *wanted,
                           dxaws_dns_current *current)
{
    const json_t *zones = dx_state_get(&current->state, DNS_ZONES);
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, DNS_RECORDS), index, record) {
        const char *name = dx_text(record, DNS_NAME);
        const json_t *holder = dns_zone_of(zones, name);
        if (!is_wanted_name(wanted, name) || holder == NULL ||
            strcmp(dx_text(holder, "id"), zone_id) != 0) {
            continue;
        }
        json_object_set_new(record, DNS_ZONE_ID, json_string(zone_id));
        dxaws_dns_current_add_record(current, (const dxaws_dns_record *)record);
    }
}

static dxaws_error *list_records(dxaws_memory_account *account, dxaws_context *context,
                                 const char *zone_id, const dxaws_dns_desired *wanted,
                                 dxaws_dns_current *current)
{
    static const char operation[] = "ListResourceRecordSets";
    dxaws_error *error = call_begin(account, context, operation, false);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(account, ZONE, zone_id);
    if (zone == NULL) {
        error = no_such_zone(operation, zone_id);
    } else {
        report_records(zone, zone_id, wanted, current);
    }
    json_decref(zone);
    dxaws_memory_abort(account);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                                dxaws_dns_current *current)
{
    const char *asked = dxaws_dns_desired_zone(wanted);
    json_t *candidates = json_array();
    dxaws_error *error = NULL;
    if (candidates == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (asked != NULL && dns_is_zone_id(asked)) {
        error = get_hosted_zone(self, context, asked, candidates);
    } else {
        error = list_hosted_zones(self, context, candidates);
    }
    dxaws_dns_current_clear_records(current);
    if (error == NULL) {
        error = dns_zones_select(wanted, candidates, current);
    }
    for (size_t i = 0; error == NULL && i < dxaws_dns_current_zone_count(current); i++) {
        const char *zone_id = dxaws_dns_zone_id(dxaws_dns_current_zone_at(current, i));
        error = list_records(self, context, zone_id, wanted, current);
    }
    json_decref(candidates);
    return error;
}

/* Notes the change, which is known everywhere a while later. */
static dxaws_error *note_change(dxaws_memory_account *account, char *id, size_t size)
{
    uint64_t number = dxaws_memory_next_number(account, "route53.change");
    snprintf(id, size, "C%013llu", (unsigned long long)number);
    json_t *change =
        json_pack("{sI}", "insync_ms", (json_int_t)(dxaws_memory_now_ms(account) + INSYNC_MS));
    dxaws_error *error =
        number > 0 ? store(account, CHANGE, id, change) : dxaws_error_out_of_memory();
    json_decref(change);
    return error;
}

/* One ChangeResourceRecordSets. */
static dxaws_error *change_batch(dxaws_memory_account *account, dxaws_context *context,
                                 const json_t *batch, dxaws_dns_current *observed)
{
    static const char operation[] = "ChangeResourceRecordSets";
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    char change_id[32] = "";
    dxaws_error *error = call_begin(account, context, operation, true);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(account, ZONE, zone_id);
    error = zone ? memory_apply_batch(zone, zone_id, json_object_get(batch, DNS_CHANGES))
                 : no_such_zone(operation, zone_id);
    if (error == NULL) {
        error = store(account, ZONE, zone_id, zone);
    }
    if (error == NULL) {
        error = note_change(account, change_id, sizeof change_id);
    }
    json_decref(zone);
    if (error != NULL) {
        dxaws_memory_abort(account);
        return dns_change_error(error, dx_text(batch, "zone_name"));
    }
    error = dxaws_memory_commit(account);
    if (error == NULL) {
        dxaws_dns_current_set_change(observed, change_id, DXAWS_DNS_STATUS_PENDING);
    }
    return error;
}

static dxaws_error *change_records(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_dns_current *observed)
{
    json_t *payload = dx_action_payload(action);
    const json_t *batches = json_object_get(payload, DNS_BATCHES);
    dxaws_error *error = payload ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < json_array_size(batches); i++) {
        error = change_batch(self, context, json_array_get(batches, i), observed);
    }
    json_decref(payload);
    return error;
}

/* One GetChange. A change that is forgotten was known everywhere long ago. */
static dxaws_error *get_change(dxaws_memory_account *account, dxaws_context *context,
                               const char *id, bool *insync)
{
    dxaws_error *error = call_begin(account, context, "GetChange", false);
    if (error != NULL) {
        return error;
    }
    json_t *change = load(account, CHANGE, id);
    *insync = change == NULL || json_integer_value(json_object_get(change, "insync_ms")) <=
                                    dxaws_memory_now_ms(account);
    json_decref(change);
    /* Not abort(): the simulated time moves on while we wait. */
    return dxaws_memory_commit(account);
}

static dxaws_error *wait_insync(void *self, dxaws_context *context, const dxaws_action *action,
                                dxaws_dns_current *observed)
{
    (void)action;
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < dxaws_dns_current_change_count(observed); i++) {
        const dxaws_dns_change *change = dxaws_dns_current_change_at(observed, i);
        const char *id = dxaws_dns_change_id(change);
        bool insync = true;
        if (dxaws_dns_change_status(change) == DXAWS_DNS_STATUS_INSYNC) {
            continue;
        }
        error = get_change(self, context, id, &insync);
        if (error == NULL && insync) {
            dxaws_dns_current_set_change(observed, id, DXAWS_DNS_STATUS_INSYNC);
        }
    }
    return error;
}

static void release(void *self)
{
    dxaws_memory_account_unref(self);
}

dxaws_error *dxaws_dns_provider_new_memory(dxaws_memory_account *account,
                                           dxaws_dns_provider **provider)
{
    if (account == NULL) {
        return dx_provider_needs("dns", "memory", "an account");
    }
    static const dxaws_dns_provider_ops ops = {
        .size = sizeof ops,
        .name = "memory",
        .destroy = release,
        .get_current = get_current,
        .change_records = change_records,
        .wait_insync = wait_insync,
    };
    dxaws_error *error = dxaws_dns_provider_new(&ops, dxaws_memory_account_ref(account), provider);
    if (error != NULL) {
        dxaws_memory_account_unref(account);
    }
    return error;
}

/* A new zone has its own NS and SOA records. */
static json_t *new_zone(const char *name, bool is_private, const char *reference)
{
    static const char name_servers[] = "ns-1.awsdns-01.com. ns-2.awsdns-02.net. "
                                       "ns-3.awsdns-03.org. ns-4.awsdns-04.co.uk.";
    json_t *values = json_array();
    for (const char *p = name_servers; *p != '\0';) {
        size_t length = strcspn(p, " ");
        json_array_append_new(values, json_stringn(p, length));
        p += length + (p[length] == ' ');
    }
    return json_pack("{ss sb ss s[{ss ss si so} {ss ss si s[s]}]}", "name", name, "private",
                     is_private, "caller_reference", reference, DNS_RECORDS, DNS_NAME, name,
                     DNS_TYPE, "NS", DNS_TTL, 172800, DNS_VALUES, values, DNS_NAME, name, DNS_TYPE,
                     "SOA", DNS_TTL, 900, DNS_VALUES,
                     "ns-1.awsdns-01.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
}

dxaws_error *dxaws_dns_memory_create_zone(dxaws_memory_account *account, dxaws_context *context,
                                          const char *name, bool is_private, char **zone_id)
{
    const char *why;
    char *canonical = dns_name_canonical(name ? name : "", &why);
    if (canonical == NULL) {
        return why ? dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "dns", "InvalidDomainName",
                                     "dns: \"%s\" is not a name for a zone: %s", name ? name : "",
                                     why)
                   : dxaws_error_out_of_memory();
    }
    char id[32] = "";
    dxaws_error *error = call_begin(account, context, "CreateHostedZone", true);
    if (error == NULL) {
        uint64_t number = dxaws_memory_next_number(account, "route53.zone");
        snprintf(id, sizeof id, "Z%013llu", (unsigned long long)number);
        json_t *zone = new_zone(canonical, is_private, id);
        error = number > 0 ? store(account, ZONE, id, zone) : dxaws_error_out_of_memory();
        json_decref(zone);
        if (error == NULL) {
            error = dxaws_memory_commit(account);
        } else {
            dxaws_memory_abort(account);
        }
    }
    free(canonical);
    char *copy = error == NULL && zone_id != NULL ? strdup(id) : NULL;
    if (error == NULL && zone_id != NULL && copy == NULL) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL && zone_id != NULL) {
        *zone_id = copy;
    }
    return error;
}
