/* SPDX-License-Identifier: MIT */
/** @file
 * The engine: validate, read, plan, apply, wait, read back, driven by a module's schema.
 *
 * Managers are refcounted and thread-safe; a planner is one call's own. Errors: INVALID_ARGUMENT
 * for a wrong Desired, UNSUPPORTED for what is wanted and not observed or not performed,
 * INVALID_STATE for a plan that is not complete, PARTIAL, CANCELLED, TIMEOUT, and those of the
 * provider.
 */
#ifndef DXAWS_KIT_ENGINE_H
#define DXAWS_KIT_ENGINE_H

#include <stdatomic.h>

#include <dxaws/kit/provider.h>

/** Gives a copy of a Desired its presets and its canonical form, and checks it whole. @a normalised
 * is a new reference without any null: what is left alone is not there. */
dxaws_error *dx_validate(const struct dx_state *desired, json_t **normalised);
/** What a provider is asked to read, in the form that dx_validate() gives: it may come from
 * anywhere, as any Desired, and is checked; what was validated before comes out as it was. Nothing
 * is managed that it does not say. A new reference. */
dxaws_error *dx_wanted(const struct dx_state *wanted, json_t **normalised);
/** What dx_validate() made of @a desired, with the nulls that keep a preset away: as a Desired it
 * means the same again, which is what a plan says. A new reference, perhaps to @a normalised
 * itself, and not to be changed; NULL without memory. */
json_t *dx_canonical(const struct dx_state *desired, const json_t *normalised);
/** Takes those nulls out again, of a tree that is taken over and given back; NULL without memory.
 */
json_t *dx_strip_nulls(const struct dx_schema *schema, json_t *desired);

/** Tells the context's sink of each deprecated word that @a desired says: `deprecated.used` with
 * name, since and use, once a run. */
void dx_report_deprecated(const struct dx_state *desired, dxaws_context *context);
/** Whether the options wait for what is waited for from @a level on; 0: always. */
bool dx_is_waited_for(dxaws_wait level, const dxaws_apply_options *options);

/** @name Planning
 * @{ */
/** What a plan hook works on. */
struct dx_planner {
    const struct dx_schema *schema;
    const json_t *desired;              /**< normalised and checked */
    const json_t *said;                 /**< the same as it was said, without presets */
    const json_t *observed;             /**< what the provider read */
    const dxaws_apply_options *options; /**< how; NULL for the defaults */
    json_t *actions;                    /**< the result; sorted into the table's order afterwards */
    json_t *left;                       /**< what is left as it is; NULL: nothing */
    bool tells_unsaid;                  /**< a hook sets it when it asked what was said */
    bool out_of_memory;
};

/** Member of a plan: the attributes of its Desired that nobody said and that were preset. Only
 * where the plan depends on that, see dx_planner. @since 0.9 */
#define DX_UNSAID "unsaid"

/**
 * The action of that kind, added unless it is there already; its payload begins with the
 * identity and option attributes. Borrowed; NULL without memory (remembered), and for a wait that
 * the options leave out.
 */
json_t *dx_planner_action(struct dx_planner *planner, const char *kind, const char *reason);
/** The same for a wait whose kind has no level of its own, since some are needed by a later action:
 * it is waited for from @a level on. NULL too when the options leave it out. */
json_t *dx_planner_wait(struct dx_planner *planner, const char *kind, const char *reason,
                        dxaws_wait level);
/** Adds a change; copies the values, either may be NULL. A NULL action is ignored. */
void dx_planner_change(struct dx_planner *planner, json_t *action, const char *path,
                       const json_t *before, const json_t *after);
/** Says that what the action does is decided by an earlier step: apply refuses it until it is
 * planned anew. Changes to what is unknown say so themselves. A NULL action is ignored. */
void dx_planner_incomplete(struct dx_planner *planner, json_t *action);
/** Adds a member to the payload; takes @a value over. A NULL action is ignored. */
void dx_planner_payload(struct dx_planner *planner, json_t *action, const char *name,
                        json_t *value);
/** Adds the changes that lead from @a before to @a after, member by member for objects. */
void dx_planner_diff(struct dx_planner *planner, json_t *action, const char *path,
                     const json_t *before, const json_t *after);
/** For one attribute: UNSUPPORTED when wanted and not observed; else *drifts. */
dxaws_error *dx_planner_drift(struct dx_planner *planner, const struct dx_attribute *attribute,
                              bool *drifts);
/** What the tables say; a plan hook may call it and add to it. */
dxaws_error *dx_planner_from_tables(struct dx_planner *planner);

/** Plans, purely. */
dxaws_error *dx_plan(const struct dx_state *desired, const struct dx_state *current,
                     const dxaws_apply_options *options, dxaws_plan **plan);
/** @} */

/** Member of a plan that is one part of a larger one: the kinds, a list, that other parts do. They
 * may be left to do after apply, which ends with NotAsApplied when anything else is; of a part that
 * removes, what was not done in it. @since 0.9 */
