/* SPDX-License-Identifier: MIT */
/* Managers: the public facade of every module, generically. What they read and plan. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/engine.h>

#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "events.h"
#include "patience.h"

dxaws_error *dx_manager_new(size_t size, dxaws_provider *provider, struct dx_manager **manager)
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
    made->provider = dxaws_provider_ref(provider);
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
        dxaws_provider_unref(manager->provider);
        free(manager);
    }
    return NULL;
}

/* What the manager's hook adds to what was read; @a observed is replaced. */
static dxaws_error *observe(struct dx_manager *manager, dxaws_context *context,
                            const json_t *desired, json_t **observed)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    struct dx_state state = {.schema = schema, .document = *observed};
    dxaws_error *error = NULL;
    if (manager->observe != NULL) {
        error = manager->observe(manager->hook_self, context, desired, &state);
    }
    /* What providers and hooks fill in is checked as what a caller gives: they may be
     * strangers', and of another release. */
    error = error ? error : dx_state_check(&state, DX_OBSERVED);
    *observed = state.document;
    return error;
}

/* The reading, and what is told of it. */
struct reading {
    const struct dx_schema *schema;
    dxaws_context *context;
    const char *subject;
};

static void tell_waiting(void *self, int64_t elapsed_ms, const char *why)
{
    const struct reading *reading = self;
    events_reading(reading->schema, reading->context, reading->subject, elapsed_ms, why);
}

/* Asks the provider, for as long as it is refused with what passes. */
/* A reading is repeated for what passes by itself, throttling above all: a plan needs every
 * part, and a caller could only begin at the first again. */
static dxaws_error *read_patiently(struct dx_manager *manager, dxaws_context *context,
                                   const dxaws_document *wanted, dxaws_document **read)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    struct reading reading = {schema, context,
                              dx_text(dxaws_document_tree(wanted), schema->identity)};
    struct patience patience = {.schema = schema,
                                .context = context,
                                .resource = reading.subject,
                                .tell = tell_waiting,
                                .tell_self = &reading};
    dxaws_error *error;
    do {
        error = dxaws_provider_read(manager->provider, context, wanted, read);
    } while (patience_lasts(&patience, &error));
    return error;
}

dxaws_error *dx_manager_read_again(struct dx_manager *manager, dxaws_context *context,
                                   const json_t *desired, const json_t *known, json_t **current)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) read = NULL;
    json_t *managed =
        dx_strip_nulls(schema, dxaws_tree_copy(desired)); /* a plan's Desired has them */
    /* Searching costs the most requests: what the first reading found, a zone or an id, need
     * not be looked for again. */
    if (managed != NULL && known != NULL && schema->recall && !schema->recall(managed, known)) {
        json_decref(managed);
        managed = NULL;
    }
    dxaws_error *error = dxaws_document_new(managed, &wanted);
    error = error ? error : read_patiently(manager, context, wanted, &read);
    json_t *observed = error ? NULL : dxaws_tree_copy(dxaws_document_tree(read));
    if (error == NULL) {
        error =
            observed ? observe(manager, context, desired, &observed) : dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        json_decref(observed);
        return error;
    }
    *current = observed;
    return NULL;
}

dxaws_error *dx_manager_read(struct dx_manager *manager, dxaws_context *context,
                             const json_t *desired, json_t **current)
{
    return dx_manager_read_again(manager, context, desired, NULL, current);
}

dxaws_error *dx_manager_read_state(struct dx_manager *manager, dxaws_context *context,
                                   const struct dx_state *desired, json_t **current)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(desired, &normalised);
    if (error == NULL) {
        dx_report_deprecated(desired, context);
        error = places_said(desired->schema, desired->document, normalised,
                            dx_manager_read(manager, context, normalised, current));
    }
    json_decref(normalised);
    return error;
}

dxaws_error *dx_manager_get_current(struct dx_manager *manager, dxaws_context *context,
                                    const struct dx_state *desired, size_t size, void *made)
{
    json_t *current = NULL;
    dxaws_error *error = dx_manager_read_state(manager, context, desired, &current);
    return error ? error
                 : dx_state_take(size, dx_provider_schema(manager->provider), current, made);
}

dxaws_error *dx_manager_plan(struct dx_manager *manager, dxaws_context *context,
                             const struct dx_state *desired, const dxaws_apply_options *options,
                             dxaws_plan **plan)
{
    const struct dx_schema *schema = dx_provider_schema(manager->provider);
    const char *subject = dx_state_text(desired, schema->identity);
    struct dx_state current = {.schema = schema};
    dxaws_plan *made = NULL;
    events_plan_start(schema, context, subject);
    dxaws_error *error = dx_manager_read_state(manager, context, desired, &current.document);
    error = error ? error : dx_plan(desired, &current, options, &made);
    if (error == NULL) {
        events_plan(schema, context, "manager.plan.done", made);
        *plan = made;
    } else {
        events_outcome(schema, context, "manager.plan.done", subject, "failed", error);
    }
    dx_state_clear(&current);
    return error;
}
