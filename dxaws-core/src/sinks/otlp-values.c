/* SPDX-License-Identifier: MIT */
/* https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: names in lower camel case,
 * enums as numbers, ids in hexadecimal, integers of 64 bits as texts. */
#include "otlp-values.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../uuid.h"

static json_t *integer(json_int_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, value);
    return json_string(text);
}

static json_t *list_of(const json_t *value)
{
    json_t *values = json_array();
    size_t index;
    json_t *item;
    json_array_foreach(value, index, item) {
        json_array_append_new(values, otlp_value(item));
    }
    return json_pack("{s:{s:o}}", "arrayValue", "values", values);
}

static json_t *members_of(const json_t *value)
{
    json_t *values = json_array();
    const char *name;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)value, name, item) {
        otlp_add(values, name, otlp_value(item));
    }
    return json_pack("{s:{s:o}}", "kvlistValue", "values", values);
}

json_t *otlp_value(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        return json_pack("{s:s}", "stringValue", json_string_value(value));
    case JSON_INTEGER:
        return json_pack("{s:o}", "intValue", integer(json_integer_value(value)));
    case JSON_REAL:
        return json_pack("{s:f}", "doubleValue", json_real_value(value));
    case JSON_TRUE:
    case JSON_FALSE:
        return json_pack("{s:b}", "boolValue", json_is_true(value));
    case JSON_ARRAY:
        return list_of(value);
    case JSON_OBJECT:
        return members_of(value);
    case JSON_NULL:
    default:
        return json_object(); /* an AnyValue without a value */
    }
}

void otlp_add(json_t *attributes, const char *name, json_t *value)
{
    if (value != NULL) {
        json_array_append_new(attributes, json_pack("{s:s, s:o}", "key", name, "value", value));
    }
}

void otlp_add_text(json_t *attributes, const char *name, const char *text)
{
    if (text != NULL) {
        otlp_add(attributes, name, json_pack("{s:s}", "stringValue", text));
    }
}

json_t *otlp_time(int64_t ms)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64 "000000", ms > 0 ? ms : 0);
    return json_string(ms > 0 ? text : "0");
}

void otlp_trace_id(char id[OTLP_TRACE_ID_SIZE])
{
    char uuid[AWS_UUID_SIZE];
    aws_uuid_make(uuid);
    size_t size = 0;
    for (const char *at = uuid; *at != '\0'; at++) {
        if (*at != '-') {
            id[size++] = *at;
        }
    }
    id[size] = '\0';
}

/* The first half of a UUID has four bits that are the same in all, and none is zero. */
void otlp_span_id(char id[OTLP_SPAN_ID_SIZE])
{
    char trace[OTLP_TRACE_ID_SIZE];
    otlp_trace_id(trace);
    memcpy(id, trace, OTLP_SPAN_ID_SIZE - 1);
    id[OTLP_SPAN_ID_SIZE - 1] = '\0';
}
