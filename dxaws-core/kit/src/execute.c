/* SPDX-License-Identifier: MIT */
/* Executing a plan: actions in order, waits with backoff, cancellation in between. */
#include "execute.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

enum { FIRST_POLL_MS = 500, LONGEST_POLL_MS = 20000, DEFAULT_TIMEOUT_S = 1800 };

json_t *dx_action_payload(const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return payload ? json_deep_copy(payload) : json_object();
}

static dxaws_error *perform(struct execution *execution, dxaws_context *context,
                            const dxaws_action *action)
{
    struct dx_manager *manager = execution->manager;
    if (manager->hook != NULL) {
        bool performed = false;
        dxaws_error *error =
            manager->hook(manager->hook_self, context, action, execution->observed, &performed);
        if (error != NULL || performed) {
            return error;
        }
    }
    return manager->provider->ops->perform(manager->provider->self, context, action,
                                           execution->observed);
}

static dxaws_error *timed_out(const dxaws_action *action, const struct dx_schema *schema,
                              int64_t elapsed_ms, const struct dx_wait_state *state)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_TIMEOUT, schema->module, "WaitTimeout",
        "%s %s: %s not reached after %lld s: %s; it is safe to run again, which goes on waiting",
        schema->module, dxaws_action_resource(action), dxaws_action_kind(action),
        (long long)(elapsed_ms / 1000), state->why[0] ? state->why : "no answer yet");
    dxaws_error_set_retryable(error, true);
    return error;
}

/* One deadline a wait: the payload's, else the table's, never past the caller's own. */
static dxaws_context *wait_context(dxaws_context *context, const struct dx_action_spec *spec,
                                   const json_t *payload)
{
    json_int_t seconds = json_integer_value(json_object_get(payload, "timeout_s"));
    if (seconds <= 0) {
        seconds = spec->timeout_s > 0 ? spec->timeout_s : DEFAULT_TIMEOUT_S;
    }
    return dxaws_context_new_child(context, (int64_t)seconds * 1000);
}

static dxaws_error *poll_until_converged(struct execution *execution, dxaws_context *context,
                                         const dxaws_action *action, const json_t *payload)
{
    const struct dx_schema *schema = execution->manager->provider->schema;
    struct dx_wait_state state = {.done = false};
    int64_t start = dxaws_context_monotonic_ms(context);
    int64_t pause = FIRST_POLL_MS;
    for (;;) {
        dxaws_error *error = perform(execution, context, action);
        if (error == NULL) {
            error = schema->converged(dxaws_action_kind(action), payload,
                                      execution->observed->document, &state);
        }
        int64_t elapsed = dxaws_context_monotonic_ms(context) - start;
        if (error == NULL && state.done) {
            return NULL;
        }
        if (error == NULL) {
            execution_progress(execution, "waiting", elapsed, state.why);
            /* Jitter keeps several waits from polling in step. */
            double jitter = 0.8 + 0.4 * dxaws_context_jitter(context);
            error = dxaws_context_sleep_ms(context, (int64_t)((double)pause * jitter));
            pause = pause * 8 / 5 < LONGEST_POLL_MS ? pause * 8 / 5 : LONGEST_POLL_MS;
        }
        if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_TIMEOUT) {
            dxaws_error_free(error);
            elapsed = dxaws_context_monotonic_ms(context) - start;
            return timed_out(action, schema, elapsed, &state);
        }
        if (error != NULL) {
            return error;
        }
    }
}

static dxaws_error *wait_for(struct execution *execution, const dxaws_action *action,
                             const struct dx_action_spec *spec)
{
    json_t *payload = dx_action_payload(action);
    dxaws_context *context = payload ? wait_context(execution->context, spec, payload) : NULL;
    dxaws_error *error = context ? poll_until_converged(execution, context, action, payload)
                                 : dxaws_error_out_of_memory();
    dxaws_context_unref(context);
    json_decref(payload);
    return error;
}

