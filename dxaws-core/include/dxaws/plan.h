/* SPDX-License-Identifier: MIT */
/** @file
 * Plans: what will be done, in order, and why. One type for every module, so that a command, an
 * event or a website treats all plans alike. Immutable, printable, with one JSON form and a hash.
 *
 * The JSON form:
 *
 *     {"plan": 1, "module": "s3", "resource": "my-bucket",
 *      "desired": {...}, "observed": {...},
 *      "actions": [{"kind": "PUT_TAGS", "resource": "my-bucket", "reason": "drift",
 *                   "expected_s": 0, "complete": true,
 *                   "changes": [{"path": "tags.env", "before": "dev", "after": "prod"}],
 *                   "payload": {...}}],
 *      "left": [{"kind": "bucket", "identity": "photos", "why": "...", "remedy": "..."}]}
 *
 * `desired` and `observed` are the module's own documents; `payload` is what the action's
 * provider operation needs. `before` or `after` is absent when there is no such value. `left` names
 * what the plan passes by although somebody may expect otherwise: things that are not ours, and
 * what could not be looked at. Of what is given back it has, in "settings", what stays set there.
 * `desired`, `observed`, `complete`, `reason`, `expected_s`, `changes`,
 * `payload` and `left` may be left out; but to be
 * applied, a plan with actions says what is desired, and an action has what its operation needs:
 * INVALID_ARGUMENT before anything is done. Members of
 * a later release are kept and ignored.
 *
 * The text of a plan has `"digests": {"actions": "9f86...", ...}` as well: of each of its members
 * the SHA-256 of its canonical form. What was cut, reordered or edited by hand since then is no
 * plan: INVALID_ARGUMENT, naming the member. Written with other white space, or in another order
 * of names, it is the same plan. Who makes a plan, or changes one on purpose, leaves `digests` out;
 * they are no signature.
 *
 * A plan never changes, so any number of threads may read one. Strings are borrowed from the plan;
 * those that are JSON are made when they are first asked for, and NULL without memory.
 */
#ifndef DXAWS_PLAN_H
#define DXAWS_PLAN_H

#include <dxaws/base.h>
#include <dxaws/document.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_plan dxaws_plan;     /**< A value, immutable. @since 0.1 */
typedef struct dxaws_action dxaws_action; /**< One step; borrowed from its plan. @since 0.1 */
typedef struct dxaws_change dxaws_change; /**< What a step changes; borrowed. @since 0.9 */
typedef struct dxaws_left dxaws_left;     /**< What a plan passes by; borrowed. @since 0.9 */

/**
 * The JSON value that stands in a Desired for a text that will be known only when an earlier step
 * has been applied. It is planned as a change and shown so; the plan is not complete, and apply
 * refuses it with INVALID_STATE. An orchestrator plans again, purely, once it knows.
 *
 * No text means this, whatever it says, and nothing that was observed: a tag, a comment or a policy
 * of somebody else's is a value like any other. @since 0.9
 */
#define DXAWS_KNOWN_AFTER_APPLY "{\"$known\":\"after apply\"}"

