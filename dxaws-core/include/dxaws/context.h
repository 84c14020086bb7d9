/* SPDX-License-Identifier: MIT */
/** @file
 * The context: how long an operation may take, whether it was cancelled, what time it is, and
 * who is told what happens. Passed to everything that may block. All functions accept a NULL
 * context where it makes sense: no deadline, never cancelled, the system's clock, nobody told.
 *
 * Any number of threads may use one context at the same time. To stop another thread's call:
 *
 *     dxaws_context *context = dxaws_context_new();   (before there are threads)
 *     error = dxaws_aws_call(session, context, r);    (one thread; ends with CANCELLED)
 *     dxaws_context_cancel(context);                  (another thread, or a signal handler)
 */
#ifndef DXAWS_CONTEXT_H
#define DXAWS_CONTEXT_H

#include <dxaws/base.h>
#include <dxaws/error.h>
#include <dxaws/o11y.h>

DXAWS_BEGIN_DECLS

/** Refcounted. Its setters are for before it is shared; the other functions may be called by any
 * thread. @since 0.1 */
typedef struct dxaws_context dxaws_context;

/** As much time as it takes. @since 0.9 */
#define DXAWS_NO_TIMEOUT INT64_MAX

/** A source of time. Called by every thread that uses the context, several at once. @since 0.1 */
typedef struct dxaws_clock_ops {
    size_t size; /**< sizeof(dxaws_clock_ops) */
    /** The moment that it is. */
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

/** A context without deadline, on the system's clock. The caller owns the reference; NULL without
 * memory. @since 0.1 */
DXAWS_API dxaws_context *dxaws_context_new(void);

/**
 * A context below @a parent: cancelled with it, on the clock and sink that it has now, and with
 * the nearer of its deadline and @a timeout_ms from now. Cancelling the child leaves the parent
 * alone.
 * @param parent a reference is taken; may be NULL.
 * @return the caller owns the reference; NULL without memory. @since 0.1
 */
DXAWS_API dxaws_context *dxaws_context_new_child(dxaws_context *parent, int64_t timeout_ms);

DXAWS_API dxaws_context *dxaws_context_ref(dxaws_context *context);
DXAWS_API dxaws_context *dxaws_context_unref(dxaws_context *context);
static inline void dxaws_context_cleanup(dxaws_context **pointer)
{
    *pointer = dxaws_context_unref(*pointer);
}

/** Sets the deadline @a timeout_ms from now; 0 or less has passed already, DXAWS_NO_TIMEOUT takes
 * it away. A parent's that is nearer counts all the same. @since 0.1 */
DXAWS_API void dxaws_context_set_timeout_ms(dxaws_context *context, int64_t timeout_ms);

/**
 * Puts another clock in place; a deadline stays as far away as it is. INVALID_ARGUMENT without
 * size, now_ms, monotonic_ms or sleep_ms.
 * @param self the context owns it on success, and releases it with dxaws_clock_ops::destroy.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_set_clock(dxaws_context *context,
                                                                const dxaws_clock_ops *ops,
                                                                void *self);

/**
 * Makes the context's time run @a factor times as fast as the system's, starting at
 * @a start_ms (0: now): a simulated account's waits then take seconds. INVALID_ARGUMENT unless
 * @a factor is greater than 0. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_set_scaled_clock(dxaws_context *context,
                                                                       double factor,
                                                                       int64_t start_ms);

/** Where events go; NULL for nowhere (the default). A reference is taken. @since 0.1 */
DXAWS_API void dxaws_context_set_sink(dxaws_context *context, dxaws_sink *sink);

/**
 * What every event says besides that is emitted with the context, or with those that are made below
 * it from then on: which run it is of, which request of somebody's. In the place of what was set or
 * inherited before. Members that an event has by itself win.
 *
 * @param json an object such as {"run_id": "2026-05-23T11"}, copied; NULL for nothing (the default,
 *             but for what is inherited). No secrets.
 * INVALID_ARGUMENT, code InvalidFields, for anything else, which changes nothing. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_set_fields(dxaws_context *context,
                                                                 const char *json);
/** The same, as an object's text; borrowed until it is set again. NULL for none, and without a
 * context. @since 0.9 */
DXAWS_API const char *dxaws_context_fields(const dxaws_context *context);

/**
 * Asks everything that uses the context, or one below it, to stop, for good. Any thread; also a
 * signal handler, since it is async-signal-safe. Takes effect within 100 ms. @since 0.1
 */
DXAWS_API void dxaws_context_cancel(dxaws_context *context);
/** True once it, or a context above it, was cancelled. @since 0.1 */
DXAWS_API bool dxaws_context_is_cancelled(const dxaws_context *context);

/** CANCELLED, TIMEOUT, or NULL when there is no reason to stop. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_check(const dxaws_context *context);

/** Milliseconds until the deadline (0 when passed), DXAWS_NO_TIMEOUT without one. @since 0.1 */
DXAWS_API int64_t dxaws_context_remaining_ms(const dxaws_context *context);

/** What time it is, by the context's clock. @since 0.1 */
DXAWS_API int64_t dxaws_context_now_ms(const dxaws_context *context);
/** Milliseconds of the context's clock since some fixed moment; never goes backwards. @since 0.1 */
DXAWS_API int64_t dxaws_context_monotonic_ms(const dxaws_context *context);

/** A number in [0, 1) from the context's clock, for jitter. @since 0.1 */
DXAWS_API double dxaws_context_jitter(const dxaws_context *context);

/**
 * Waits @a ms milliseconds of the context's time. CANCELLED as soon as cancelled; TIMEOUT,
 * at the deadline, when the deadline comes first. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_context_sleep_ms(dxaws_context *context, int64_t ms);

DXAWS_END_DECLS

#endif
