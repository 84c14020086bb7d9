/* SPDX-License-Identifier: MIT */
/* Route53's calls on the simulated account, one transaction for each. */
#include "memory-rules.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVICE "route53"
#define ZONE "zone"
#define CHANGE "change"
enum { INSYNC_MS = 30000 };

static dxaws_error *call_begin(dxaws_memory_account *account, dxaws_context *context,
                               const char *operation, bool write)
{
    return dxaws_memory_begin_call(account, context, SERVICE, operation, write);
}

static json_t *load(dxaws_memory_account *account, const char *type, const char *id)
{
    return dxaws_memory_get_tree(account, SERVICE, type, id);
}

static dxaws_error *store(dxaws_memory_account *account, const char *type, const char *id,
                          const json_t *document)
{
    return dxaws_memory_put_tree(account, SERVICE, type, id, document);
}

static dxaws_error *no_such_zone(const char *operation, const char *id)
{
    return dxaws_memory_refusal(DXAWS_ERROR_NOT_FOUND, SERVICE, operation, id, "NoSuchHostedZone",
                                404, "no hosted zone found with that id");
}

static dxaws_error *append_zone(json_t *zones, const char *id, const json_t *zone)
{
    json_t *summary = json_pack("{ss sO sb sO*}", "id", id, "name", json_object_get(zone, "name"),
                                "private", json_is_true(json_object_get(zone, "private")),
                                DNS_LINKED_SERVICE, json_object_get(zone, DNS_LINKED_SERVICE));
    return json_array_append_new(zones, summary) == 0 ? NULL : dxaws_error_out_of_memory();
}

/* All of the account, whatever the names. */
static dxaws_error *find_zones(void *self, dxaws_context *context, const char *asked,
                               const json_t *names, json_t *zones)
{
    (void)asked;
    (void)names;
    dxaws_error *error = call_begin(self, context, "ListHostedZonesByName", false);
    if (error != NULL) {
        return error;
    }
    const char *id;
    json_t *zone;
    for (size_t i = 0; error == NULL && dxaws_memory_at_tree(self, SERVICE, ZONE, i, &id, &zone);
         i++) {
        error = append_zone(zones, id, zone);
        json_decref(zone);
    }
    return dxaws_memory_end_call(self, error);
}

/* Appends what stands at the names, which are members of an object. */
static dxaws_error *append_records(const json_t *zone, const char *zone_id, const json_t *names,
                                   json_t *records)
{
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, DNS_RECORDS), index, record) {
        if (dns_asked_for(names, dx_text(record, DNS_NAME)) != NULL &&
            (json_object_set_new(record, DNS_ZONE_ID, json_string(zone_id)) != 0 ||
             json_array_append(records, record) != 0)) {
            return dxaws_error_out_of_memory();
        }
    }
    return NULL;
}

static dxaws_error *list_names(dxaws_memory_account *account, dxaws_context *context,
                               const char *zone_id, const json_t *names, json_t *records)
{
    static const char operation[] = "ListResourceRecordSets";
    dxaws_error *error = call_begin(account, context, operation, false);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(account, ZONE, zone_id);
    error = zone ? append_records(zone, zone_id, names, records) : no_such_zone(operation, zone_id);
    json_decref(zone);
    return dxaws_memory_end_call(account, error);
}

/* The names of each zone, by its id. */
static json_t *names_by_zone(const struct dns_place *places, size_t count)
{
    json_t *zones = json_object();
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        json_t *names = json_object_get(zones, places[i].zone_id);
        if (names == NULL) {
            names = dx_put_child(&whole, zones, places[i].zone_id, json_object());
        }
        dx_put(&whole, names, places[i].name, json_true());
    }
    return dx_whole(whole, zones);
}

static dxaws_error *get_zone(dxaws_memory_account *account, dxaws_context *context, const char *id,
                             json_t *zones)
{
    dxaws_error *error = call_begin(account, context, "GetHostedZone", false);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(account, ZONE, id);
    error = zone ? append_zone(zones, id, zone) : NULL;
    json_decref(zone);
    return dxaws_memory_end_call(account, error);
}

static dxaws_error *list(void *self, dxaws_context *context, const char *asked,
                         const struct dns_place *places, size_t count, json_t *zones,
                         json_t *records)
{
    size_t before = json_array_size(zones);
    dxaws_error *error = asked ? get_zone(self, context, asked, zones) : NULL;
    if (asked != NULL && json_array_size(zones) == before) {
        return error;
    }
    json_t *by_zone = error ? NULL : names_by_zone(places, count);
    error = error || by_zone ? error : dxaws_error_out_of_memory();
    const char *zone_id;
    json_t *names;
    json_object_foreach(by_zone, zone_id, names) {
        error = error ? error : list_names(self, context, zone_id, names, records);
    }
    json_decref(by_zone);
    return error;
}

