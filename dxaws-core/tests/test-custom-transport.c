/* SPDX-License-Identifier: MIT */
/* Transports of a program's own: one that answers at once, one that is an event loop, and some that
 * do not keep their word. */
#include "testing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#define QUEUE 256

/* An event loop of one thread: every exchange takes its time, then it is answered with its URL. */
struct loop {
    int delay_ms; /* negative: for ever */
    dxaws_error_kind fail;
    unsigned failures; /* how many exchanges fail so */
    pthread_mutex_t lock;
    pthread_t thread;
    bool stopping;
    struct {
        dxaws_transport_exchange *exchange;
        int64_t due_ms;
    } queue[QUEUE];
    unsigned count;
    unsigned most; /* that were in the queue at a time */
    unsigned started;
    unsigned cancelled;
};

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static void answer(dxaws_transport_exchange *exchange)
{
    const dxaws_transport_request *request = dxaws_transport_exchange_request(exchange);
    dxaws_transport_response *response = dxaws_transport_exchange_response(exchange);
    const char *url = dxaws_transport_request_url(request);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    dxaws_transport_response_append_body(response, url, strlen(url));
    dxaws_transport_exchange_end(exchange, NULL);
}

static dxaws_error *loop_start(void *self, dxaws_context *context,
                               dxaws_transport_exchange *exchange)
{
    struct loop *loop = self;
    (void)context;
    pthread_mutex_lock(&loop->lock);
    loop->started++;
    if (loop->failures) {
        loop->failures--;
        pthread_mutex_unlock(&loop->lock);
        return dxaws_error_new(loop->fail, "test", "Failed", "the loop is on strike");
    }
    loop->queue[loop->count].exchange = exchange;
    loop->queue[loop->count++].due_ms = now_ms() + loop->delay_ms;
    loop->most = loop->count > loop->most ? loop->count : loop->most;
    pthread_mutex_unlock(&loop->lock);
    return NULL;
}

static void loop_cancel(void *self, dxaws_transport_exchange *exchange)
{
    struct loop *loop = self;
    pthread_mutex_lock(&loop->lock);
    for (unsigned i = 0; i < loop->count; i++) {
        loop->cancelled += loop->queue[i].exchange == exchange;
    }
    pthread_mutex_unlock(&loop->lock);
}

static dxaws_transport_exchange *take_due(struct loop *loop, bool all)
{
    for (unsigned i = 0; i < loop->count; i++) {
        if (all || (loop->delay_ms >= 0 && loop->queue[i].due_ms <= now_ms())) {
            dxaws_transport_exchange *exchange = loop->queue[i].exchange;
            loop->queue[i] = loop->queue[--loop->count];
            return exchange;
        }
    }
    return NULL;
}

static void *run_loop(void *self)
{
    struct loop *loop = self;
    pthread_mutex_lock(&loop->lock);
    while (!loop->stopping || loop->count) {
        dxaws_transport_exchange *exchange = take_due(loop, loop->stopping);
        pthread_mutex_unlock(&loop->lock);
        if (exchange) {
            answer(exchange);
        } else {
            pause_ms(2);
        }
        pthread_mutex_lock(&loop->lock);
    }
    pthread_mutex_unlock(&loop->lock);
    return NULL;
}

static void loop_open(struct loop *loop, int delay_ms)
{
    *loop = (struct loop){.delay_ms = delay_ms};
    pthread_mutex_init(&loop->lock, NULL);
    pthread_create(&loop->thread, NULL, run_loop, loop);
}

/* Ends what is still there. */
static void loop_close(struct loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    loop->stopping = true;
    pthread_mutex_unlock(&loop->lock);
    pthread_join(loop->thread, NULL);
    pthread_mutex_destroy(&loop->lock);
}

static const dxaws_transport_ops loop_ops = {
    .size = sizeof(loop_ops), .start = loop_start, .cancel = loop_cancel};

