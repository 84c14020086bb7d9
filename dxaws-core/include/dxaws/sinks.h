/* SPDX-License-Identifier: MIT */
/** @file
 * Sinks that send what happens to a service.
 *
 * Who emits never waits and never fails for it: at most 2,000 events, of 4 MiB, are kept, and a
 * thread of the sink's own, with all signals blocked, sends them in batches: when one is full, or
 * half a second after its first. What cannot be sent is lost, and counted: dxaws_sink_lost().
 * dxaws_sink_flush() and the end of the sink wait ten seconds at most for what is left, which is
 * lost then; dxaws_sink_flush_within() as long as it is told. The sink's
 * own requests are told to nobody but DXAWS_EVENTS. A fork of the process sends nothing.
 *
 * Any number of threads may emit to one sink.
 */
#ifndef DXAWS_SINKS_H
#define DXAWS_SINKS_H

#include <dxaws/base.h>
#include <dxaws/error-codes.h>
#include <dxaws/error.h>
#include <dxaws/o11y.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

/**
 * A sink that publishes events on a bus of Amazon EventBridge, by PutEvents: Source, DetailType and
 * Time are the event's `source`, `type` and `time`, Detail is all of it, and Resources its subject
 * when that is an ARN. Debug and trace events are left out: there is one for each request, and
 * each is paid for.
 *
 * Ten are sent at a time. An entry that EventBridge throttles, or fails on, is sent again, three
 * times in all; what it refuses, and what is larger than the 256 KiB of a request, is lost.
 *
 * @param session a reference is taken. Its principal needs events:PutEvents for the bus.
 * @param bus     its name, or its ARN, whose region is then asked; NULL for "default".
 * INVALID_ARGUMENT, code InvalidEventBus, when it can be neither; nothing is sent to find out.
 * The caller owns the sink.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new_eventbridge(dxaws_session *session,
                                                                   const char *bus,
                                                                   dxaws_sink **sink);
/**
 * A sink that sends traces and logs of OpenTelemetry to a collector: OTLP over HTTP, in JSON.
 *
 * All that a sink is told is one trace: operations, a site's steps, actions and requests are spans,
 * each within what its thread is doing; every event but debug and trace is a log record, with the
 * event's type as its name and all of it as its body. The trace is that of TRACEPARENT, of Lambda's
 * _X_AMZN_TRACE_ID, or a new one.
 *
 * Of the environment, as the session has it, it reads OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS,
 * _TIMEOUT and _PROTOCOL, and the same of _TRACES and _LOGS; OTEL_SERVICE_NAME and
 * OTEL_RESOURCE_ATTRIBUTES. Bodies are not compressed. A collector that throttles or fails is asked
 * again as a service would be.
 *
 * @param session  for its environment, proxies and trust; a reference is taken. Nothing is signed.
 * @param endpoint the collector, such as "http://localhost:4318", to which /v1/traces and /v1/logs
 *                 are added; NULL for what the environment says, else that one.
 * INVALID_ARGUMENT, code InvalidOtlp, for a value that cannot be, such as another protocol; nothing
 * is sent to find out. The caller owns the sink.
 * https://opentelemetry.io/docs/specs/otlp/ @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_new_otlp(dxaws_session *session,
                                                            const char *endpoint,
                                                            dxaws_sink **sink);
/**
 * The same sink, where the environment asks for it: programs that do not decide it themselves have
 * this one. It does with OTEL_EXPORTER_OTLP_ENDPOINT, for a signal also with that of _TRACES or
 * _LOGS, or with OTEL_TRACES_EXPORTER or OTEL_LOGS_EXPORTER being "otlp"; it does not where those
 * are "none" or another exporter, which holds for dxaws_sink_new_otlp() too, or where
 * OTEL_SDK_DISABLED is "true".
 *
 * @param session as there.
 * @param sink    NULL when nothing is asked for. The caller owns it.
 * INVALID_ARGUMENT as there.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sink_find_otlp(dxaws_session *session,
                                                             dxaws_sink **sink);

DXAWS_END_DECLS

#endif
