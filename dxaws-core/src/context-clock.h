/* SPDX-License-Identifier: MIT */
/* The clock of a context, for who has to stop it. */
#ifndef DXAWS_CORE_CONTEXT_CLOCK_H
#define DXAWS_CORE_CONTEXT_CLOCK_H

#include <dxaws/context.h>

/* The self of a context's clock of the kind that tells its time with that function; NULL for
 * another, and for the system's. */
void *context_clock(const dxaws_context *context, int64_t (*now_ms)(void *self));

/* A scaled clock stands still while somebody waits in real time for what has nothing to do with
 * it; others go on. Each stop has its start; several threads may be in between. */
void context_stop_clock(dxaws_context *context);
void context_start_clock(dxaws_context *context);

#endif
