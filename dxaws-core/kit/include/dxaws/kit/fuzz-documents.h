/* SPDX-License-Identifier: MIT */
/** @file
 * What a fuzz target of any module does with documents. An input is `{"desired": {}, "current":
 * {}}`; what is not refused is planned, and performed in simulation, which must leave nothing to
 * do. Header only.
 */
#ifndef DXAWS_KIT_FUZZ_DOCUMENTS_H
#define DXAWS_KIT_FUZZ_DOCUMENTS_H

#include <dxaws/extend/tree.h>
#include <dxaws/module.h>
#include <dxaws/kit/module.h>
#include <dxaws/kit/fuzz-json.h>

/** What is fuzzed. The hooks are those of a manager, for actions that no provider performs. */
struct dx_fuzz_module {
    const struct dx_schema *schema;
    dx_perform_hook *hook;
    dx_observe_hook *observe;
    void *hook_self;
};

/** The state of a document that is an error or reads back as it was written; NULL when refused. */
static inline struct dx_state *dx_fuzz_state(const struct dx_schema *schema, enum dx_role role,
                                             const char *json)
{
    void *made = NULL;
    void *again = NULL;
    if (!dx_fuzz_succeeds(dx_state_parse_new(sizeof(struct dx_state), schema, role, json, &made))) {
        return NULL;
    }
    char *text = dx_state_format(made);
    dx_fuzz_require(text != NULL);
    dx_fuzz_require(
        dx_fuzz_succeeds(dx_state_parse_new(sizeof(struct dx_state), schema, role, text, &again)));
    char *second = dx_state_format(again);
    dx_fuzz_require(second != NULL && strcmp(text, second) == 0);
    free(second);
    free(text);
    dx_state_free(again);
    return made;
}

/** @name A provider that has read a document
 * @{ */
static inline dxaws_error *dx_fuzz_read(void *self, dxaws_context *context,
                                        const dxaws_document *wanted, dxaws_document **observed)
{
    (void)context;
    (void)wanted;
    return dxaws_document_new(json_deep_copy(((const struct dx_state *)self)->document), observed);
}

/* Never called: dry-run performs nothing. */
static inline dxaws_error *dx_fuzz_perform(void *self, dxaws_context *context,
                                           const dxaws_action *action, const dxaws_document *before,
                                           dxaws_document **after)
{
    (void)self;
    (void)context;
    (void)action;
    (void)before;
    (void)after;
    abort();
}

static inline bool dx_fuzz_supports(void *self, const char *kind)
{
    (void)self;
    (void)kind;
    return true;
}

static inline void dx_fuzz_forget(void *self)
{
    (void)self;
}
/** @} */

/** The same plan again, from the text of the first. */
static inline void dx_fuzz_same_plan(const struct dx_schema *schema, const dxaws_plan *plan,
                                     const struct dx_state *current)
{
    dxaws_plan *parsed = NULL;
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_plan_parse(dxaws_plan_text(plan), &parsed)));
    dx_fuzz_require(strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(parsed)) == 0);
    dxaws_plan_free(parsed);
    struct dx_state *canonical = dx_fuzz_state(schema, DX_DESIRED, dxaws_plan_desired(plan));
    dxaws_plan *again = NULL;
    dx_fuzz_require(canonical != NULL);
    dx_fuzz_require(dx_fuzz_succeeds(dx_plan(canonical, current, NULL, &again)));
    dx_fuzz_require(strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(again)) == 0);
    dxaws_plan_free(again);
    dx_state_free(canonical);
}

/** Performs the plan in simulation; where that succeeds, nothing is left to do. */
static inline void dx_fuzz_converges(const struct dx_fuzz_module *module,
                                     const struct dx_state *desired, struct dx_state *current)
{
    const dxaws_module data = DX_MODULE(module->schema->module, "0", module->schema);
    static const dxaws_provider_ops ops = {.size = sizeof ops,
                                           .name = "held",
                                           .destroy = dx_fuzz_forget,
                                           .read = dx_fuzz_read,
                                           .perform = dx_fuzz_perform,
                                           .supports = dx_fuzz_supports};
    dxaws_provider *held = NULL;
    dxaws_provider *dry = NULL;
    struct dx_manager *manager = NULL;
    dx_fuzz_require(dxaws_provider_new(&data, &ops, current, &held) == NULL);
    dx_fuzz_require(dxaws_provider_decorate(&data, "dry-run", DXAWS_PROVIDER_PARTS(.inner = held),
                                            &dry) == NULL);
    dx_fuzz_require(dx_manager_new(sizeof *manager, dry, &manager) == NULL);
    manager->hook = module->hook;
    manager->observe = module->observe;
    manager->hook_self = module->hook_self;
    int64_t now_ms = 1700000000000;
    dxaws_context *context = dx_fuzz_context(&now_ms);
    dxaws_context_set_timeout_ms(context, 3600000);
    struct dx_state *result = NULL;
    dxaws_plan *left = NULL;
    if (dx_fuzz_succeeds(
            dx_manager_execute(manager, context, desired, NULL, sizeof *result, &result))) {
        dx_fuzz_require(dx_fuzz_succeeds(dx_manager_plan(manager, context, desired, NULL, &left)));
        dx_fuzz_require(dxaws_plan_count(left) == 0);
    }
    dxaws_plan_free(left);
    dx_state_free(result);
    dxaws_context_unref(context);
    dx_manager_unref(manager);
    dxaws_provider_unref(dry);
    dxaws_provider_unref(held);
}

/** A member of the input as a state; the whole input, which is then refused, when it has none. */
static inline struct dx_state *dx_fuzz_member(const struct dx_fuzz_module *module,
                                              enum dx_role role, const json_t *input,
                                              const char *name, const char *whole)
{
    char *text = json_dumps(json_object_get(input, name), JSON_ENCODE_ANY);
    struct dx_state *state = dx_fuzz_state(module->schema, role, text ? text : whole);
    free(text);
    return state;
}

/** What a target does with one input. */
static inline int dx_fuzz_documents(const struct dx_fuzz_module *module, const uint8_t *data,
                                    size_t size)
{
    char *whole = dx_fuzz_text(data, size);
    json_t *input = json_loads(whole, 0, NULL);
    struct dx_state *desired = dx_fuzz_member(module, DX_DESIRED, input, "desired", whole);
    struct dx_state *current = dx_fuzz_member(module, DX_OBSERVED, input, "current", whole);
    dxaws_plan *plan = NULL;
    if (desired != NULL && current != NULL &&
        dx_fuzz_succeeds(dx_plan(desired, current, NULL, &plan))) {
        dx_fuzz_same_plan(module->schema, plan, current);
        dx_fuzz_converges(module, desired, current);
    }
    dxaws_plan_free(plan);
    dx_state_free(current);
    dx_state_free(desired);
    json_decref(input);
    free(whole);
    return 0;
}

#endif
