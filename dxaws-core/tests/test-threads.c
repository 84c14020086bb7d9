/* SPDX-License-Identifier: MIT */
/* Threads that share a session: its connections, and its credentials when they expire. */
#include "calls.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define THREADS 16

struct worker {
    dxaws_session *session;
    pthread_t thread;
    atomic_int good;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    for (int round = 0; round < 20; round++) {
        dxaws_aws_request *requests[3];
        char path[32];
        for (int i = 0; i < 3; i++) {
            snprintf(path, sizeof(path), "/%d-%d", round, i);
            requests[i] = make_request(path);
        }
        dxaws_error *error = dxaws_aws_call_batch(worker->session, NULL, requests, 3);
        for (int i = 0; i < 3; i++) {
            snprintf(path, sizeof(path), "/my-bucket/%d-%d?", round, i);
            if (!error && !dxaws_aws_request_error(requests[i]) &&
                strstr(dxaws_aws_request_answer_body(requests[i], NULL), path)) {
                worker->good++;
            }
            dxaws_aws_request_free(requests[i]);
        }
        dxaws_error_free(error);
    }
    return NULL;
}

static void *call_once(void *session)
{
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    return dxaws_aws_call(session, NULL, request);
}

/* rule 44: a connection outlives the thread that made it */
START_TEST(thread_finds_the_connection_of_another_one)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    for (int i = 0; i < 4; i++) {
        pthread_t thread;
        void *error = NULL;
        pthread_create(&thread, NULL, call_once, session);
        pthread_join(thread, &error);
        ck_ok(error);
    }
    ck_assert_uint_eq(server_requests(server), 4);
    ck_assert_uint_eq(server_connections(server), 1);
    server_stop(server);
}
END_TEST

START_TEST(threads_share_a_session_and_its_connections)
{
    struct server *server = server_start(STEPS({SERVER_ECHO, NULL, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct worker workers[8] = {0};
    for (int i = 0; i < 8; i++) {
        workers[i].session = session;
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(workers[i].thread, NULL);
        ck_assert_int_eq(workers[i].good, 60);
    }
    ck_assert_uint_eq(server_requests(server), 480);
    ck_assert_uint_le(server_connections(server), 24);
    server_stop(server);
}
END_TEST

/* ---- credentials ---- */

#define KEYS(key, expiration)                                                                      \
    "{\"AccessKeyId\":\"" key "\",\"SecretAccessKey\":\"secret\",\"Token\":\"token\","             \
    "\"Expiration\":\"" expiration "\"}"

/* 2015-08-30T12:36:00Z and on. */
static _Atomic int64_t elapsed_ms;

static int64_t now(void *self)
{
    (void)self;
    return 1440938160000 + elapsed_ms;
}

static int64_t monotonic(void *self)
{
    (void)self;
    return elapsed_ms;
}

static void sleep_ms(void *self, int64_t ms)
{
    (void)self;
    nanosleep(&(struct timespec){0, 1000000}, NULL);
    elapsed_ms += ms;
}

static dxaws_context *new_context(void)
{
    static const dxaws_clock_ops clock = {
        .size = sizeof(clock), .now_ms = now, .monotonic_ms = monotonic, .sleep_ms = sleep_ms};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, NULL));
    return context;
}

static void *call_signed(void *session)
{
    DXAWS_AUTO(dxaws_context) context = new_context();
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    return dxaws_aws_call(session, context, request);
}

/* An answer with this body. */
static const char *answer(char out[500], const char *body)
{
    snprintf(out, 500, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    return out;
}

/* What the service says to what is signed with it. */
static void check_key(struct server *service, size_t index, const char *key)
{
    char credential[64];
    snprintf(credential, sizeof(credential), "Credential=%s/20150830/us-east-1/s3/", key);
    ck_assert_ptr_nonnull(strstr(server_request(service, index), credential));
}

/* rule 31: sixteen threads, one session, credentials that expire: they are renewed once, and every
 * request is signed with the new ones */
START_TEST(expired_credentials_are_renewed_once_for_all_threads)
{
    char first[500];
    char second[500];
    struct server *source = server_start(
        STEPS({SERVER_ANSWER, answer(first, KEYS("KEY1", "2015-08-30T13:36:00Z")), 0},
              {SERVER_ANSWER, answer(second, KEYS("KEY2", "2015-08-30T19:36:00Z")), 100}));
    struct server *service = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    char variable[128];
    snprintf(variable, sizeof(variable), "AWS_CONTAINER_CREDENTIALS_FULL_URI=%s/keys",
             server_url(source));
    const char *const environment[] = {"AWS_REGION=us-east-1", variable, NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_endpoint_url(options, server_url(service));
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    ck_ok(call_signed(session));
    check_key(service, 0, "KEY1");
    elapsed_ms += 61 * 60 * 1000;
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, call_signed, session);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *error = NULL;
        pthread_join(threads[i], &error);
        ck_ok(error);
    }
    ck_assert_uint_eq(server_requests(source), 2);
    ck_assert_uint_eq(server_requests(service), THREADS + 1);
    for (size_t i = 1; i <= THREADS; i++) {
        check_key(service, i, "KEY2");
    }
    session = dxaws_session_unref(session);
    server_stop(source);
    server_stop(service);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("threads");
    TCase *tests = tcase_create("threads");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, thread_finds_the_connection_of_another_one);
    tcase_add_test(tests, threads_share_a_session_and_its_connections);
    tcase_add_test(tests, expired_credentials_are_renewed_once_for_all_threads);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
