/* SPDX-License-Identifier: MIT */
/* Executing a plan: actions in order, waits with backoff, cancellation in between. */
#include "execute.h"
#include "patience.h"
#include "simulate.h"

#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

enum { FIRST_POLL_MS = 500, LONGEST_POLL_MS = 20000, DEFAULT_TIMEOUT_S = 1800 };

json_t *dx_action_payload(const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return payload ? dxaws_tree_copy(payload) : json_object();
}

static void tell_progress(const struct execution *execution, const char *status, int64_t elapsed_ms,
                          const char *why)
{
    const struct progress progress = {
        .plan = execution->plan,
        .index = execution->done,
        .status = status,
        .elapsed_ms = elapsed_ms,
        .why = why,
    };
    events_progress(dx_provider_schema(execution->manager->provider), execution->context,
                    &progress);
}

/* It goes on waiting, for as long as it is refused. */
static void tell_waiting(void *self, int64_t elapsed_ms, const char *why)
{
    tell_progress(self, "waiting", elapsed_ms, why);
}

/* What the manager's hook makes of the action; *answered stays NULL when it leaves it alone. */
static dxaws_error *perform_by_hook(struct execution *execution, dxaws_context *context,
                                    const dxaws_action *action, json_t **answered)
{
    struct dx_manager *manager = execution->manager;
    struct dx_state state = {.schema = dx_provider_schema(manager->provider),
                             .document = dxaws_tree_copy(execution->observed)};
    bool performed = false;
    dxaws_error *error =
        state.document ? manager->hook(manager->hook_self, context, action, &state, &performed)
                       : dxaws_error_out_of_memory();
    if (error == NULL && performed) {
        *answered = json_incref(state.document);
    }
    dx_state_clear(&state);
    return error;
}

/* What was observed goes along as a document and comes back as another one: the provider may be
 * a function elsewhere, or a recording, which shares no memory with this process. */
static dxaws_error *perform_by_provider(struct execution *execution, dxaws_context *context,
                                        const dxaws_action *action, json_t **answered)
{
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    dxaws_error *error = dxaws_document_new(json_incref(execution->observed), &before);
    if (error == NULL) {
        error =
            dxaws_provider_perform(execution->manager->provider, context, action, before, &after);
    }
    if (error == NULL) {
        *answered = json_incref((json_t *)(uintptr_t)dxaws_document_tree(after));
    }
    return error;
}

/* The hook is asked first: what a manager does through another module, such as the record of a
 * certificate, its own provider knows nothing of. What it leaves alone is the provider's. */
static dxaws_error *attempt(struct execution *execution, dxaws_context *context,
                            const dxaws_action *action, json_t **answered)
{
    dxaws_error *error = NULL;
    if (execution->manager->hook != NULL) {
        error = perform_by_hook(execution, context, action, answered);
    }
    if (error == NULL && *answered == NULL) {
        error = stale_explain(execution, action,
                              perform_by_provider(execution, context, action, answered));
    }
    return error;
}

