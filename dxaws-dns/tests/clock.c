/* SPDX-License-Identifier: MIT */
/* Time for tests. */
#include "clock.h"

#include <stdlib.h>

/* It starts in the year 2100: an account's time never goes back, and what is changed by other means
 * is changed today. */
#define START_MS 4102444800000

static int64_t jumping_now(void *self)
{
    return *(const int64_t *)self;
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
    dxaws_context *made = dxaws_context_new();
    int64_t *time = malloc(sizeof *time);
    dxaws_error *error = made && time ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        *time = START_MS;
        error = dxaws_context_set_clock(made, &ops, time);
    }
    if (error != NULL) {
        free(time);
        dxaws_context_unref(made);
        return error;
    }
    *context = made;
    return NULL;
}