/* An edited plan may hold back that a value is not known. What was observed may look like one. */
static bool hides_unknown(const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        if (!dx_is_known(dxaws_action_payload_tree(dxaws_plan_at(plan, i)))) {
            return dx_is_known(dxaws_plan_observed_tree(plan));
        }
    }
    return false;
}

/* Before the first effect: what cannot be finished is not begun. */
dxaws_error *execution_check(struct dx_manager *manager, const dxaws_plan *plan)
{
    struct dx_provider *provider = manager->provider;
    const struct dx_schema *schema = provider->schema;
    if (strcmp(dxaws_plan_module(plan), schema->module) != 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, schema->module, "WrongModule",
                               "a plan of module \"%s\" was given to \"%s\"",
                               dxaws_plan_module(plan), schema->module);
    }
    if (!dxaws_plan_is_complete(plan) || hides_unknown(plan)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, schema->module, "IncompletePlan",
                               "%s %s: the plan holds values that an earlier step decides; plan "
                               "again when they are known",
                               schema->module, dxaws_plan_resource(plan));
    }
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const char *kind = dxaws_action_kind(dxaws_plan_at(plan, i));
        const struct dx_action_spec *spec = dx_schema_action(schema, kind);
        bool hooked = spec != NULL && (spec->flags & DX_BY_MANAGER) && manager->hook != NULL;
        if (spec == NULL || (!hooked && !provider->ops->supports(provider->self, kind))) {
            return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, schema->module, "UnsupportedAction",
                                   "%s %s: provider \"%s\" cannot perform %s; nothing was changed",
                                   schema->module, dxaws_plan_resource(plan), provider->name, kind);
        }
    }
    return NULL;
}

void execution_progress(struct execution *execution, const char *status, int64_t elapsed_ms,
                        const char *why)
{
    const struct progress progress = {
        .plan = execution->plan,
        .index = execution->done,
        .status = status,
        .elapsed_ms = elapsed_ms,
        .why = why,
    };
    events_progress(execution->manager->provider->schema, execution->context, &progress);
}

static dxaws_error *run_action(struct execution *execution, const dxaws_action *action)
{
    const struct dx_schema *schema = execution->manager->provider->schema;
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    int64_t start = dxaws_context_monotonic_ms(execution->context);
    execution_progress(execution, "start", 0, NULL);
    dxaws_error *error = spec->flags & DX_WAITS ? wait_for(execution, action, spec)
                                                : perform(execution, execution->context, action);
    execution_progress(execution, error ? "failed" : "done",
                       dxaws_context_monotonic_ms(execution->context) - start,
                       error ? dxaws_error_message(error) : NULL);
    return error;
}

/* Says how far it got, when something was done before it stopped. */
static dxaws_error *partial(const struct execution *execution, dxaws_error *cause)
{
    size_t total = dxaws_plan_count(execution->plan);
    if (execution->done == 0) {
        return cause;
    }
    const char *module = execution->manager->provider->schema->module;
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_PARTIAL, module, "PartiallyApplied",
        "%s %s: %zu of %zu actions done, then %s: %s", module, dxaws_plan_resource(execution->plan),
        execution->done, total, dxaws_action_kind(dxaws_plan_at(execution->plan, execution->done)),
        dxaws_error_message(cause));
    dxaws_error_set_resource(error, dxaws_plan_resource(execution->plan));
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    dxaws_error_set_cause(error, cause);
    return error;
}

dxaws_error *execution_run(struct execution *execution)
{
    for (execution->done = 0; execution->done < dxaws_plan_count(execution->plan);
         execution->done++) {
        dxaws_error *error = dxaws_context_check(execution->context);
        if (error == NULL) {
            error = run_action(execution, dxaws_plan_at(execution->plan, execution->done));
        }
        if (error != NULL) {
            return partial(execution, error);
        }
    }
    return NULL;
}
