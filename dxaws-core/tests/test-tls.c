/* SPDX-License-Identifier: MIT */
/* TLS, HTTP/2, connections that requests share, and bodies that wait to be wanted. */
#include "calls.h"

#include "http.h"
#include "tls-server.h"

static dxaws_session *open_trusting(const char *url, const char *certificate)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "canary-secret", NULL);
    dxaws_session_options_set_ca_bundle(options, certificate);
    dxaws_session_options_set_max_attempts(options, 1);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static void collect(void *self, const dxaws_event *event)
{
    if (strcmp(dxaws_event_type(event), "aws.attempt") == 0) {
        strcpy(self, dxaws_event_fields(event));
    }
}

static dxaws_context *observed_context(char *seen)
{
    dxaws_context *context = dxaws_context_new();
    observe(context, collect, seen);
    return context;
}

/* rule 44: HTTP/2 where the service offers it, and one connection for all */
START_TEST(http_2_is_used_where_it_is_offered)
{
    struct tls_server *server = tls_server_start(_i ? TLS_HTTP_2 : TLS_HTTP_1);
    DXAWS_AUTO(dxaws_session)
    session = open_trusting(tls_server_url(server), tls_server_certificate(server));
    char seen[4096] = "";
    DXAWS_AUTO(dxaws_context) context = observed_context(seen);
    for (int i = 0; i < 3; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_ok(dxaws_aws_call(session, context, request));
        ck_assert_str_eq(dxaws_aws_request_answer_body(request, NULL), "<a/>");
        /* rule 50: a connection that is there already takes no time to make */
        ck_assert_ptr_nonnull(
            strstr(seen, i ? "\"reused_connection\":true" : "\"reused_connection\":false"));
        ck_assert_int_eq(strstr(seen, "\"connect_us\":") != NULL, i == 0);
        ck_assert_int_eq(strstr(seen, "\"tls_us\":") != NULL, i == 0);
    }
    ck_assert_uint_eq(tls_server_connections(server), 1);
    ck_assert_str_eq(tls_server_offered(server), "h2,http/1.1");
    ck_assert_ptr_nonnull(strstr(seen, _i ? "\"http\":\"2\"" : "\"http\":\"1.1\""));
    session = dxaws_session_unref(session);
    tls_server_stop(server);
}
END_TEST

static const struct {
    enum tls_mode mode;
    size_t requests, together, connections;
} batches[] = {
    {TLS_HTTP_2, 16, 16, 1},
    {TLS_HTTP_2, 40, 16, 1},
    {TLS_HTTP_1, 16, 16, 16},
    {TLS_HTTP_1, 40, 16, 16}, /* no more than that at once */
};

/* rule 44: the requests of a batch share one connection where they can; else each has its own, up
 * to the limit. They are not answered before as many as may be under way are there. */
START_TEST(requests_of_a_batch_share_connections)
{
    struct tls_server *server = tls_server_start(batches[_i].mode);
    tls_server_gather(server, batches[_i].together);
    DXAWS_AUTO(dxaws_session)
    session = open_trusting(tls_server_url(server), tls_server_certificate(server));
    dxaws_aws_request *requests[40];
    for (int round = 0; round < 2; round++) { /* the second finds them all there */
        for (size_t i = 0; i < batches[_i].requests; i++) {
            requests[i] = make_request("/");
        }
        ck_ok(dxaws_aws_call_batch(session, NULL, requests, batches[_i].requests));
        for (size_t i = 0; i < batches[_i].requests; i++) {
            ck_ok(dxaws_aws_request_take_error(requests[i]));
            dxaws_aws_request_free(requests[i]);
        }
        ck_assert_uint_eq(tls_server_connections(server), batches[_i].connections);
    }
    session = dxaws_session_unref(session);
    tls_server_stop(server);
}
END_TEST

enum { TOGETHER = 8 };

/* So many requests to a server that answers none. */
struct crowd {
    struct tls_server *server;
    struct aws_http_pool *pool;
    struct aws_http_client *client;
    struct aws_http_response responses[TOGETHER];
    int64_t start_ms;
};

