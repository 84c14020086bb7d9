/* SPDX-License-Identifier: MIT */
/* After apply: the plan of what is read back is empty, but for what this run was not to do. */
#include "execute.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/ownership.h>
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
    const dxaws_change *change;
    json_t *index = json_object();
    bool whole = true;
    for (size_t i = 0; (change = dxaws_action_change_at(action, i)) != NULL; i++) {
        json_t *same = json_object_get(index, dxaws_change_path(change));
        if (same == NULL) {
            same = dx_put_child(&whole, index, dxaws_change_path(change), json_array());
        }
        dx_append(&whole, same, json_integer((json_int_t)i));
    }
    return dx_whole(whole, index);
}

/* What was removed is not what is to be removed next, when that is another one of its kind. */
static bool is_same_change(const dxaws_action *left, size_t at, const dxaws_action *right,
                           size_t other_at)
{
    const dxaws_change *change = dxaws_action_change_at(left, at);
    const dxaws_change *other = dxaws_action_change_at(right, other_at);
    bool removed = dxaws_change_after(change) == NULL && dxaws_change_after(other) == NULL;
    return !removed || is_same(dxaws_change_before(change), dxaws_change_before(other));
}

/* Whether a change of one action is one of the other's; without changes the kind says enough, and
 * so it has to without memory. */
static bool shares_change(const dxaws_action *left, const dxaws_action *right)
{
    const dxaws_change *change;
    json_t *index = index_changes(right);
    bool shared = index == NULL || dxaws_action_change_count(left) == 0 ||
                  dxaws_action_change_count(right) == 0;
    for (size_t i = 0; !shared && (change = dxaws_action_change_at(left, i)) != NULL; i++) {
        const json_t *same = json_object_get(index, dxaws_change_path(change));
        for (size_t k = 0; !shared && k < json_array_size(same); k++) {
            shared =
                is_same_change(left, i, right, (size_t)json_integer_value(json_array_get(same, k)));
        }
    }
    json_decref(index);
    return shared;
}

/* Whether the very same was done, waits aside. */
static bool was_done(const struct execution *execution, const dxaws_action *action)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    if (spec == NULL || (spec->flags & DX_WAITS)) {
        return false;
    }
    for (size_t i = 0; i < execution->done; i++) {
        const dxaws_action *done = dxaws_plan_at(execution->plan, i);
        if (strcmp(dxaws_action_kind(done), dxaws_action_kind(action)) == 0 &&
            shares_change(done, action)) {
            return true;
        }
    }
    return false;
}

static bool is_kind(const dxaws_action *action, const char *kind)
{
    return kind != NULL && strcmp(dxaws_action_kind(action), kind) == 0;
}

/* Beyond where the options said to stop: what is left is in the rest of the plan. */
static bool is_in_rest(const struct execution *execution, const dxaws_action *action)
{
    for (size_t i = execution->done; i < dxaws_plan_count(execution->plan); i++) {
        if (is_kind(action, dxaws_action_kind(dxaws_plan_at(execution->plan, i)))) {
            return true;
        }
    }
    return false;
}

static const json_t *done_elsewhere(const struct execution *execution)
{
    return json_object_get(dxaws_plan_tree(execution->plan), DX_ELSEWHERE);
}

/* Whether other parts of a larger plan do it. Of one that removes, another part may remove more of
 * the same kind, which is then found where the removed one was. */
static bool is_elsewhere(const struct execution *execution, const dxaws_action *action)
{
    const json_t *elsewhere = done_elsewhere(execution);
    const json_t *desired = dxaws_plan_desired_tree(execution->plan);
    size_t index;
    json_t *kind;
    json_array_foreach((json_t *)(uintptr_t)elsewhere, index, kind) {
        if (is_kind(action, json_string_value(kind))) {
            return true;
        }
    }
    return elsewhere != NULL && !dx_is_present(desired) && !was_done(execution, action);
}

/* What is still to be done and should not be. */
struct leftover {
    const dxaws_action *first; /* of the plan of what was read back; NULL: none */
    char kinds[200];           /* "PUT_TAGS, PUT_POLICY" */
};

static struct leftover find_left(const struct execution *execution, const dxaws_plan *again)
{
    struct leftover left = {.first = NULL};
    for (size_t i = 0; i < dxaws_plan_count(again); i++) {
        const dxaws_action *action = dxaws_plan_at(again, i);
        if (!is_in_rest(execution, action) && !is_elsewhere(execution, action)) {
            size_t length = strlen(left.kinds);
            snprintf(left.kinds + length, sizeof left.kinds - length, "%s%s",
                     left.first ? ", " : "", dxaws_action_kind(action));
            left.first = left.first ? left.first : action;
        }
    }
    return left;
}

static dxaws_error *not_as_applied(const struct execution *execution, const char *what,
                                   const char *then)
{
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_PARTIAL, module, DXAWS_MODULE_ERROR_NOT_AS_APPLIED,
        "%s %s: applied, but %s; the service or somebody else changes it: run again%s%s", module,
        dxaws_plan_resource(execution->plan), what, then[0] ? ", which does " : "", then);
    dxaws_error_set_resource(error, dxaws_plan_resource(execution->plan));
    dxaws_error_set_retryable(error, true);
    return error;
}

