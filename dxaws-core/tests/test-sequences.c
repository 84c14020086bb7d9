/* SPDX-License-Identifier: MIT */
/* Sequences of answers and what a call makes of them: the tables data/retry-*.json,
 * data/clock-skew*.json and data/adaptive-*.json. Others of their form, dropped beside them, are
 * run as well. */
#include "attempts.h"

#include <math.h>
#include <stdio.h>

#include "table.h"

/* ---- retries ---- */

static void answer_as(struct situation *s, const json_t *answer)
{
    char body[128] = "";
    situation_send(s);
    if (table_flag(answer, "timeout") || table_flag(answer, "idle_reset")) {
        s->call.response.outcome = AWS_HTTP_BROKEN;
        s->call.response.timed_out = table_flag(answer, "timeout");
        s->call.response.reused = table_flag(answer, "idle_reset");
        aws_call_finish(&s->call);
        return;
    }
    situation_header(s, "x-amz-retry-after", table_text(answer, "x-amz-retry-after"));
    if (table_text(answer, "code")) {
        snprintf(body, sizeof(body), "<Error><Code>%s</Code></Error>", table_text(answer, "code"));
    }
    situation_answer(s, (int)table_number(answer, "status"), body);
}

static void check_sequence(const char *name, const json_t *row)
{
    struct situation s;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_max_attempts(options, (unsigned)table_number(row, "attempts"));
    dxaws_session_options_set_retry_pace(options, strcmp(table_text(row, "version"), "2.0") == 0
                                                      ? DXAWS_RETRY_PACE_BEFORE_2026
                                                      : DXAWS_RETRY_PACE_2026);
    situation_begin(&s, options);
    const char *service = table_text(row, "service") ? table_text(row, "service") : "sts";
    const char *operation =
        table_text(row, "operation") ? table_text(row, "operation") : "AssumeRole";
    situation_call(&s, service, operation, "POST", NULL);
    struct aws_service_traffic *traffic =
        aws_traffic_of(&s.session->traffic, aws_service_find(service));
    traffic->quota.tokens = (int)table_number(row, "tokens");
    if (json_object_get(row, "jitter")) {
        s.jitter = json_number_value(json_object_get(row, "jitter"));
    }
    size_t i;
    json_t *answer;
    json_array_foreach(json_object_get(row, "answers"), i, answer) {
        table_understand("retries", name, answer,
                         "status:i code:s x-amz-retry-after:s timeout:b idle_reset:b delay_ms:i "
                         "left:i! ends:b");
        answer_as(&s, answer);
        bool again = json_object_get(answer, "delay_ms") != NULL;
        ck_assert_msg(s.call.state == (again ? AWS_CALL_READY : AWS_CALL_DONE), "%s, answer %zu",
                      name, i);
        ck_assert_msg(situation_tokens(&s) == table_number(answer, "left"),
                      "%s, answer %zu: %d tokens", name, i, situation_tokens(&s));
        if (again) {
            ck_assert_msg(s.call.due_ms - s.elapsed_ms == table_number(answer, "delay_ms"),
                          "%s, answer %zu: %d ms", name, i, (int)(s.call.due_ms - s.elapsed_ms));
        }
        ck_assert_int_eq(s.call.verdict != NULL, table_flag(answer, "ends"));
    }
    if (s.call.verdict) {
        aws_call_start(&s.call, NULL);
        ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
        ck_assert_ptr_nonnull(dxaws_aws_request_error(s.request));
    }
    situation_end(&s);
}

/* rule 33: delays and tokens, of both versions; rule 34: x-amz-retry-after; rule 35: what is
 * retried; rule 44: a reset of an idle connection is free */
START_TEST(retries_are_those_of_the_tables)
{
    ck_assert_uint_ge(tables_each("retry-*.json",
                                  "name:s! version:s! service:s operation:s attempts:i! tokens:i! "
                                  "jitter:n answers:a!",
                                  check_sequence),
                      25);
}
END_TEST

/* rule 33: one service's failures do not use up another's retries */
START_TEST(services_have_quotas_of_their_own)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "sts", "AssumeRole", "POST", NULL);
    situation_send(&s);
    situation_answer(&s, 500, "");
    ck_assert_int_eq(situation_tokens(&s), 486);
    situation_call(&s, "acm", "ListCertificates", "POST", NULL);
    ck_assert_int_eq(situation_tokens(&s), 500);
    situation_end(&s);
}
END_TEST

/* ---- the clock ---- */

#define SKEW_MEMBERS                                                                               \
    "name:s! code:s date:s age:s status:i duration_ms:i signed_skew_ms:i later_skew_ms:i off:b "   \
    "retried:b! skew_ms:i!"

