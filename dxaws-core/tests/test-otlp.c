/* SPDX-License-Identifier: MIT */
/* What a collector of OpenTelemetry gets: spans within each other, log records, and where they go.
 */
#include <dxaws/extend/events.h>
#include <dxaws/sinks.h>

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

#include "calls.h"

#define DONE "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"partialSuccess\":{}}"
#define TRACE "0af7651916cd43dd8448eb211c80319c"
#define PARENT "b7ad6b7169203331"
#define TRACEPARENT "TRACEPARENT=00-" TRACE "-" PARENT "-01"

/* A context that tells a collector, and what that got. */
struct telling {
    struct server *server;
    dxaws_session *session;
    dxaws_context *context;
    dxaws_sink *sink;
    json_t *spans;
    json_t *records;
};

static dxaws_session *session_with(const char *const *environment)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_max_attempts(options, 1);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static struct telling tell_to(const char *const *environment, const char *answer)
{
    static struct server_step step; /* the server goes on looking at it */
    step = (struct server_step){SERVER_ANSWER_CLOSE, answer, 0};
    struct telling telling = {.server = server_start(&step, 1)};
    telling.session = session_with(environment);
    telling.context = dxaws_context_new();
    ck_ok(dxaws_sink_new_otlp(telling.session, server_url(telling.server), &telling.sink));
    dxaws_context_set_sink(telling.context, telling.sink);
    return telling;
}

static void tell(const struct telling *telling, const char *source, const char *type,
                 dxaws_event_level level, const char *fields)
{
    dxaws_context_emit(telling->context, source, type, level, "my-site", fields);
}

/* Waits for what was told, and reads it out of the requests. */
static void collect(struct telling *telling)
{
    dxaws_sink_flush(telling->sink);
    telling->spans = json_array();
    telling->records = json_array();
    for (size_t i = 0; i < server_requests(telling->server); i++) {
        const char *request = server_request(telling->server, i);
        json_t *body = json_loads(strstr(request, "\r\n\r\n") + 4, 0, NULL);
        json_t *spans = NULL, *records = NULL;
        bool traces = strncmp(request, "POST /v1/traces ", 16) == 0;
        ck_assert_msg(traces || strncmp(request, "POST /v1/logs ", 14) == 0, "%.40s", request);
        ck_assert_ptr_null(strstr(request, "AWS4-HMAC"));
        if (traces) {
            json_unpack(body, "{s:[{s:[{s:o}]}]}", "resourceSpans", "scopeSpans", "spans", &spans);
        } else {
            json_unpack(body, "{s:[{s:[{s:o}]}]}", "resourceLogs", "scopeLogs", "logRecords",
                        &records);
        }
        json_array_extend(telling->spans, spans);
        json_array_extend(telling->records, records);
        json_decref(body);
    }
}

