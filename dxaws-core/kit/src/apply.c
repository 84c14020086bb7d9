/* SPDX-License-Identifier: MIT */
/* Applying a plan: as a whole, or one step at a time. */
#include <dxaws/cache.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/engine.h>

#include <stdlib.h>
#include <string.h>

#include "execute.h"
#include "how.h"
#include "patience.h"
#include "simulate.h"

/* A plan of one action; it never reaches a caller. Takes @a payload over. */
static dxaws_error *plan_one(const struct dx_schema *schema, const char *kind, const char *resource,
                             json_t *payload, dxaws_plan **made)
{
    return dxaws_plan_new(json_pack("{si ss ss s[{ss ss so}]}", "plan", 1, "module", schema->module,
                                    "resource", resource, "actions", "kind", kind, "resource",
                                    resource, "payload", payload),
                          made);
}

/* A question goes the way of an action, so that recordings, functions and providers of
 * strangers have one door only; it is asked again for what passes by itself, as actions are. */
dxaws_error *dx_manager_ask(struct dx_manager *manager, dxaws_context *context, const char *kind,
                            const char *resource, json_t *payload, json_t **answered)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    dxaws_error *error =
        plan_one(dx_provider_schema(manager->provider), kind, resource, payload, &plan);
    error = error ? error : dxaws_document_new(json_object(), &before);
    struct patience patience = {.schema = dx_provider_schema(manager->provider),
                                .context = context,
                                .resource = resource,
                                .action = kind};
    if (error == NULL) {
        do {
            error = dxaws_provider_perform(manager->provider, context, dxaws_plan_at(plan, 0),
                                           before, &after);
        } while (patience_lasts(&patience, &error));
    }
    if (error == NULL) {
        *answered = dxaws_tree_copy(dxaws_document_tree(after));
        error = *answered ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

/* What was done is the beginning of a run: its end is left, or is another part's of a larger plan.
 */
static bool goes_on(const struct execution *execution)
{
    const json_t *elsewhere = json_object_get(dxaws_plan_tree(execution->plan), DX_ELSEWHERE);
    return dx_provider_schema(execution->manager->provider)->one_run &&
           (execution->done < dxaws_plan_count(execution->plan) || json_array_size(elsewhere) > 0);
}

/* The result is what the service says now; without actions it was read a moment ago. What it says
 * is learned. */
static dxaws_error *read_back(struct execution *execution, json_t **result)
{
    struct dx_manager *manager = execution->manager;
    const char *outputs = dx_provider_schema(manager->provider)->outputs;
    dxaws_error *error = NULL;
    json_t *read = NULL;
    /* What was read for the plan, or by the step before, is as good as another reading, which
     * costs requests. */
    if (execution->done == 0 || goes_on(execution)) {
        read = dxaws_tree_copy(execution->observed);
        error = read ? NULL : dxaws_error_out_of_memory();
    } else if (outputs != NULL && dxaws_provider_supports(manager->provider, outputs)) {
        json_t *wanted = dx_strip_nulls(dx_provider_schema(manager->provider), /* is left alone */
                                        dxaws_tree_copy(dxaws_plan_desired_tree(execution->plan)));
        error = dx_manager_ask(manager, execution->context, outputs,
                               dxaws_plan_resource(execution->plan), wanted, &read);
    } else {
        error = dx_manager_read_again(manager, execution->context,
                                      dxaws_plan_desired_tree(execution->plan), execution->observed,
                                      &read);
    }
    if (error != NULL && execution->done > 0) {
        error =
            stale_explain(execution, dxaws_plan_at(execution->plan, execution->done - 1), error);
    }
    error = error ? error : execution_learn(execution, read);
    if (error != NULL) {
        json_decref(read);
        return execution_partial(execution, "reading back", error);
    }
    *result = read;
    return NULL;
}

/* The plan of what is left when its first @a done actions are done. @a why says what is still
 * waited for, or is NULL; @a since_ms, since when that is to be otherwise, or is 0. */
/* The plan keeps all else that it said, desired and options too: another process has nothing
 * but this text to go on. */
static dxaws_error *rest_of(const struct execution *execution, size_t done, const char *why,
                            int64_t since_ms, dxaws_plan **rest)
{
    const json_t *tree = dxaws_plan_tree(execution->plan);
    json_t *document = dx_members((json_t *)(uintptr_t)tree);
    json_t *left = json_array();
    bool whole = true;
    for (size_t i = done; i < dxaws_plan_count(execution->plan); i++) {
        json_t *action = json_array_get(json_object_get(tree, "actions"), i);
        dx_append(&whole, left, json_incref(action));
    }
    dx_put(&whole, document, "actions", left);
    dx_put(&whole, document, "observed", json_incref(execution->observed));
    json_object_del(document, "waiting");
    json_object_del(document, EXECUTION_DIFFERS_SINCE);
    if (since_ms > 0) {
        dx_put(&whole, document, EXECUTION_DIFFERS_SINCE, json_integer(since_ms));
    }
    if (why != NULL) {
        dx_put(&whole, document, "waiting", json_string(why));
    }
    return dxaws_plan_new(dx_whole(whole, document), rest);
}

static void end(struct execution *execution)
{
    json_decref(execution->observed);
    dxaws_context_unref(execution->context);
}

/* An execution of the plan, checked; the caller ends it. */
static dxaws_error *begin(struct execution *execution, struct dx_manager *manager,
                          dxaws_context *context, const dxaws_plan *plan,
                          const dxaws_apply_options *given, dxaws_apply_options **options)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    const json_t *observed = dxaws_plan_observed_tree(plan);
    *execution = (struct execution){
        .manager = manager, .context = dxaws_context_new_run(context), .plan = plan};
    dxaws_error *error = execution->context ? execution_check(manager, execution->context, plan)
                                            : dxaws_error_out_of_memory();
    /* First what the plan says, then whether it may be performed so, and only then what is
     * there by now: the last costs requests, and what is wrong with a plan is wrong whatever is
     * there. */
    error = error ? error : dxaws_apply_options_merge(plan, given, options);
    error = error ? error : how_check(schema, *options);
    error = error ? error : dx_check_consents(schema->module, plan, given);
    if (error == NULL) {
        execution->options = *options;
        execution->observed = observed ? dxaws_tree_copy(observed) : json_object();
        error = execution->observed ? stale_check(execution) : dxaws_error_out_of_memory();
    }
    return error;
}