static dxaws_session *open_session(const dxaws_transport_ops *ops, void *self)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, ops, self);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* Calls @a count paths at once; how many were answered with their own. */
static int call_batch(dxaws_session *session, dxaws_context *context, int count)
{
    dxaws_aws_request *requests[QUEUE];
    char path[64];
    int good = 0;
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "/path-%d", i);
        requests[i] = dxaws_aws_request_new("acm", "A", "POST", path);
        dxaws_aws_request_set_body(requests[i], path, strlen(path));
        dxaws_aws_request_set_content_type(requests[i], "text/plain");
    }
    ck_ok(dxaws_aws_call_batch(session, context, requests, (size_t)count));
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "https://acm.us-east-1.amazonaws.com/path-%d", i);
        good += !dxaws_aws_request_error(requests[i]) &&
                strcmp(dxaws_aws_request_answer_body(requests[i], NULL), path) == 0;
        dxaws_aws_request_free(requests[i]);
    }
    return good;
}

START_TEST(requests_of_a_batch_are_under_way_together)
{
    struct loop loop;
    loop_open(&loop, 100);
    DXAWS_AUTO(dxaws_session) session = open_session(&loop_ops, &loop);
    int64_t start = now_ms();
    ck_assert_int_eq(call_batch(session, NULL, 40), 40);
    int64_t duration = now_ms() - start;
    ck_assert_int_ge(duration, 295); /* sixteen at a time */
    ck_assert_int_lt(duration, 3000 * slowness());
    ck_assert_uint_eq(loop.most, 16);
    ck_assert_uint_eq(loop.cancelled, 0);
    loop_close(&loop);
}
END_TEST

/* ---- answered at once ---- */

static dxaws_error *end_at_once(void *self, dxaws_context *context,
                                dxaws_transport_exchange *exchange)
{
    (void)self;
    (void)context;
    answer(exchange);
    return NULL;
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    const char *url = dxaws_transport_request_url(request);
    (void)context;
    atomic_fetch_add((atomic_int *)self, 1);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    dxaws_transport_response_append_body(response, url, strlen(url));
    return NULL;
}

START_TEST(exchange_may_end_before_it_has_begun)
{
    const dxaws_transport_ops ops = {.size = sizeof(ops), .start = end_at_once};
    DXAWS_AUTO(dxaws_session) session = open_session(&ops, NULL);
    ck_assert_int_eq(call_batch(session, NULL, 40), 40);
}
END_TEST

/* A program of before there was start, and one that has both. */
START_TEST(start_is_in_the_place_of_perform)
{
    atomic_int performed = 0;
    dxaws_transport_ops ops = {
        .size = offsetof(dxaws_transport_ops, start), .perform = perform, .start = end_at_once};
    dxaws_session *session = open_session(&ops, &performed);
    ck_assert_int_eq(call_batch(session, NULL, 20), 20);
    ck_assert_int_eq(performed, 20);
    dxaws_session_unref(session);
    ops.size = sizeof(ops);
    session = open_session(&ops, &performed);
    ck_assert_int_eq(call_batch(session, NULL, 20), 20);
    ck_assert_int_eq(performed, 20);
    dxaws_session_unref(session);
}
END_TEST

/* ---- what fails ---- */

static const struct {
    dxaws_error_kind fail;
    unsigned failures;
    unsigned started;
    dxaws_error_kind expected; /* 0 for success */
} failing[] = {
    {DXAWS_ERROR_UNAVAILABLE, 1, 2, 0},
    {DXAWS_ERROR_TIMEOUT, 2, 3, 0},
    {DXAWS_ERROR_UNAVAILABLE, 3, 3, DXAWS_ERROR_UNAVAILABLE},
    {DXAWS_ERROR_UNSUPPORTED, 1, 1, DXAWS_ERROR_UNAVAILABLE},
    {DXAWS_ERROR_PROTOCOL, 1, 1, DXAWS_ERROR_PROTOCOL},
    {DXAWS_ERROR_OUT_OF_MEMORY, 1, 1, DXAWS_ERROR_OUT_OF_MEMORY},
};

START_TEST(exchange_that_cannot_begin_is_tried_again_if_that_may_help)
{
    struct loop loop;
    loop_open(&loop, 0);
    loop.fail = failing[_i].fail;
    loop.failures = failing[_i].failures;
    DXAWS_AUTO(dxaws_session) session = open_session(&loop_ops, &loop);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("route53", "A", "GET", "/");
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    ck_assert_int_eq(error ? (int)dxaws_error_get_kind(error) : 0, (int)failing[_i].expected);
    ck_assert_uint_eq(loop.started, failing[_i].started);
    dxaws_error_free(error);
    loop_close(&loop);
}
END_TEST

