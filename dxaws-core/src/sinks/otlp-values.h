/* SPDX-License-Identifier: MIT */
/* Values as OTLP's JSON has them. */
#ifndef DXAWS_CORE_OTLP_VALUES_H
#define DXAWS_CORE_OTLP_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#define OTLP_TRACE_ID_SIZE 33 /* hexadecimal, with the final NUL */
#define OTLP_SPAN_ID_SIZE 17

/* An attribute at the end of an array; takes the AnyValue over, and passes NULL over. */
void otlp_add(json_t *attributes, const char *name, json_t *value);
void otlp_add_text(json_t *attributes, const char *name, const char *text);
/* Any JSON as an AnyValue. */
json_t *otlp_value(const json_t *value);
/* Milliseconds as the text of nanoseconds: integers of 64 bits are texts. */
json_t *otlp_time(int64_t ms);
/* Random; not all zero. */
void otlp_trace_id(char id[OTLP_TRACE_ID_SIZE]);
void otlp_span_id(char id[OTLP_SPAN_ID_SIZE]);

#endif
