/* SPDX-License-Identifier: MIT */
/* Managers: the public facade of every module, generically. */
#include <dxaws/kit/engine.h>

#include <stdlib.h>
#include <string.h>

#include "execute.h"

dxaws_error *dx_manager_new(size_t size, struct dx_provider *provider, struct dx_manager **manager)
{
    if (provider == NULL || manager == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "MissingProvider",
                               "a manager needs a provider");
    }
    struct dx_manager *made = calloc(1, size);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    made->provider = dx_provider_ref(provider);
    *manager = made;
    return NULL;
}

struct dx_manager *dx_manager_ref(struct dx_manager *manager)
{
    if (manager != NULL) {
        atomic_fetch_add(&manager->references, 1);
    }
    return manager;
}

struct dx_manager *dx_manager_unref(struct dx_manager *manager)
{
    if (manager != NULL && atomic_fetch_sub(&manager->references, 1) == 1) {
        if (manager->hook_destroy != NULL) {
            manager->hook_destroy(manager->hook_self);
        }
        dx_provider_unref(manager->provider);
        free(manager);
    }
    return NULL;
}

/* Reads for a Desired that was validated already. */
static dxaws_error *read_current(struct dx_manager *manager, dxaws_context *context,
                                 const json_t *desired, struct dx_state *current)
{
    struct dx_provider *provider = manager->provider;
    struct dx_state wanted;
    struct dx_state observed;
    bool ready = dx_state_init(&wanted, provider->schema);
    ready = dx_state_init(&observed, provider->schema) && ready;
    dxaws_error *error = ready ? dx_state_assign(&wanted, desired) : dxaws_error_out_of_memory();
    if (error == NULL) {
        dx_strip_nulls(provider->schema, wanted.document); /* a plan's Desired has them */
        error = dxaws_context_check(context);
    }
    if (error == NULL) {
        error = provider->ops->read(provider->self, context, &wanted, &observed);
    }
    if (error == NULL && manager->observe != NULL) {
        error = manager->observe(manager->hook_self, context, desired, &observed);
    }
    if (error == NULL) {
        error = dx_state_check(&observed, DX_OBSERVED);
    }
    if (error == NULL) {
        json_decref(current->document);
        current->document = json_incref(observed.document);
    }
    dx_state_clear(&wanted);
    dx_state_clear(&observed);
    return error;
}

/* Gives @a made to the caller, or releases it when there was an error. */
static dxaws_error *hand_over(dxaws_error *error, struct dx_state *made, void *output)
{
    if (error != NULL) {
        dx_state_free(made);
        return error;
    }
    memcpy(output, &made, sizeof made);
    return NULL;
}

static dxaws_error *get_current(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, struct dx_state *current)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(desired, &normalised);
    if (error == NULL) {
        dx_report_deprecated(desired, context);
        error = read_current(manager, context, normalised, current);
    }
    json_decref(normalised);
    return error;
}

dxaws_error *dx_manager_get_current(struct dx_manager *manager, dxaws_context *context,
                                    const struct dx_state *desired, size_t size, void *made)
{
    struct dx_state *current = dx_state_new(size, manager->provider->schema);
    if (current == NULL) {
        return dxaws_error_out_of_memory();
    }
    return hand_over(get_current(manager, context, desired, current), current, made);
}

dxaws_error *dx_manager_plan(struct dx_manager *manager, dxaws_context *context,
                             const struct dx_state *desired, dxaws_plan **plan)
{
    const struct dx_schema *schema = manager->provider->schema;
    const char *subject = dx_state_text(desired, schema->identity);
    struct dx_state current;
    if (!dx_state_init(&current, schema)) {
        return dxaws_error_out_of_memory();
    }
    events_plan_start(schema, context, subject);
    dxaws_plan *made = NULL;
    dxaws_error *error = get_current(manager, context, desired, &current);
    if (error == NULL) {
        error = dx_plan(desired, &current, &made);
    }
    if (error == NULL) {
        events_plan(schema, context, "manager.plan.done", made);
        *plan = made;
    } else {
        events_outcome(schema, context, "manager.plan.done", subject, "failed", error);
    }
    dx_state_clear(&current);
    return error;
}

/* A plan of the one action that reads the result back; it never reaches a caller. */
static dxaws_error *outputs_plan(const struct dx_schema *schema, const dxaws_plan *plan,
                                 dxaws_plan **made)
{
    json_t *payload = json_loads(dxaws_plan_desired(plan), 0, NULL);
    dx_strip_nulls(schema, payload);
    json_t *document =
        json_pack("{si ss ss s[{ss ss so}]}", "plan", 1, "module", schema->module, "resource",
                  dxaws_plan_resource(plan), "actions", "kind", schema->outputs, "resource",
                  dxaws_plan_resource(plan), "payload", payload);
    char *text = document ? json_dumps(document, JSON_COMPACT) : NULL;
    dxaws_error *error = text ? dxaws_plan_parse(text, made) : dxaws_error_out_of_memory();
    free(text);
    json_decref(document);
    return error;
}