static dxaws_error *end_with_an_error(void *self, dxaws_context *context,
                                      dxaws_transport_exchange *exchange)
{
    (void)context;
    unsigned *left = self;
    if (*left) {
        --*left;
        dxaws_transport_exchange_end(
            exchange, dxaws_error_new(DXAWS_ERROR_TIMEOUT, "test", "Silent", "not a word"));
    } else {
        answer(exchange);
    }
    return NULL;
}

START_TEST(exchange_that_fails_is_tried_again)
{
    const dxaws_transport_ops ops = {.size = sizeof(ops), .start = end_with_an_error};
    unsigned left = 2;
    DXAWS_AUTO(dxaws_session) session = open_session(&ops, &left);
    ck_assert_int_eq(call_batch(session, NULL, 1), 1);
    left = 3;
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("route53", "A", "GET", "/");
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNAVAILABLE, "not a word");
}
END_TEST

/* ---- time ---- */

struct cancelling {
    dxaws_context *context;
    _Atomic int64_t at_ms;
};

static void *cancel_soon(void *argument)
{
    struct cancelling *cancelling = argument;
    pause_ms(150);
    cancelling->at_ms = now_ms();
    dxaws_context_cancel(cancelling->context);
    return NULL;
}

/* The transport lags behind: it ends its exchanges when call and session are long gone. */
START_TEST(cancelling_does_not_wait_for_the_transport)
{
    struct loop loop;
    loop_open(&loop, -1);
    dxaws_session *session = open_session(&loop_ops, &loop);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    struct cancelling cancelling = {.context = context};
    pthread_t thread;
    pthread_create(&thread, NULL, cancel_soon, &cancelling);
    ck_assert_int_eq(call_batch(session, context, 20), 0);
    ck_assert_int_lt(now_ms() - cancelling.at_ms, 2000 * slowness());
    pthread_join(thread, NULL);
    session = dxaws_session_unref(session);
    ck_assert_uint_eq(loop.cancelled, 16);
    ck_assert_uint_eq(loop.count, 16);
    loop_close(&loop);
}
END_TEST

START_TEST(deadline_does_not_wait_for_the_transport)
{
    struct loop loop;
    loop_open(&loop, -1);
    DXAWS_AUTO(dxaws_session) session = open_session(&loop_ops, &loop);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 150);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("route53", "A", "GET", "/");
    int64_t start = now_ms();
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_TIMEOUT, "route53 A: ");
    ck_assert_int_ge(now_ms() - start, 140);
    ck_assert_int_lt(now_ms() - start, 2000 * slowness());
    ck_assert_uint_eq(loop.cancelled, 1);
    loop_close(&loop);
}
END_TEST

/* ---- threads ---- */

static void *work(void *session)
{
    intptr_t good = 0;
    for (int round = 0; round < 5; round++) {
        good += call_batch(session, NULL, 4);
    }
    return (void *)good;
}

START_TEST(threads_share_a_transport)
{
    struct loop loop;
    loop_open(&loop, 1);
    DXAWS_AUTO(dxaws_session) session = open_session(&loop_ops, &loop);
    pthread_t threads[8];
    for (int i = 0; i < 8; i++) {
        pthread_create(&threads[i], NULL, work, session);
    }
    for (int i = 0; i < 8; i++) {
        void *good;
        pthread_join(threads[i], &good);
        ck_assert_int_eq((intptr_t)good, 20);
    }
    ck_assert_uint_eq(loop.started, 160);
    loop_close(&loop);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("custom-transport");
    TCase *tests = tcase_create("custom-transport");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, requests_of_a_batch_are_under_way_together);
    tcase_add_test(tests, exchange_may_end_before_it_has_begun);
    tcase_add_test(tests, start_is_in_the_place_of_perform);
    tcase_add_loop_test(tests, exchange_that_cannot_begin_is_tried_again_if_that_may_help, 0,
                        sizeof(failing) / sizeof(failing[0]));
    tcase_add_test(tests, exchange_that_fails_is_tried_again);
    tcase_add_test(tests, cancelling_does_not_wait_for_the_transport);
    tcase_add_test(tests, deadline_does_not_wait_for_the_transport);
    tcase_add_test(tests, threads_share_a_transport);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
