/* SPDX-License-Identifier: MIT */
/* What is sent, what answers mean, and what is told of them. */
#include "still-clock.h"
#include "table-session.h"

#define HELLO_SHA256 "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
/* ---- what single answers mean ---- */

static const struct {
    struct server_step steps[4];
    dxaws_error_kind kind; /* 0: success */
    const char *message;
    unsigned requests;
} answers[] = {
    {{{SERVER_ANSWER, OK_XML, 0}}, 0, NULL, 1},
    {{{SERVER_TRICKLE, OK_XML, 0}}, 0, NULL, 1},
    {{{SERVER_CLOSE, NULL, 0}, {SERVER_ANSWER, OK_XML, 0}}, 0, NULL, 2},
    {{{SERVER_RESET, NULL, 0}, {SERVER_ANSWER, OK_XML, 0}}, 0, NULL, 2},
    {{{SERVER_ANSWER, "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n", 0},
      {SERVER_ANSWER, OK_XML, 0}},
     0,
     NULL,
     2},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("400 x", "RequestTimeout"), 0}, {SERVER_ANSWER, OK_XML, 0}},
     0,
     NULL,
     2},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("503 x", "SlowDown"), 0}},
     DXAWS_ERROR_THROTTLED,
     "SlowDown: why (HTTP 503, 3 attempts)",
     3},
    {{{SERVER_CLOSE, NULL, 0}},
     DXAWS_ERROR_UNAVAILABLE,
     "broke before the whole answer arrived",
     3},
    {{{SERVER_ANSWER_CLOSE, "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n<a", 0}},
     DXAWS_ERROR_UNAVAILABLE,
     "broke before the whole answer arrived",
     3},
    {{{SERVER_ANSWER_CLOSE, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a", 0}},
     DXAWS_ERROR_UNAVAILABLE,
     "broke before the whole answer arrived",
     3},
    {{{SERVER_ANSWER_CLOSE, "hello, I am no HTTP server\r\n\r\n", 0}},
     DXAWS_ERROR_PROTOCOL,
     "answered with something that is not HTTP",
     1},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("200 OK", "InternalError"), 0}, {SERVER_ANSWER, OK_XML, 0}},
     0,
     NULL,
     2},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("200 OK", "AccessDenied"), 0}},
     DXAWS_ERROR_PERMISSION,
     "s3 GetBucketTagging my-bucket: AccessDenied: why (HTTP 200, 3 attempts)",
     3},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("403 x", "SignatureDoesNotMatch"), 0}},
     DXAWS_ERROR_UNAUTHENTICATED,
     "SignatureDoesNotMatch: why (HTTP 403, credentials from the session options)",
     1},
    {{{SERVER_ANSWER_CLOSE, S3_ERROR("404 x", "NoSuchTagSet"), 0}},
     DXAWS_ERROR_NOT_FOUND,
     "s3 GetBucketTagging my-bucket: NoSuchTagSet: why (HTTP 404)",
     1},
    {{{SERVER_ANSWER_CLOSE, "HTTP/1.1 407 x\r\nConnection: close\r\n\r\n<p>who are\nyou", 0}},
     DXAWS_ERROR_PROTOCOL,
     " is no AWS error: <p>who are you (HTTP 407)",
     1},
    {{{SERVER_ANSWER_CLOSE, "HTTP/1.1 407 x\r\nConnection: close\r\n\r\nyou sent canary-token", 0}},
     DXAWS_ERROR_PROTOCOL,
     " is no AWS error: you sent *** (HTTP 407)",
     1},
    {{{SERVER_ANSWER,
       "HTTP/1.1 301 x\r\nContent-Length: 0\r\nx-amz-bucket-region: eu-west-1\r\n"
       "Location: http://127.0.0.1:1/\r\n\r\n",
       0}},
     DXAWS_ERROR_INVALID_ARGUMENT,
     "the bucket is in eu-west-1, not us-east-1 (HTTP 301)",
     1},
    {{{SERVER_ANSWER, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
       0}},
     0,
     NULL,
     1},
};

