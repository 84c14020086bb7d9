/* SPDX-License-Identifier: MIT */
/* What a Desired does not say. */
#ifndef DXAWS_KIT_PRESETS_H
#define DXAWS_KIT_PRESETS_H

#include <dxaws/kit/schema.h>

/* Takes the nulls out of a Desired; @a left is a new object of those that say something, because
 * there is a preset. NULL without memory. */
json_t *presets_take_nulls(const struct dx_schema *schema, json_t *desired);

/* Adds what a Desired does not say, but for what is @a left alone. */
dxaws_error *presets_add(const struct dx_schema *schema, json_t *desired, const json_t *left);

#endif
