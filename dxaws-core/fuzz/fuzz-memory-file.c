/* SPDX-License-Identifier: MIT */
/* Any bytes as the file of a simulated account: refused in one line and left alone, or everything
 * in it is found, and found again in the file that a change leaves. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/fuzz-json.h>
#include <dxaws/memory.h>

#include <jansson.h>

#include "scratch.h"

/* What is in the account under the document's names; a new reference. */
static json_t *seen(dxaws_memory_account *account, const json_t *document)
{
    json_t *found = json_object();
    const char *service;
    const char *type;
    json_t *types;
    json_t *resources;
    json_object_foreach(json_object_get(document, "resources"), service, types) {
        json_object_foreach(types, type, resources) {
            const char *id;
            const char *json;
            json_t *list = json_array();
            for (size_t i = 0; dxaws_memory_at(account, service, type, i, &id, &json); i++) {
                const char *again = dxaws_memory_get(account, service, type, id);
                dx_fuzz_require(again && strcmp(again, json) == 0);
                json_array_append_new(list, json_pack("[s s]", id, json));
            }
            dx_fuzz_require(json_array_size(list) == json_object_size(resources));
            json_object_set_new(found, service, json_pack("{s o}", type, list));
        }
    }
    return found;
}

static void change(dxaws_memory_account *account, dxaws_context *context)
{
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_memory_begin(account, context)));
    uint64_t number = dxaws_memory_next_number(account, "n");
    dx_fuzz_require(number > 0 && dxaws_memory_next_number(account, "n") == number + 1);
    dx_fuzz_require(
        dx_fuzz_succeeds(dxaws_memory_put(account, "fuzz", "thing", "id", "{\"a\":[1]}")));
    dxaws_memory_remove(account, "fuzz", "thing", "none");
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_memory_commit(account)));
}

static void check(const char *path, dxaws_memory_account *account, const json_t *document)
{
    int64_t now_ms = 1700000000000;
    dxaws_context *context = dx_fuzz_context(&now_ms);
    int64_t before_ms = 0;
    int64_t after_ms = 0;
    dx_fuzz_require(dxaws_memory_account_get_clock_ms(account, NULL, &before_ms) == NULL);
    dx_fuzz_require(dxaws_memory_begin(account, context) == NULL);
    json_t *found = seen(account, document);
    dxaws_memory_abort(account);
    change(account, context);

    dxaws_memory_account *again = NULL;
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_memory_account_new(path, NULL, &again)));
    dx_fuzz_require(dxaws_memory_account_get_clock_ms(again, NULL, &after_ms) == NULL);
    dx_fuzz_require(after_ms >= before_ms && after_ms >= now_ms);
    dx_fuzz_require(dxaws_memory_begin(again, context) == NULL);
    const char *put = dxaws_memory_get(again, "fuzz", "thing", "id");
    dx_fuzz_require(put && strcmp(put, "{\"a\":[1]}") == 0);
    if (json_object_get(json_object_get(document, "resources"), "fuzz") == NULL) {
        json_t *second = seen(again, document);
        dx_fuzz_require(json_equal(found, second));
        json_decref(second);
    }
    dxaws_memory_abort(again);
    dxaws_memory_account_unref(again);
    json_decref(found);
    dxaws_context_unref(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = scratch_file("account", data, size);
    dxaws_memory_account *account = NULL;
    if (dx_fuzz_succeeds(dxaws_memory_account_new(path, NULL, &account))) {
        json_t *document = json_loadb((const char *)data, size, 0, NULL);
        dx_fuzz_require(document != NULL);
        check(path, account, document);
        json_decref(document);
    } else {
        dx_fuzz_require(scratch_holds(path, data, size));
    }
    dxaws_memory_account_unref(account);
    return 0;
}
