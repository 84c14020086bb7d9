/* SPDX-License-Identifier: MIT */
/* What the environment says of a collector of OpenTelemetry: which signals are sent, and what is
 * refused. */
#include <dxaws/extend/events.h>
#include <dxaws/sinks.h>

#include <stdlib.h>

#include "calls.h"

#define DONE "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"partialSuccess\":{}}"

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

static const char *const wrong[] = {
    "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
    "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf",
    "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317",
    "OTEL_EXPORTER_OTLP_ENDPOINT=http://",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=ftp://collector/",
    "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector/?a=b",
    "OTEL_EXPORTER_OTLP_TIMEOUT=10s",
    "OTEL_EXPORTER_OTLP_TIMEOUT=0",
    "OTEL_EXPORTER_OTLP_TIMEOUT=99999999999999999999",
    "OTEL_EXPORTER_OTLP_CERTIFICATE=/etc/ca.pem",
};

START_TEST(what_cannot_be_is_refused)
{
    const char *const environment[] = {wrong[_i], NULL};
    DXAWS_AUTO(dxaws_session) session = session_with(environment);
    dxaws_sink *sink = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_sink_new_otlp(session, NULL, &sink);
    ck_assert_ptr_null(sink);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CORE_ERROR_INVALID_OTLP);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), strchr(wrong[_i], '=') + 1));
}
END_TEST

/* What the environment says, and what is then sent: t for traces, l for logs. COLLECTOR is the
 * server's URL. */
#define COLLECTOR "OTEL_EXPORTER_OTLP_ENDPOINT"
static const struct {
    const char *variables[3];
    const char *sent;
} asked[] = {
    {{NULL}, ""},
    {{COLLECTOR}, "tl"},
    {{COLLECTOR, "OTEL_TRACES_EXPORTER=none"}, "l"},
    {{COLLECTOR, "OTEL_LOGS_EXPORTER=console"}, "t"},
    {{COLLECTOR, "OTEL_LOGS_EXPORTER=console, OTLP"}, "tl"},
    {{COLLECTOR, "OTEL_LOGS_EXPORTER=none", "OTEL_TRACES_EXPORTER=none"}, ""},
    {{COLLECTOR, "OTEL_SDK_DISABLED=TRUE"}, ""},
    {{COLLECTOR, "OTEL_SDK_DISABLED=false", "OTEL_TRACES_EXPORTER="}, "tl"},
    {{COLLECTOR, "OTEL_LOGS_EXPORTER=none", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=grpc"}, "t"},
    {{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"}, "t"},
};

static size_t requests_to(struct server *server, const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < server_requests(server); i++) {
        count += strstr(server_request(server, i), path) != NULL;
    }
    return count;
}

START_TEST(a_sink_is_found_where_the_environment_asks_for_it)
{
    static struct server_step step = {SERVER_ANSWER_CLOSE, DONE, 0};
    struct server *server = server_start(&step, 1);
    char url[200];
    const char *environment[4] = {NULL};
    for (size_t i = 0; i < 3 && asked[_i].variables[i] != NULL; i++) {
        const char *variable = asked[_i].variables[i];
        bool traces = strstr(variable, "TRACES_ENDPOINT") != NULL;
        environment[i] = strchr(variable, '=') ? variable : url;
        if (environment[i] == url) {
            snprintf(url, sizeof url, "%s=%s%s", variable, server_url(server),
                     traces ? "/v1/traces" : "");
        }
    }
    DXAWS_AUTO(dxaws_session) session = session_with(environment);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_find_otlp(session, &sink));
    ck_assert_int_eq(sink != NULL, asked[_i].sent[0] != '\0');
    dxaws_context_set_sink(context, sink);
    dxaws_context_emit(context, "dxaws.core", "aws.call", DXAWS_EVENT_DEBUG, NULL, NULL);
    dxaws_context_emit(context, "dxaws.s3", "config.ignored", DXAWS_EVENT_WARN, NULL, NULL);
    dxaws_sink_flush(sink);
    ck_assert_int_eq(requests_to(server, "/v1/traces") > 0, strchr(asked[_i].sent, 't') != NULL);
    ck_assert_int_eq(requests_to(server, "/v1/logs") > 0, strchr(asked[_i].sent, 'l') != NULL);
    ck_assert_uint_eq(dxaws_sink_lost(sink, NULL), 0);
    dxaws_context_set_sink(context, NULL);
    sink = dxaws_sink_unref(sink);
    server_stop(server);
}
END_TEST

START_TEST(no_password_of_a_url_is_told)
{
    const char *const environment[] = {COLLECTOR "=http://me:secret@collector", NULL};
    DXAWS_AUTO(dxaws_session) session = session_with(environment);
    dxaws_sink *sink = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_sink_find_otlp(session, &sink);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CORE_ERROR_INVALID_OTLP);
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "secret"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), COLLECTOR));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("otlp-environment");
    TCase *tests = tcase_create("otlp-environment");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, sizeof wrong / sizeof *wrong);
    tcase_add_loop_test(tests, a_sink_is_found_where_the_environment_asks_for_it, 0,
                        sizeof asked / sizeof *asked);
    tcase_add_test(tests, no_password_of_a_url_is_told);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
