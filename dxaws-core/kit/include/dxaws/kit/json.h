/* SPDX-License-Identifier: MIT */
/** @file
 * JSON over jansson: what the providers of a module, and those of strangers who link the kit, need
 * beyond jansson's own functions. It knows neither schemas nor states: next to the public headers
 * this one and <dxaws/kit/xml.h> are all that `src/providers/` of a module may include.
 */
#ifndef DXAWS_KIT_JSON_H
#define DXAWS_KIT_JSON_H

#include <dxaws/core.h>
#include <dxaws/extend/tree.h>
#include <jansson.h>

/** A member's text, or NULL. */
static inline const char *dx_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/** Sets a member; @a value is taken over. Leaves *whole alone when there was memory for both, else
 * makes it false: a tree is built first, and asked once whether it is whole. */
static inline void dx_put(bool *whole, json_t *object, const char *name, json_t *value)
{
    *whole = json_object_set_new(object, name, value) == 0 && *whole;
}

/** The same with the member of that name of another object, when it has one. */
static inline void dx_put_from(bool *whole, json_t *object, const char *name, const json_t *other)
{
    json_t *value = json_object_get(other, name);
    if (value != NULL) {
        dx_put(whole, object, name, json_incref(value));
    }
}

/** The same with a text, when there is one: "s*" of json_pack() leaves out also a text that there
 * is no memory for. */
static inline void dx_put_text(bool *whole, json_t *object, const char *name, const char *text)
{
    if (text != NULL) {
        dx_put(whole, object, name, json_string(text));
    }
}

/** An object with the same members; NULL without memory, and for NULL: json_copy() would leave out
 * what it had no memory for. */
static inline json_t *dx_members(const json_t *object)
{
    json_t *members = json_object();
    if (json_object_update(members, (json_t *)(uintptr_t)object) != 0) {
        json_decref(members);
        members = NULL;
    }
    return members;
}

/** Sets a member likewise, and returns it to be filled: NULL when it was not kept, which the other
 * functions here take for a lack of memory. */
static inline json_t *dx_put_child(bool *whole, json_t *object, const char *name, json_t *child)
{
    bool kept = json_object_set_new(object, name, child) == 0;
    *whole = kept && *whole;
    return kept ? child : NULL;
}

/** Appends an item, likewise. */
static inline void dx_append(bool *whole, json_t *array, json_t *item)
{
    *whole = json_array_append_new(array, item) == 0 && *whole;
}

/** @a tree when it is whole; else NULL, having released it. */
static inline json_t *dx_whole(bool whole, json_t *tree)
{
    if (!whole) {
        json_decref(tree);
        return NULL;
    }
    return tree;
}

/** The action's payload as a new reference; NULL without memory. */
json_t *dx_action_payload(const dxaws_action *action);

#endif
