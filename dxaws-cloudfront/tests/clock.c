/* SPDX-License-Identifier: MIT */
/* Time for tests. */
#include "clock.h"

#include <stdlib.h>

/* A clock of its own that only waiting makes go on. It starts in the year 2100, because an
 * account's time never goes back, and what is changed by other means is changed today. */
static int64_t jumping_now(void *self)
{
    return *(int64_t *)self;
}

static void jumping_sleep(void *self, int64_t ms)
{
    *(int64_t *)self += ms;
}

dxaws_error *jumping_context(void *self, dxaws_context **context)
{
    (void)self;
    const dxaws_clock_ops ops = {
        .size = sizeof ops,
        .now_ms = jumping_now,
        .monotonic_ms = jumping_now,
        .sleep_ms = jumping_sleep,
        .destroy = free,
    };
    int64_t *now = malloc(sizeof *now);
    dxaws_context *made = dxaws_context_new();
    dxaws_error *error = dxaws_error_out_of_memory();
    if (now != NULL && made != NULL) {
        *now = 4102444800000;
        error = dxaws_context_set_clock(made, &ops, now);
    }
    if (error != NULL) {
        free(now);
        dxaws_context_unref(made);
        return error;
    }
    *context = made;
    return NULL;
}