static dxaws_error *differs(const struct execution *execution, const struct leftover *left)
{
    const dxaws_change *change;
    char what[600] = "it is not so when it is read back";
    if ((change = dxaws_action_change_at(left->first, 0)) != NULL) {
        snprintf(what, sizeof what, "%s reads back as %.200s and should be %.200s",
                 dxaws_change_path(change),
                 dxaws_change_before(change) ? dxaws_change_before(change) : "absent",
                 dxaws_change_after(change) ? dxaws_change_after(change) : "absent");
    }
    return not_as_applied(execution, what, left->kinds);
}

/* Takes @a cause over: what is there now is not even to be planned with. */
static dxaws_error *obstructs(const struct execution *execution, dxaws_error *cause)
{
    char what[800];
    snprintf(what, sizeof what, "what reads back cannot be gone on from: %.700s",
             dxaws_error_message(cause));
    dxaws_error *error = not_as_applied(execution, what, "");
    dxaws_error_set_cause(error, cause);
    return error;
}

/* Whether what was read back is nobody's concern: what was given back is not ours to plan with any
 * more, and nor is what is found in the place of what was destroyed. */
static bool is_of_others(const struct execution *execution, const dxaws_error *error)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    bool not_ours = strcmp(dxaws_error_code(error), DXAWS_MODULE_ERROR_NOT_OURS) == 0;
    for (size_t i = 0; i < execution->done; i++) {
        const dxaws_action *action = dxaws_plan_at(execution->plan, i);
        const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
        bool destroyed = spec != NULL && (spec->flags & DX_DESTROYS);
        if (is_kind(action, DX_RELEASE) || (destroyed && not_ours)) {
            return true;
        }
    }
    return false;
}

/* One comparison; *told stays NULL when all is as it was applied. */
static dxaws_error *compare(const struct execution *execution, dxaws_error **told)
{
    DXAWS_AUTO(dxaws_plan) again = NULL;
    dxaws_error_free(*told);
    *told = NULL;
    dxaws_error *error = execution_plan_again(execution, execution->observed, &again);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY) {
        return error;
    }
    if (error != NULL && is_of_others(execution, error)) {
        dxaws_error_free(error);
        return NULL;
    }
    if (error != NULL) {
        *told = obstructs(execution, error);
        return NULL;
    }
    const struct leftover left = find_left(execution, again);
    *told = left.first ? differs(execution, &left) : NULL;
    return NULL;
}

dxaws_error *execution_learn(struct execution *execution, const json_t *read)
{
    json_t *observed = dxaws_tree_copy(read);
    if (observed == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_decref(execution->observed);
    execution->observed = observed;
    return NULL;
}

/* How long a step that reads back otherwise is given again: as long as an apply looks. */
enum { PATIENCE_MS = FIRST_PAUSE_MS * ((1 << LOOKS) - 1) };

dxaws_error *execution_look_back(struct execution *execution, struct dx_wait_state *state,
                                 int64_t *since_ms)
{
    dxaws_error *told = NULL;
    dxaws_error *error = compare(execution, &told);
    int64_t now_ms = dxaws_context_now_ms(execution->context);
    int64_t first_ms = json_integer_value(
        json_object_get(dxaws_plan_tree(execution->plan), EXECUTION_DIFFERS_SINCE));
    first_ms = first_ms > 0 && first_ms <= now_ms ? first_ms : now_ms;
    if (error != NULL || told == NULL || now_ms - first_ms >= PATIENCE_MS) {
        dxaws_error_free(error ? told : NULL);
        return error ? error : told;
    }
    state->done = false;
    snprintf(state->why, sizeof state->why, "%s", dxaws_error_message(told));
    *since_ms = first_ms;
    dxaws_error_free(told);
    return NULL;
}

dxaws_error *execution_confirm(struct execution *execution, json_t **result)
{
    dxaws_error *told = NULL;
    dxaws_error *error = execution->done > 0 ? compare(execution, &told) : NULL;
    int64_t pause = FIRST_PAUSE_MS;
    for (int look = 0; error == NULL && told != NULL && look < LOOKS; look++, pause *= 2) {
        json_t *read = NULL;
        error = dxaws_context_sleep_ms(execution->context, pause);
        error = error ? error
                      : dx_manager_read_again(execution->manager, execution->context,
                                              dxaws_plan_desired_tree(execution->plan),
                                              execution->observed, &read);
        error = error ? error : execution_learn(execution, read);
        error = error ? error : compare(execution, &told);
        if (read != NULL && error == NULL) {
            json_decref(*result);
            *result = read;
        } else {
            json_decref(read);
        }
    }
    if (error != NULL) { /* nothing newer is known */
        bool ends = dxaws_error_get_kind(error) == DXAWS_ERROR_CANCELLED ||
                    dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
        dxaws_error_free(ends ? told : error);
        return ends ? error : told;
    }
    return told;
}