static dxaws_error *read_outputs(struct dx_manager *manager, dxaws_context *context,
                                 const dxaws_plan *plan, struct dx_state *result)
{
    struct dx_provider *provider = manager->provider;
    DXAWS_AUTO(dxaws_plan) outputs = NULL;
    struct dx_state observed;
    bool ready = dx_state_init(&observed, provider->schema);
    dxaws_error *error =
        ready ? outputs_plan(provider->schema, plan, &outputs) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error =
            provider->ops->perform(provider->self, context, dxaws_plan_at(outputs, 0), &observed);
    }
    if (error == NULL) {
        error = dx_state_assign(result, observed.document);
    }
    dx_state_clear(&observed);
    return error;
}

/* The result is what the service says now; without actions it was read a moment ago. */
static dxaws_error *read_back(struct dx_manager *manager, dxaws_context *context,
                              const dxaws_plan *plan, struct dx_state *result)
{
    struct dx_provider *provider = manager->provider;
    const char *outputs = provider->schema->outputs;
    bool changed = dxaws_plan_count(plan) > 0;
    if (changed && outputs != NULL && provider->ops->supports(provider->self, outputs)) {
        return read_outputs(manager, context, plan, result);
    }
    json_t *document =
        json_loads(changed ? dxaws_plan_desired(plan) : dxaws_plan_observed(plan), 0, NULL);
    if (document == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = changed ? read_current(manager, context, document, result)
                                 : dx_state_assign(result, document);
    json_decref(document);
    return error;
}

static dxaws_error *run(struct dx_manager *manager, dxaws_context *context, const dxaws_plan *plan)
{
    struct dx_state observed;
    if (!dx_state_init(&observed, manager->provider->schema)) {
        return dxaws_error_out_of_memory();
    }
    struct execution execution = {
        .manager = manager, .context = context, .plan = plan, .observed = &observed};
    json_t *before = json_loads(dxaws_plan_observed(plan), 0, NULL);
    dxaws_error *error = before ? dx_state_assign(&observed, before) : dxaws_error_out_of_memory();
    json_decref(before);
    if (error == NULL) {
        error = execution_run(&execution);
    }
    dx_state_clear(&observed);
    return error;
}

static dxaws_error *apply(struct dx_manager *manager, dxaws_context *context,
                          const dxaws_plan *plan, struct dx_state *result)
{
    const struct dx_schema *schema = manager->provider->schema;
    dxaws_error *error = execution_check(manager, plan);
    if (error != NULL) {
        return error;
    }
    events_plan(schema, context, "manager.apply.start", plan);
    error = run(manager, context, plan);
    if (error == NULL) {
        error = read_back(manager, context, plan, result);
    }
    events_outcome(schema, context, "manager.apply.done", dxaws_plan_resource(plan),
                   error                    ? "failed"
                   : dxaws_plan_count(plan) ? "applied"
                                            : "noop",
                   error);
    return error;
}

dxaws_error *dx_manager_apply(struct dx_manager *manager, dxaws_context *context,
                              const dxaws_plan *plan, size_t size, void *made)
{
    struct dx_state *result = dx_state_new(size, manager->provider->schema);
    if (result == NULL) {
        return dxaws_error_out_of_memory();
    }
    return hand_over(apply(manager, context, plan, result), result, made);
}

dxaws_error *dx_manager_execute(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, size_t size, void *made)
{
    const struct dx_schema *schema = manager->provider->schema;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dx_manager_plan(manager, context, desired, &plan);
    if (error == NULL) {
        error = dx_manager_apply(manager, context, plan, size, made);
    }
    const char *outcome = error ? "failed" : dxaws_plan_count(plan) == 0 ? "noop" : "applied";
    events_outcome(schema, context, "manager.execute.done",
                   dx_state_text(desired, schema->identity), outcome, error);
    return error;
}

dxaws_error *dx_manager_destroy(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, size_t size, void *made)
{
    struct dx_state absent;
    if (desired == NULL || !dx_state_init(&absent, manager->provider->schema)) {
        return dxaws_error_out_of_memory();
    }
    absent.refused = desired->refused;
    absent.out_of_memory = desired->out_of_memory;
    dxaws_error *error = dx_state_assign(&absent, desired->document);
    dx_state_set_boolean(&absent, "present", false);
    if (error == NULL) {
        error = dx_manager_execute(manager, context, &absent, size, made);
    }
    dx_state_clear(&absent);
    return error;
}