START_TEST(answer_means)
{
    size_t count = 1;
    while (count < 4 && (answers[_i].steps[count].action || answers[_i].steps[count].text)) {
        count++;
    }
    struct server *server = server_start(answers[_i].steps, count);
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    dxaws_error *error = dxaws_aws_call(session, context, request);
    if (answers[_i].kind) { /* what was tried again may be tried by the caller */
        ck_assert_int_eq(dxaws_error_is_retryable(error), answers[_i].requests == 3);
        ck_error(error, answers[_i].kind, answers[_i].message);
    } else {
        ck_ok(error);
    }
    ck_assert_uint_eq(server_requests(server), answers[_i].requests);
    server_stop(server);
}
END_TEST

START_TEST(nobody_listening_is_said_in_plain_words)
{
    struct server *server = server_start(STEPS({SERVER_CLOSE, NULL, 0}));
    char url[64];
    strcpy(url, server_url(server));
    server_stop(server);
    DXAWS_AUTO(dxaws_session) session = open_session(url, 2);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    char expected[256];
    snprintf(expected, sizeof(expected),
             "s3 GetBucketTagging my-bucket: cannot connect to %s: Connection refused (2 attempts)",
             url + 7);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNAVAILABLE, expected);
}
END_TEST

/* rule 36: the id of a call is a random UUID */
START_TEST(every_call_has_an_id_of_its_own)
{
    static const char form[] = "xxxxxxxx-xxxx-4xxx-xxxx-xxxxxxxxxxxx";
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    const char *id[2];
    for (size_t i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_ok(dxaws_aws_call(session, NULL, request));
        id[i] = strstr(server_request(server, i), "amz-sdk-invocation-id: ") + 23;
        for (size_t k = 0; form[k]; k++) {
            ck_assert(form[k] == 'x' ? strchr("0123456789abcdef", id[i][k]) != NULL
                                     : id[i][k] == form[k]);
        }
        ck_assert_ptr_nonnull(strchr("89ab", id[i][19]));
        ck_assert_int_eq(id[i][36], '\r');
    }
    ck_assert_mem_ne(id[0], id[1], 36);
    server_stop(server);
}
END_TEST

/* rule 36: attempts are counted, and the service is told how long an answer is of use */
START_TEST(retries_wait_longer_each_time)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER, "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n", 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 4);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_UNAVAILABLE, "4 attempts");
    const char *id[2];
    for (size_t i = 0; i < 2; i++) {
        id[i] = strstr(server_request(server, i * 3), "amz-sdk-invocation-id: ");
    }
    ck_assert_mem_eq(id[0], id[1], 23 + 36);
    ck_assert_uint_eq(clock.sleeps, 3);
    ck_assert_int_eq(clock.slept_ms[0], 25);
    ck_assert_int_eq(clock.slept_ms[1], 50);
    ck_assert_int_eq(clock.slept_ms[2], 100);
    ck_assert_ptr_nonnull(
        strstr(server_request(server, 0), "amz-sdk-request: attempt=1; max=4\r\n"));
    ck_assert_ptr_nonnull(strstr(server_request(server, 3),
                                 "amz-sdk-request: attempt=4; max=4; ttl=20150830T123630Z\r\n"));
    server_stop(server);
}
END_TEST

