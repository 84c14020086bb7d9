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
    if (json_is_true(json_object_get(zone, "private"))) {
        return false;
    }
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

bool memory_record_stands(const struct call *call, const json_t *record)
{
    const char *id;
    json_t *zone;
    if (stands_elsewhere(call, record)) {
        return true;
    }
    for (size_t i = 0; dxaws_memory_at_tree(call->account, "route53", "zone", i, &id, &zone); i++) {
        bool holds = zone_holds(zone, record);
        json_decref(zone);
        if (holds) {
            return true;
        }
    }
    return false;
}