dxaws_error *execution_perform(struct execution *execution, dxaws_context *context,
                               const dxaws_action *action)
{
    struct patience patience = {.schema = dx_provider_schema(execution->manager->provider),
                                .context = context,
                                .resource = dxaws_action_resource(action),
                                .action = dxaws_action_kind(action),
                                .tell = tell_waiting,
                                .tell_self = execution};
    json_t *answered = NULL;
    dxaws_error *error;
    do {
        error = attempt(execution, context, action, &answered);
    } while (patience_lasts(&patience, &error));
    /* Services answer with little of what a write made true, and with what they read while it
     * was still spreading: what the action says is concluded, and only what is news is taken
     * from the answer. */
    if (error == NULL) {
        json_t *settled = simulation_settle(dx_provider_schema(execution->manager->provider),
                                            action, execution->observed, answered);
        error = settled ? NULL : dxaws_error_out_of_memory();
        if (settled != NULL) {
            json_decref(execution->observed);
            execution->observed = settled;
        }
    }
    json_decref(answered);
    return error;
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

/* One deadline a wait: the options', else the table's, never past the caller's.
 */
static dxaws_context *wait_context(const struct execution *execution,
                                   const struct dx_action_spec *spec)
{
    char qualified[120];
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    snprintf(qualified, sizeof qualified, "%s.%s", module, spec->kind);
    int64_t timeout_ms = dxaws_apply_options_timeout_ms(execution->options, qualified);
    /* Who applies a site names the module as well, since two modules may have a wait of the
     * same kind; who applies one module need not. */
    if (timeout_ms <= 0) {
        timeout_ms = dxaws_apply_options_timeout_ms(execution->options, spec->kind);
    }
    if (timeout_ms <= 0) {
        timeout_ms = (spec->timeout_s > 0 ? spec->timeout_s : DEFAULT_TIMEOUT_S) * INT64_C(1000);
    }
    return dxaws_context_new_child(execution->context, timeout_ms);
}

static dxaws_error *look(struct execution *execution, dxaws_context *context,
                         const dxaws_action *action, struct dx_wait_state *state)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    dxaws_error *error = execution_perform(execution, context, action);
    return error ? error
                 : schema->converged(dxaws_action_kind(action), dxaws_action_payload_tree(action),
                                     execution->observed, state);
}

/* The first look comes at once, since much is done by then, and the pauses grow: what took a
 * minute is not over in the next second, and every look counts against the account's rate of
 * requests. */
static dxaws_error *poll_until_converged(struct execution *execution, dxaws_context *context,
                                         const dxaws_action *action)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    struct dx_wait_state state = {.done = false};
    int64_t start = dxaws_context_monotonic_ms(context);
    int64_t pause = FIRST_POLL_MS;
    for (;;) {
        dxaws_error *error = look(execution, context, action, &state);
        int64_t elapsed = dxaws_context_monotonic_ms(context) - start;
        if (error == NULL && state.done) {
            return NULL;
        }
        if (error == NULL) {
            tell_progress(execution, "waiting", elapsed, state.why);
            /* Jitter keeps several waits from polling in step. */
            double jitter = 0.8 + 0.4 * dxaws_context_jitter(context);
            error = dxaws_context_sleep_ms(context, (int64_t)((double)pause * jitter));
            pause = pause * 8 / 5 < LONGEST_POLL_MS ? pause * 8 / 5 : LONGEST_POLL_MS;
        }
        /* The deadline may pass in a request as well as between two. What is told is the wait's
         * own, with what it saw last: that a request took too long helps nobody. */
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
    dxaws_context *context = wait_context(execution, spec);
    dxaws_error *error =
        context ? poll_until_converged(execution, context, action) : dxaws_error_out_of_memory();
    dxaws_context_unref(context);
    return error;
}

/* A wait that the plan has and the options of this apply leave out. */
static bool is_left_out(const struct execution *execution, const dxaws_action *action)
{
    dxaws_wait level = dxaws_wait_from_name(dx_text(dxaws_action_payload_tree(action), "wait"));
    return !dx_is_waited_for(level, execution->options);
}

/* What is left out still counts as done: the plan that is left must not begin with it. */
static dxaws_error *run_action(struct execution *execution, const dxaws_action *action)
{
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    bool waits = spec->flags & DX_WAITS;
    if (is_left_out(execution, action)) {
        return NULL;
    }
    int64_t start = dxaws_context_monotonic_ms(execution->context);
    tell_progress(execution, "start", 0, NULL);
    dxaws_error *error = waits ? wait_for(execution, action, spec)
                               : execution_perform(execution, execution->context, action);
    tell_progress(execution, error ? "failed" : "done",
                  dxaws_context_monotonic_ms(execution->context) - start,
                  error ? dxaws_error_message(error) : NULL);
    return error;
}

/* Whether something else than waiting was done, or a part of it: only a provider that makes its
 * calls by other means than core's does not have them noted. */
