/* SPDX-License-Identifier: MIT */
/* How the context hands an event to a sink. */
#ifndef DXAWS_O11Y_PRIVATE_H
#define DXAWS_O11Y_PRIVATE_H

#include <dxaws/o11y.h>

#define SINKS 2 /* the context's own, and the process's */

/* One event, with one id, for all of them; any may be NULL. */
void sinks_emit(dxaws_sink *const sinks[SINKS], int64_t time_ms, const char *source,
                const char *type, dxaws_event_level level, const char *subject, const char *fields);

#endif
