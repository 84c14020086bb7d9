/* SPDX-License-Identifier: MIT */
/* Writes of what has no version: an action says what it was planned from, and what stands there now
 * is compared with that and merged with what is to be, right before it is written. Pure. */
#include "schema.h"
#include "shared.h"

#include <dxaws/extend/s3.h>

#include <string.h>

/* Planning: what each action expects. */

static void expect(bool *whole, json_t *expected, const json_t *tags, const char *key)
{
    json_t *value = json_object_get(tags, key);
    dx_put(whole, expected, key, value ? json_incref(value) : json_null());
}

/* The mark, and what the action itself changes, as they are in @a tags. */
static json_t *expectation(const json_t *action, const json_t *tags)
{
    const json_t *payload = json_object_get(action, "payload");
    bool writes = json_object_get(payload, DX_REMOVED_TAGS) != NULL;
    bool whole = true;
    json_t *expected = json_object();
    const char *key;
    size_t index;
    json_t *value;
    expect(&whole, expected, tags, DX_TAG_SITE);
    expect(&whole, expected, tags, DX_TAG_MANAGED);
    json_object_foreach(writes ? json_object_get(payload, S3_TAGS) : NULL, key, value) {
        expect(&whole, expected, tags, key);
    }
    json_array_foreach(json_object_get(payload, DX_REMOVED_TAGS), index, value) {
        expect(&whole, expected, tags, json_string_value(value));
    }
    return dx_whole(whole, expected);
}

/* What an action makes of the tags that were before it. New; NULL without memory. */
static json_t *tags_after(const json_t *action, const json_t *tags)
{
    const json_t *payload = json_object_get(action, "payload");
    return dx_tags_merged(tags, json_object_get(payload, S3_TAGS),
                          json_object_get(payload, DX_REMOVED_TAGS));
}

void s3_expect_tags(struct dx_planner *planner)
{
    if (json_is_false(json_object_get(planner->desired, DX_MARK))) {
        return;
    }
    json_t *tags = dx_tags_merged(json_object_get(planner->observed, S3_TAGS), NULL, NULL);
    planner->out_of_memory = planner->out_of_memory || tags == NULL;
    for (size_t i = 0; i < planner->schema->action_count; i++) {
        const char *kind = planner->schema->actions[i].kind;
        json_t *action = s3_planned(planner, kind);
        bool makes = strcmp(kind, S3_CREATE) == 0;
        json_t *after = action ? tags_after(action, tags) : NULL;
        if (action == NULL) {
            continue;
        }
        json_t *expected = expectation(action, makes ? after : tags);
        planner->out_of_memory = planner->out_of_memory || after == NULL || expected == NULL;
        dx_planner_payload(planner, action, S3_EXPECTED_TAGS, expected);
        json_decref(tags);
        tags = after;
    }
    json_decref(tags);
}

/* Performing: what stands there now. */

dxaws_error *s3_changed(const dxaws_action *action, const char *what, const char *name)
{
    return dxaws_error_new(DXAWS_ERROR_STALE, "s3", DXAWS_S3_ERROR_BUCKET_CHANGED,
                           "s3 %s: plan again: somebody else changed the %s \"%s\" of the bucket "
                           "since this was planned; nothing was written",
                           dxaws_action_resource(action), what, name);
}

/* Null stands for nothing. */
static bool is_same(const json_t *left, const json_t *right)
{
    bool nothing = left == NULL || json_is_null(left);
    bool none = right == NULL || json_is_null(right);
    return nothing || none ? nothing == none : json_equal(left, right);
}

/* Whether a key that goes has gone by an earlier try of ours. All of them go in one write, so that
 * a mark which is gone alone was taken off by somebody, and what is left is not ours any more. */
static bool is_removed(const json_t *removed, const json_t *tags, const char *key)
{
    size_t index;
    json_t *other;
    bool mark = strcmp(key, DX_TAG_MANAGED) == 0;
    if (json_object_get(tags, key) != NULL || !dx_has_text(removed, key)) {
        return false;
    }
    json_array_foreach((json_t *)(uintptr_t)removed, index, other) {
        if (mark && json_object_get(tags, json_string_value(other)) != NULL) {
            return false;
        }
    }
    return true;
}

dxaws_error *dxaws_s3_check_action(const dxaws_action *action, const json_t *tags)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    const json_t *set = json_object_get(payload, S3_TAGS);
    const json_t *removed = json_object_get(payload, DX_REMOVED_TAGS);
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(payload, S3_EXPECTED_TAGS), key, value) {
        const json_t *found = json_object_get(tags, key);
        const json_t *wanted = json_object_get(set, key);
        bool done = wanted ? is_same(found, wanted) : is_removed(removed, tags, key);
        if (!done && !is_same(found, value)) {
            return s3_changed(action, "tag", key);
        }
    }
    return NULL;
}

dxaws_error *dxaws_s3_merge_tags(const dxaws_action *action, const json_t *tags, json_t **after)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    *after = NULL;
    dxaws_error *error = dxaws_s3_check_action(action, tags);
    if (error != NULL) {
        return error;
    }
    json_t *merged = dx_tags_merged(tags, json_object_get(payload, S3_TAGS),
                                    json_object_get(payload, DX_REMOVED_TAGS));
    if (merged == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (tags != NULL && json_equal(merged, tags)) {
        json_decref(merged);
    } else {
        *after = merged;
    }
    return NULL;
}

dxaws_error *dxaws_s3_merge_policy(const dxaws_action *action, const json_t *tags,
                                   const json_t *policy, json_t **after)
{
    return shared_perform(&s3_shared_policy, action, tags, policy, after);
}

dxaws_error *dxaws_s3_merge_lifecycle(const dxaws_action *action, const json_t *tags,
                                      const json_t *lifecycle, json_t **after)
{
    return shared_perform(&s3_shared_lifecycle, action, tags, lifecycle, after);
}
