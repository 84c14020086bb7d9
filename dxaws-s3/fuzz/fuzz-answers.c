/* SPDX-License-Identifier: MIT */
/* Any bytes as S3's answer: read cleanly or refused with PROTOCOL; and what was read is read again
 * from what would be sent to keep it so. */
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/fuzz-main.h>

#include "policy.h"
#include "providers/aws-shapes.h"

/* True when it was read. */
static bool was_read(dxaws_error *error)
{
    bool read = error == NULL;
    dx_fuzz_require(read || dxaws_error_get_kind(error) == DXAWS_ERROR_PROTOCOL);
    dxaws_error_free(error);
    return read;
}

static void check_versioning(const char *text, size_t size)
{
    bool enabled = false;
    bool again = false;
    if (was_read(shape_read_versioning(text, size, &enabled))) {
        char *body = shape_versioning(enabled);
        dx_fuzz_require(was_read(shape_read_versioning(body, strlen(body), &again)) &&
                        again == enabled);
        free(body);
    }
}

static void check_block(const char *text, size_t size)
{
    unsigned blocks = 0;
    unsigned again = 0;
    if (was_read(shape_read_public_access_block(text, size, &blocks))) {
        char *body = shape_public_access_block(blocks);
        dx_fuzz_require(was_read(shape_read_public_access_block(body, strlen(body), &again)));
        dx_fuzz_require(again == blocks);
        free(body);
    }
}

static json_t *tags_to_json(const dxaws_tags *tags)
{
    json_t *object = json_object();
    const char *key = NULL;
    const char *value = NULL;
    for (size_t i = 0; dxaws_tags_at(tags, i, &key, &value); i++) {
        dx_fuzz_require(json_object_set_new(object, key, json_string(value)) == 0);
    }
    return object;
}

struct tag_sets {
    dxaws_tags *own;
    dxaws_tags *system;
    json_t *own_json;
    json_t *system_json;
};

static bool read_tags(const char *text, size_t size, struct tag_sets *sets)
{
    sets->own = dxaws_tags_new();
    sets->system = dxaws_tags_new();
    bool read = was_read(shape_read_tagging(text, size, sets->own, sets->system));
    sets->own_json = tags_to_json(sets->own);
    sets->system_json = tags_to_json(sets->system);
    return read;
}

static void free_tags(struct tag_sets *sets)
{
    dxaws_tags_free(sets->own);
    dxaws_tags_free(sets->system);
    json_decref(sets->own_json);
    json_decref(sets->system_json);
}

static void check_tagging(const char *text, size_t size)
{
    struct tag_sets sets;
    if (read_tags(text, size, &sets)) {
        struct tag_sets again;
        char *body = shape_tagging(sets.own_json, sets.system_json);
        dx_fuzz_require(read_tags(body, strlen(body), &again));
        dx_fuzz_require(json_equal(sets.own_json, again.own_json));
        dx_fuzz_require(json_equal(sets.system_json, again.system_json));
        free_tags(&again);
        free(body);
    }
    free_tags(&sets);
}

/* Our statement stands in whatever policy there was, once. */
static void check_policy(const char *text, size_t size)
{
    if (!was_read(shape_check_policy(text, size))) {
        return;
    }
    json_t *policy = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    json_t *ours = json_pack("{s{ssssssss}}", "Ours", "Effect", "Deny", "Principal", "*", "Action",
                             "s3:*", "Resource", "*");
    json_t *merged = policy_merge(policy, ours);
    json_t *again = policy_merge(merged, ours);
    dx_fuzz_require(policy_statement(merged, "Ours") != NULL);
    dx_fuzz_require(json_equal(merged, again));
    json_decref(again);
    json_decref(merged);
    json_decref(ours);
    json_decref(policy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    check_versioning(text, size);
    check_block(text, size);
    check_tagging(text, size);
    check_policy(text, size);
    return 0;
}
