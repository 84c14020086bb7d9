/* SPDX-License-Identifier: MIT */
/* How the context hands an event to a sink. */
#ifndef DXAWS_O11Y_PRIVATE_H
#define DXAWS_O11Y_PRIVATE_H

#include <dxaws/o11y.h>

#define SINKS 2 /* the context's own, and the process's */

/* What happened. */
struct told_event {
    int64_t time_ms;
    const char *source;
    const char *type;
    dxaws_event_level level;
    const char *subject; /* or NULL */
    const char *fields;  /* the event's own members, an object; or NULL */
    const char *common;  /* those of its context, likewise */
};

/* One event, with one id, for all of them; any may be NULL. */
void sinks_emit(dxaws_sink *const sinks[SINKS], const struct told_event *told);

#endif
