/* SPDX-License-Identifier: MIT */
/* Contract fixtures on the simulated account, which they also change by other means. */
#include "contract-fixture.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/jumping-clock.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define ZONE "example.com"

dxaws_error *memory_open(void *self, dxaws_dns_provider **provider, char *zone, size_t size)
{
    struct memory_fixture *fixture = self;
    DXAWS_AUTO(dxaws_dns_provider) inner = NULL;
    snprintf(zone, size, "%s", ZONE);
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &fixture->account);
    if (error == NULL) {
        error =
            dxaws_dns_memory_create_zone(fixture->account, NULL, ZONE, false, &fixture->zone_id);
    }
    if (error == NULL) {
        error = dxaws_dns_provider_new_memory(fixture->account, &inner);
    }
    return error ? error
                 : dx_contract_wrap(fixture->kind, fixture->folder, "dns", fixture->opened++,
                                    dxaws_dns_provider_base(inner), (dxaws_provider **)provider);
}

void memory_close(void *self)
{
    struct memory_fixture *fixture = self;
    dx_lossy_end(&fixture->lossy);
    fixture->account = dxaws_memory_account_unref(fixture->account);
    fixture->context = dxaws_context_unref(fixture->context);
    free(fixture->zone_id);
    fixture->zone_id = NULL;
}

dxaws_error *memory_context(void *self, dxaws_context **context)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dx_jumping_context_new(NULL, context);
    fixture->context = error ? NULL : dxaws_context_ref(*context);
    return error;
}

dxaws_error *memory_lose_answers(void *self, int lag_s)
{
    struct memory_fixture *fixture = self;
    dx_lossy_begin(&fixture->lossy, fixture->account, fixture->context, lag_s * INT64_C(1000));
    return NULL;
}

dxaws_error *memory_add_zone(void *self, const char *name, bool is_private)
{
    struct memory_fixture *fixture = self;
    return dxaws_dns_memory_create_zone(fixture->account, NULL, name, is_private, NULL);
}

/* Replaces what has the record's name, type and set identifier. */
static void replace(json_t *records, const json_t *record)
{
    static const char *const key[] = {"name", "type", "routing_identifier"};
    for (size_t i = json_array_size(records); i-- > 0;) {
        const json_t *found = json_array_get(records, i);
        bool same = true;
        for (int j = 0; j < 3; j++) {
            const json_t *left = json_object_get(found, key[j]);
            const json_t *right = json_object_get(record, key[j]);
            same = same && (left && right ? json_equal(left, right) : left == right);
        }
        if (same) {
            json_array_remove(records, i);
        }
    }
    json_array_append(records, (json_t *)(uintptr_t)record);
}

dxaws_error *memory_put_record(void *self, const char *json)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dxaws_memory_begin(fixture->account, NULL);
    if (error != NULL) {
        return error;
    }
    const char *text = dxaws_memory_get(fixture->account, "route53", "zone", fixture->zone_id);
    json_t *zone = json_loads(text, 0, NULL);
    json_t *record = json_loads(json, 0, NULL);
    replace(json_object_get(zone, "records"), record);
    char *changed = json_dumps(zone, JSON_COMPACT);
    error = dxaws_memory_put(fixture->account, "route53", "zone", fixture->zone_id, changed);
    free(changed);
    json_decref(record);
    json_decref(zone);
    if (error != NULL) {
        dxaws_memory_abort(fixture->account);
        return error;
    }
    return dxaws_memory_commit(fixture->account);
}
