/* SPDX-License-Identifier: MIT */
/** @file
 * JSON over jansson: what the providers of a module, and those of strangers who link the kit, need
 * beyond jansson's own functions. It knows neither schemas nor states, but for two members: next to
 * the public headers this one and <dxaws/kit/xml.h> are all that `src/providers/` of a module may
 * include.
 */
#ifndef DXAWS_KIT_JSON_H
#define DXAWS_KIT_JSON_H

#include <dxaws/core.h>
#include <dxaws/extend/tree.h>
#include <jansson.h>

/** @name What the documents of every module say
 * @{ */
/** Of a Desired: whether it should exist. */
#define DX_PRESENT "present"
/** Of what was observed: whether it does. */
#define DX_EXISTS "exists"
/** True unless it is said that it should not be. */
bool dx_is_present(const json_t *desired);
/** False unless it is said that it is there. */
bool dx_exists(const json_t *observed);
/** @} */

/** A member's text, or NULL. */
const char *dx_text(const json_t *object, const char *name);

/** Whether a list has that text. What is no list has none, and no list has NULL. */
bool dx_has_text(const json_t *texts, const char *text);

/** Sets a member; @a value is taken over. Leaves *whole alone when there was memory for both, else
 * makes it false: a tree is built first, and asked once whether it is whole. */
void dx_put(bool *whole, json_t *object, const char *name, json_t *value);

/** The same with the member of that name of another object, when it has one. */
void dx_put_from(bool *whole, json_t *object, const char *name, const json_t *other);

/** The same with a text, when there is one: "s*" of json_pack() leaves out also a text that there
 * is no memory for. */
void dx_put_text(bool *whole, json_t *object, const char *name, const char *text);

/** An object with the same members; NULL without memory, and for NULL: json_copy() would leave out
 * what it had no memory for. */
json_t *dx_members(const json_t *object);

/** Sets a member likewise, and returns it to be filled: NULL when it was not kept, which the other
 * functions here take for a lack of memory. */
json_t *dx_put_child(bool *whole, json_t *object, const char *name, json_t *child);

/** Appends an item, likewise. */
void dx_append(bool *whole, json_t *array, json_t *item);

/** @a tree when it is whole; else NULL, having released it. */
json_t *dx_whole(bool whole, json_t *tree);

/** The action's payload as a new reference; NULL without memory. */
json_t *dx_action_payload(const dxaws_action *action);

#endif