/** Reads a plan's JSON form; the caller owns the plan. INVALID_ARGUMENT, code InvalidPlan, naming
 * the member, when it is not one, or not as it was written. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_plan_parse(const char *json, dxaws_plan **plan);
/**
 * A plan of one action and nothing else, for who makes actions instead of planning them: a provider
 * that performs what it was sent from elsewhere, or a test of a provider. The caller owns the plan;
 * its action is dxaws_plan_at(plan, 0).
 * @param module   whose action it is, such as "s3"
 * @param kind     such as "PUT_TAGS"
 * @param resource what it is about, such as a bucket's name
 * @param payload  what the operation needs, as the module's provider header says; NULL for nothing.
 *                 Kept, not copied.
 * INVALID_ARGUMENT, code InvalidPlan, when one of the texts is NULL or not UTF-8. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_plan_new_action(const char *module, const char *kind,
                                                              const char *resource,
                                                              const dxaws_document *payload,
                                                              dxaws_plan **plan);
/** The canonical JSON form (sorted keys, no white space), with digests; borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_text(const dxaws_plan *plan);
/** SHA-256 of the canonical form in lower-case hexadecimal; borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_hash(const dxaws_plan *plan);
DXAWS_API void dxaws_plan_free(dxaws_plan *plan);
DXAWS_DEFINE_CLEANUP(dxaws_plan, dxaws_plan_free)

/** The module that made it, such as "s3"; borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_module(const dxaws_plan *plan);
/** The resource that it is about; borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_resource(const dxaws_plan *plan);
/** The module's document of what was wanted: a JSON object, borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_desired(const dxaws_plan *plan);
/** The module's document of what was read: a JSON object, borrowed. @since 0.1 */
DXAWS_API const char *dxaws_plan_observed(const dxaws_plan *plan);
/** The number of actions; 0 means that there is nothing to do. @since 0.1 */
DXAWS_API size_t dxaws_plan_count(const dxaws_plan *plan);
/** The action at @a index, in the order of execution; borrowed. NULL past the end. @since 0.1 */
DXAWS_API const dxaws_action *dxaws_plan_at(const dxaws_plan *plan, size_t index);
/** False when an earlier step decides what an action has to do, since what is wanted holds
 * DXAWS_KNOWN_AFTER_APPLY: such an action says `"complete": false`. @since 0.1 */
DXAWS_API bool dxaws_plan_is_complete(const dxaws_plan *plan);
/** The number of things that are left as they are. @since 0.9 */
DXAWS_API size_t dxaws_plan_left_count(const dxaws_plan *plan);
/** One thing that is left as it is; borrowed from the plan. NULL past the end. @since 0.9 */
DXAWS_API const dxaws_left *dxaws_plan_left_at(const dxaws_plan *plan, size_t index);

/** @name What is said of a thing that is left
 * Strings are borrowed from the plan. @since 0.9
 * @{ */
DXAWS_API const char *dxaws_left_kind(const dxaws_left *left);     /**< "bucket" */
DXAWS_API const char *dxaws_left_identity(const dxaws_left *left); /**< which one */
DXAWS_API const char *dxaws_left_why(const dxaws_left *left);      /**< why it is left */
/** What its owner can do about it; NULL when there is nothing to say. */
DXAWS_API const char *dxaws_left_remedy(const dxaws_left *left);
/** @} */

/** @name What an action says
 * Strings are borrowed from the plan. @since 0.1
 * @{ */
DXAWS_API const char *dxaws_action_kind(const dxaws_action *action);     /**< "PUT_TAGS" */
DXAWS_API const char *dxaws_action_resource(const dxaws_action *action); /**< "my-bucket" */
DXAWS_API const char *dxaws_action_reason(const dxaws_action *action);   /**< or NULL */
/** How long it usually takes, in seconds; 0 when not worth saying. */
DXAWS_API int64_t dxaws_action_expected_s(const dxaws_action *action);
/** The number of changes that it makes. */
DXAWS_API size_t dxaws_action_change_count(const dxaws_action *action);
/** One change; borrowed from the plan. NULL past the end. @since 0.9 */
DXAWS_API const dxaws_change *dxaws_action_change_at(const dxaws_action *action, size_t index);
/** What the operation needs: a JSON object, "{}" for nothing. */
DXAWS_API const char *dxaws_action_payload(const dxaws_action *action);
/** @} */

/** @name What a change says
 * Borrowed from the plan. @since 0.9
 * @{ */
DXAWS_API const char *dxaws_change_path(const dxaws_change *change); /**< "tags.env" */
/** The value before, as JSON; NULL when there was none. */
DXAWS_API const char *dxaws_change_before(const dxaws_change *change);
/** The value after, as JSON; NULL when there is none. */
DXAWS_API const char *dxaws_change_after(const dxaws_change *change);
/** @} */

DXAWS_END_DECLS

#endif