#define DX_ELSEWHERE "elsewhere"

/** @name Managers
 * @{ */
/** Lets a manager perform some kinds itself, such as through another module. */
typedef dxaws_error *dx_perform_hook(void *self, dxaws_context *context, const dxaws_action *action,
                                     struct dx_state *observed, bool *performed);

/** Lets a manager add to what the provider read, such as what another module knows. */
typedef dxaws_error *dx_observe_hook(void *self, dxaws_context *context, const json_t *desired,
                                     struct dx_state *observed);

/** A module's `struct dxaws_x_manager` has it as its first member. */
struct dx_manager {
    atomic_int references;
    dxaws_provider *provider;
    dx_perform_hook *hook;    /**< may be NULL */
    dx_observe_hook *observe; /**< may be NULL; gets hook_self as well */
    void *hook_self;
    void (*hook_destroy)(void *self);
};

/** Allocates @a size bytes that begin with a manager; takes a reference to @a provider. */
dxaws_error *dx_manager_new(size_t size, dxaws_provider *provider, struct dx_manager **manager);
struct dx_manager *dx_manager_ref(struct dx_manager *manager);
struct dx_manager *dx_manager_unref(struct dx_manager *manager);

/**
 * @name What a module's typed manager functions call
 * @a made receives a new state of @a size bytes, on success only: pass sizeof(dxaws_x_result)
 * and the address of the caller's pointer. NULL options are the defaults.
 * @{ */
/** Reads what exists. */
dxaws_error *dx_manager_get_current(struct dx_manager *manager, dxaws_context *context,
                                    const struct dx_state *desired, size_t size, void *made);
/** Performs a kind that is never planned, such as a DX_READS one; @a payload is taken over,
 * *answered is a new reference. Emits nothing. UNSUPPORTED when the provider does not support it.
 */
dxaws_error *dx_manager_ask(struct dx_manager *manager, dxaws_context *context, const char *kind,
                            const char *resource, json_t *payload, json_t **answered);
/** Reads, then plans; emits manager.plan.start and manager.plan.done. */
dxaws_error *dx_manager_plan(struct dx_manager *manager, dxaws_context *context,
                             const struct dx_state *desired, const dxaws_apply_options *options,
                             dxaws_plan **plan);
/**
 * Performs a plan's actions in order and reads back; emits manager.apply.* Before the first
 * effect, checks that the provider supports every kind. PARTIAL when stopped between actions.
 */
dxaws_error *dx_manager_apply(struct dx_manager *manager, dxaws_context *context,
                              const dxaws_plan *plan, const dxaws_apply_options *options,
                              size_t size, void *made);
/** Plan and apply; emits exactly one manager.execute.done, on failure too. */
dxaws_error *dx_manager_execute(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, const dxaws_apply_options *options,
                                size_t size, void *made);
/** Execute with present = false. */
dxaws_error *dx_manager_destroy(struct dx_manager *manager, dxaws_context *context,
                                const struct dx_state *desired, const dxaws_apply_options *options,
                                size_t size, void *made);
/** @} */

/** @name What all modules are driven by
 * As dxaws_module's functions say.
 * @{ */
/** Reads for a Desired that was validated already: a new reference in @a current. */
dxaws_error *dx_manager_read(struct dx_manager *manager, dxaws_context *context,
                             const json_t *desired, json_t **current);
/** The same for one as it was said, which is checked first: an error has its place in that. */
dxaws_error *dx_manager_read_state(struct dx_manager *manager, dxaws_context *context,
                                   const struct dx_state *desired, json_t **current);
/** The same once more, after a write: what @a observed knows of where it is, is not looked for. */
dxaws_error *dx_manager_read_again(struct dx_manager *manager, dxaws_context *context,
                                   const json_t *desired, const json_t *observed, json_t **current);
/** dx_manager_apply(), which gives the plan of what is left, unless @a rest is NULL; @a result is a
 * new reference. */
dxaws_error *dx_manager_perform(struct dx_manager *manager, dxaws_context *context,
                                const dxaws_plan *plan, const dxaws_apply_options *options,
                                dxaws_plan **rest, json_t **result);
/** What apply and step are given besides must mean something there: INVALID_ARGUMENT, code
 * InvalidOptions, naming the option, for a consent that @a plan was made without. */
dxaws_error *dx_check_consents(const char *module, const dxaws_plan *plan,
                               const dxaws_apply_options *given);
/** The same for a step, of the plan's options with those given over them: it does not stop. */
dxaws_error *dx_check_step(const char *module, const dxaws_apply_options *merged);
/** The first action, of a wait one look, and the plan of what is left. */
dxaws_error *dx_manager_step(struct dx_manager *manager, dxaws_context *context,
                             const dxaws_plan *plan, const dxaws_apply_options *options,
                             dxaws_plan **rest);
/** @} */
/** @} */

#endif
