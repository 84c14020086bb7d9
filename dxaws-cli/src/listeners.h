/* SPDX-License-Identifier: MIT */
/* Services that are told what happens: the bus of EventBridge that a manifest names, and the
 * collector of OpenTelemetry that the environment asks for. None of them ever fails a run. */
#ifndef DXAWS_CLI_LISTENERS_H
#define DXAWS_CLI_LISTENERS_H

#include "run.h"

struct listeners;

/* Takes the bus that a manifest, or a plan in a file, names; NULL for none. INVALID_ARGUMENT, path
 * "/events/eventbridge", for what cannot be one. */
dxaws_error *listeners_take_bus(struct run *run, const char *bus);
/* The ARN of that bus, for free(); *arn is NULL when there is none. Of an @a account that is not
 * known, NULL, any. */
dxaws_error *listeners_bus_arn(const struct run *run, const char *account, char **arn);

/* Opens what there is to tell. Who cannot be told is named on standard error, in one line, and the
 * run goes on without. */
dxaws_error *listeners_open(struct run *run);
/* Their sinks in one, borrowed; NULL when nobody listens. */
dxaws_sink *listeners_sink(const struct listeners *listeners);
/* Waits for what they were not told yet, for a few seconds or until Ctrl-C, and says in a line
 * each what they will never know. */
void listeners_close(struct run *run);

#endif