static void gather(struct crowd *crowd, enum tls_mode mode, int connect_timeout_ms)
{
    const struct aws_headers none = {0};
    *crowd = (struct crowd){.server = tls_server_start(mode), .pool = aws_http_pool_new()};
    crowd->client = aws_http_pool_take(crowd->pool, "x");
    crowd->start_ms = now_ms();
    const struct aws_http_request request = {.method = "GET",
                                             .url = tls_server_url(crowd->server),
                                             .headers = &none,
                                             .ca_bundle = tls_server_certificate(crowd->server),
                                             .connect_timeout_ms = connect_timeout_ms};
    for (int i = 0; i < TOGETHER; i++) {
        ck_ok(aws_http_start(crowd->client, &request, "x", &crowd->responses[i], crowd));
    }
}

static void disperse(struct crowd *crowd)
{
    aws_http_pool_give(crowd->pool, crowd->client);
    aws_http_pool_free(crowd->pool);
    for (int i = 0; i < TOGETHER; i++) {
        aws_http_response_clear(&crowd->responses[i]);
    }
    tls_server_stop(crowd->server);
}

static const enum tls_mode deaf[] = {TLS_BLACK_HOLE, TLS_SILENT};

/* rule 44: who waits to share a connection does not wait for each that fails */
START_TEST(connection_that_fails_holds_up_no_other)
{
    struct crowd crowd;
    gather(&crowd, deaf[_i], 400);
    for (int done = 0; done < TOGETHER;) {
        aws_http_wait(crowd.client, 50);
        while (aws_http_next(crowd.client)) {
            done++;
        }
    }
    ck_assert_int_lt(now_ms() - crowd.start_ms, 3 * 400 * slowness());
    for (int i = 0; i < TOGETHER; i++) {
        ck_assert_int_eq(crowd.responses[i].outcome, AWS_HTTP_BROKEN);
        ck_assert(crowd.responses[i].timed_out);
    }
    disperse(&crowd);
}
END_TEST

/* rule 44: ... nor long for one that is slow */
START_TEST(slow_connection_holds_up_no_other_for_long)
{
    struct crowd crowd;
    gather(&crowd, TLS_SILENT, 0);
    while (now_ms() - crowd.start_ms < AWS_HTTP_HOLD_MS + 1000 * slowness() &&
           tls_server_connections(crowd.server) < TOGETHER) {
        aws_http_wait(crowd.client, 50);
    }
    ck_assert_int_ge(now_ms() - crowd.start_ms, AWS_HTTP_HOLD_MS);
    ck_assert_uint_eq(tls_server_connections(crowd.server), TOGETHER);
    disperse(&crowd);
}
END_TEST

static const struct {
    enum tls_mode mode;
    const char *message;
} failures[] = {
    {TLS_BROKEN, "cannot connect to 127.0.0.1:"},
    {TLS_RESET_STREAM, "broke before the whole answer arrived"},
    {TLS_RESET_LATER, "broke before the whole answer arrived"},
    {TLS_JUNK_FRAME, "broke before the whole answer arrived"},
};

/* rule 35: what goes wrong below HTTP may go well the next time */
START_TEST(failure_of_a_connection_is_transient)
{
    struct tls_server *server = tls_server_start(failures[_i].mode);
    DXAWS_AUTO(dxaws_session)
    session = open_trusting(tls_server_url(server), tls_server_certificate(server));
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    ck_assert(dxaws_error_is_retryable(error));
    ck_error(error, DXAWS_ERROR_UNAVAILABLE, failures[_i].message);
    session = dxaws_session_unref(session);
    tls_server_stop(server);
}
END_TEST

/* rule 9: over TLS a body need not be signed */
START_TEST(body_is_unsigned_over_tls_when_asked)
{
    struct tls_server *server = tls_server_start(TLS_HTTP_1);
    DXAWS_AUTO(dxaws_session)
    session = open_trusting(tls_server_url(server), tls_server_certificate(server));
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_body(request, "hello", 5);
    dxaws_aws_request_set_unsigned_payload(request, true);
    ck_ok(dxaws_aws_call(session, NULL, request));
    session = dxaws_session_unref(session);
    ck_assert_ptr_nonnull(
        strstr(tls_server_request(server), "\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n"));
    tls_server_stop(server);
}
END_TEST

