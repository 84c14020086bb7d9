/* SPDX-License-Identifier: MIT */
/* An operation, a step of a site, an action and a call are spans. Events tell when the first three
 * begin and end, in the thread that does them, so that what is open in a thread contains what
 * begins there; what begins in a thread without any is within the oldest that is open, since a
 * site's steps have threads of their own. */
#include "otlp-spans.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/event-types.h>

#define KIND_INTERNAL 1
#define KIND_CLIENT 3
#define STATUS_ERROR 2
#define MOST_OPEN 64 /* beyond that what begins is not remembered, and its end is no span */

struct open_span {
    char id[OTLP_SPAN_ID_SIZE];
    char parent[OTLP_SPAN_ID_SIZE];
    char key[400]; /* what the end must say */
    pthread_t thread;
    int64_t began_ms;
};

struct otlp_spans {
    char trace[OTLP_TRACE_ID_SIZE];
    char parent[OTLP_SPAN_ID_SIZE];
    struct open_span open[MOST_OPEN];
    size_t count;
};

struct otlp_spans *otlp_spans_new(const char *trace, const char *parent)
{
    struct otlp_spans *spans = calloc(1, sizeof *spans);
    if (spans != NULL) {
        snprintf(spans->trace, sizeof spans->trace, "%s", trace);
        snprintf(spans->parent, sizeof spans->parent, "%s", parent);
    }
    return spans;
}

void otlp_spans_free(struct otlp_spans *spans)
{
    free(spans);
}

const char *otlp_spans_trace(const struct otlp_spans *spans)
{
    return spans->trace;
}

const char *otlp_spans_current(const struct otlp_spans *spans)
{
    for (size_t i = spans->count; i > 0; i--) {
        if (pthread_equal(spans->open[i - 1].thread, pthread_self())) {
            return spans->open[i - 1].id;
        }
    }
    return spans->count > 0 ? spans->open[0].id : spans->parent;
}

static const char *text_of(const json_t *fields, const char *name)
{
    return json_string_value(json_object_get(fields, name));
}

static json_int_t number_of(const json_t *fields, const char *name)
{
    return json_integer_value(json_object_get(fields, name));
}

/* A site's step is about a module's resource; else "dxaws.s3" tells of s3. */
static const char *module_of(const dxaws_event *event, const json_t *fields)
{
    const char *module = text_of(fields, "module");
    if (module != NULL) {
        return module;
    }
    const char *source = dxaws_event_source(event);
    return strncmp(source, "dxaws.", 6) == 0 ? source + 6 : source;
}

/* What begins and ends: its name, and whether this is the beginning or the end. */
enum edge { EDGE_NONE, EDGE_BEGINNING, EDGE_END };

static enum edge edge_of(const dxaws_event *event, const json_t *fields, char *name, size_t size)
{
    const char *type = dxaws_event_type(event);
    if (strcmp(type, DXAWS_EVENT_TYPE_MANAGER_APPLY_PROGRESS) == 0) {
        const char *status = text_of(fields, "status");
        const char *step = text_of(fields, "step");
        const char *action = text_of(fields, "action");
        snprintf(name, size, "%s", step ? step : action ? action : "");
        if (status == NULL || name[0] == '\0') {
            return EDGE_NONE;
        }
        bool over = strcmp(status, "done") == 0 || strcmp(status, "failed") == 0;
        return over ? EDGE_END : strcmp(status, "start") == 0 ? EDGE_BEGINNING : EDGE_NONE;
    }
    static const struct {
        const char *type;
        enum edge edge;
        const char *verb;
    } types[] = {
        {DXAWS_EVENT_TYPE_MANAGER_PLAN_START, EDGE_BEGINNING, "plan"},
        {DXAWS_EVENT_TYPE_MANAGER_PLAN_DONE, EDGE_END, "plan"},
        {DXAWS_EVENT_TYPE_MANAGER_APPLY_START, EDGE_BEGINNING, "apply"},
        {DXAWS_EVENT_TYPE_MANAGER_APPLY_DONE, EDGE_END, "apply"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(type, types[i].type) == 0) {
            snprintf(name, size, "%s.%s", module_of(event, fields), types[i].verb);
            return types[i].edge;
        }
    }
    return EDGE_NONE;
}

static void begin(struct otlp_spans *spans, const char *key, int64_t now_ms)
{
    if (spans->count < MOST_OPEN) {
        struct open_span *span = &spans->open[spans->count];
        snprintf(span->parent, sizeof span->parent, "%s", otlp_spans_current(spans));
        snprintf(span->key, sizeof span->key, "%s", key);
        otlp_span_id(span->id);
        span->thread = pthread_self();
        span->began_ms = now_ms;
        spans->count++;
    }
}

/* Takes out the latest of this thread's that has the key, and those that it began within it, whose
 * end was never told. False when there is none. */