static bool has_effect(const struct execution *execution)
{
    if (dxaws_context_writes(execution->context) > 0) {
        return true;
    }
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    for (size_t i = 0; i < execution->done && i < dxaws_plan_count(execution->plan); i++) {
        const char *kind = dxaws_action_kind(dxaws_plan_at(execution->plan, i));
        if (!(dx_schema_action(schema, kind)->flags & DX_WAITS)) {
            return true;
        }
    }
    return false;
}

/* PARTIAL only where something was written: whoever gets another kind may change what is
 * wanted, or go elsewhere, and nothing of the first attempt stands in the way. */
dxaws_error *execution_partial(const struct execution *execution, const char *then,
                               dxaws_error *cause)
{
    size_t total = dxaws_plan_count(execution->plan);
    if (!has_effect(execution)) {
        return cause;
    }
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_PARTIAL, module, "PartiallyApplied",
                                         "%s %s: %zu of %zu actions done, then %s: %s", module,
                                         dxaws_plan_resource(execution->plan), execution->done,
                                         total, then, dxaws_error_message(cause));
    dxaws_error_set_resource(error, dxaws_plan_resource(execution->plan));
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    dxaws_error_set_cause(error, cause);
    return error;
}

/* How many actions are to be performed: all, or those up to where the options say to stop. */
static dxaws_error *count_wanted(const struct execution *execution, size_t *count)
{
    const char *last = dxaws_apply_options_stop_after(execution->options);
    *count = last ? 0 : dxaws_plan_count(execution->plan);
    for (size_t i = 0; last != NULL && i < dxaws_plan_count(execution->plan); i++) {
        if (strcmp(dxaws_action_kind(dxaws_plan_at(execution->plan, i)), last) == 0) {
            *count = i + 1;
        }
    }
    if (*count > 0 || dxaws_plan_count(execution->plan) == 0) {
        return NULL;
    }
    const char *module = dx_provider_schema(execution->manager->provider)->module;
    return dxaws_error_new(
        DXAWS_ERROR_INVALID_ARGUMENT, module, "InvalidOptions",
        "%s %s: \"stop_after\" is \"%s\", and the plan has no such action; name one of its kinds",
        module, dxaws_plan_resource(execution->plan), last);
}

/* Asked before each action, and not by it alone: an action that makes no request of its own
 * would not notice that the caller has given up. */
dxaws_error *execution_run(struct execution *execution)
{
    size_t wanted;
    dxaws_error *error = count_wanted(execution, &wanted);
    if (error != NULL) {
        return error;
    }
    for (execution->done = 0; execution->done < wanted; execution->done++) {
        error = dxaws_context_check(execution->context);
        if (error == NULL) {
            error = run_action(execution, dxaws_plan_at(execution->plan, execution->done));
        }
        if (error != NULL) {
            const dxaws_action *action = dxaws_plan_at(execution->plan, execution->done);
            return execution_partial(execution, dxaws_action_kind(action), error);
        }
    }
    return NULL;
}

/* One look, without a pause: who takes single steps, such as a state machine, waits by its own
 * means, and pays for no process that sleeps. */
dxaws_error *execution_step(struct execution *execution, struct dx_wait_state *state)
{
    const dxaws_action *action = dxaws_plan_at(execution->plan, 0);
    const struct dx_schema *schema = dx_provider_schema(execution->manager->provider);
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    dxaws_error *error = dxaws_context_check(execution->context);
    *state = (struct dx_wait_state){.done = true};
    if (error != NULL || !(spec->flags & DX_WAITS)) {
        return error ? error : run_action(execution, action);
    }
    if (is_left_out(execution, action)) {
        return NULL;
    }
    error = look(execution, execution->context, action, state);
    tell_progress(execution,
                  error         ? "failed"
                  : state->done ? "done"
                                : "waiting",
                  0, error ? dxaws_error_message(error) : state->why);
    return error;
}