dxaws_error *dx_manager_perform(struct dx_manager *manager, dxaws_context *context,
                                const dxaws_plan *plan, const dxaws_apply_options *options,
                                dxaws_plan **rest, json_t **result)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    DXAWS_AUTO(dxaws_apply_options) merged = NULL;
    struct execution execution;
    json_t *read = NULL;
    dxaws_error *error = begin(&execution, manager, context, plan, options, &merged);
    if (error == NULL) {
        events_plan(schema, context, "manager.apply.start", plan);
        error = execution_run(&execution);
        error = error ? error : read_back(&execution, &read);
        /* What is read back a moment after a write may be of before it, since services spread
         * what they are told: it is looked at again for a while before it is called otherwise. */
        error = error ? error : execution_confirm(&execution, &read);
        events_outcome(schema, context, "manager.apply.done", dxaws_plan_resource(plan),
                       error                    ? "failed"
                       : dxaws_plan_count(plan) ? "applied"
                                                : "noop",
                       error);
    }
    if (error == NULL && rest != NULL) {
        error = rest_of(&execution, execution.done, NULL, 0, rest);
    }
    end(&execution);
    if (error != NULL) {
        json_decref(read);
        return error;
    }
    *result = read;
    return NULL;
}

/* After the last action; when what is read back is otherwise, it is as if that were not done yet.
 */
static dxaws_error *end_steps(struct execution *execution, struct dx_wait_state *state,
                              int64_t *since_ms)
{
    json_t *before = json_incref(execution->observed);
    json_t *read = NULL;
    execution->done = 1;
    dxaws_error *error = read_back(execution, &read);
    error = error ? error : execution_look_back(execution, state, since_ms);
    if (error == NULL && !state->done) {
        json_decref(execution->observed);
        execution->observed = json_incref(before);
        execution->done = 0;
    }
    json_decref(before);
    json_decref(read);
    return error;
}

dxaws_error *dx_manager_step(struct dx_manager *manager, dxaws_context *context,
                             const dxaws_plan *plan, const dxaws_apply_options *options,
                             dxaws_plan **rest)
{
    DXAWS_AUTO(dxaws_apply_options) merged = NULL;
    struct execution execution;
    struct dx_wait_state state = {.done = false};
    size_t count = dxaws_plan_count(plan);
    int64_t since_ms = 0;
    dxaws_error *error = begin(&execution, manager, context, plan, options, &merged);
    error = error ? error : dx_check_step(dxaws_plan_module(plan), merged);
    if (error == NULL && count > 0) {
        error = execution_step(&execution, &state);
        const char *kind = dxaws_action_kind(dxaws_plan_at(plan, 0));
        error = error ? execution_partial(&execution, kind, error) : NULL;
    }
    /* Only the last step reads back: between two steps a reading would show what the next one
     * is about to change. */
    if (error == NULL && state.done && count == 1) {
        error = end_steps(&execution, &state, &since_ms);
    }
    if (error == NULL) {
        bool waiting = count > 0 && !state.done;
        error = rest_of(&execution, state.done, waiting ? state.why : NULL, since_ms, rest);
    }
    end(&execution);
    return error;
}

dxaws_error *dx_manager_apply(struct dx_manager *manager, dxaws_context *context,
                              const dxaws_plan *plan, const dxaws_apply_options *options,
                              size_t size, void *made)
{
    json_t *result = NULL;
    dxaws_error *error = dx_manager_perform(manager, context, plan, options, NULL, &result);
    return error ? error : dx_state_take(size, dx_provider_schema(manager->provider), result, made);
}

dxaws_error *dx_manager_execute(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, const dxaws_apply_options *options,
                                size_t size, void *made)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(context); /* both share what is read */
    dxaws_error *error =
        run ? dx_manager_plan(manager, run, desired, options, &plan) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = dx_manager_apply(manager, run, plan, options, size, made);
    }
    const char *outcome = error ? "failed" : dxaws_plan_count(plan) == 0 ? "noop" : "applied";
    events_outcome(schema, context, "manager.execute.done",
                   dx_state_text(desired, schema->identity), outcome, error);
    return error;
}

dxaws_error *dx_manager_destroy(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, const dxaws_apply_options *options,
                                size_t size, void *made)
{
    struct dx_state absent;
    if (desired == NULL || !dx_state_init(&absent, dx_provider_schema(manager->provider))) {
        return dxaws_error_out_of_memory();
    }
    /* What a setter could not store has to be told here too: whatever is removed would else be
     * found by less than the caller said. */
    absent.refused = desired->refused;
    absent.out_of_memory = desired->out_of_memory;
    dxaws_error *error = dx_state_assign(&absent, desired->document);
    dx_state_set_boolean(&absent, DX_PRESENT, false);
    if (error == NULL) {
        error = dx_manager_execute(manager, context, &absent, options, size, made);
    }
    dx_state_clear(&absent);
    return error;
}