static bool take_out(struct otlp_spans *spans, const char *key, struct open_span *found)
{
    size_t at = spans->count;
    while (at > 0 && !(pthread_equal(spans->open[at - 1].thread, pthread_self()) &&
                       strcmp(spans->open[at - 1].key, key) == 0)) {
        at--;
    }
    if (at == 0) {
        return false;
    }
    *found = spans->open[at - 1];
    size_t kept = at - 1;
    for (size_t i = at; i < spans->count; i++) {
        if (!pthread_equal(spans->open[i].thread, pthread_self())) {
            spans->open[kept++] = spans->open[i];
        }
    }
    spans->count = kept;
    return true;
}

static json_t *span_of(const struct otlp_spans *spans, const struct open_span *span, int kind,
                       const char *name, int64_t end_ms)
{
    json_t *made =
        json_pack("{s:s, s:s, s:s, s:i, s:o, s:o, s:[]}", "traceId", spans->trace, "spanId",
                  span->id, "name", name, "kind", kind, "startTimeUnixNano",
                  otlp_time(span->began_ms), "endTimeUnixNano", otlp_time(end_ms), "attributes");
    if (made != NULL && span->parent[0] != '\0') {
        json_object_set_new(made, "parentSpanId", json_string(span->parent));
    }
    return made;
}

static void set_failed(json_t *span, const char *type, const char *message)
{
    otlp_add_text(json_object_get(span, "attributes"), "error.type", type);
    json_object_set_new(span, "status",
                        json_pack("{s:i, s:s*}", "code", STATUS_ERROR, "message", message));
}

static json_t *end(struct otlp_spans *spans, const dxaws_event *event, const json_t *fields,
                   const char *key, const char *name)
{
    struct open_span found;
    if (!take_out(spans, key, &found)) {
        return NULL;
    }
    json_t *span = span_of(spans, &found, KIND_INTERNAL, name, dxaws_event_time_ms(event));
    json_t *attributes = json_object_get(span, "attributes");
    otlp_add_text(attributes, "dxaws.module", module_of(event, fields));
    otlp_add_text(attributes, "dxaws.resource", dxaws_event_subject(event));
    otlp_add_text(attributes, "dxaws.plan_hash", text_of(fields, "plan_hash"));
    otlp_add_text(attributes, "dxaws.outcome", text_of(fields, "outcome"));
    const json_t *error = json_object_get(fields, "error");
    const char *status = text_of(fields, "status");
    if (error != NULL || (status != NULL && strcmp(status, "failed") == 0)) {
        const char *code = text_of(error, "code");
        set_failed(span, code ? code : "_OTHER", text_of(error, "message"));
    }
    return span;
}

/* https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/ */
static json_t *call(struct otlp_spans *spans, const dxaws_event *event, const json_t *fields)
{
    char name[200];
    const char *service = text_of(fields, "service");
    const char *operation = text_of(fields, "operation");
    struct open_span span = {.began_ms =
                                 dxaws_event_time_ms(event) - number_of(fields, "duration_ms")};
    snprintf(span.parent, sizeof span.parent, "%s", otlp_spans_current(spans));
    otlp_span_id(span.id);
    snprintf(name, sizeof name, "%s.%s", service ? service : "", operation ? operation : "");
    json_t *made = span_of(spans, &span, KIND_CLIENT, name, dxaws_event_time_ms(event));
    json_t *attributes = json_object_get(made, "attributes");
    otlp_add_text(attributes, "rpc.system", "aws-api");
    otlp_add_text(attributes, "rpc.service", service);
    otlp_add_text(attributes, "rpc.method", operation);
    otlp_add_text(attributes, "server.address", text_of(fields, "host"));
    otlp_add_text(attributes, "cloud.region", text_of(fields, "region"));
    otlp_add_text(attributes, "aws.request_id", text_of(fields, "request_id"));
    const json_t *status = json_object_get(fields, "status");
    otlp_add(attributes, "http.response.status_code", status ? otlp_value(status) : NULL);
    if (number_of(fields, "attempts") > 1) {
        json_t *again = json_integer(number_of(fields, "attempts") - 1);
        otlp_add(attributes, "http.request.resend_count", otlp_value(again));
        json_decref(again);
    }
    if (text_of(fields, "kind") != NULL) {
        const char *code = text_of(fields, "code");
        set_failed(made, code ? code : text_of(fields, "kind"), NULL);
    }
    return made;
}

json_t *otlp_spans_take(struct otlp_spans *spans, const dxaws_event *event, const json_t *fields)
{
    char name[200] = "", key[400];
    if (strcmp(dxaws_event_type(event), DXAWS_EVENT_TYPE_AWS_CALL) == 0) {
        return call(spans, event, fields);
    }
    enum edge edge = edge_of(event, fields, name, sizeof name);
    const char *subject = dxaws_event_subject(event);
    snprintf(key, sizeof key, "%s %" JSON_INTEGER_FORMAT " %s %s", name, number_of(fields, "index"),
             module_of(event, fields), subject ? subject : "");
    if (edge == EDGE_BEGINNING) {
        begin(spans, key, dxaws_event_time_ms(event));
    }
    return edge == EDGE_END ? end(spans, event, fields, key, name) : NULL;
}
