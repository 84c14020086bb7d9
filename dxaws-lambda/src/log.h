/* SPDX-License-Identifier: MIT */
/* Who is told what happens: the function's log, a line of JSON for each event; a bus of EventBridge
 * that DXAWS_EVENT_BUS names, and a collector of OpenTelemetry that OTEL_... asks for. */
#ifndef DXAWS_LAMBDA_LOG_H
#define DXAWS_LAMBDA_LOG_H

#include "host.h"

/* Before the first invocation. INVALID_ARGUMENT, code InvalidSetting, for what can be no bus; a
 * collector that cannot be told is named in the log, since others set its variables. */
dxaws_error *log_check(const struct host *host);
/* The sink of one invocation, which is a trace of its own. */
dxaws_error *log_new(const struct host *host, dxaws_sink **sink);
/* Waits until everybody was told, for as long as there is before the deadline, and two seconds at
 * most: the sandbox is frozen when the answer is there. Says in the log what nobody will know. */
void log_flush(dxaws_sink *sink, long long deadline_ms);

#endif
