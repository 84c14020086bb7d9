/* SPDX-License-Identifier: MIT */
/* Events as spans and log records, sent to a collector as OTLP over HTTP, in JSON.
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp */
#include <dxaws/sinks.h>

#include <dxaws/aws.h>

#include <stdlib.h>
#include <string.h>

#include "otlp-settings.h"
#include "otlp-spans.h"
#include "queue.h"

#define MOST_ITEMS 200
#define MOST_BYTES 1048576 /* what a collector takes by default is more */
#define SPAN_BYTES 1500    /* of a span, about */

struct otlp {
    dxaws_session *session;
    struct otlp_settings settings;
    struct otlp_spans *spans;
};

/* https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
static int severity_of(const dxaws_event *event)
{
    return ((int)dxaws_event_get_level(event) - DXAWS_EVENT_TRACE) * 4 + 1;
}

static json_t *log_record(const struct otlp *otlp, const dxaws_event *event, const json_t *fields,
                          const char *span)
{
    static const char *const names[] = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"};
    int severity = severity_of(event);
    json_t *record = json_pack(
        "{s:o, s:i, s:s, s:s, s:{s:s}, s:s, s:[]}", "timeUnixNano",
        otlp_time(dxaws_event_time_ms(event)), "severityNumber", severity, "severityText",
        names[(severity - 1) / 4 % 5], "eventName", dxaws_event_type(event), "body", "stringValue",
        dxaws_event_text(event), "traceId", otlp_spans_trace(otlp->spans), "attributes");
    json_t *attributes = json_object_get(record, "attributes");
    if (record != NULL && span[0] != '\0') {
        json_object_set_new(record, "spanId", json_string(span));
    }
    otlp_add_text(attributes, "dxaws.source", dxaws_event_source(event));
    otlp_add_text(attributes, "dxaws.resource", dxaws_event_subject(event));
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)fields, name, value) {
        otlp_add(attributes, name, otlp_value(value));
    }
    return record;
}

static bool is_off(const struct otlp *otlp, enum otlp_signal signal)
{
    return otlp->settings.targets[signal].off;
}

/* What an event becomes: a span when one is over, and a log record unless it tells of a request. */
static json_t *take(void *self, const dxaws_event *event, size_t *size)
{
    struct otlp *otlp = self;
    char within[OTLP_SPAN_ID_SIZE];
    json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
    strcpy(within, otlp_spans_current(otlp->spans));
    json_t *span = otlp_spans_take(otlp->spans, event, fields);
    bool told = dxaws_event_get_level(event) >= DXAWS_EVENT_INFO && !is_off(otlp, OTLP_LOGS);
    if (is_off(otlp, OTLP_TRACES)) {
        json_decref(span);
        span = NULL;
    }
    json_t *record = told ? log_record(otlp, event, fields, within) : NULL;
    json_decref(fields);
    *size = (span ? SPAN_BYTES : 0) + (told ? 3 * strlen(dxaws_event_text(event)) : 0);
    return span || record ? json_pack("[o*, o*]", span ? span : json_null(), record) : NULL;
}

static json_t *document(const struct otlp *otlp, enum otlp_signal signal, json_t *items)
{
    static const char *const outer[] = {"resourceSpans", "resourceLogs"};
    static const char *const middle[] = {"scopeSpans", "scopeLogs"};
    static const char *const inner[] = {"spans", "logRecords"};
    return json_pack("{s:[{s:{s:O}, s:[{s:{s:s, s:s}, s:o}]}]}", outer[signal], "resource",
                     "attributes", otlp->settings.resource, middle[signal], "scope", "name",
                     "dxaws", "version", DXAWS_VERSION, inner[signal], items);
}

/* How many the collector did not take: 200 may say so. */
static dxaws_error *rejected(const char *answer, size_t size, size_t *lost)
{
    json_t *parsed = answer ? json_loadb(answer, size, 0, NULL) : NULL;
    const json_t *partial = json_object_get(parsed, "partialSuccess");
    static const char *const names[] = {"rejectedSpans", "rejectedLogRecords"};
    long long count = 0;
    for (size_t i = 0; i < 2; i++) {
        const json_t *said = json_object_get(partial, names[i]); /* a text, or a number */
        count += json_is_string(said) ? atoll(json_string_value(said)) : json_integer_value(said);
    }
    const char *message = json_string_value(json_object_get(partial, "errorMessage"));
    dxaws_error *error =
        count > 0 ? dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", DXAWS_CORE_ERROR_EVENT_LOST,
                                    "the collector does not take %lld: %s", count,
                                    message ? message : "it does not say why")
                  : NULL;
    *lost = count > 0 ? (size_t)count : 0;
    json_decref(parsed);
    return error;
}

