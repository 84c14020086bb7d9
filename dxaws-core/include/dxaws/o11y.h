/* SPDX-License-Identifier: MIT */
/** @file
 * Observability: events, and the sinks that receive them. Libraries are silent unless a sink is
 * set on the context. Event names and members are interface: added to, never renamed.
 */
#ifndef DXAWS_O11Y_H
#define DXAWS_O11Y_H

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** How much an event matters. @since 0.1 */
typedef enum dxaws_event_level {
    DXAWS_EVENT_TRACE = 1,
    DXAWS_EVENT_DEBUG = 2,
    DXAWS_EVENT_INFO = 3,
    DXAWS_EVENT_WARN = 4,
    DXAWS_EVENT_ERROR = 5
} dxaws_event_level;

/** One event, borrowed for the duration of a sink's emit(). */
typedef struct dxaws_event dxaws_event;

DXAWS_API const char *dxaws_event_source(const dxaws_event *event);  /**< "dxaws.s3" */
DXAWS_API const char *dxaws_event_type(const dxaws_event *event);    /**< "manager.plan.done" */
DXAWS_API const char *dxaws_event_subject(const dxaws_event *event); /**< resource, or NULL */
DXAWS_API dxaws_event_level dxaws_event_get_level(const dxaws_event *event);
DXAWS_API int64_t dxaws_event_time_ms(const dxaws_event *event);
/** The event's own members: a JSON object. @since 0.1 */
DXAWS_API const char *dxaws_event_fields(const dxaws_event *event);
/**
 * The whole event as one line of JSON (schema "dxaws.event/1"): `schema, id, time, source, type,
 * level, subject` and the event's own members. @since 0.1
 */
DXAWS_API const char *dxaws_event_format(const dxaws_event *event);

/** Receives events. Refcounted; emit() may be called from any thread, one call at a time. */
typedef struct dxaws_sink dxaws_sink;

/** @since 0.1 */
typedef struct dxaws_sink_ops {
    size_t size; /**< sizeof(dxaws_sink_ops) */
    /** Must not fail an operation: a sink that cannot write drops the event. */
    void (*emit)(void *self, const dxaws_event *event);
    void (*destroy)(void *self); /**< May be NULL. */
    /* 0.1 ends here. */
} dxaws_sink_ops;

/** Copies @a ops; on success the sink owns @a self. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new(const dxaws_sink_ops *ops, void *self,
                                                       dxaws_sink **sink);
/**
 * A sink that appends one line of JSON per event to a file ("-" for standard output), the first
 * being `{"type":"dxaws.stream",...}`. The file is created with mode 0600. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new_json_lines(const char *path,
                                                                  dxaws_sink **sink);
DXAWS_API dxaws_sink *dxaws_sink_ref(dxaws_sink *sink);
DXAWS_API dxaws_sink *dxaws_sink_unref(dxaws_sink *sink);
static inline void dxaws_sink_cleanup(dxaws_sink **pointer)
{
    *pointer = dxaws_sink_unref(*pointer);
}

DXAWS_END_DECLS

#endif