static void check_skew(const char *name, const json_t *row)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "GetObject", "GET", "my-bucket");
    struct aws_settings *settings = (struct aws_settings *)(uintptr_t)s.call.settings;
    if (table_flag(row, "off")) {
        settings->calls.skew_correction = AWS_NO;
    }
    atomic_store(&s.session->traffic.skew_ms, table_number(row, "signed_skew_ms"));
    situation_send(&s);
    if (json_object_get(row, "later_skew_ms")) {
        atomic_store(&s.session->traffic.skew_ms, table_number(row, "later_skew_ms"));
    }
    s.elapsed_ms += table_number(row, "duration_ms");
    situation_header(&s, "Date", table_text(row, "date"));
    situation_header(&s, "Age", table_text(row, "age"));
    char body[128] = "";
    int status = (int)table_number(row, "status");
    if (!status) {
        snprintf(body, sizeof(body), "<Error><Code>%s</Code></Error>", table_text(row, "code"));
    }
    situation_answer(&s, status ? status : 403, body);
    ck_assert_msg((s.call.state == AWS_CALL_READY) == table_flag(row, "retried"), "%s", name);
    ck_assert_msg(atomic_load(&s.session->traffic.skew_ms) == table_number(row, "skew_ms"),
                  "%s: %lld", name, (long long)atomic_load(&s.session->traffic.skew_ms));
    if (s.call.state == AWS_CALL_READY) {
        ck_assert_int_eq(s.call.due_ms, s.elapsed_ms);
    }
    situation_end(&s);
}

/* rule 37: when a wrong clock is the reason, and what is signed with then */
START_TEST(clocks_are_corrected_as_the_table_says)
{
    ck_assert_uint_ge(tables_each("clock-skew*.json", SKEW_MEMBERS, check_skew), 21);
}
END_TEST

/* ---- rates ---- */

static void check_adaptive(const char *name, const json_t *row)
{
    struct aws_adaptive adaptive = {0};
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(row, "steps"), i, step) {
        table_understand("rates", name, step, "at_ms:i! throttled:b! rate:n!");
        aws_adaptive_update(&adaptive, table_flag(step, "throttled"), table_number(step, "at_ms"));
        double rate = json_number_value(json_object_get(step, "rate"));
        ck_assert_msg(fabs(adaptive.bucket.rate - rate) < 1e-6, "%s, step %zu: %g, not %g", name, i,
                      adaptive.bucket.rate, rate);
    }
}

/* rule 33: adaptive mode */
START_TEST(adaptive_rates_are_those_of_the_tables)
{
    ck_assert_uint_ge(tables_each("adaptive-*.json", "name:s! steps:a!", check_adaptive), 6);
}
END_TEST

#define FAILURE(code) "<ErrorResponse><Error><Code>" code "</Code></Error></ErrorResponse>"

static const struct {
    bool adaptive;
    int status;
    const char *body;
    int64_t wait_ms;
} throttlings[] = {
    {true, 400, FAILURE("Throttling"), 2000},
    {false, 400, FAILURE("Throttling"), 0},
    {true, 500, FAILURE("InternalFailure"), 0},
    {true, 200, "", 0},
};

/* rule 33: after the first throttling a session in adaptive mode waits for its turn */
START_TEST(throttled_session_waits_in_adaptive_mode)
{
    struct situation s;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_retry_mode(
        options, throttlings[_i].adaptive ? DXAWS_RETRY_MODE_ADAPTIVE : DXAWS_RETRY_MODE_STANDARD);
    dxaws_session_options_set_endpoint_url(options, "http://127.0.0.1:1");
    situation_begin(&s, options);
    situation_call(&s, "sts", "AssumeRole", "POST", NULL);
    situation_send(&s);
    situation_answer(&s, throttlings[_i].status, throttlings[_i].body);
    ck_assert_int_eq(aws_traffic_wait_ms(&s.session->traffic, s.call.service, "AssumeRole", false,
                                         throttlings[_i].adaptive, s.elapsed_ms),
                     throttlings[_i].wait_ms);
    situation_end(&s);
}
END_TEST

/* rule 34: a date in Retry-After is one of the service's clock */
START_TEST(date_to_retry_after_is_of_the_services_clock)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "sts", "AssumeRole", "POST", NULL);
    situation_send(&s);
    situation_header(&s, "Date", "Sun, 30 Aug 2015 13:36:00 GMT"); /* an hour ahead */
    situation_header(&s, "Retry-After", "Sun, 30 Aug 2015 13:36:07 GMT");
    situation_answer(&s, 503, "");
    ck_assert_int_eq(s.call.due_ms - s.elapsed_ms, 7000);
    situation_end(&s);
}
END_TEST

