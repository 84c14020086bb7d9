/* SPDX-License-Identifier: MIT */
/* Connections, limits, deadlines and cancellation. */
#include "calls.h"

#include <pthread.h>
#include <time.h>

#include "http.h"

START_TEST(connection_is_used_again)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    for (int i = 0; i < 5; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_ok(dxaws_aws_call(session, NULL, request));
    }
    ck_assert_uint_eq(server_connections(server), 1);
    server_stop(server);
}
END_TEST

START_TEST(connection_closed_while_idle_costs_no_attempt)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER_CLOSE, OK_XML, 0}, {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_ok(dxaws_aws_call(session, NULL, request));
    }
    ck_assert_uint_eq(server_connections(server), 2);
    server_stop(server);
}
END_TEST

START_TEST(reused_connection_that_is_reset_costs_no_attempt)
{
    struct server *server = server_start(
        STEPS({SERVER_ANSWER, OK_XML, 0}, {SERVER_RESET, NULL, 0}, {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        dxaws_aws_request_set_body(request, "x", 1);
        ck_ok(dxaws_aws_call(session, NULL, request));
    }
    ck_assert_uint_eq(server_requests(server), 3);
    server_stop(server);
}
END_TEST

/* rule 44: ... but one that breaks within an answer does: the service has seen the request */
START_TEST(answer_that_has_begun_is_an_attempt)
{
    static const char *const halves[] = {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<a",
                                         "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
                                         "HTTP/1.1 200 OK\r\nContent-Len"};
    struct server *server =
        server_start(STEPS({SERVER_ANSWER, OK_XML, 0}, {SERVER_ANSWER_CLOSE, halves[_i], 0},
                           {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) first = make_request("/");
    DXAWS_AUTO(dxaws_aws_request) second = make_request("/");
    ck_ok(dxaws_aws_call(session, NULL, first));
    ck_error(dxaws_aws_call(session, NULL, second), DXAWS_ERROR_UNAVAILABLE,
             "broke before the whole answer arrived");
    ck_assert_uint_eq(server_requests(server), 2);
    server_stop(server);
}
END_TEST

/* rule 44: a thread gets the client that is connected to its host, if there is one */
START_TEST(client_is_taken_by_its_host)
{
    static const char *const hosts[] = {"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"};
    struct aws_http_pool *pool = aws_http_pool_new();
    struct aws_http_client *clients[3];
    struct aws_http_response responses[3] = {0};
    const struct aws_headers none = {0};
    const struct aws_http_request request = {
        .method = "GET", .url = "http://127.0.0.1:1/", .headers = &none};
    for (int i = 0; i < 3; i++) {
        clients[i] = aws_http_pool_take(pool, hosts[i]);
        ck_ok(aws_http_start(clients[i], &request, hosts[i], &responses[i], NULL));
    }
    for (int i = 0; i < 3; i++) {
        aws_http_pool_give(pool, clients[i]);
    }
    for (int i = 0; i < 3; i++) {
        ck_assert_ptr_eq(aws_http_pool_take(pool, hosts[i]), clients[i]);
    }
    for (int i = 0; i < 3; i++) {
        aws_http_pool_give(pool, clients[i]);
    }
    aws_http_pool_free(pool);
}
END_TEST

static const struct {
    enum server_action action;
    const char *text;
} refusals[] = {
    {SERVER_ANSWER, "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"},
    {SERVER_ANSWER_CLOSE, "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"},
    {SERVER_RESET, NULL},
    {SERVER_CLOSE, NULL},
    {SERVER_ANSWER_CLOSE, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<a"},
};

/* rule 35: another attempt sends the body from its beginning */
START_TEST(body_is_sent_again_as_a_whole)
{
    struct server *server = server_start(STEPS({refusals[_i].action, refusals[_i].text, 0},
                                               {refusals[_i].action, refusals[_i].text, 0},
                                               {SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 3);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    char body[100001];
    memset(body, 'x', sizeof(body));
    body[0] = '<';
    body[sizeof(body) - 1] = '>';
    dxaws_aws_request_set_body(request, body, sizeof(body));
    ck_ok(dxaws_aws_call(session, NULL, request));
    for (size_t i = 0; i < 3; i++) {
        const char *sent = strstr(server_request(server, i), "\r\n\r\n") + 4;
        ck_assert_uint_eq(strlen(sent), sizeof(body));
        ck_assert_mem_eq(sent, body, sizeof(body));
    }
    ck_assert_uint_eq(server_requests(server), 3);
    server_stop(server);
}
END_TEST

/* rule 35: a service that hangs up in the middle of a body */
START_TEST(upload_that_is_cut_short_is_tried_again)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 3);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("acm", "ImportCertificate", "POST", "/");
    char *body = calloc(1, 16 << 20); /* more than the server reads */
    dxaws_aws_request_set_body(request, body, 16 << 20);
    free(body);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNAVAILABLE,
             "broke before the whole answer arrived");
    ck_assert_uint_eq(server_connections(server), 3);
    server_stop(server);
}
END_TEST

/* An answer with so many bytes of header, then so many of body. To be freed. */
static char *make_answer(size_t header, size_t body)
{
    char *text = malloc(header + body + 200);
    int size = sprintf(text, "HTTP/1.1 200 OK\r\nConnection: close\r\n");
    for (size_t i = 0; i < header; i += 100) {
        size += sprintf(text + size, "x: %095d\r\n", 0);
    }
    size += sprintf(text + size, "\r\n");
    memset(text + size, ' ', body);
    text[(size_t)size + body] = '\0';
    return text;
}

static const struct {
    size_t header, body;
    bool good;
} sizes[] = {
    {200 << 10, 0, true}, {300 << 10, 0, false}, {0, 15 << 20, true}, {0, 17 << 20, false}};

START_TEST(answer_has_limits)
{
    char *answer = make_answer(sizes[_i].header, sizes[_i].body);
    struct server *server = server_start(STEPS({SERVER_ANSWER_CLOSE, answer, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    if (sizes[_i].good) {
        ck_ok(error);
    } else {
        ck_error(error, DXAWS_ERROR_PROTOCOL,
                 "answered with more than 16 MiB, or 256 KiB of headers");
    }
    ck_assert_uint_eq(server_requests(server), 1);
    server_stop(server);
    free(answer);
}
END_TEST

/* ---- time ---- */

START_TEST(deadline_ends_a_call)
{
    struct server *server = server_start(STEPS({SERVER_STALL, "HTTP/1.1 200 OK\r\n", 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 150);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    int64_t start = now_ms();
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_TIMEOUT,
             "s3 GetBucketTagging my-bucket: ");
    ck_assert_int_ge(now_ms() - start, 140);
    ck_assert_int_lt(now_ms() - start, 400 * slowness());
    server_stop(server);
}
END_TEST

static void *cancel_soon(void *context)
{
    nanosleep(&(struct timespec){0, 200000000}, NULL);
    dxaws_context_cancel(context);
    return NULL;
}

START_TEST(cancelling_ends_a_batch_within_100_ms)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}, {SERVER_STALL, "", 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_aws_request *requests[3];
    for (int i = 0; i < 3; i++) {
        requests[i] = make_request("/");
    }
    pthread_t thread;
    pthread_create(&thread, NULL, cancel_soon, context);
    int64_t start = now_ms();
    ck_ok(dxaws_aws_call_batch(session, context, requests, 3));
    ck_assert_int_lt(now_ms() - start, 300 * slowness());
    pthread_join(thread, NULL);
    int cancelled = 0;
    for (int i = 0; i < 3; i++) {
        const dxaws_error *error = dxaws_aws_request_error(requests[i]);
        cancelled += error && dxaws_error_get_kind(error) == DXAWS_ERROR_CANCELLED;
        dxaws_aws_request_free(requests[i]);
    }
    ck_assert_int_eq(cancelled, 2);
    server_stop(server);
}
END_TEST

START_TEST(failing_request_of_a_batch_does_not_delay_the_others)
{
    /* The first to arrive fails and waits for its second attempt, all others take 100 ms. */
    struct server *server = server_start(
        STEPS({SERVER_ANSWER, "HTTP/1.1 503 x\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n", 0},
              {SERVER_ECHO, NULL, 100}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    dxaws_aws_request *requests[40];
    char path[16];
    for (int i = 0; i < 40; i++) {
        snprintf(path, sizeof(path), "/%d", i);
        requests[i] = make_request(path);
    }
    int64_t start = now_ms();
    ck_ok(dxaws_aws_call_batch(session, NULL, requests, 40));
    int64_t duration = now_ms() - start;
    ck_assert_int_ge(duration, 1000);
    ck_assert_int_lt(duration, 1900 * slowness());
    ck_assert_uint_eq(server_requests(server), 41);
    ck_assert_uint_le(server_connections(server), 17);
    for (int i = 0; i < 40; i++) {
        ck_assert_ptr_null(dxaws_aws_request_error(requests[i]));
        snprintf(path, sizeof(path), "/my-bucket/%d?", i);
        ck_assert_ptr_nonnull(strstr(dxaws_aws_request_answer_body(requests[i], NULL), path));
        dxaws_aws_request_free(requests[i]);
    }
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("transport");
    TCase *tests = tcase_create("transport");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, connection_is_used_again);
    tcase_add_test(tests, connection_closed_while_idle_costs_no_attempt);
    tcase_add_test(tests, reused_connection_that_is_reset_costs_no_attempt);
    tcase_add_loop_test(tests, answer_that_has_begun_is_an_attempt, 0, 3);
    tcase_add_test(tests, client_is_taken_by_its_host);
    tcase_add_loop_test(tests, body_is_sent_again_as_a_whole, 0,
                        sizeof(refusals) / sizeof(refusals[0]));
    tcase_add_test(tests, upload_that_is_cut_short_is_tried_again);
    tcase_add_loop_test(tests, answer_has_limits, 0, sizeof(sizes) / sizeof(sizes[0]));
    tcase_add_test(tests, deadline_ends_a_call);
    tcase_add_test(tests, cancelling_ends_a_batch_within_100_ms);
    tcase_add_test(tests, failing_request_of_a_batch_does_not_delay_the_others);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
