/* SPDX-License-Identifier: MIT */
/** @file
 * For authors of modules and providers who work with JSON as trees: documents and plans without a
 * detour over texts. The trees are those of jansson (soname 4), the library that core itself uses;
 * who does not link it uses the texts of <dxaws/document.h> and <dxaws/plan.h>.
 *
 * A tree that is lent is never changed by anybody: copy it first (json_deep_copy()). Any number of
 * threads may read one. A tree that is taken over belongs to the callee also when it fails, and the
 * caller must not change it afterwards; NULL for one counts as OUT_OF_MEMORY, so that the outcome
 * of json_pack() may be passed on unchecked.
 */
#ifndef DXAWS_EXTEND_TREE_H
#define DXAWS_EXTEND_TREE_H

#include <dxaws/document.h>
#include <dxaws/options.h>
#include <dxaws/plan.h>

DXAWS_BEGIN_DECLS

struct json_t;       /* <jansson.h> */
struct json_error_t; /* the same */

/** Whether json_loads() made no tree of @a text because there was no memory, which jansson says in
 * several ways; else it is the text that is wrong. @since 0.9 */
DXAWS_API bool dxaws_tree_out_of_memory(const struct json_error_t *where, const char *text);
/** A deep copy whose members are in order of name; a new reference. NULL without memory, and for
 * NULL: json_deep_copy() would leave out what it had no memory for. @since 0.9 */
DXAWS_API struct json_t *dxaws_tree_copy(const struct json_t *tree);

/** A document of @a tree, an object, which is taken over; the caller owns the reference.
 * INVALID_ARGUMENT, code InvalidDocument, for a tree that is no object. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_document_new(struct json_t *tree,
                                                           dxaws_document **document);
/** The document's tree; borrowed. NULL for a NULL document. @since 0.9 */
DXAWS_API const struct json_t *dxaws_document_tree(const dxaws_document *document);

/** A plan of its JSON form @a tree, which is taken over; the caller owns the plan.
 * INVALID_ARGUMENT as dxaws_plan_parse(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_plan_new(struct json_t *tree, dxaws_plan **plan);
/** The plan's JSON form, without digests: what is made of it is another plan. Borrowed.
 * @since 0.9 */
DXAWS_API const struct json_t *dxaws_plan_tree(const dxaws_plan *plan);
/** The module's document of what was wanted, an object; borrowed, or NULL. @since 0.9 */
DXAWS_API const struct json_t *dxaws_plan_desired_tree(const dxaws_plan *plan);
/** The module's document of what was read, an object; borrowed, or NULL. @since 0.9 */
DXAWS_API const struct json_t *dxaws_plan_observed_tree(const dxaws_plan *plan);
/** What the action's operation needs, an object; borrowed, or NULL for nothing. @since 0.9 */
DXAWS_API const struct json_t *dxaws_action_payload_tree(const dxaws_action *action);

/** What was set, an object; borrowed, or NULL for NULL options. @since 0.9 */
DXAWS_API const struct json_t *dxaws_apply_options_tree(const dxaws_apply_options *options);

DXAWS_END_DECLS

#endif
