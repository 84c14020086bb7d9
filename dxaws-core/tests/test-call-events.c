/* SPDX-License-Identifier: MIT */
/* The events of a call: one for each attempt, one for the whole, no secret in any. */
#include "still-clock.h"

#include <stdarg.h>

#include <jansson.h>

static void collect(void *self, const dxaws_event *event)
{
    char *text = self;
    strcat(text, dxaws_event_type(event));
    strcat(text, dxaws_event_fields(event));
    strcat(text, "\n");
}

/* The events "aws.attempt", "aws.attempt", "aws.call", one a line. */
static void split(const char *seen, json_t **attempts, json_t **call)
{
    json_t **targets[] = {&attempts[0], &attempts[1], call};
    for (size_t i = 0; i < 3; i++) {
        const char *name = i < 2 ? "aws.attempt" : "aws.call";
        ck_assert_int_eq(strncmp(seen, name, strlen(name)), 0);
        seen += strlen(name);
        size_t size = strcspn(seen, "\n");
        *targets[i] = json_loadb(seen, size, 0, NULL);
        ck_assert_ptr_nonnull(*targets[i]);
        seen += size + 1;
    }
    ck_assert_str_eq(seen, "");
}

static void check_fields(json_t *event, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    json_t *expected = json_vpack_ex(NULL, 0, format, arguments);
    va_end(arguments);
    const char *name;
    json_t *value;
    json_object_foreach(expected, name, value) {
        ck_assert_msg(json_equal(json_object_get(event, name), value), "%s is %lld/%s, not %lld/%s",
                      name, (long long)json_integer_value(json_object_get(event, name)),
                      json_string_value(json_object_get(event, name)),
                      (long long)json_integer_value(value), json_string_value(value));
    }
    json_decref(expected);
}

/* rule 50: the fields of an attempt and of a call; rule 32: no secret among them */
START_TEST(events_tell_every_attempt_and_no_secret)
{
    struct server *server = server_start(
        STEPS({SERVER_ANSWER_CLOSE, S3_ERROR("503 x", "SlowDown"), 0}, {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    char seen[8192] = "";
    observe(context, collect, seen);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    ck_ok(dxaws_aws_call(session, context, request));
    json_t *attempt[2];
    json_t *call;
    split(seen, attempt, &call);
    check_fields(attempt[0], "{s:s,s:s,s:s,s:s,s:i,s:i,s:i,s:i,s:i,s:s,s:s,s:i,s:b}", "service",
                 "s3", "operation", "GetBucketTagging", "region", "us-east-1", "host",
                 server_url(server) + 7, "attempt", 1, "max_attempts", 3, "tokens", 495, "status",
                 503, "delay_ms", 500, "retry", "throttling", "code", "SlowDown", "skew_ms", 0,
                 "reused_connection", 0);
    check_fields(attempt[1], "{s:i,s:i,s:i,s:s,s:s,s:s,s:s,s:i,s:i}", "duration_ms", 0, "attempt",
                 2, "status", 200, "retry", "never", "request_id", "R", "credentials",
                 "session options", "http", "1.1", "received_bytes", 4, "sent_bytes", 0);
    static const char *const measured[] = {"connect_us", "first_byte_us", "total_us"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_gt(json_integer_value(json_object_get(attempt[0], measured[i])), 0);
    }
    check_fields(call, "{s:i,s:i,s:i,s:i,s:s,s:s}", "attempts", 2, "max_attempts", 3, "duration_ms",
                 500, "status", 200, "request_id", "R", "credentials", "session options");
    json_decref(attempt[0]);
    json_decref(attempt[1]);
    json_decref(call);
    ck_assert_ptr_null(strstr(seen, "canary"));
    server_stop(server);
}
END_TEST

static const struct {
    const char *name;
    struct server_step step;
    unsigned attempts;
    const char *attempt; /* a part of the last attempt's event */
    const char *call[4]; /* parts of the call's */
} ends[] = {
    {"refused",
     {SERVER_ANSWER_CLOSE,
      "HTTP/1.1 403 x\r\nConnection: close\r\nx-amz-request-id: R\r\nx-amz-id-2: I2\r\n\r\n"
      "<Error><Code>AccessDenied</Code></Error>",
      0},
     1,
     "\"extended_request_id\":\"I2\"",
     {"\"code\":\"AccessDenied\",", "\"kind\":\"PERMISSION\"", "\"attempts_used_up\":false",
      "\"request_id\":\"R\""}},
    {"attempts used up",
     {SERVER_ANSWER_CLOSE, S3_ERROR("503 x", "SlowDown"), 0},
     3,
     "\"retry\":\"throttling\"",
     {"\"attempts\":3,", "\"status\":503", "\"attempts_used_up\":true"}},
    {"hung up",
     {SERVER_CLOSE, NULL, 0},
     3,
     "\"code\":\"ConnectionError\"",
     {"\"code\":\"ConnectionError\"", "\"kind\":\"UNAVAILABLE\"", "\"attempts_used_up\":true"}},
    {"damaged",
     {SERVER_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx-amzn-requestid: N\r\n\r\n<a", 0},
     3,
     "\"request_id\":\"N\"",
     {"\"attempts\":3,", "\"status\":200", "\"kind\":\"UNAVAILABLE\""}},
};

/* rule 50: what the events of a call that fails say */
START_TEST(events_tell_why_a_call_failed)
{
    struct server *server = server_start(&ends[_i].step, 1);
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 3);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    char seen[8192] = "";
    observe(context, collect, seen);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    dxaws_error_free(dxaws_aws_call(session, context, request));
    char *line = seen;
    for (unsigned i = 0; i + 1 < ends[_i].attempts; i++) {
        ck_assert_ptr_nonnull(strstr(line, "\"delay_ms\":"));
        line = strchr(line, '\n') + 1;
    }
    char *call = strchr(line, '\n') + 1;
    call[-1] = '\0';
    ck_assert_msg(strstr(line, ends[_i].attempt) && !strstr(line, "delay_ms"), "%s: %s",
                  ends[_i].name, line);
    for (size_t i = 0; i < 4 && ends[_i].call[i]; i++) {
        ck_assert_msg(strstr(call, ends[_i].call[i]) != NULL, "%s: %s", ends[_i].name, call);
    }
    ck_assert_uint_eq(strchr(call, '\n') - call, (ptrdiff_t)strlen(call) - 1);
    server_stop(server);
}
END_TEST

/* rule 50: how long it took to find a host by its name */
START_TEST(events_tell_of_looking_a_name_up)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    char url[64];
    snprintf(url, sizeof(url), "http://localhost%s", strrchr(server_url(server), ':'));
    DXAWS_AUTO(dxaws_session) session = open_session(url, 1);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    char seen[8192] = "";
    observe(context, collect, seen);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        *seen = '\0';
        ck_ok(dxaws_aws_call(session, context, request));
        ck_assert_int_eq(strstr(seen, "\"dns_us\":") != NULL, i == 0);
    }
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("call events");
    TCase *tests = tcase_create("events");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, events_tell_every_attempt_and_no_secret);
    tcase_add_loop_test(tests, events_tell_why_a_call_failed, 0, sizeof(ends) / sizeof(ends[0]));
    tcase_add_test(tests, events_tell_of_looking_a_name_up);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
