/* SPDX-License-Identifier: MIT */
/** @file
 * How a module tells what happens. Any number of threads may emit to one context. Types and members
 * are listed in docs/events.json, the only place where one is added: scripts/events makes
 * docs/events.md and <dxaws/event-types.h> of it.
 */
#ifndef DXAWS_EXTEND_EVENTS_H
#define DXAWS_EXTEND_EVENTS_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/o11y.h>

DXAWS_BEGIN_DECLS

/**
 * Tells the context's sink, and the file of DXAWS_EVENTS. Does nothing without either; an event
 * that cannot be made for lack of memory, or because a text is not UTF-8, is left out.
 *
 * @param source  the module, such as "dxaws.s3".
 * @param type    a stable event name, such as "manager.plan.done".
 * @param subject the resource, or NULL.
 * @param fields  a JSON object with the event's further members, or NULL. Members of the envelope
 *                (see dxaws_event_text()) cannot be replaced. @since 0.1
 */
DXAWS_API void dxaws_context_emit(dxaws_context *context, const char *source, const char *type,
                                  dxaws_event_level level, const char *subject, const char *fields);

/**
 * What is kept for old callers only: an attribute, a word of a document, a function. Its texts are
 * copied. @since 0.9
 */
typedef struct dxaws_deprecation {
    size_t size;       /**< sizeof(dxaws_deprecation) */
    const char *name;  /**< What is used, as its user knows it: "cdn.http", "dxaws_x()". */
    const char *since; /**< The release that has something better: "1.2". */
    const char *use;   /**< What to use instead. */
    /* 0.9 ends here. */
} dxaws_deprecation;

/**
 * Tells that something deprecated is used: the event `deprecated.used`, once for each source and
 * name in a context and all that are below the same one; without a context each time. Call it where
 * the use is seen, in each run; DXAWS_DEPRECATED() warns when the caller is compiled. @a source
 * and @a subject as for dxaws_context_emit(). @since 0.9
 */
DXAWS_API void dxaws_context_tell_deprecated(dxaws_context *context, const char *source,
                                             const char *subject,
                                             const dxaws_deprecation *deprecation);

/** True when somebody listens: lets a caller skip making the fields. @since 0.1 */
DXAWS_API bool dxaws_context_is_observed(const dxaws_context *context);

DXAWS_END_DECLS

#endif
