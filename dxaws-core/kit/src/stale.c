/* SPDX-License-Identifier: MIT */
/* Plans for what is not there: made in another account, or before somebody removed it. */
#include "execute.h"
#include "presets.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>

/* Whether a plan begins with that action. */
static bool begins_with(const dxaws_plan *plan, const dxaws_action *action)
{
    const dxaws_action *first = dxaws_plan_count(plan) > 0 ? dxaws_plan_at(plan, 0) : NULL;
    return first != NULL && strcmp(dxaws_action_kind(first), dxaws_action_kind(action)) == 0 &&
           json_equal(dxaws_action_payload_tree(first), dxaws_action_payload_tree(action));
}

dxaws_error *execution_plan_again(const struct execution *execution, const json_t *observed,
                                  dxaws_plan **again)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const json_t *unsaid = json_object_get(dxaws_plan_tree(execution->plan), DX_UNSAID);
    const struct dx_state desired = {
        .schema = schema,
        .document = presets_leave_out(dxaws_plan_desired_tree(execution->plan), unsaid)};
    const struct dx_state current = {.schema = schema, .document = (json_t *)(uintptr_t)observed};
    dxaws_error *error = desired.document ? dx_plan(&desired, &current, execution->options, again)
                                          : dxaws_error_out_of_memory();
    json_decref(desired.document);
    return error;
}

/* Reads, and plans again. */
static dxaws_error *plan_from_now(const struct execution *execution, dxaws_plan **plan)
{
    json_t *read = NULL;
    dxaws_error *error = dx_manager_read(execution->manager, execution->context,
                                         dxaws_plan_desired_tree(execution->plan), &read);
    error = error ? error : execution_plan_again(execution, read, plan);
    json_decref(read);
    return error;
}

/* Whether it is another plan by now, or none. What cannot be found out is not said. */
static bool is_stale(const struct execution *execution, const dxaws_action *action)
{
    DXAWS_AUTO(dxaws_plan) again = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_from_now(execution, &again);
    switch (error ? dxaws_error_get_kind(error) : 0) {
    case 0:
        return !begins_with(again, action);
    case DXAWS_ERROR_NOT_FOUND:
    case DXAWS_ERROR_CONFLICT:
    case DXAWS_ERROR_STALE:
        return true;
    default:
        return false;
    }
}

/* Takes @a cause over, which may be NULL. */
static dxaws_error *stale(const struct execution *execution, const dxaws_action *action,
                          dxaws_error *cause)
{
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_STALE, module, DXAWS_MODULE_ERROR_STALE_PLAN,
        "%s %s: what %s was planned for is not there: it was removed, or the plan is of another "
        "account; plan again",
        module, dxaws_action_resource(action), dxaws_action_kind(action));
    dxaws_error_set_resource(error, dxaws_action_resource(action));
    dxaws_error_set_cause(error, cause);
    return error;
}

dxaws_error *stale_explain(const struct execution *execution, const dxaws_action *action,
                           dxaws_error *error)
{
    /* A service says that it does not know a name. That the plan was made when it did, only the
     * plan knows: the advice is to plan again, and not to look for a wrong name. */
    bool missed = error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND;
    return missed && is_stale(execution, action) ? stale(execution, action, error) : error;
}

/* Whether the first action has to be looked after: nothing else would notice before its effect. */
static bool needs_look(const struct execution *execution)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const json_t *desired = dxaws_plan_desired_tree(execution->plan);
    const struct dx_action_spec *spec =
        dxaws_plan_count(execution->plan) > 0
            ? dx_schema_action(schema, dxaws_action_kind(dxaws_plan_at(execution->plan, 0)))
            : NULL;
    /* Any other write is refused by the service for what is not there; a removal succeeds all
     * the same, and what is made beside the resource does not ask for it. */
    return spec != NULL && (spec->flags & (DX_DESTROYS | DX_BESIDE)) &&
           dx_exists(execution->observed) && dx_is_present(desired);
}

dxaws_error *stale_check(const struct execution *execution)
{
    json_t *read = NULL;
    if (!needs_look(execution)) {
        return NULL;
    }
    dxaws_error *error = dx_manager_read(execution->manager, execution->context,
                                         dxaws_plan_desired_tree(execution->plan), &read);
    bool missed = error ? dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND
                        : json_is_false(json_object_get(read, DX_EXISTS));
    json_decref(read);
    return missed ? stale(execution, dxaws_plan_at(execution->plan, 0), error) : error;
}