/* Takes @a items over. */
static dxaws_error *export_to(const struct otlp *otlp, dxaws_context *context,
                              enum otlp_signal signal, json_t *items, size_t *lost)
{
    const struct otlp_target *target = &otlp->settings.targets[signal];
    *lost = json_array_size(items);
    if (*lost == 0) {
        json_decref(items);
        return NULL;
    }
    json_t *body = document(otlp, signal, items);
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    DXAWS_AUTO(dxaws_context) limited = dxaws_context_new_child(context, target->timeout_ms);
    DXAWS_AUTO(dxaws_aws_request)
    request = text ? dxaws_aws_request_new("otlp", "Export", "POST", target->path) : NULL;
    if (request != NULL) {
        dxaws_aws_request_set_endpoint_url(request, target->host);
        dxaws_aws_request_set_region(request, "us-east-1"); /* of nothing: it is not signed */
        dxaws_aws_request_set_unsigned(request, true);
        dxaws_aws_request_set_idempotent(request, true);
        dxaws_aws_request_set_content_type(request, "application/json");
        dxaws_aws_request_set_body(request, text, strlen(text));
        for (size_t i = 0; i < target->headers.count; i++) {
            dxaws_aws_request_add_header(request, target->headers.items[i].name,
                                         target->headers.items[i].value);
        }
    }
    free(text);
    dxaws_error *error = request && limited ? dxaws_aws_call(otlp->session, limited, request)
                                            : dxaws_error_out_of_memory();
    if (error == NULL) {
        size_t size;
        const char *answer = dxaws_aws_request_answer_body(request, &size);
        error = rejected(answer, size, lost);
    }
    return error;
}

static dxaws_error *send(void *self, dxaws_context *context, const json_t *items, size_t *lost)
{
    const struct otlp *otlp = self;
    json_t *sorted[OTLP_SIGNALS] = {json_array(), json_array()};
    dxaws_error *why = NULL;
    size_t index;
    json_t *item;
    json_array_foreach(items, index, item) {
        for (size_t i = 0; i < OTLP_SIGNALS; i++) {
            json_t *part = json_array_get(item, i);
            if (json_is_object(part) && json_array_append(sorted[i], part) != 0) {
                (*lost)++;
            }
        }
    }
    for (size_t i = 0; i < OTLP_SIGNALS; i++) {
        size_t missing = 0;
        dxaws_error *error = export_to(otlp, context, (enum otlp_signal)i, sorted[i], &missing);
        *lost += missing;
        if (error != NULL) {
            dxaws_error_free(why);
            why = error;
        }
    }
    return why;
}

static void destroy(void *self)
{
    struct otlp *otlp = self;
    if (otlp != NULL) {
        otlp_settings_clear(&otlp->settings);
        otlp_spans_free(otlp->spans);
        dxaws_session_unref(otlp->session);
        free(otlp);
    }
}

static dxaws_error *start(struct otlp *otlp, dxaws_sink **sink)
{
    static const struct sink_sender sender = {.most_items = MOST_ITEMS,
                                              .most_bytes = MOST_BYTES,
                                              .take = take,
                                              .send = send,
                                              .destroy = destroy};
    otlp->spans = otlp_spans_new(otlp->settings.trace, otlp->settings.parent);
    return otlp->spans ? sink_queue_new(&sender, otlp, sink) : dxaws_error_out_of_memory();
}

/* @a asked: there is none where the environment does not ask for it. */
static dxaws_error *make(dxaws_session *session, const char *endpoint, bool asked,
                         dxaws_sink **sink)
{
    struct otlp *otlp = calloc(1, sizeof *otlp);
    if (otlp == NULL) {
        return dxaws_error_out_of_memory();
    }
    otlp->session = dxaws_session_ref(session);
    dxaws_error *error = otlp_settings_read(session, endpoint, asked, &otlp->settings);
    bool none = asked && is_off(otlp, OTLP_TRACES) && is_off(otlp, OTLP_LOGS);
    if (error == NULL && !none) {
        error = start(otlp, sink);
    }
    if (error != NULL || none) {
        destroy(otlp);
    }
    return error;
}

dxaws_error *dxaws_sink_new_otlp(dxaws_session *session, const char *endpoint, dxaws_sink **sink)
{
    return make(session, endpoint, false, sink);
}

dxaws_error *dxaws_sink_find_otlp(dxaws_session *session, dxaws_sink **sink)
{
    *sink = NULL;
    return make(session, NULL, true, sink);
}
