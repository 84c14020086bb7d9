/* SPDX-License-Identifier: MIT */
/* Streams through transports of the program's own: in the caller's thread, and in one of theirs. */
#include "testing.h"

#include <pthread.h>
#include <stdatomic.h>

#include "streams.h"

#define SIZE ((size_t)300001)

/* Answers with the body it is sent. */
struct echo {
    bool rewinds;     /* after the first bytes */
    bool status_last; /* so that nobody knows at first what is being answered */
    int status;
    dxaws_transport_exchange *exchange;
    pthread_t thread;
    atomic_bool reading; /* the first bytes were read; */
    atomic_bool go_on;   /* it waits for this to read more */
    bool waits;
    dxaws_error_kind refused; /* reading what is left */
};

static dxaws_error *answer(struct echo *echo, const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    char piece[1000];
    size_t count = 1;
    dxaws_error *error = NULL;
    if (echo->rewinds) {
        error = dxaws_transport_request_read_body(request, piece, sizeof(piece), &count);
        error = error ? error : dxaws_transport_request_rewind_body(request);
    }
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    if (!echo->status_last) {
        dxaws_transport_response_set_status(response, echo->status);
    }
    while (!error && count) {
        error = dxaws_transport_request_read_body(request, piece, sizeof(piece), &count);
        if (!error) {
            dxaws_transport_response_append_body(response, piece, count);
        }
        atomic_store(&echo->reading, true);
        while (echo->waits && !atomic_load(&echo->go_on)) {
            nanosleep(&(struct timespec){0, 1000000}, NULL);
        }
    }
    dxaws_transport_response_set_status(response, echo->status);
    echo->refused = error ? dxaws_error_get_kind(error) : 0;
    return error;
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)context;
    return answer(self, request, response);
}

static void *answer_later(void *self)
{
    struct echo *echo = self;
    dxaws_error *error = answer(echo, dxaws_transport_exchange_request(echo->exchange),
                                dxaws_transport_exchange_response(echo->exchange));
    dxaws_transport_exchange_end(echo->exchange, error);
    return NULL;
}

static dxaws_error *start(void *self, dxaws_context *context, dxaws_transport_exchange *exchange)
{
    struct echo *echo = self;
    (void)context;
    echo->exchange = exchange;
    ck_assert_int_eq(pthread_create(&echo->thread, NULL, answer_later, echo), 0);
    return NULL;
}

static const dxaws_transport_ops transports[] = {
    {.size = sizeof(dxaws_transport_ops), .perform = perform},
    {.size = sizeof(dxaws_transport_ops), .start = start}};

static dxaws_session *open_session(int transport, struct echo *echo)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", "AWS_MAX_ATTEMPTS=1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &transports[transport], echo);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static dxaws_aws_request *make(struct stream *sent, struct stream *got)
{
    dxaws_aws_request *request = dxaws_aws_request_new("echo", "Echo", "POST", "/");
    dxaws_aws_request_set_body_reader(request, &stream_reader, sent, SIZE);
    dxaws_aws_request_set_answer_writer(request, &stream_writer, got);
    return request;
}

static dxaws_error *finish(int transport, struct echo *echo, dxaws_error *error)
{
    if (transport) {
        pthread_join(echo->thread, NULL);
    }
    return error;
}

START_TEST(body_passes_both_ways)
{
    for (int variant = 0; variant < 4; variant++) {
        struct echo echo = {.rewinds = variant & 1, .status_last = variant & 2, .status = 200};
        struct stream sent = {0};
        struct stream got = {0};
        DXAWS_AUTO(dxaws_session) session = open_session(_i, &echo);
        DXAWS_AUTO(dxaws_aws_request) request = make(&sent, &got);
        ck_ok(finish(_i, &echo, dxaws_aws_call(session, NULL, request)));
        ck_assert_uint_eq(got.position, SIZE);
        ck_assert_uint_eq(sent.again, echo.rewinds ? 2 : 1);
        size_t same = 0;
        while (same < SIZE && got.kept[same] == stream_byte(same)) {
            same++;
        }
        ck_assert_uint_eq(same, SIZE);
        free(got.kept);
    }
}
END_TEST

/* What a service says went wrong is not what it answers with. */
START_TEST(error_is_not_written)
{
    struct echo echo = {.status = 404};
    struct stream sent = {0};
    struct stream got = {0};
    DXAWS_AUTO(dxaws_session) session = open_session(_i, &echo);
    DXAWS_AUTO(dxaws_aws_request) request = make(&sent, &got);
    ck_error(finish(_i, &echo, dxaws_aws_call(session, NULL, request)), DXAWS_ERROR_PROTOCOL,
             "HTTP 404");
    ck_assert_uint_eq(got.passed, 0);
}
END_TEST

/* The program's own error is the call's, whatever the transport makes of it. */
START_TEST(failures_of_streams_end_the_call)
{
    for (int writer = 0; writer < 2; writer++) {
        struct echo echo = {.status = 200};
        struct stream sent = {.fails_at = writer ? 0 : SIZE / 2};
        struct stream got = {.fails_at = writer ? SIZE / 2 : 0};
        DXAWS_AUTO(dxaws_session) session = open_session(_i, &echo);
        DXAWS_AUTO(dxaws_aws_request) request = make(&sent, &got);
        char hash[65];
        memset(hash, 'a', 64);
        hash[64] = '\0';
        dxaws_aws_request_set_body_hash(request, hash); /* so that it is read when it is sent */
        ck_error(finish(_i, &echo, dxaws_aws_call(session, NULL, request)), DXAWS_ERROR_CONFLICT,
                 "the vault is closed");
        ck_assert_int_eq(echo.refused, writer ? 0 : DXAWS_ERROR_CANCELLED);
        free(got.kept);
    }
}
END_TEST

static void *cancel_when_reading(void *self)
{
    struct echo *echo = ((void **)self)[0];
    while (!atomic_load(&echo->reading)) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
    dxaws_context_cancel(((void **)self)[1]);
    return NULL;
}

/* After a call was cancelled a transport may go on, but reads and writes nothing of the program's.
 */
START_TEST(streams_rest_after_the_call)
{
    struct echo echo = {.status = 200, .waits = true};
    struct stream sent = {0};
    struct stream got = {0};
    pthread_t canceller;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_session) session = open_session(1, &echo);
    dxaws_aws_request *request = make(&sent, &got);
    void *both[] = {&echo, context};
    ck_assert_int_eq(pthread_create(&canceller, NULL, cancel_when_reading, both), 0);
    int64_t begun_ms = now_ms();
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_CANCELLED, "echo Echo");
    ck_assert_int_lt(now_ms() - begun_ms, 2000 * slowness());
    pthread_join(canceller, NULL);
    dxaws_aws_request_free(request);
    uint64_t passed = sent.passed + got.passed;
    atomic_store(&echo.go_on, true);
    pthread_join(echo.thread, NULL);
    ck_assert_int_eq(echo.refused, DXAWS_ERROR_CANCELLED);
    ck_assert_uint_eq(sent.passed + got.passed, passed);
    free(got.kept);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stream-transport");
    TCase *tests = tcase_create("stream-transport");
    tcase_add_loop_test(tests, body_passes_both_ways, 0, 2);
    tcase_add_loop_test(tests, error_is_not_written, 0, 2);
    tcase_add_loop_test(tests, failures_of_streams_end_the_call, 0, 2);
    tcase_add_test(tests, streams_rest_after_the_call);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
