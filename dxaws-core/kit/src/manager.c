/* SPDX-License-Identifier: MIT */
/* Managers: the public facade of every module, generically. */
#include <dxaws/kit/engine.h>

#include <stdlib.h>
#include <string.h>

#include "execute.h"

dxaws_error *dx_manager_new(size_t size, struct dx_provider *provider,
                            struct dx_manager **manager)
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
    dxaws_error *error =
        ready ? dx_state_assign(&wanted, desired) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = dxaws_context_check(context);
    }
    if (error == NULL) {
        error = provider->ops->read(provider->self, context, &wanted, &observed);
    }
    if (error == NULL) {
        error = dx_state_check(&observed);
    }
    if (error == NULL) {
        json_decref(current->document);
        current->document = json_incref(observed.document);
    }
    dx_state_clear(&wanted);
    dx_state_clear(&observed);
    return error;
}

dxaws_error *dx_manager_get_current(struct dx_manager *manager, dxaws_context *context,
                                    const struct dx_state *desired, struct dx_state *current)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(desired, &normalised);
    if (error == NULL) {
        error = read_current(manager, context, normalised, current);
    }
    json_decref(normalised);
    return error;
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
    dxaws_error *error = dx_manager_get_current(manager, context, desired, &current);
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

/* The result is what the service says now; without actions it was read a moment ago. */
static dxaws_error *read_back(struct dx_manager *manager, dxaws_context *context,
                              const dxaws_plan *plan, struct dx_state *result)
{
    const char *text =
        dxaws_plan_count(plan) == 0 ? dxaws_plan_observed(plan) : dxaws_plan_desired(plan);
    json_t *document = json_loads(text, 0, NULL);
    if (document == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_plan_count(plan) == 0
                             ? dx_state_assign(result, document)
                             : read_current(manager, context, document, result);
    json_decref(document);
    return error;
}

static dxaws_error *run(struct dx_manager *manager, dxaws_context *context,
                        const dxaws_plan *plan)
{
    struct dx_state observed;
    if (!dx_state_init(&observed, manager->provider->schema)) {
        return dxaws_error_out_of_memory();
    }
    struct execution execution = {
        .manager = manager, .context = context, .plan = plan, .observed = &observed};
    json_t *before = json_loads(dxaws_plan_observed(plan), 0, NULL);
    dxaws_error *error =
        before ? dx_state_assign(&observed, before) : dxaws_error_out_of_memory();
    json_decref(before);
    if (error == NULL) {
        error = execution_run(&execution);
    }
    dx_state_clear(&observed);
    return error;
}

dxaws_error *dx_manager_apply(struct dx_manager *manager, dxaws_context *context,
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
                   error ? "failed" : dxaws_plan_count(plan) ? "applied" : "noop", error);
    return error;
}

dxaws_error *dx_manager_execute(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, struct dx_state *result)
{
    const struct dx_schema *schema = manager->provider->schema;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dx_manager_plan(manager, context, desired, &plan);
    if (error == NULL) {
        error = dx_manager_apply(manager, context, plan, result);
    }
    const char *outcome = error                      ? "failed"
                          : dxaws_plan_count(plan) == 0 ? "noop"
                                                     : "applied";
    events_outcome(schema, context, "manager.execute.done",
                   dx_state_text(desired, schema->identity), outcome, error);
    return error;
}

dxaws_error *dx_manager_destroy(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, struct dx_state *result)
{
    struct dx_state absent;
    if (!dx_state_init(&absent, manager->provider->schema)) {
        return dxaws_error_out_of_memory();
    }
    absent.refused = desired->refused;
    dxaws_error *error = dx_state_assign(&absent, desired->document);
    dx_state_set_boolean(&absent, "present", false);
    if (error == NULL) {
        error = dx_manager_execute(manager, context, &absent, result);
    }
    dx_state_clear(&absent);
    return error;
}
