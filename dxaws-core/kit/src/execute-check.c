/* SPDX-License-Identifier: MIT */
/* Whether a plan can be executed as it stands, before anything of it is: a plan is a text that may
 * have been written by another release, for another provider, or by hand. */
#include "execute.h"
#include "simulate.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>

/* An edited plan may hold back that a value is not known. What was observed may look like one, but
 * not for what is desired. */
static bool hides_unknown(const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        if (!dx_is_known(dxaws_action_payload_tree(dxaws_plan_at(plan, i)))) {
            return dx_is_known(dxaws_plan_observed_tree(plan)) ||
                   !dx_is_known(dxaws_plan_desired_tree(plan));
        }
    }
    return false;
}

/* A plan may have been written by anybody: what its actions need is there, and so is what is read
 * back afterwards. */
static dxaws_error *check_contents(const struct dx_schema *schema, const dxaws_plan *plan)
{
    const struct dx_state desired = {
        .schema = schema, .document = (json_t *)(uintptr_t)dxaws_plan_desired_tree(plan)};
    json_t *normalised = NULL;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < dxaws_plan_count(plan) && error == NULL; i++) {
        error = simulation_check_payload(schema, dxaws_plan_at(plan, i));
    }
    /* Without actions nothing is written and nothing read back: a plan of what is left says no
     * more than that it is over. */
    if (error != NULL || dxaws_plan_count(plan) == 0) {
        return error;
    }
    if (desired.document == NULL) {
        return dx_invalid(schema, "%s %s: the plan does not say what is desired; plan again",
                          schema->module, dxaws_plan_resource(plan));
    }
    error = dx_wanted(&desired, &normalised);
    error = error ? error : edited_check(schema, plan, normalised);
    json_decref(normalised);
    return error;
}

/* That each action of the plan can be performed. */
static dxaws_error *check_support(struct dx_manager *manager, dxaws_context *context,
                                  const dxaws_plan *plan)
{
    dxaws_provider *provider = manager->provider;
    const struct dx_schema *schema = dx_provider_schema(provider);
    /* All kinds are asked for before the first is performed: what the last one would be refused
     * for would leave the others done. */
    dxaws_error *error =
        dxaws_plan_count(plan) > 0 ? dxaws_provider_prepare(provider, context) : NULL;
    for (size_t i = 0; i < dxaws_plan_count(plan) && error == NULL; i++) {
        const char *kind = dxaws_action_kind(dxaws_plan_at(plan, i));
        const struct dx_action_spec *spec = dx_schema_action(schema, kind);
        bool hooked = spec != NULL && (spec->flags & DX_BY_MANAGER) && manager->hook != NULL;
        if (spec == NULL || (!hooked && !dxaws_provider_supports(provider, kind))) {
            error = dxaws_error_new(
                DXAWS_ERROR_UNSUPPORTED, schema->module, "UnsupportedAction",
                "%s %s: provider \"%s\" cannot perform %s; nothing was changed: use another one",
                schema->module, dxaws_plan_resource(plan), dxaws_provider_name(provider), kind);
        }
    }
    return error;
}

dxaws_error *execution_check(struct dx_manager *manager, dxaws_context *context,
                             const dxaws_plan *plan)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    if (strcmp(dxaws_plan_module(plan), schema->module) != 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, schema->module, "WrongModule",
                               "a plan of module \"%s\" was given to \"%s\"; give it to its own",
                               dxaws_plan_module(plan), schema->module);
    }
    if (!dxaws_plan_is_complete(plan) || hides_unknown(plan)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, schema->module, "IncompletePlan",
                               "%s %s: the plan holds values that an earlier step decides; plan "
                               "again when they are known",
                               schema->module, dxaws_plan_resource(plan));
    }
    dxaws_error *error = check_support(manager, context, plan);
    return error ? error : check_contents(schema, plan);
}
