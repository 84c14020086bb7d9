/* SPDX-License-Identifier: MIT */
/* A clock that stands still but for sleeping, and jitters by a half; and an S3 error as text. */
#ifndef STILL_CLOCK_H
#define STILL_CLOCK_H

#include "calls.h"

#define S3_ERROR(status, code)                                                                     \
    "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n<Error><Code>" code                           \
    "</Code><Message>why</Message></Error>"

struct still_clock {
    int64_t monotonic_ms;
    int64_t slept_ms[8];
    size_t sleeps;
};

static inline int64_t still_now(void *self)
{
    return 1440938160000 + ((struct still_clock *)self)->monotonic_ms;
}

static inline int64_t still_monotonic(void *self)
{
    return ((struct still_clock *)self)->monotonic_ms;
}

static inline void still_sleep(void *self, int64_t ms)
{
    struct still_clock *clock = self;
    clock->monotonic_ms += ms;
    if (clock->sleeps < 8) {
        clock->slept_ms[clock->sleeps++] = ms;
    }
}

static inline double still_jitter(void *self)
{
    (void)self;
    return 0.5;
}

static inline dxaws_context *still_context(struct still_clock *clock)
{
    const dxaws_clock_ops ops = {sizeof(ops), still_now,    still_monotonic,
                                 still_sleep, still_jitter, NULL};
    dxaws_context *context = dxaws_context_new();
    *clock = (struct still_clock){0};
    ck_ok(dxaws_context_set_clock(context, &ops, clock));
    return context;
}

#endif
