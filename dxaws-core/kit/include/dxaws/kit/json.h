/* SPDX-License-Identifier: MIT */
/** @file
 * JSON over jansson: what the providers of a module, and those of strangers who link the kit, need
 * beyond jansson's own functions. It knows neither schemas nor states: next to the public headers
 * this one and <dxaws/kit/xml.h> are all that `src/providers/` of a module may include.
 */
#ifndef DXAWS_KIT_JSON_H
#define DXAWS_KIT_JSON_H

#include <dxaws/core.h>
#include <jansson.h>

/** A member's text, or NULL. */
static inline const char *dx_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/** The action's payload as a new reference; NULL without memory. */
json_t *dx_action_payload(const dxaws_action *action);

#endif
