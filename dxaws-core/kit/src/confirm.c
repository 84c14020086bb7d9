/* SPDX-License-Identifier: MIT */
/* After apply: what is read back needs nothing of what was done once more. */
#include "execute.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/module.h>

#include <stdio.h>
#include <string.h>

/* Reads may lag behind writes: so many further ones, each after twice the time. */
enum { LOOKS = 6, FIRST_PAUSE_MS = 500 };

static bool is_same(const char *left, const char *right)
{
    return left == NULL || right == NULL ? left == right : strcmp(left, right) == 0;
}

/* Where the changes of a path are among an action's: thousands are compared with thousands. NULL
 * without memory. */
static json_t *index_changes(const dxaws_action *action)
{
    const char *path, *before, *after;
    json_t *index = json_object();
    bool whole = true;
    for (size_t i = 0; dxaws_action_change_at(action, i, &path, &before, &after); i++) {
        json_t *same = json_object_get(index, path);
        if (same == NULL) {
            same = dx_put_child(&whole, index, path, json_array());
        }
        dx_append(&whole, same, json_integer((json_int_t)i));
    }
    return dx_whole(whole, index);
}

/* What was removed is not what is to be removed next, when that is another one of its kind. */
static bool is_same_change(const dxaws_action *left, size_t at, const dxaws_action *right,
                           size_t other_at)
{
    const char *path, *before, *after, *other_before, *other_after;
    dxaws_action_change_at(left, at, &path, &before, &after);
    dxaws_action_change_at(right, other_at, &path, &other_before, &other_after);
    bool removed = after == NULL && other_after == NULL;
    return !removed || is_same(before, other_before);
}

/* Whether a change of one action is one of the other's; without changes the kind says enough, and
 * so it has to without memory. */
static bool shares_change(const dxaws_action *left, const dxaws_action *right)
{
    const char *path, *before, *after;
    json_t *index = index_changes(right);
    bool shared = index == NULL || dxaws_action_change_count(left) == 0 ||
                  dxaws_action_change_count(right) == 0;
    for (size_t i = 0; !shared && dxaws_action_change_at(left, i, &path, &before, &after); i++) {
        const json_t *same = json_object_get(index, path);
        for (size_t k = 0; !shared && k < json_array_size(same); k++) {
            shared =
                is_same_change(left, i, right, (size_t)json_integer_value(json_array_get(same, k)));
        }
    }
    json_decref(index);
    return shared;
}

static bool was_done(const struct execution *execution, const dxaws_action *action)
{
    for (size_t i = 0; i < execution->done; i++) {
        const dxaws_action *done = dxaws_plan_at(execution->plan, i);
        if (strcmp(dxaws_action_kind(done), dxaws_action_kind(action)) == 0 &&
            shares_change(done, action)) {
            return true;
        }
    }
    return false;
}

/* The first action of a plan that was done already, waits aside; NULL when there is none. */
static const dxaws_action *find_undone(const struct execution *execution, const dxaws_plan *again)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    for (size_t i = 0; i < dxaws_plan_count(again); i++) {
        const dxaws_action *action = dxaws_plan_at(again, i);
        const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
        if (spec != NULL && !(spec->flags & (DX_WAITS | DX_READS)) && was_done(execution, action)) {
            return action;
        }
    }
    return NULL;
}

/* Plans again, purely, from what was read back. */
static dxaws_error *plan_again(const struct execution *execution, dxaws_plan **again)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const json_t *wanted = dxaws_plan_desired_tree(execution->plan);
    const struct dx_state desired = {.schema = schema, .document = (json_t *)(uintptr_t)wanted};
    const struct dx_state current = {.schema = schema, .document = execution->observed};
    return dx_plan(&desired, &current, execution->options, again);
}

static dxaws_error *differs(const struct execution *execution, const dxaws_action *action)
{
    const char *path, *before, *after;
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    char what[600] = "it is not so when it is read back";
    if (dxaws_action_change_at(action, 0, &path, &before, &after)) {
        snprintf(what, sizeof what, "%s reads back as %.200s and should be %.200s", path,
                 before ? before : "absent", after ? after : "absent");
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, module, "NotAsApplied",
        "%s %s: applied, but %s; the service or somebody else changes it: run again, which does %s "
        "once more",
        module, dxaws_plan_resource(execution->plan), what, dxaws_action_kind(action));
    dxaws_error_set_resource(error, dxaws_plan_resource(execution->plan));
    dxaws_error_set_retryable(error, true);
    return error;
}

/* One comparison; *error stays NULL, and *undone false, when all is as it was applied. */
static dxaws_error *compare(const struct execution *execution, bool *undone, dxaws_error **told)
{
    DXAWS_AUTO(dxaws_plan) again = NULL;
    dxaws_error *error = plan_again(execution, &again);
    const dxaws_action *action = error ? NULL : find_undone(execution, again);
    *undone = action != NULL;
    dxaws_error_free(*told);
    *told = action ? differs(execution, action) : NULL;
    return error;
}

dxaws_error *execution_confirm(struct execution *execution, json_t **result)
{
    dxaws_error *told = NULL;
    bool undone = false;
    dxaws_error *error = execution->done > 0 ? compare(execution, &undone, &told) : NULL;
    int64_t pause = FIRST_PAUSE_MS;
    for (int look = 0; error == NULL && undone && look < LOOKS; look++, pause *= 2) {
        json_t *read = NULL;
        error = dxaws_context_sleep_ms(execution->context, pause);
        error = error ? error
                      : dx_manager_read_again(execution->manager, execution->context,
                                              dxaws_plan_desired_tree(execution->plan),
                                              execution->observed, &read);
        if (error == NULL) { /* as a whole: what is gone by now is not there to be updated */
            json_decref(execution->observed);
            execution->observed = dxaws_tree_copy(read);
            error = execution->observed ? NULL : dxaws_error_out_of_memory();
        }
        error = error ? error : compare(execution, &undone, &told);
        if (read != NULL && error == NULL) {
            json_decref(*result);
            *result = read;
        } else {
            json_decref(read);
        }
    }
    if (error != NULL) { /* what cannot be found out is not said */
        dxaws_error_free(told);
        bool ends = dxaws_error_get_kind(error) == DXAWS_ERROR_CANCELLED ||
                    dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
        if (!ends) {
            dxaws_error_free(error);
        }
        return ends ? error : NULL;
    }
    return told;
}