/* rule 35: a certificate that is not trusted is no reason to try again */
START_TEST(unknown_certificate_is_refused)
{
    struct tls_server *server = tls_server_start(TLS_HTTP_1);
    DXAWS_AUTO(dxaws_session) session = open_trusting(tls_server_url(server), NULL);
    char seen[4096] = "";
    DXAWS_AUTO(dxaws_context) context = observed_context(seen);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_call(session, context, request);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "CertificateError");
    ck_assert_ptr_nonnull(strstr(seen, "\"code\":\"CertificateError\""));
    ck_assert(!dxaws_error_is_retryable(error));
    tls_server_stop(server);
}
END_TEST

/* ---- rule 43: large bodies ---- */

static dxaws_aws_request *large_request(void)
{
    static char body[(1 << 20) + 1];
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_body(request, body, sizeof(body));
    dxaws_aws_request_set_content_type(request, "text/plain");
    return request;
}

/* rule 43: the body waits until the service wants it */
START_TEST(large_body_waits_to_be_wanted)
{
    struct server *server = server_start(STEPS({SERVER_CONTINUE, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = large_request();
    int64_t start = now_ms();
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_int_lt(now_ms() - start, 900 * slowness());
    ck_assert_ptr_nonnull(strstr(server_request(server, 0), "\r\nExpect: 100-continue\r\n"));
    server_stop(server);
}
END_TEST

/* rule 43: ... but for no longer than a second, when nobody says anything */
START_TEST(large_body_is_sent_unasked_in_the_end)
{
    struct server *server = server_start(STEPS({SERVER_UNASKED, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = large_request();
    int64_t start = now_ms();
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_int_ge(now_ms() - start, 900);
    ck_assert_int_lt(now_ms() - start, 2500 * slowness());
    server_stop(server);
}
END_TEST

/* rule 43: an answer in its place means that no body was sent, and another attempt costs nothing
 * but time */
START_TEST(large_body_that_is_not_wanted_is_not_sent)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER_CLOSE,
                            "HTTP/1.1 503 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 0},
                           {SERVER_CONTINUE, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 2);
    char seen[4096] = "";
    DXAWS_AUTO(dxaws_context) context = observed_context(seen);
    DXAWS_AUTO(dxaws_aws_request) request = large_request();
    ck_ok(dxaws_aws_call(session, context, request));
    ck_assert_uint_eq(server_requests(server), 2);
    ck_assert_ptr_nonnull(strstr(seen, "\"sent_bytes\":1048577"));
    server_stop(server);
}
END_TEST

/* rule 43: who does not know what is expected gets the body all the same */
START_TEST(large_body_does_not_wait_for_ever)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER_CLOSE,
                            "HTTP/1.1 417 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 0},
                           {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = large_request();
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_uint_eq(server_requests(server), 2);
    ck_assert_ptr_null(strstr(server_request(server, 1), "\r\nExpect:"));
    server_stop(server);
}
END_TEST

/* rule 43: a small one is sent at once, with the type that was given and no other */
START_TEST(small_body_is_sent_at_once)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_body(request, "hello", 5);
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_ptr_null(strstr(server_request(server, 0), "\r\nExpect:"));
    ck_assert_ptr_null(strstr(server_request(server, 0), "\r\nContent-Type:"));
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tls");
    TCase *tests = tcase_create("tls");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, http_2_is_used_where_it_is_offered, 0, 2);
    tcase_add_loop_test(tests, requests_of_a_batch_share_connections, 0,
                        sizeof(batches) / sizeof(batches[0]));
    tcase_add_loop_test(tests, connection_that_fails_holds_up_no_other, 0, 2);
    tcase_add_test(tests, slow_connection_holds_up_no_other_for_long);
    tcase_add_loop_test(tests, failure_of_a_connection_is_transient, 0,
                        sizeof(failures) / sizeof(failures[0]));
    tcase_add_test(tests, body_is_unsigned_over_tls_when_asked);
    tcase_add_test(tests, unknown_certificate_is_refused);
    tcase_add_test(tests, large_body_waits_to_be_wanted);
    tcase_add_test(tests, large_body_is_sent_unasked_in_the_end);
    tcase_add_test(tests, large_body_that_is_not_wanted_is_not_sent);
    tcase_add_test(tests, large_body_does_not_wait_for_ever);
    tcase_add_test(tests, small_body_is_sent_at_once);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