START_TEST(wrong_clock_is_corrected_once)
{
    struct server *server = server_start(
        STEPS({SERVER_ANSWER_CLOSE,
               "HTTP/1.1 403 x\r\nDate: Sun, 30 Aug 2015 14:36:00 GMT\r\nConnection: close\r\n\r\n"
               "<Error><Code>RequestTimeTooSkewed</Code></Error>",
               0},
              {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    ck_ok(dxaws_aws_call(session, context, request));
    ck_assert_ptr_nonnull(strstr(server_request(server, 0), "X-Amz-Date: 20150830T123600Z"));
    ck_assert_ptr_nonnull(strstr(server_request(server, 1), "X-Amz-Date: 20150830T143600Z"));
    server_stop(server);
}
END_TEST

START_TEST(what_is_sent_is_what_was_asked_for)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/a/../b c");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_add_query(request, "z", "1+2 3");
    dxaws_aws_request_add_query(request, "bare", NULL);
    dxaws_aws_request_add_header(request, "x-amz-meta-a", "b");
    dxaws_aws_request_set_body(request, "hello", 5);
    dxaws_aws_request_set_content_type(request, "text/plain");
    dxaws_aws_request_set_checksum(request, "CRC32");
    ck_ok(dxaws_aws_call(session, NULL, request));
    const char *sent = server_request(server, 0);
    const char *const expected[] = {"PUT /my-bucket/a/../b%20c?z=1%2B2%203&bare HTTP/1.1\r\n",
                                    "\r\nContent-Type: text/plain\r\n",
                                    "\r\nContent-Length: 5\r\n",
                                    "\r\nx-amz-checksum-crc32: NhCmhg==\r\n",
                                    "\r\nx-amz-sdk-checksum-algorithm: CRC32\r\n",
                                    "\r\nX-Amz-Security-Token: canary-token\r\n",
                                    "\r\nx-amz-meta-a: b\r\n",
                                    "\r\nUser-Agent: dxaws/",
                                    "\r\nX-Amz-Content-Sha256: " HELLO_SHA256 "\r\n",
                                    "\r\n\r\nhello"};
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        ck_assert_msg(strstr(sent, expected[i]) != NULL, "no \"%s\" in\n%s", expected[i], sent);
    }
    ck_assert_ptr_null(strstr(sent, "Expect:"));
    ck_assert_ptr_null(strstr(sent, "Accept:"));
    ck_assert_int_eq(dxaws_aws_request_answer_status(request), 200);
    ck_assert_str_eq(dxaws_aws_request_answer_header(request, "X-AMZ-REQUEST-ID"), "R");
    size_t size = 0;
    ck_assert_str_eq(dxaws_aws_request_answer_body(request, &size), "<a/>");
    ck_assert_uint_eq(size, 4);
    server_stop(server);
}
END_TEST

static struct tables refusals;

/* rule 7: signing headers and parameters of the caller's are refused; rule 13: chunked signing and
 * SigV4a are not supported, and that is said */
START_TEST(request_that_cannot_be_signed_is_refused_unsent)
{
    const json_t *row = tables_row(&refusals, (size_t)_i);
    const char *service = table_text(row, "service");
    const char *method = table_text(row, "method");
    const char *path = table_text(row, "path");
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new(service ? service : "s3", "Operation", method ? method : "GET",
                                    path ? path : "/");
    dxaws_aws_request_set_bucket(request, table_text(row, "bucket"));
    dxaws_aws_request_add_header(request, table_text(row, "header"), table_text(row, "value"));
    dxaws_aws_request_add_query(request, table_text(row, "query"), "x");
    ck_error(dxaws_aws_call(session, NULL, request),
             dxaws_error_kind_from_name(table_text(row, "kind")), table_text(row, "message"));
    ck_assert_uint_eq(server_requests(server), 0);
    server_stop(server);
}
END_TEST

/* rule 9: over plain http a body is signed whatever was asked; other services want it signed */
START_TEST(body_is_signed_without_tls)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_body(request, "hello", 5);
    dxaws_aws_request_set_unsigned_payload(request, true);
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_ptr_nonnull(
        strstr(server_request(server, 0), "X-Amz-Content-Sha256: " HELLO_SHA256 "\r\n"));
    DXAWS_AUTO(dxaws_aws_request) other = dxaws_aws_request_new("sts", "A", "POST", "/");
    dxaws_aws_request_set_unsigned_payload(other, true);
    ck_error(dxaws_aws_call(session, NULL, other), DXAWS_ERROR_INVALID_ARGUMENT,
             "this service wants the body to be signed");
    server_stop(server);
}
END_TEST

/* rule 10: the token is a signed header, or is added behind what is signed; S3 Express has another
 */