/* Notes the change, which is known everywhere a while later. */
static dxaws_error *note_change(dxaws_memory_account *account, json_t **made)
{
    char id[32];
    uint64_t number = dxaws_memory_next_number(account, "route53.change");
    snprintf(id, sizeof id, "C%013llu", (unsigned long long)number);
    json_t *change =
        json_pack("{sI}", "insync_ms", (json_int_t)(dxaws_memory_now_ms(account) + INSYNC_MS));
    dxaws_error *error =
        number > 0 ? store(account, CHANGE, id, change) : dxaws_error_out_of_memory();
    json_decref(change);
    if (error == NULL) {
        *made = json_pack("{ss ss}", "id", id, DNS_STATUS, "PENDING");
        error = *made ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *change(void *self, dxaws_context *context, const json_t *batch, json_t **made)
{
    static const char operation[] = "ChangeResourceRecordSets";
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    dxaws_error *error = call_begin(self, context, operation, true);
    if (error != NULL) {
        return error;
    }
    json_t *zone = load(self, ZONE, zone_id);
    error = zone ? memory_apply_batch(zone, batch) : no_such_zone(operation, zone_id);
    if (error == NULL) {
        error = store(self, ZONE, zone_id, zone);
    }
    if (error == NULL) {
        error = note_change(self, made);
    }
    json_decref(zone);
    return dxaws_memory_end_call(self, error);
}

/* The simulated time moves on with each look: the transaction is kept. */
static void look_at(dxaws_memory_account *account, dxaws_context *context, const char *id,
                    struct dns_answer *answer)
{
    static const char operation[] = "GetChange";
    answer->error = call_begin(account, context, operation, false);
    if (answer->error != NULL) {
        return;
    }
    json_t *change = load(account, CHANGE, id);
    bool insync =
        json_integer_value(json_object_get(change, "insync_ms")) <= dxaws_memory_now_ms(account);
    dxaws_error *error = dxaws_memory_commit(account);
    if (error == NULL && change == NULL) {
        error = dxaws_memory_refusal(DXAWS_ERROR_NOT_FOUND, SERVICE, operation, id, "NoSuchChange",
                                     404, "could not find the change");
    }
    json_decref(change);
    if (error == NULL) {
        answer->found = json_pack("{ss ss}", "id", id, DNS_STATUS, insync ? "INSYNC" : "PENDING");
        error = answer->found ? NULL : dxaws_error_out_of_memory();
    }
    answer->error = error;
}

static dxaws_error *look(void *self, dxaws_context *context, const char *const *ids, size_t count,
                         struct dns_answer *answers)
{
    for (size_t i = 0; i < count; i++) {
        look_at(self, context, ids[i], &answers[i]);
    }
    return NULL;
}

static void destroy(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct dns_service service = {
    .needs = "an account",
    .destroy = destroy,
    .find_zones = find_zones,
    .list = list,
    .change = change,
    .look = look,
};

dxaws_error *dxaws_dns_provider_new_memory(dxaws_memory_account *account,
                                           dxaws_dns_provider **provider)
{
    return dns_service_provider_new("memory", &service, dxaws_memory_account_ref(account),
                                    provider);
}

/* A new zone has its own NS and SOA records, with name servers that no other zone has. */
static json_t *new_zone(const char *name, bool is_private, uint64_t number, const char *reference)
{
    static const char *const name_servers[] = {"com", "net", "org", "co.uk"};
    bool whole = true;
    json_t *values = json_array();
    for (size_t i = 0; i < sizeof name_servers / sizeof *name_servers; i++) {
        dx_append(&whole, values,
                  json_sprintf("ns-%llu.awsdns-%02zu.%s.", (unsigned long long)number, i + 1,
                               name_servers[i]));
    }
    return json_pack("{ss sb ss s[{ss ss si so} {ss ss si s[s]}]}", "name", name, "private",
                     is_private, "caller_reference", reference, DNS_RECORDS, DNS_NAME, name,
                     DNS_TYPE, "NS", DNS_TTL, 172800, DNS_VALUES, dx_whole(whole, values), DNS_NAME,
                     name, DNS_TYPE, "SOA", DNS_TTL, 900, DNS_VALUES,
                     "ns-1.awsdns-01.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
}

/* The name as it is compared, for free(). */
static dxaws_error *canonical_of(const char *what, const char *name, char **canonical)
{
    const char *why;
    *canonical = dxaws_dns_name_canonical(name ? name : "", &why);
    if (*canonical != NULL) {
        return NULL;
    }
    return why ? dxaws_error_new(
                     DXAWS_ERROR_INVALID_ARGUMENT, "dns", DXAWS_DNS_ERROR_INVALID_DOMAIN_NAME,
                     "dns: \"%s\" is not a name for %s: %s", name ? name : "", what, why)
               : dxaws_error_out_of_memory();
}

dxaws_error *dxaws_dns_memory_create_zone(dxaws_memory_account *account, dxaws_context *context,
                                          const char *name, bool is_private, char **zone_id)
{
    char *canonical = NULL;
    char id[32] = "";
    dxaws_error *error = canonical_of("a zone", name, &canonical);
    if (error != NULL) {
        return error;
    }
    error = call_begin(account, context, "CreateHostedZone", true);
    if (error == NULL) {
        uint64_t number = dxaws_memory_next_number(account, "route53.zone");
        snprintf(id, sizeof id, "Z%013llu", (unsigned long long)number);
        json_t *zone = new_zone(canonical, is_private, number, id);
        error = number > 0 ? store(account, ZONE, id, zone) : dxaws_error_out_of_memory();
        json_decref(zone);
        error = dxaws_memory_end_call(account, error);
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

dxaws_error *dxaws_dns_memory_create_cname_elsewhere(dxaws_memory_account *account,
                                                     dxaws_context *context, const char *name,
                                                     const char *value)
{
    char *at = NULL;
    char *to = NULL;
    dxaws_error *error = canonical_of("a record", name, &at);
    error = error ? error : canonical_of("the value of a CNAME", value, &to);
    error = error ? error : dxaws_memory_begin(account, context);
    if (error == NULL) {
        json_t *made = json_pack("{ss}", "value", to);
        error = made ? dxaws_memory_put_tree(account, "internet", "cname", at, made)
                     : dxaws_error_out_of_memory();
        json_decref(made);
        error = dxaws_memory_end_call(account, error);
    }
    free(at);
    free(to);
    return error;
}
