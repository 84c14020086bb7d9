/* SPDX-License-Identifier: MIT */
/** @file
 * Observability: events, and the sinks that receive them. Libraries are silent unless a sink is
 * set on the context with dxaws_context_set_sink(), or the environment of the process has
 * DXAWS_EVENTS. Event names and members are interface: added to, never renamed; they are listed in
 * docs/events.md, and in <dxaws/event-types.h> as macros (rule 50). No event has a secret (rule
 * 32).
 *
 * DXAWS_EVENTS=FILE turns events on without a change to the program: those of every context, and of
 * calls without one, are appended to the file as dxaws_sink_new_json_lines() does, beside the
 * context's own sink. The variable is looked at once in a process, and never by one that got other
 * rights when it started (setuid). Where the file cannot be written to, nothing is told and nothing
 * fails: dxaws_session_get_settings_report() says why, and so does `dxaws doctor`.
 *
 * Of every module: `deprecated.used` (WARN) once a read for each word of a Desired that is kept for
 * those who say it still, with `attribute`, `since` and `use`, the word that is right.
 *
 * Any number of threads may emit to one sink; it gets one event at a time.
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

/** One event, borrowed for the duration of a sink's emit(). @since 0.1 */
typedef struct dxaws_event dxaws_event;

/** @name What an event says
 * Strings are borrowed from the event: a sink copies what it keeps. @since 0.1
 * @{ */
DXAWS_API const char *dxaws_event_source(const dxaws_event *event);  /**< "dxaws.s3" */
DXAWS_API const char *dxaws_event_type(const dxaws_event *event);    /**< "manager.plan.done" */
DXAWS_API const char *dxaws_event_subject(const dxaws_event *event); /**< resource, or NULL */
/** How much it matters. */
DXAWS_API dxaws_event_level dxaws_event_get_level(const dxaws_event *event);
/** When it was emitted, by the context's clock. */
DXAWS_API int64_t dxaws_event_time_ms(const dxaws_event *event);
/** The event's own members: a JSON object, "{}" when it has none. */
DXAWS_API const char *dxaws_event_fields(const dxaws_event *event);
/**
 * The whole event as one line of JSON (schema "dxaws.event/1"), without a line feed: `schema, id,
 * time, source, type, level, subject` and the event's own members. `id` is a random UUID, `time` as
 * in "2026-05-23T11:00:00.000Z", `level` in lower case; `subject` may be absent.
 */
DXAWS_API const char *dxaws_event_text(const dxaws_event *event);
/** @} */

/** Receives events. Refcounted. @since 0.1 */
typedef struct dxaws_sink dxaws_sink;
struct dxaws_context; /* context.h, which includes this */

/** What a sink does. @since 0.1 */
typedef struct dxaws_sink_ops {
    size_t size; /**< sizeof(dxaws_sink_ops) */
    /**
     * Takes one event: in the thread that does what the event tells of, which waits for it, and one
     * call at a time. Must not fail an operation: a sink that cannot write drops the event. Must
     * not call what emits to this sink: that would wait for itself for ever. It may cancel a
     * context.
     */
    void (*emit)(void *self, const dxaws_event *event);
    void (*destroy)(void *self); /**< Releases @a self with the last reference; may be NULL. */
    /* 0.1 ends here. */
    /** Hands on what the sink kept back, and waits for it; like emit() it must not fail, and is
     * never called beside it. NULL for one that keeps nothing. */
    void (*flush)(void *self);
    /** As dxaws_sink_lost() says; never beside emit(). NULL for one that loses nothing. */
    uint64_t (*lost)(void *self, char **why);
    /** As flush(), but for that long at most, and not once @a unless is cancelled, which may be
     * NULL; what is not handed on by then is lost. NULL for one that keeps nothing, or whose
     * flush() takes no time. */
    void (*flush_within)(void *self, int64_t limit_ms, const struct dxaws_context *unless);
    /* 0.9 ends here. */
} dxaws_sink_ops;

/** A sink of the program's own. Copies @a ops; on success the sink owns @a self, and the caller the
 * sink. INVALID_ARGUMENT without size or emit. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new(const dxaws_sink_ops *ops, void *self,
                                                       dxaws_sink **sink);
/**
 * A sink that appends one line of JSON per event to a file ("-" for standard output), each in one
 * piece, so that several processes may share the file; the first
 * being `{"type":"dxaws.stream","schema":"dxaws.event/1","version":...}`. The file is created with
 * mode 0600. INVALID_ARGUMENT when it cannot be opened. The caller owns the sink. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new_json_lines(const char *path,
                                                                  dxaws_sink **sink);
/** A sink that gives each event to two others, in this order. Takes references to both; the caller
 * owns it. INVALID_ARGUMENT without one of them. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new_tee(dxaws_sink *first, dxaws_sink *second,
                                                           dxaws_sink **sink);
/** Waits until the sink has handed on what it was told, as one does that sends several events at a
 * time: before the process is frozen, as AWS does with functions, or ends. Does nothing for a sink
 * that keeps nothing back, and for NULL. @since 0.9 */
DXAWS_API void dxaws_sink_flush(dxaws_sink *sink);
/**
 * The same for who has little time, as before a deadline: what is not handed on when the time is
 * over is lost.
 * @param limit_ms real milliseconds; of a tee, for both together.
 * @param unless   once this is cancelled, nothing is waited for any more: Ctrl-C ends it. NULL for
 *                 the time alone. @since 0.9
 */
DXAWS_API void dxaws_sink_flush_within(dxaws_sink *sink, int64_t limit_ms,
                                       const struct dxaws_context *unless);
/**
 * How many events the sink could not hand on: what does must not fail, so this is where it says so.
 * Complete after dxaws_sink_flush().
 * @param why the latest reason: the caller owns it, and frees it. NULL when there is none, or
 *            without memory. May be NULL.
 * @return 0 for a sink that does not count, and for NULL. @since 0.9
 */
DXAWS_API uint64_t dxaws_sink_lost(dxaws_sink *sink, char **why);
DXAWS_API dxaws_sink *dxaws_sink_ref(dxaws_sink *sink);
DXAWS_API dxaws_sink *dxaws_sink_unref(dxaws_sink *sink);
static inline void dxaws_sink_cleanup(dxaws_sink **pointer)
{
    *pointer = dxaws_sink_unref(*pointer);
}

DXAWS_END_DECLS

#endif
