/* SPDX-License-Identifier: MIT */
/* Documents of several parties: finding, merging, planning and writing items by their names. */
#include "shared.h"

#include <dxaws/extend/s3.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <string.h>

#include "schema.h"

/* The list may be one object alone. */
size_t shared_count(const struct s3_shared *shared, const json_t *document)
{
    const json_t *list = json_object_get(document, shared->list);
    return json_is_object(list) ? 1 : json_array_size(list);
}

json_t *shared_at(const struct s3_shared *shared, const json_t *document, size_t index)
{
    json_t *list = json_object_get(document, shared->list);
    return json_is_object(list) ? list : json_array_get(list, index);
}

const char *shared_name(const struct s3_shared *shared, const json_t *item)
{
    return dx_text(item, shared->name);
}

json_t *shared_item(const struct s3_shared *shared, const json_t *document, const char *name)
{
    for (size_t i = 0; i < shared_count(shared, document); i++) {
        json_t *item = shared_at(shared, document, i);
        const char *found = shared_name(shared, item);
        if (found != NULL && strcmp(found, name) == 0) {
            return item;
        }
    }
    return NULL;
}

/* Whether an item of that name, or of none, is left as it is. */
static bool is_kept(const char *name, const json_t *put, const json_t *removed)
{
    return name == NULL || (json_object_get(put, name) == NULL && !dx_has_text(removed, name));
}

json_t *shared_merge(const struct s3_shared *shared, const json_t *document, const json_t *put,
                     const json_t *removed)
{
    json_t *list = json_array();
    json_t *merged = document ? dx_members(document) : json_object();
    bool complete = merged != NULL && list != NULL;
    json_object_del(merged, shared->list);
    if (shared->version != NULL && dx_text(merged, "Version") == NULL) {
        dx_put(&complete, merged, "Version", json_string(shared->version));
    }
    for (size_t i = 0; i < shared_count(shared, document); i++) {
        json_t *item = shared_at(shared, document, i);
        if (is_kept(shared_name(shared, item), put, removed)) {
            dx_append(&complete, list, json_incref(item));
        }
    }
    const char *name;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)put, name, item) {
        /* Not json_object_update_missing(), which says of no lack of memory. */
        json_t *own = dx_members(item);
        dx_put(&complete, own, shared->name, json_string(name));
        dx_append(&complete, list, own);
    }
    if (complete && json_array_size(list) == 0) { /* none: S3 has no empty one */
        json_object_clear(merged);
    } else {
        dx_put(&complete, merged, shared->list, json_incref(list));
    }
    json_decref(list);
    if (!complete) { /* an item lost on the way would be taken off the bucket */
        json_decref(merged);
        return NULL;
    }
    return merged;
}

const json_t *shared_wanted(const json_t *item)
{
    return dx_is_present(item) ? item : NULL;
}

/* Planning. */

/* What becomes of the items, each by its name. */
struct changes {
    const struct s3_shared *shared;
    json_t *put;
    json_t *removed;
    json_t *expected; /* what stands there of them now; null: nothing */
    bool whole;
};

static struct changes no_changes(const struct s3_shared *shared)
{
    return (struct changes){shared, json_object(), json_array(), json_object(), true};
}

static void change(struct changes *changes, const char *name, json_t *found, const json_t *wanted)
{
    dx_put(&changes->whole, changes->expected, name, found ? json_incref(found) : json_null());
    if (wanted != NULL) {
        dx_put(&changes->whole, changes->put, name, json_incref((json_t *)(uintptr_t)wanted));
    } else {
        dx_append(&changes->whole, changes->removed, json_string(name));
    }
}

static dxaws_error *check_whole(struct dx_planner *planner, const struct changes *changes)
{
    const struct s3_shared *shared = changes->shared;
    const json_t *document = json_object_get(planner->observed, shared->observed);
    json_t *merged = shared_merge(shared, document, changes->put, changes->removed);
    dxaws_error *error = merged == NULL        ? dxaws_error_out_of_memory()
                         : shared->check_whole ? shared->check_whole(planner, merged)
                                               : NULL;
    json_decref(merged);
    return error;
}

/* The action that makes the changes, which are taken over; none without any. */
static dxaws_error *put_changes(struct dx_planner *planner, const char *reason,
                                struct changes *changes)
{
    const char *name;
    json_t *found;
    json_t *action = NULL;
    dxaws_error *error = NULL;
    json_object_foreach(changes->expected, name, found) {
        char path[320];
        snprintf(path, sizeof path, "%s.%s", changes->shared->observed, name);
        action = dx_planner_action(planner, changes->shared->kind, reason);
        dx_planner_change(planner, action, path, json_is_null(found) ? NULL : found,
                          json_object_get(changes->put, name));
    }
    if (action != NULL) {
        error = check_whole(planner, changes);
    }
    planner->out_of_memory = planner->out_of_memory || !changes->whole;
    dx_planner_payload(planner, action, changes->shared->wanted, changes->put);
    dx_planner_payload(planner, action, changes->shared->removed, changes->removed);
    dx_planner_payload(planner, action, changes->shared->expected, changes->expected);
    return error;
}

