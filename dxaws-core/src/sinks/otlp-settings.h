/* SPDX-License-Identifier: MIT */
/* What the variables OTEL_... say. */
#ifndef DXAWS_CORE_OTLP_SETTINGS_H
#define DXAWS_CORE_OTLP_SETTINGS_H

#include <dxaws/error.h>
#include <dxaws/session.h>

#include "../headers.h"
#include "otlp-values.h"

enum otlp_signal { OTLP_TRACES = 0, OTLP_LOGS = 1, OTLP_SIGNALS = 2 };

/* Where one of them goes. */
struct otlp_target {
    bool off;   /* nowhere; the others are not set then */
    char *host; /* the URL up to its path */
    char *path;
    struct aws_headers headers;
    int64_t timeout_ms;
};

struct otlp_settings {
    struct otlp_target targets[OTLP_SIGNALS];
    json_t *resource; /* its attributes */
    char trace[OTLP_TRACE_ID_SIZE];
    char parent[OTLP_SPAN_ID_SIZE]; /* "" for none */
};

/* @param endpoint for both, in the place of what the environment says; NULL for that.
 * @param asked    a signal that the environment says nothing of is off, and not on.
 * What it leaves is for otlp_settings_clear() also when it fails. */
dxaws_error *otlp_settings_read(dxaws_session *session, const char *endpoint, bool asked,
                                struct otlp_settings *settings);
void otlp_settings_clear(struct otlp_settings *settings);

#endif
