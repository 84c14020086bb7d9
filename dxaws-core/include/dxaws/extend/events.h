/* SPDX-License-Identifier: MIT */
/** @file
 * How a module tells what happens. Any number of threads may emit to one context.
 */
#ifndef DXAWS_EXTEND_EVENTS_H
#define DXAWS_EXTEND_EVENTS_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/o11y.h>

DXAWS_BEGIN_DECLS

/**
 * Tells the context's sink. Does nothing without one; an event that cannot be made for lack of
 * memory, or because a text is not UTF-8, is left out.
 *
 * @param source  the module, such as "dxaws.s3".
 * @param type    a stable event name, such as "manager.plan.done".
 * @param subject the resource, or NULL.
 * @param fields  a JSON object with the event's further members, or NULL. Members of the envelope
 *                (see dxaws_event_format()) cannot be replaced. @since 0.1
 */
DXAWS_API void dxaws_context_emit(dxaws_context *context, const char *source, const char *type,
                                  dxaws_event_level level, const char *subject, const char *fields);

/** True when somebody listens: lets a caller skip making the fields. @since 0.1 */
DXAWS_API bool dxaws_context_is_observed(const dxaws_context *context);

DXAWS_END_DECLS

#endif
