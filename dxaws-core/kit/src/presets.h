/* SPDX-License-Identifier: MIT */
/* What a Desired does not say, or says in old words. */
#ifndef DXAWS_KIT_PRESETS_H
#define DXAWS_KIT_PRESETS_H

#include <dxaws/kit/schema.h>

/* Gives what deprecated words say to the words that are to be used. INVALID_ARGUMENT for both. */
dxaws_error *deprecated_rename(const struct dx_schema *schema, json_t *desired);

/* Takes the nulls out of a Desired; @a left is a new object of those that say something, because
 * there is a preset. NULL without memory. */
json_t *presets_take_nulls(const struct dx_schema *schema, json_t *desired);

/* True when the row, or one of its members' rows, has a preset. */
bool presets_has(const struct dx_attribute *row);
/* The same of the values of a new resource. */
bool presets_has_initial(const struct dx_attribute *row);

/* Adds what a Desired does not say, but for what is @a left alone. */
dxaws_error *presets_add(const struct dx_schema *schema, json_t *desired, const json_t *left);

/* The names of what @a desired has beyond what was said. A new reference; NULL without memory. */
json_t *presets_unsaid(const json_t *said, const json_t *desired);
/* A Desired without what has those names. A new reference; NULL without memory. */
json_t *presets_leave_out(const json_t *desired, const json_t *names);

#endif
