/* SPDX-License-Identifier: MIT */
/** @file
 * Time for the modules' tests: a clock that jumps instead of waiting, however busy the machine is.
 * Header only. One context a clock; contexts are used as any other.
 */
#ifndef DXAWS_KIT_JUMPING_CLOCK_H
#define DXAWS_KIT_JUMPING_CLOCK_H

#include <stdlib.h>

#include <dxaws/core.h>

/** It starts in the year 2100: an account's time never goes back, and what is changed by other
 * means is changed today. */
#define DX_JUMPING_START_MS 4102444800000

/** All zero is a clock that nobody slept on. */
struct dx_jumping_clock {
    int64_t slept_ms;   /**< in all */
    int64_t longest_ms; /**< at a time */
};

static inline int64_t dx_jumping_now(void *self)
{
    const struct dx_jumping_clock *clock = (const struct dx_jumping_clock *)self;
    return DX_JUMPING_START_MS + __atomic_load_n(&clock->slept_ms, __ATOMIC_RELAXED);
}

static inline void dx_jumping_sleep(void *self, int64_t ms)
{
    struct dx_jumping_clock *clock = (struct dx_jumping_clock *)self;
    __atomic_fetch_add(&clock->slept_ms, ms, __ATOMIC_RELAXED); /* by several threads of a site */
    int64_t longest = __atomic_load_n(&clock->longest_ms, __ATOMIC_RELAXED);
    while (ms > longest && !__atomic_compare_exchange_n(&clock->longest_ms, &longest, ms, false,
                                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

/* Pauses are as long as they can be. */
static inline double dx_jumping_jitter(void *self)
{
    (void)self;
    return 0.999;
}

/** A context on @a clock, which is borrowed until the context is released, when @a release, which
 * may be NULL, is called with it. The caller owns the context; NULL without memory. */
static inline dxaws_context *dx_jumping_context(struct dx_jumping_clock *clock,
                                                void (*release)(void *))
{
    const dxaws_clock_ops ops = {
        .size = sizeof(ops),
        .now_ms = dx_jumping_now,
        .monotonic_ms = dx_jumping_now,
        .sleep_ms = dx_jumping_sleep,
        .jitter = dx_jumping_jitter,
        .destroy = release,
    };
    dxaws_context *context = dxaws_context_new();
    dxaws_error *error = context ? dxaws_context_set_clock(context, &ops, clock) : NULL;
    if (error) {
        dxaws_error_free(error);
        context = dxaws_context_unref(context);
    }
    return context;
}

/** The same with a clock of its own, for the make_context of a contract; @a self is ignored. The
 * caller owns the context. OUT_OF_MEMORY. */
static inline dxaws_error *dx_jumping_context_new(void *self, dxaws_context **context)
{
    (void)self;
    struct dx_jumping_clock *clock = (struct dx_jumping_clock *)calloc(1, sizeof(*clock));
    dxaws_context *made = clock ? dx_jumping_context(clock, free) : NULL;
    if (!made) {
        free(clock);
        return dxaws_error_out_of_memory();
    }
    *context = made;
    return NULL;
}

#endif