/* rule 33: what cannot be over in time is not tried; the service's own error is returned */
START_TEST(retry_that_would_come_too_late_is_not_made)
{
    for (int in_time = 0; in_time < 2; in_time++) {
        struct situation s;
        situation_begin(&s, NULL);
        situation_call(&s, "sts", "AssumeRole", "POST", NULL);
        dxaws_context_set_timeout_ms(s.context, in_time ? 5001 : 5000);
        situation_send(&s);
        situation_header(&s, "Retry-After", "5");
        situation_answer(&s, 400, FAILURE("Throttling"));
        ck_assert_int_eq(s.call.state, in_time ? AWS_CALL_READY : AWS_CALL_DONE);
        if (!in_time) {
            ck_assert_int_eq(situation_tokens(&s), 500);
            ck_error(dxaws_aws_request_take_error(s.request), DXAWS_ERROR_THROTTLED, "Throttling");
        }
        situation_end(&s);
    }
}
END_TEST

/* ---- rule 36 ---- */

static const char *header_of(struct situation *s, const char *name)
{
    ck_ok(aws_attempt_build(&s->call));
    return aws_headers_get(&s->call.headers, name);
}

/* rule 36: attempts are numbered, but for free ones; from the second on the service is told, by its
 * own clock, until when an answer is of use */
START_TEST(attempts_are_numbered)
{
    static const struct {
        int timeout_ms;
        int64_t skew_ms;
        const char *second;
    } rows[] = {{0, 0, "attempt=2; max=7; ttl=20150830T123630Z"},
                {10000, 0, "attempt=2; max=7; ttl=20150830T123610Z"},
                {60000, 0, "attempt=2; max=7; ttl=20150830T123630Z"},
                {0, 3600000, "attempt=2; max=7; ttl=20150830T133630Z"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct situation s;
        dxaws_session_options *options = dxaws_session_options_new();
        dxaws_session_options_set_max_attempts(options, 7);
        situation_begin(&s, options);
        atomic_store(&s.session->traffic.skew_ms, rows[i].skew_ms);
        situation_call(&s, "sts", "AssumeRole", "POST", NULL);
        if (rows[i].timeout_ms) {
            dxaws_context_set_timeout_ms(s.context, rows[i].timeout_ms);
        }
        for (int again = 0; again < 2; again++) { /* the first one meets a closed connection */
            situation_send(&s);
            ck_assert_str_eq(header_of(&s, "amz-sdk-request"), "attempt=1; max=7");
            s.call.response.outcome = AWS_HTTP_BROKEN;
            s.call.response.reused = !again;
            aws_call_finish(&s.call);
        }
        situation_send(&s);
        ck_assert_str_eq(header_of(&s, "amz-sdk-request"), rows[i].second);
        situation_end(&s);
    }
}
END_TEST

/* rule 36: all attempts of a call have one id, a random UUID, and other calls have others; both
 * headers are signed */
START_TEST(call_has_an_id)
{
    struct situation s;
    char seen[3][40];
    situation_begin(&s, NULL);
    for (int i = 0; i < 3; i++) { /* two attempts, another call */
        if (i != 1) {
            situation_call(&s, "sts", "AssumeRole", "POST", NULL);
        }
        situation_send(&s);
        snprintf(seen[i], sizeof(seen[i]), "%s", header_of(&s, "amz-sdk-invocation-id"));
        ck_assert_uint_eq(strspn(seen[i], "0123456789abcdef-"), 36);
        ck_assert(seen[i][14] == '4' && strchr("89ab", seen[i][19]));
        ck_assert_ptr_nonnull(strstr(aws_headers_get(&s.call.headers, "authorization"),
                                     "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;"));
        situation_answer(&s, 500, "");
    }
    ck_assert_str_eq(seen[0], seen[1]);
    ck_assert_str_ne(seen[0], seen[2]);
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sequences");
    TCase *tests = tcase_create("sequences");
    tcase_add_test(tests, retries_are_those_of_the_tables);
    tcase_add_test(tests, services_have_quotas_of_their_own);
    tcase_add_test(tests, clocks_are_corrected_as_the_table_says);
    tcase_add_test(tests, adaptive_rates_are_those_of_the_tables);
    tcase_add_loop_test(tests, throttled_session_waits_in_adaptive_mode, 0,
                        sizeof(throttlings) / sizeof(throttlings[0]));
    tcase_add_test(tests, date_to_retry_after_is_of_the_services_clock);
    tcase_add_test(tests, retry_that_would_come_too_late_is_not_made);
    tcase_add_test(tests, attempts_are_numbered);
    tcase_add_test(tests, call_has_an_id);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
