/* SPDX-License-Identifier: MIT */
/* Refusals that pass by themselves: how long it makes sense to ask again, in time and not in
 * counts. */
#ifndef DXAWS_KIT_PATIENCE_H
#define DXAWS_KIT_PATIENCE_H

#include <dxaws/kit/schema.h>

/* One piece of work, which may be done any number of times until it succeeds. */
struct patience {
    const struct dx_schema *schema;
    dxaws_context *context;
    const char *resource;
    const char *action; /* NULL: it reads */
    /* Is told before each wait; may be NULL. */
    void (*tell)(void *self, int64_t elapsed_ms, const char *why);
    void *tell_self;
    /* Its own: */
    int64_t start_ms; /* of the first refusal */
    int64_t pause_ms; /* 0: not refused yet */
};

/* After an attempt: whether there is to be another one. Then *error is released, and the wait is
 * over. Else *error is what the work ends with: TIMEOUT when it was refused up to the context's
 * deadline. */
bool patience_lasts(struct patience *patience, dxaws_error **error);

#endif
