/* SPDX-License-Identifier: MIT */
/* What is sent, what answers mean, and what is told of them. */
#include "still-clock.h"

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
    if (answers[_i].kind) {
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
    dxaws_aws_request_set_body(request, "hello", 5, "text/plain");
    dxaws_aws_request_set_checksum(request, true);
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
    ck_assert_int_eq(dxaws_aws_request_status(request), 200);
    ck_assert_str_eq(dxaws_aws_request_header(request, "X-AMZ-REQUEST-ID"), "R");
    size_t size = 0;
    ck_assert_str_eq(dxaws_aws_request_body(request, &size), "<a/>");
    ck_assert_uint_eq(size, 4);
    server_stop(server);
}
END_TEST

static const struct {
    const char *service, *method, *path, *header, *value, *query, *message;
} mistakes[] = {
    {"s4", "GET", "/", NULL, NULL, NULL, "dxaws knows no such service: s4"},
    {"s3", "FETCH", "/", NULL, NULL, NULL, "not a method of HTTP that AWS uses: FETCH"},
    {"s3", "GET", "x", NULL, NULL, NULL, "the path must start with a slash: x"},
    {"s3", "GET", "/", "Authorization", "x", NULL, "a caller cannot set the header Authorization"},
    {"s3", "GET", "/", "X-Amz-Security-Token", "x", NULL, "a caller cannot set the header X-Amz-"},
    {"s3", "GET", "/", "x-amz-content-sha256", "x", NULL, "a caller cannot set the header x-amz-c"},
    {"s3", "GET", "/", "Content-Length", "1", NULL, "a caller cannot set the header Content-L"},
    {"s3", "GET", "/", NULL, NULL, "x-amz-security-token", "query parameters of a signature"},
    {"s3", "GET", "/", NULL, NULL, "X-Amz-Credential", "query parameters of a signature"},
    {"s3", "GET", "/", "x-amz-date", "x", NULL, "a caller cannot set the header x-amz-date"},
    {"s3", "GET", "/", "a", "b\r\nc: d", NULL, "control character in the value of the header a"},
    {"s3", "GET", "/", "a b", "c", NULL, "not the name of a header: a b"},
    {"s3", "GET", "/", NULL, NULL, "X-Amz-Signature", "query parameters of a signature"},
    {"acm", "GET", "/", NULL, NULL, NULL, "this service has no buckets: my-bucket"},
};

/* rule 7: signing headers and parameters of the caller's are refused */
START_TEST(request_that_cannot_be_signed_is_refused_unsent)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new(mistakes[_i].service, "Operation", mistakes[_i].method,
                                    mistakes[_i].path);
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_add_header(request, mistakes[_i].header, mistakes[_i].value);
    dxaws_aws_request_add_query(request, mistakes[_i].query, "x");
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             mistakes[_i].message);
    ck_assert_uint_eq(server_requests(server), 0);
    server_stop(server);
}
END_TEST

static const struct {
    const char *bucket, *header, *value, *message;
} waits[] = {
    {"b", "Content-Encoding", "gzip, aws-chunked", "signing a body in chunks is not supported"},
    {"b", "X-Amz-Trailer", "x-amz-checksum-crc32", "signing a body in chunks is not supported"},
    {"b", "x-amz-decoded-content-length", "1", "signing a body in chunks is not supported"},
    {"b", "X-Amz-Region-Set", "*", "(SigV4a) are not supported: name one region"},
    {"arn:aws:s3::1:accesspoint/m.mrap", "a", "b", "access points, some of which need SigV4a"},
};

/* rule 13: chunked signing and SigV4a are refused in plain words */
START_TEST(what_is_not_there_yet_is_unsupported)
{
    DXAWS_AUTO(dxaws_session) session = open_session("http://127.0.0.1:9", 0);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_bucket(request, waits[_i].bucket);
    dxaws_aws_request_add_header(request, waits[_i].header, waits[_i].value);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNSUPPORTED, waits[_i].message);
}
END_TEST

/* rule 9: over plain http a body is signed whatever was asked; other services want it signed */
START_TEST(body_is_signed_without_tls)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_body(request, "hello", 5, NULL);
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

/* rule 10: the token is a signed header, or is added behind what is signed */
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
    server_stop(server);
}
END_TEST

static const struct {
    const char *const environment[4];
    const char *agent; /* behind "dxaws/" and the version */
    const char *trace; /* or NULL */
} origins[] = {
    {{NULL}, "\r\n", NULL},
    {{"AWS_SDK_UA_APP_ID=shop"}, " app/shop\r\n", NULL},
    {{"AWS_SDK_UA_APP_ID=two words"}, "\r\n", NULL},
    {{"_X_AMZN_TRACE_ID=Root=1-2"}, "\r\n", NULL},
    {{"_X_AMZN_TRACE_ID=Root=1-2", "AWS_LAMBDA_FUNCTION_NAME=f"},
     "\r\n",
     "\r\nX-Amzn-Trace-Id: Root=1-2\r\n"},
};

/* rule 20: the application's name, and the invocation on AWS Lambda; rule 7: neither is signed */
START_TEST(request_says_who_asks)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)origins[_i].environment);
    dxaws_session_options_set_endpoint_url(options, server_url(server));
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "canary-secret", NULL);
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    ck_ok(dxaws_aws_call(session, NULL, request));
    const char *sent = server_request(server, 0);
    char agent[128];
    snprintf(agent, sizeof(agent), "\r\nUser-Agent: dxaws/" DXAWS_VERSION "%s", origins[_i].agent);
    ck_assert_ptr_nonnull(strstr(sent, agent));
    ck_assert_int_eq(strstr(sent, "X-Amzn-Trace-Id") != NULL, origins[_i].trace != NULL);
    if (origins[_i].trace) {
        ck_assert_ptr_nonnull(strstr(sent, origins[_i].trace));
    }
    ck_assert_ptr_nonnull(strstr(sent, "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;host;"
                                       "x-amz-content-sha256;x-amz-date,"));
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("aws");
    TCase *tests = tcase_create("aws");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, answer_means, 0, sizeof(answers) / sizeof(answers[0]));
    tcase_add_test(tests, nobody_listening_is_said_in_plain_words);
    tcase_add_test(tests, retries_wait_longer_each_time);
    tcase_add_test(tests, wrong_clock_is_corrected_once);
    tcase_add_test(tests, what_is_sent_is_what_was_asked_for);
    tcase_add_loop_test(tests, request_that_cannot_be_signed_is_refused_unsent, 0,
                        sizeof(mistakes) / sizeof(mistakes[0]));
    tcase_add_loop_test(tests, what_is_not_there_yet_is_unsupported, 0,
                        sizeof(waits) / sizeof(waits[0]));
    tcase_add_test(tests, body_is_signed_without_tls);
    tcase_add_test(tests, token_is_signed_unless_told_otherwise);
    tcase_add_loop_test(tests, request_says_who_asks, 0, sizeof(origins) / sizeof(origins[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
