/* SPDX-License-Identifier: MIT */
/* The validation records of the simulated ACM: which one it wants, and whether it sees it. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <string.h>

#include "token.h"

json_t *memory_record_of(const struct call *call, const char *domain)
{
    const char *account = dxaws_memory_account_id(call->account);
    const char *base = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    char name[ACM_TOKEN_SIZE];
    char value[ACM_TOKEN_SIZE];
    char full_name[128];
    char full_value[128];
    const struct acm_request request = {.domain = base, .account = account};
    const struct acm_request answer = {.domain = base, .account = account, .generation = 1};
    if (!acm_token(&request, name) || !acm_token(&answer, value)) {
        return NULL;
    }
    snprintf(full_name, sizeof full_name, "_%s.%s.", name, base);
    snprintf(full_value, sizeof full_value, "_%s.jkddzztszm.acm-validations.aws.", value);
    return json_pack("{ss ss ss}", "name", full_name, "type", "CNAME", "value", full_value);
}

static bool zone_holds(const json_t *zone, const json_t *record)
{
    size_t index;
    json_t *found;
    json_array_foreach(json_object_get(zone, "records"), index, found) {
        const char *name = dx_text(found, "name");
        const char *type = dx_text(found, "type");
        const char *value = json_string_value(json_array_get(json_object_get(found, "values"), 0));
        if (name != NULL && type != NULL && value != NULL && strcmp(type, "CNAME") == 0 &&
            strcmp(name, dx_text(record, "name")) == 0 &&
            strcmp(value, dx_text(record, "value")) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether somebody made it where the account has no say. */
static bool stands_elsewhere(const struct call *call, const json_t *record)
{
    json_t *made =
        dxaws_memory_get_tree(call->account, "internet", "cname", dx_text(record, "name"));
    const char *value = dx_text(made, "value");
    bool stands = value != NULL && strcmp(value, dx_text(record, "value")) == 0;
    json_decref(made);
    return stands;
}

/* The name servers that a zone has at a name; borrowed, NULL for none. */
static const json_t *servers_at(const json_t *zone, const char *name)
{
    size_t index;
    json_t *found;
    json_array_foreach(json_object_get(zone, "records"), index, found) {
        const char *at = dx_text(found, "name");
        const char *type = dx_text(found, "type");
        if (at != NULL && type != NULL && strcmp(type, "NS") == 0 && strcmp(at, name) == 0) {
            return json_object_get(found, "values");
        }
    }
    return NULL;
}

/* Whether the world, that has come to a zone, goes on to one below it. */
static bool leads(const json_t *zone, const json_t *below)
{
    const char *name = dx_text(below, "name");
    const json_t *servers = servers_at(zone, name);
    const json_t *own = servers_at(below, name);
    for (size_t i = 0; i < json_array_size(servers); i++) {
        for (size_t k = 0; k < json_array_size(own); k++) {
            if (json_equal(json_array_get(servers, i), json_array_get(own, k))) {
                return true;
            }
        }
    }
    return false;
}

/* A public zone that holds the name: of zones with one more label each, all are suffixes of it. */
static bool holds_name(const json_t *zone, const char *name)
{
    const char *apex = dx_text(zone, "name");
    size_t length = strlen(name);
    size_t size = apex ? strlen(apex) : length + 1;
    return !json_is_true(json_object_get(zone, "private")) && size <= length &&
           strcmp(name + length - size, apex) == 0 &&
           (size == length || name[length - size - 1] == '.');
}

/* Whether the world, which comes from above, asks one of the zones: no other one of the account
 * stands above it, or one that is asked leads to it. */
static bool is_asked(const json_t *zones, const json_t *zone)
{
    size_t size = strlen(dx_text(zone, "name"));
    bool topmost = true;
    size_t index;
    json_t *other;
    json_array_foreach((json_t *)(uintptr_t)zones, index, other) {
        bool above = strlen(dx_text(other, "name")) < size;
        if (above && leads(other, zone) && is_asked(zones, other)) {
            return true;
        }
        topmost = topmost && !above;
    }
    return topmost;
}

/* The zones that hold a name. Without memory *whole becomes false. */
static json_t *zones_holding(bool *whole, const struct call *call, const char *name)
{
    const char *id;
    json_t *zone;
    json_t *holding = json_array();
    *whole = *whole && holding != NULL;
    for (size_t i = 0; dxaws_memory_at_tree(call->account, "route53", "zone", i, &id, &zone); i++) {
        if (holds_name(zone, name)) {
            dx_append(whole, holding, json_incref(zone));
        }
        json_decref(zone);
    }
    return holding;
}

/* What CAA records at a name let Amazon do: 1 issue, 0 not, -1: there are none. */
static int judge_caa(bool *whole, const struct call *call, const char *name, const char *tag)
{
    json_t *zones = zones_holding(whole, call, name);
    int verdict = -1;
    size_t i;
    size_t k;
    json_t *zone;
    json_t *record;
    json_array_foreach(zones, i, zone) {
        json_array_foreach(json_object_get(zone, "records"), k, record) {
            if (strcmp(dx_text(record, "type"), "CAA") != 0 || !is_asked(zones, zone) ||
                strcmp(dx_text(record, "name"), name) != 0) {
                continue;
            }
            json_t *values = json_object_get(record, "values");
            bool said = false;
            bool allowed = false;
            for (size_t v = 0; v < json_array_size(values); v++) {
                const char *value = json_string_value(json_array_get(values, v));
                bool is_meant = strstr(value, tag) != NULL;
                said = said || is_meant;
                allowed = allowed || (is_meant && (strcasestr(value, "amazon") != NULL ||
                                                   strcasestr(value, "awstrust.com") != NULL));
            }
            verdict = allowed || !said;
        }
    }
    json_decref(zones);
    return verdict;
}

bool memory_caa_forbids(bool *whole, const struct call *call, const char *domain)
{
    char name[300];
    bool wildcard = strncmp(domain, "*.", 2) == 0;
    snprintf(name, sizeof name, "%s.", wildcard ? domain + 2 : domain);
    for (const char *at = name; at[0] != '\0'; at = strchr(at, '.') + 1) {
        int verdict = judge_caa(whole, call, at, wildcard ? " issuewild " : " issue ");
        if (verdict >= 0) {
            return verdict == 0;
        }
    }
    return false;
}

bool memory_record_stands(bool *whole, const struct call *call, const json_t *record)
{
    json_t *zone;
    json_t *holding = zones_holding(whole, call, dx_text(record, "name"));
    bool stands = stands_elsewhere(call, record);
    size_t index;
    json_array_foreach(holding, index, zone) {
        stands = stands || (zone_holds(zone, record) && is_asked(holding, zone));
    }
    json_decref(holding);
    return stands;
}