static void end(struct telling *telling)
{
    json_decref(telling->spans);
    json_decref(telling->records);
    dxaws_context_unref(telling->context);
    dxaws_sink_unref(telling->sink);
    dxaws_session_unref(telling->session);
    server_stop(telling->server);
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static const json_t *span_named(const struct telling *telling, const char *name)
{
    size_t index;
    json_t *span;
    json_array_foreach(telling->spans, index, span) {
        if (strcmp(text_of(span, "name"), name) == 0) {
            return span;
        }
    }
    ck_abort_msg("there is no span %s", name);
    return NULL;
}

static const char *attribute_of(const json_t *object, const char *name)
{
    size_t index;
    json_t *attribute;
    json_array_foreach(json_object_get(object, "attributes"), index, attribute) {
        if (strcmp(text_of(attribute, "key"), name) == 0) {
            const json_t *value = json_object_get(attribute, "value");
            const char *text = text_of(value, "stringValue");
            return *text ? text : text_of(value, "intValue");
        }
    }
    return "";
}

static void progress(const struct telling *telling, const char *source, const char *fields)
{
    tell(telling, source, "manager.apply.progress", DXAWS_EVENT_INFO, fields);
}

static void *do_a_step(void *telling)
{
    progress(telling, "dxaws.website",
             "{\"step\": \"bucket\", \"module\": \"s3\", \"status\": \"start\"}");
    tell(telling, "dxaws.s3", "manager.apply.start", DXAWS_EVENT_INFO, NULL);
    progress(telling, "dxaws.s3",
             "{\"action\": \"CREATE_BUCKET\", \"index\": 1, \"status\": \"start\"}");
    tell(telling, "dxaws.core", "aws.call", DXAWS_EVENT_DEBUG,
         "{\"service\": \"s3\", \"operation\": \"CreateBucket\", \"duration_ms\": 7, \"status\": "
         "409, \"request_id\": \"R7\", \"code\": \"BucketAlreadyExists\", \"kind\": \"CONFLICT\"}");
    progress(telling, "dxaws.s3",
             "{\"action\": \"CREATE_BUCKET\", \"index\": 1, \"status\": \"failed\"}");
    tell(telling, "dxaws.s3", "manager.apply.done", DXAWS_EVENT_ERROR,
         "{\"outcome\": \"failed\", \"error\": {\"code\": \"Taken\", \"message\": \"No.\"}}");
    progress(telling, "dxaws.website",
             "{\"step\": \"bucket\", \"module\": \"s3\", \"status\": \"failed\"}");
    return NULL;
}

START_TEST(spans_are_within_what_their_thread_does)
{
    static const char *const environment[] = {TRACEPARENT, NULL};
    struct telling telling = tell_to(environment, DONE);
    pthread_t thread;
    tell(&telling, "dxaws.website", "manager.apply.start", DXAWS_EVENT_INFO, NULL);
    pthread_create(&thread, NULL, do_a_step, &telling);
    pthread_join(thread, NULL);
    tell(&telling, "dxaws.website", "manager.apply.done", DXAWS_EVENT_INFO, NULL);
    collect(&telling);
    static const char *const chain[] = {"s3.CreateBucket", "CREATE_BUCKET", "s3.apply", "bucket",
                                        "website.apply"};
    ck_assert_uint_eq(json_array_size(telling.spans), 5);
    const char *above = PARENT;
    for (size_t i = 5; i > 0; i--) {
        const json_t *span = span_named(&telling, chain[i - 1]);
        ck_assert_str_eq(text_of(span, "traceId"), TRACE);
        ck_assert_str_eq(text_of(span, "parentSpanId"), above);
        above = text_of(span, "spanId");
        ck_assert_uint_eq(strlen(above), 16);
        ck_assert(strtoll(text_of(span, "startTimeUnixNano"), NULL, 10) > 0);
    }
    const json_t *call = span_named(&telling, "s3.CreateBucket");
    ck_assert_int_eq(strtoll(text_of(call, "endTimeUnixNano"), NULL, 10) -
                         strtoll(text_of(call, "startTimeUnixNano"), NULL, 10),
                     7000000);
    ck_assert_str_eq(attribute_of(call, "rpc.method"), "CreateBucket");
    ck_assert_str_eq(attribute_of(call, "http.response.status_code"), "409");
    ck_assert_str_eq(attribute_of(call, "error.type"), "BucketAlreadyExists");
    ck_assert_str_eq(attribute_of(span_named(&telling, "s3.apply"), "error.type"), "Taken");
    ck_assert_ptr_null(json_object_get(span_named(&telling, "website.apply"), "status"));
    end(&telling);
}
END_TEST

START_TEST(what_is_never_ended_hides_nothing_else)
{
    static const char *const environment[] = {NULL};
    struct telling telling = tell_to(environment, DONE);
    tell(&telling, "dxaws.s3", "manager.apply.start", DXAWS_EVENT_INFO, NULL);
    for (int i = 0; i < 100; i++) { /* more than are remembered, of one that repeats */
        progress(&telling, "dxaws.s3",
                 "{\"action\": \"PUT_TAGS\", \"index\": 1, \"status\": \"start\"}");
    }
    progress(&telling, "dxaws.s3",
             "{\"action\": \"PUT_TAGS\", \"status\": \"done\"}"); /* another */
    tell(&telling, "dxaws.s3", "manager.apply.done", DXAWS_EVENT_INFO, NULL);
    tell(&telling, "dxaws.s3", "manager.plan.done", DXAWS_EVENT_INFO, NULL); /* never began */
    tell(&telling, "dxaws.s3", "manager.plan.start", DXAWS_EVENT_INFO, NULL);
    tell(&telling, "dxaws.s3", "manager.plan.done", DXAWS_EVENT_INFO, NULL);
    collect(&telling);
    ck_assert_uint_eq(json_array_size(telling.spans), 2);
    ck_assert_ptr_null(json_object_get(span_named(&telling, "s3.apply"), "parentSpanId"));
    ck_assert_ptr_null(json_object_get(span_named(&telling, "s3.plan"), "parentSpanId"));
    end(&telling);
}
END_TEST

START_TEST(an_event_is_a_record_with_its_members)
{
    static const char *const environment[] = {NULL};
    struct telling telling = tell_to(environment, DONE);
    tell(&telling, "dxaws.core", "aws.attempt", DXAWS_EVENT_DEBUG, NULL);
    tell(&telling, "dxaws.s3", "config.ignored", DXAWS_EVENT_WARN,
         "{\"warnings\": \"w\", \"n\": 3, \"list\": [1.5, true, null, {\"a\": \"b\"}]}");
    collect(&telling);
    ck_assert_uint_eq(json_array_size(telling.records), 1);
    const json_t *record = json_array_get(telling.records, 0);
    ck_assert_str_eq(text_of(record, "eventName"), "config.ignored");
    ck_assert_str_eq(text_of(record, "severityText"), "WARN");
    ck_assert_int_eq(json_integer_value(json_object_get(record, "severityNumber")), 13);
    ck_assert_str_eq(attribute_of(record, "warnings"), "w");
    ck_assert_str_eq(attribute_of(record, "n"), "3");
    ck_assert_str_eq(attribute_of(record, "dxaws.resource"), "my-site");
    const char *body = text_of(json_object_get(record, "body"), "stringValue");
    ck_assert_ptr_nonnull(strstr(body, "\"schema\":\"dxaws.event/1\""));
    end(&telling);
}
END_TEST

START_TEST(headers_and_attributes_are_those_of_the_environment)
{
    static const char *const environment[] = {
        "OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20abc, x-tenant = one ,,bad",
        "OTEL_RESOURCE_ATTRIBUTES=deployment.environment=prod,service.name=mine", NULL};
    struct telling telling = tell_to(environment, DONE);
    tell(&telling, "dxaws.s3", "config.ignored", DXAWS_EVENT_WARN, NULL);
    collect(&telling);
    const char *request = server_request(telling.server, 0);
    ck_assert_ptr_nonnull(strstr(request, "uthorization: Bearer abc\r\n"));
    ck_assert_ptr_nonnull(strstr(request, "x-tenant: one\r\n"));
    ck_assert_ptr_nonnull(strstr(request, "\"deployment.environment\""));
    ck_assert_ptr_nonnull(
        strstr(request, "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"mine\"}}"));
    end(&telling);
}
END_TEST

static const struct {
    const char *answer;
    uint64_t lost;
    const char *why;
} answers[] = {
    {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
     "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"too old\"}}",
     1, "the collector does not take 1: too old"},
    {"HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n{\"code\":3,\"message\":\"bad\"}", 1, ""},
    {"HTTP/1.1 503 No\r\nConnection: close\r\n\r\n", 1, ""},
    {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 0, ""},
};

START_TEST(what_a_collector_does_not_take_is_counted)
{
    static const char *const environment[] = {NULL};
    struct telling telling = tell_to(environment, answers[_i].answer);
    char *why = NULL;
    tell(&telling, "dxaws.s3", "config.ignored", DXAWS_EVENT_WARN, NULL);
    collect(&telling);
    ck_assert_uint_eq(dxaws_sink_lost(telling.sink, &why), answers[_i].lost);
    ck_assert_int_eq(why != NULL, answers[_i].lost > 0);
    ck_assert_msg(why == NULL || strstr(why, answers[_i].why) != NULL, "it says \"%s\"", why);
    free(why);
    end(&telling);
}
END_TEST

/* What stands for the trace, and which one it then is; "" for one of its own. */
static const struct {
    const char *variable;
    const char *trace;
    const char *parent;
} contexts[] = {
    {TRACEPARENT, TRACE, PARENT},
    {"TRACEPARENT=00-00000000000000000000000000000000-" PARENT "-01", "", ""},
    {"TRACEPARENT=00-" TRACE "-0000000000000000-01", "", ""},
    {"TRACEPARENT=00-" TRACE, "", ""},
    {"_X_AMZN_TRACE_ID=Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
     "5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8"},
    {"_X_AMZN_TRACE_ID=Root=1-5759e988-bd862e3fe1be46a994272793",
     "5759e988bd862e3fe1be46a994272793", ""},
    {"_X_AMZN_TRACE_ID=Root=1-5759e988-bd862", "", ""},
};

START_TEST(the_trace_is_that_of_who_started_the_process)
{
    const char *const environment[] = {contexts[_i].variable, NULL};
    struct telling telling = tell_to(environment, DONE);
    tell(&telling, "dxaws.core", "aws.call", DXAWS_EVENT_DEBUG, "{\"service\": \"s3\"}");
    collect(&telling);
    const json_t *span = json_array_get(telling.spans, 0);
    ck_assert_uint_eq(strlen(text_of(span, "traceId")), 32);
    if (contexts[_i].trace[0] != '\0') {
        ck_assert_str_eq(text_of(span, "traceId"), contexts[_i].trace);
    }
    ck_assert_str_eq(text_of(span, "parentSpanId"), contexts[_i].parent);
    end(&telling);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("otlp");
    TCase *tests = tcase_create("otlp");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, spans_are_within_what_their_thread_does);
    tcase_add_test(tests, what_is_never_ended_hides_nothing_else);
    tcase_add_test(tests, an_event_is_a_record_with_its_members);
    tcase_add_test(tests, headers_and_attributes_are_those_of_the_environment);
    tcase_add_loop_test(tests, what_a_collector_does_not_take_is_counted, 0,
                        sizeof answers / sizeof *answers);
    tcase_add_loop_test(tests, the_trace_is_that_of_who_started_the_process, 0,
                        sizeof contexts / sizeof *contexts);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
