/* SPDX-License-Identifier: MIT */
/* How the context hands an event to a sink. */
#ifndef DXAWS_O11Y_PRIVATE_H
#define DXAWS_O11Y_PRIVATE_H

#include <dxaws/o11y.h>

void sink_emit(dxaws_sink *sink, int64_t time_ms, const char *source, const char *type,
               dxaws_event_level level, const char *subject, const char *fields);

#endif
