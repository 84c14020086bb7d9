/* SPDX-License-Identifier: MIT */
/* A clock that runs faster than the system's, and that can be stopped. */
#include "context-clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* The longest real sleep between two looks at the cancellation flag. */
enum { SLICE_MS = 25 };

struct scaled {
    double factor;
    int64_t start_ms;
    pthread_mutex_t lock;
    int64_t origin_ms;  /* in real time; later by all that it stood still */
    int64_t stopped_ms; /* in real time, when the first stopped it */
    unsigned stops;     /* who wants it to stand still */
};

static int64_t real_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t elapsed(void *self)
{
    struct scaled *scaled = self;
    pthread_mutex_lock(&scaled->lock);
    int64_t now = scaled->stops > 0 ? scaled->stopped_ms : real_ms(CLOCK_MONOTONIC);
    int64_t passed = (int64_t)((double)(now - scaled->origin_ms) * scaled->factor);
    pthread_mutex_unlock(&scaled->lock);
    return passed;
}

static int64_t now_ms(void *self)
{
    const struct scaled *scaled = self;
    return scaled->start_ms + elapsed(self);
}

static void sleep_ms(void *self, int64_t ms)
{
    const struct scaled *scaled = self;
    int64_t real = (int64_t)((double)ms / scaled->factor) + 1;
    real = real < SLICE_MS ? real : SLICE_MS;
    nanosleep(&(struct timespec){.tv_sec = 0, .tv_nsec = (long)real * 1000000}, NULL);
}

static void destroy(void *self)
{
    struct scaled *scaled = self;
    pthread_mutex_destroy(&scaled->lock);
    free(scaled);
}

dxaws_error *dxaws_context_set_scaled_clock(dxaws_context *context, double factor, int64_t start_ms)
{
    if (!(factor > 0)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidClock",
                               "a clock's factor must be greater than 0, not %g", factor);
    }
    static const dxaws_clock_ops ops = {
        .size = sizeof ops,
        .now_ms = now_ms,
        .monotonic_ms = elapsed,
        .sleep_ms = sleep_ms,
        .destroy = destroy,
    };
    struct scaled *scaled = calloc(1, sizeof *scaled);
    if (scaled == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_init(&scaled->lock, NULL);
    scaled->factor = factor;
    scaled->origin_ms = real_ms(CLOCK_MONOTONIC);
    scaled->start_ms = start_ms > 0 ? start_ms : real_ms(CLOCK_REALTIME);
    dxaws_error *error = dxaws_context_set_clock(context, &ops, scaled);
    if (error != NULL) {
        destroy(scaled);
    }
    return error;
}

void context_stop_clock(dxaws_context *context)
{
    struct scaled *scaled = context_clock(context, now_ms);
    if (scaled != NULL) {
        pthread_mutex_lock(&scaled->lock);
        if (scaled->stops++ == 0) {
            scaled->stopped_ms = real_ms(CLOCK_MONOTONIC);
        }
        pthread_mutex_unlock(&scaled->lock);
    }
}

void context_start_clock(dxaws_context *context)
{
    struct scaled *scaled = context_clock(context, now_ms);
    if (scaled != NULL) {
        pthread_mutex_lock(&scaled->lock);
        if (--scaled->stops == 0) {
            scaled->origin_ms += real_ms(CLOCK_MONOTONIC) - scaled->stopped_ms;
        }
        pthread_mutex_unlock(&scaled->lock);
    }
}
