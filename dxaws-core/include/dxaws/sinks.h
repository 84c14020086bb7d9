/* SPDX-License-Identifier: MIT */
/** @file
 * Sinks that send what happens to a service.
 *
 * Who emits never waits and never fails for it: at most 2,000 events, of 4 MiB, are kept, and a
 * thread of the sink's own, with all signals blocked, sends them in batches: when one is full, or
 * half a second after its first. What cannot be sent is lost, and counted: dxaws_sink_lost().
 * dxaws_sink_flush() and the end of the sink wait ten seconds at most for what is left. The sink's
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

DXAWS_END_DECLS

#endif
