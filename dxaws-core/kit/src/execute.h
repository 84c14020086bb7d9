/* SPDX-License-Identifier: MIT */
/* One run of a plan. */
#ifndef DXAWS_KIT_EXECUTE_H
#define DXAWS_KIT_EXECUTE_H

#include "events.h"

struct execution {
    struct dx_manager *manager;
    dxaws_context *context; /* its own, so that only its writes are noted with it; owned */
    const dxaws_plan *plan;
    const dxaws_apply_options *options; /* the plan's own, and what apply was given over them */
    json_t *observed;                   /* grows with each answer; owned */
    size_t done;                        /* actions */
};

/* Before the first effect: what cannot be finished is not begun. */
dxaws_error *execution_check(struct dx_manager *manager, dxaws_context *context,
                             const dxaws_plan *plan);
/* INVALID_ARGUMENT, naming the member, unless the actions of a plan are about @a wanted, its
 * Desired in canonical form, and in their order. */
dxaws_error *edited_check(const struct dx_schema *schema, const dxaws_plan *plan,
                          const json_t *wanted);
/* Performs the actions, to the end or to where the options say; PARTIAL with what was done. */
dxaws_error *execution_run(struct execution *execution);
/* PARTIAL, saying how far it got, when something was written before it stopped at what @a then
 * names. Takes the cause over. */
dxaws_error *execution_partial(const struct execution *execution, const char *then,
                               dxaws_error *cause);
/* Performs the first action, of a wait one look: *state says whether it is over. */
dxaws_error *execution_step(struct execution *execution, struct dx_wait_state *state);
/* Performs one action, whatever it is, and learns from it. */
dxaws_error *execution_perform(struct execution *execution, dxaws_context *context,
                               const dxaws_action *action);

/* Plans again for what the plan is for, purely, from what is there now. */
dxaws_error *execution_plan_again(const struct execution *execution, const json_t *observed,
                                  dxaws_plan **again);
/* What a failed action's error says: STALE, with it as the cause, when it misses what the plan is
 * for, and planning again from what is there would not begin with the action. Takes it over. */
dxaws_error *stale_explain(const struct execution *execution, const dxaws_action *action,
                           dxaws_error *error);
/* STALE for a plan that begins with what succeeds where its resource is not, such as making
 * something beside it, when that is not there: nothing else would notice before the effect. */
dxaws_error *stale_check(const struct execution *execution);

/* What was read is all that is known, as a whole: what is gone by now is not there to be updated.
 */
dxaws_error *execution_learn(struct execution *execution, const json_t *read);
/* Whether the plan of what was read back, *result, is empty, but for what this run was not to do:
 * PARTIAL, code NotAsApplied, when it is not even after some patience. *result is replaced by
 * a later reading. */
dxaws_error *execution_confirm(struct execution *execution, json_t **result);
/* The same of a last step, which does not wait: one look at what was read back. Otherwise than it
 * should be is not @a state done, and *since_ms when that was seen first, which the rest of the
 * plan keeps; after as much patience as an apply has it is the same error. */
dxaws_error *execution_look_back(struct execution *execution, struct dx_wait_state *state,
                                 int64_t *since_ms);
/* The member of a plan that says since when, in milliseconds of Unix time. */
#define EXECUTION_DIFFERS_SINCE "differs_since_ms"

#endif