START_TEST(token_is_signed_unless_told_otherwise)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        dxaws_aws_request_set_unsigned_token(request, i == 1);
        ck_ok(dxaws_aws_call(session, NULL, request));
        const char *sent = server_request(server, (size_t)i);
        ck_assert_ptr_nonnull(strstr(sent, "\r\nX-Amz-Security-Token: canary-token\r\n"));
        ck_assert_int_eq(strstr(sent, "x-amz-date;x-amz-security-token,") != NULL, i == 0);
    }
    DXAWS_AUTO(dxaws_aws_request)
    express = dxaws_aws_request_new("s3express", "GetObject", "GET", "/k");
    ck_ok(dxaws_aws_call(session, NULL, express));
    const char *sent = server_request(server, 2);
    ck_assert_ptr_nonnull(strstr(sent, "\r\nX-Amz-S3session-Token: canary-token\r\n"));
    ck_assert_ptr_nonnull(strstr(sent, "x-amz-date;x-amz-s3session-token,"));
    ck_assert_ptr_null(strcasestr(sent, "x-amz-security-token"));
    server_stop(server);
}
END_TEST

static struct tables origins;

/* rule 20: the application's name, and the invocation on AWS Lambda; rule 7: neither is signed */
START_TEST(request_says_who_asks)
{
    static const char *const always[][2] = {{"AWS_REGION", "us-east-1"},
                                            {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                            {"AWS_SECRET_ACCESS_KEY", "canary-secret"}};
    json_t *row = tables_row(&origins, (size_t)_i);
    const char *trace = table_text(row, "trace");
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    json_t *environment = json_object();
    json_object_update(environment, json_object_get(row, "environment"));
    for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++) {
        json_object_set_new(environment, always[i][0], json_string(always[i][1]));
    }
    json_object_set_new(environment, "AWS_ENDPOINT_URL", json_string(server_url(server)));
    json_object_set_new(row, "environment", environment);
    DXAWS_AUTO(dxaws_session) session = table_session(row);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    ck_ok(dxaws_aws_call(session, NULL, request));
    const char *sent = server_request(server, 0);
    char text[128];
    snprintf(text, sizeof(text), "\r\nUser-Agent: dxaws/" DXAWS_VERSION "%s\r\n",
             table_text(row, "agent"));
    ck_assert_ptr_nonnull(strstr(sent, text));
    ck_assert_int_eq(strstr(sent, "X-Amzn-Trace-Id") != NULL, trace != NULL);
    snprintf(text, sizeof(text), "\r\nX-Amzn-Trace-Id: %s\r\n", trace ? trace : "");
    ck_assert_int_eq(strstr(sent, text) != NULL, trace != NULL);
    ck_assert_ptr_nonnull(strstr(sent, "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;host;"
                                       "x-amz-content-sha256;x-amz-date,"));
    server_stop(server);
}
END_TEST

int main(void)
{
    tables_open(&refusals, "refused-requests*.json",
                "name:s service:s method:s path:s bucket:s header:s value:s query:s kind:s! "
                "message:s!");
    tables_open(&origins, "request-origins*.json", TABLE_SESSION_MEMBERS "agent:s! trace:s");
    Suite *suite = suite_create("aws");
    TCase *tests = tcase_create("aws");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, answer_means, 0, sizeof(answers) / sizeof(answers[0]));
    tcase_add_test(tests, nobody_listening_is_said_in_plain_words);
    tcase_add_test(tests, every_call_has_an_id_of_its_own);
    tcase_add_test(tests, retries_wait_longer_each_time);
    tcase_add_test(tests, wrong_clock_is_corrected_once);
    tcase_add_test(tests, what_is_sent_is_what_was_asked_for);
    tcase_add_loop_test(tests, request_that_cannot_be_signed_is_refused_unsent, 0,
                        (int)refusals.rows);
    tcase_add_test(tests, body_is_signed_without_tls);
    tcase_add_test(tests, token_is_signed_unless_told_otherwise);
    tcase_add_loop_test(tests, request_says_who_asks, 0, (int)origins.rows);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&refusals);
    tables_close(&origins);
    return result;
}
