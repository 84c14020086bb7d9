/* SPDX-License-Identifier: MIT */
/** @file
 * For authors of providers who link jansson: states of dxaws-widget as trees. A tree that is lent
 * is never changed by anybody. A state is used by one thread at a time.
 */
#ifndef DXAWS_EXTEND_WIDGET_H
#define DXAWS_EXTEND_WIDGET_H

#include <dxaws/widget-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** Takes the members of an object over into the Current, copied. OUT_OF_MEMORY for a NULL one;
 * INVALID_ARGUMENT for a member of a wrong type. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_current_assign_tree(
    dxaws_widget_current *current, const struct json_t *members);
/** What a new widget has by itself, in the form of a Current. A new object, owned by the caller;
 * NULL without memory. @since 0.9 */
DXAWS_API struct json_t *dxaws_widget_initial_tree(void);

DXAWS_END_DECLS

#endif
