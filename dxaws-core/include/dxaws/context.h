/* SPDX-License-Identifier: MIT */
/** @file
 * The context: how long an operation may take, whether it was cancelled, what time it is, and
 * who is told what happens. Passed to everything that may block; NULL means no limits.
 */
#ifndef DXAWS_CONTEXT_H
#define DXAWS_CONTEXT_H

#include <dxaws/base.h>
#include <dxaws/error.h>
#include <dxaws/o11y.h>

DXAWS_BEGIN_DECLS

/** Refcounted; all functions may be called from any thread. */
typedef struct dxaws_context dxaws_context;

/** A source of time. @since 0.1 */
typedef struct dxaws_clock_ops {
    size_t size; /**< sizeof(dxaws_clock_ops) */
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    int64_t (*now_ms)(void *self);
    /** Milliseconds since some fixed moment; never goes backwards. */
    int64_t (*monotonic_ms)(void *self);
    /**
     * Waits @a ms milliseconds of this clock's time, or less: it is called again with what
     * remains. It should not stay longer than 50 real milliseconds, so that cancelling works.
     */
    void (*sleep_ms)(void *self, int64_t ms);
    /** A number in [0, 1) for jitter; NULL for a random one. */
    double (*jitter)(void *self);
    /** Releases @a self; may be NULL. */
    void (*destroy)(void *self);
    /* 0.1 ends here. */
} dxaws_clock_ops;

/** A context without deadline, on the system's clock. NULL without memory. @since 0.1 */
DXAWS_API dxaws_context *dxaws_context_new(void);

/**
 * A context below @a parent: cancelled with it, on its clock and sink, and with the nearer of
 * the parent's deadline and @a timeout_ms from now (0 or less: the parent's).
 * @param parent may be NULL. @since 0.1
 */
DXAWS_API dxaws_context *dxaws_context_new_child(dxaws_context *parent, int64_t timeout_ms);

DXAWS_API dxaws_context *dxaws_context_ref(dxaws_context *context);
/** Returns NULL, so that `context = dxaws_context_unref(context)` forgets the pointer. */
DXAWS_API dxaws_context *dxaws_context_unref(dxaws_context *context);
static inline void dxaws_context_cleanup(dxaws_context **pointer)
{
    *pointer = dxaws_context_unref(*pointer);
}

/** Sets the deadline @a timeout_ms from now; 0 or less takes it away. Before sharing. @since 0.1 */
DXAWS_API void dxaws_context_set_timeout_ms(dxaws_context *context, int64_t timeout_ms);

/**
 * Puts another clock in place. @a ops is copied; the context owns @a self on success. Call it
 * before the context is shared. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_set_clock(dxaws_context *context,
                                                                const dxaws_clock_ops *ops,
                                                                void *self);

/**
 * Makes the context's time run @a factor times as fast as the system's, starting at
 * @a start_ms (0: now): a simulated account's waits then take seconds. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_set_scaled_clock(dxaws_context *context,
                                                                       double factor,
                                                                       int64_t start_ms);

/** Where events go; NULL for nowhere (the default). A reference is taken. @since 0.1 */
DXAWS_API void dxaws_context_set_sink(dxaws_context *context, dxaws_sink *sink);

/**
 * Asks everything that uses the context, or one below it, to stop. Async-signal-safe: may be
 * called in a signal handler. Takes effect within 100 ms. @since 0.1
 */
DXAWS_API void dxaws_context_cancel(dxaws_context *context);
DXAWS_API bool dxaws_context_is_cancelled(const dxaws_context *context);

/** CANCELLED, TIMEOUT, or NULL when there is no reason to stop. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_check(const dxaws_context *context);

/** Milliseconds until the deadline (0 when passed), INT64_MAX without one. @since 0.1 */
DXAWS_API int64_t dxaws_context_remaining_ms(const dxaws_context *context);

/** Wall-clock and monotonic time of the context's clock. @since 0.1 */
DXAWS_API int64_t dxaws_context_now_ms(const dxaws_context *context);
DXAWS_API int64_t dxaws_context_monotonic_ms(const dxaws_context *context);

/** A number in [0, 1) from the context's clock, for jitter. @since 0.1 */
DXAWS_API double dxaws_context_jitter(const dxaws_context *context);

/**
 * Waits @a ms milliseconds of the context's time. CANCELLED as soon as cancelled; TIMEOUT,
 * at the deadline, when the deadline comes first. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_sleep_ms(dxaws_context *context, int64_t ms);

/**
 * Tells the context's sink. Does nothing without one.
 *
 * @param source  the module, such as "dxaws.s3".
 * @param type    a stable event name, such as "manager.plan.done".
 * @param subject the resource, or NULL.
 * @param fields  a JSON object with the event's further members, or NULL. @since 0.1
 */
DXAWS_API void dxaws_context_emit(dxaws_context *context, const char *source, const char *type,
                                  dxaws_event_level level, const char *subject, const char *fields);

/** True when somebody listens: lets a caller skip making the fields. @since 0.1 */
DXAWS_API bool dxaws_context_is_observed(const dxaws_context *context);

DXAWS_END_DECLS

#endif
