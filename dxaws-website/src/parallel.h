/* SPDX-License-Identifier: MIT */
/* Independent jobs, in threads. */
#ifndef DXAWS_WEBSITE_PARALLEL_H
#define DXAWS_WEBSITE_PARALLEL_H

#include <dxaws/core.h>

struct job {
    dxaws_error *(*run)(void *self, dxaws_context *context);
    void *self;
    dxaws_error *error; /* the answer; owned by the caller */
};

/**
 * Runs all jobs, @a limit at the same time, and returns when all have ended. When one fails, the
 * context of the others is cancelled: what they wait for would be of no use now.
 */
void parallel_run(dxaws_context *context, int limit, struct job *jobs, size_t count);

/* Whether an operation was stopped by its context, be it in the middle. */
bool is_cancellation(const dxaws_error *error);

/* The error that explains the others: the first that is not merely a cancellation. Or NULL. */
struct job *parallel_culprit(struct job *jobs, size_t count);
/* The same error, for the caller; the others are released. */
dxaws_error *parallel_error(struct job *jobs, size_t count);

#endif
