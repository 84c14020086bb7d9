/* SPDX-License-Identifier: MIT */
/** @file
 * Items: the small values that a state's DX_LIST attribute consists of, such as a record set, or
 * that a DX_OBJECT attribute is. A module's public type for one stands for a JSON object: what a
 * list holds is borrowed as it is, what a caller makes is one object more.
 *
 * Setters of an item cannot fail; what could not be stored stays with the item and becomes the
 * state's when it is added. An item is a value: for one thread at a time.
 */
#ifndef DXAWS_KIT_ITEM_H
#define DXAWS_KIT_ITEM_H

#include <dxaws/kit/state.h>

/** An empty item, a new reference; NULL without memory. */
json_t *dx_item_new(void);

/** @name Setters
 * Copy; accept a NULL item. @a section is the member object that holds the member, made when
 * missing; NULL for the item itself.
 * @{ */
/** A NULL text takes the member back. */
void dx_item_set_text(json_t *item, const char *section, const char *name, const char *text);
/** Takes @a value over; NULL counts as out of memory. */
void dx_item_set_value(json_t *item, const char *section, const char *name, json_t *value);
/** Appends to a list of texts; a NULL text is ignored. */
void dx_item_add_text(json_t *item, const char *name, const char *text);
/** @} */

/** A member's value, borrowed, or NULL. */
const json_t *dx_item_get(const json_t *item, const char *section, const char *name);

/** Appends a copy to a DX_LIST attribute, with what the item's setters could not store. No item,
 * which is what dx_item_new() gives without memory, is OUT_OF_MEMORY. */
void dx_state_copy_item(struct dx_state *state, const char *name, const json_t *item);
/** Sets a DX_OBJECT attribute to a copy, likewise. */
void dx_state_set_item(struct dx_state *state, const char *name, const json_t *item);

#endif