dxaws_error *shared_plan(const struct s3_shared *shared, struct dx_planner *planner, bool exists)
{
    json_t *items = json_object_get(planner->desired, shared->wanted);
    json_t *document = json_object_get(planner->observed, shared->observed);
    if (items == NULL) {
        return NULL;
    }
    if (exists && document == NULL) {
        return dxaws_error_new(
            DXAWS_ERROR_UNSUPPORTED, "s3", DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE,
            "s3 %s: the provider does not report the bucket's %s; leave \"%s\" "
            "out",
            dx_text(planner->desired, S3_NAME), shared->observed, shared->wanted);
    }
    struct changes changes = no_changes(shared);
    const char *name;
    json_t *item;
    json_object_foreach(items, name, item) {
        const json_t *wanted = shared_wanted(item);
        json_t *found = shared_item(shared, document, name);
        bool same = found != NULL && wanted != NULL ? shared->equal(&changes.whole, wanted, found)
                                                    : found == wanted;
        if (!same) {
            change(&changes, name, found, wanted);
        }
    }
    return put_changes(planner, exists ? "drift" : "absent", &changes);
}

dxaws_error *shared_plan_none(const struct s3_shared *shared, struct dx_planner *planner)
{
    json_t *document = json_object_get(planner->observed, shared->observed);
    struct changes changes = no_changes(shared);
    const char *name;
    json_t *item;
    json_object_foreach(json_object_get(planner->desired, shared->wanted), name, item) {
        json_t *found = shared_item(shared, document, name);
        if (found != NULL) {
            change(&changes, name, found, NULL);
        }
    }
    return put_changes(planner, "given back", &changes);
}

dxaws_error *shared_check_adopted(const struct s3_shared *shared, const struct dx_planner *planner)
{
    const json_t *document = json_object_get(planner->observed, shared->observed);
    const char *name;
    json_t *item;
    bool whole = true;
    if (s3_planned(planner, DX_ADOPT) == NULL || s3_planned(planner, shared->kind) == NULL) {
        return NULL;
    }
    json_object_foreach(json_object_get(planner->desired, shared->wanted), name, item) {
        const json_t *wanted = shared_wanted(item);
        const json_t *found = shared_item(shared, document, name);
        if (found != NULL && (wanted == NULL || !shared->equal(&whole, wanted, found))) {
            return shared->of_others(dx_text(planner->desired, S3_NAME), name);
        }
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* Performing: what stands there now. */

/* Null stands for nothing. */
static bool is_same(const json_t *left, const json_t *right)
{
    bool nothing = left == NULL || json_is_null(left);
    bool none = right == NULL || json_is_null(right);
    return nothing || none ? nothing == none : json_equal(left, right);
}

/* Whether an item is as @a wanted (NULL: not there); STALE when it is neither that, nor as it was.
 */
static dxaws_error *look_at(const struct s3_shared *shared, const dxaws_action *action,
                            const json_t *document, const char *name, const json_t *wanted,
                            bool *done)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    const json_t *expected = json_object_get(payload, shared->expected);
    const json_t *before = json_object_get(expected, name);
    const json_t *found = shared_item(shared, document, name);
    bool whole = true;
    bool as_wanted =
        found != NULL && wanted != NULL ? shared->equal(&whole, found, wanted) : found == wanted;
    bool as_before = found != NULL && json_is_object(before) ? shared->equal(&whole, found, before)
                                                             : is_same(found, before);
    *done = *done && as_wanted;
    if (!whole) {
        return dxaws_error_out_of_memory();
    }
    return as_wanted || expected == NULL || as_before ? NULL
                                                      : s3_changed(action, shared->what, name);
}

dxaws_error *shared_perform(const struct s3_shared *shared, const dxaws_action *action,
                            const json_t *tags, const json_t *document, json_t **after)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    json_t *put = json_object_get(payload, shared->wanted);
    json_t *removed = json_object_get(payload, shared->removed);
    dxaws_error *error = NULL;
    bool done = true;
    const char *name;
    size_t index;
    json_t *item;
    *after = NULL;
    json_object_foreach(put, name, item) {
        error = error ? error : look_at(shared, action, document, name, item, &done);
    }
    json_array_foreach(removed, index, item) {
        const char *gone = json_string_value(item);
        error =
            error || gone == NULL ? error : look_at(shared, action, document, gone, NULL, &done);
    }
    /* What is done already is done, whoever has the bucket since. */
    error = error || done ? error : dxaws_s3_check_action(action, tags);
    if (error == NULL && !done) {
        *after = shared_merge(shared, document, put, removed);
        error = *after ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}
