/* SPDX-License-Identifier: MIT */
/* Which events begin and end a span, and which span another is within. */
#ifndef DXAWS_CORE_OTLP_SPANS_H
#define DXAWS_CORE_OTLP_SPANS_H

#include <dxaws/o11y.h>

#include "otlp-values.h"

struct otlp_spans;

/* All spans are of one trace. @param parent the span that they are within, or "". NULL without
 * memory. */
struct otlp_spans *otlp_spans_new(const char *trace, const char *parent);
void otlp_spans_free(struct otlp_spans *spans);
const char *otlp_spans_trace(const struct otlp_spans *spans);

/* Takes an event in, in the thread that it is of. The span that is over with it, or NULL. */
json_t *otlp_spans_take(struct otlp_spans *spans, const dxaws_event *event, const json_t *fields);
/* The span that this thread is within, or "". */
const char *otlp_spans_current(const struct otlp_spans *spans);

#endif
