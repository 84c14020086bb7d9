/* SPDX-License-Identifier: MIT */
/* Transports of a program's own that wait for the answer: dxaws_transport_ops::perform. */
#include "testing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static dxaws_session *open_session(const dxaws_transport_ops *ops, void *self, bool with_keys)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1",
                                              "AWS_EC2_METADATA_DISABLED=false", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_aws_compute(options, true);
    if (with_keys) {
        dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    }
    dxaws_session_options_set_transport(options, ops, self);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static dxaws_error *call(dxaws_session *session, dxaws_context *context)
{
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("route53", "A", "GET", "/");
    return dxaws_aws_call(session, context, request);
}

/* ---- the end of the context ---- */

struct waiter {
    atomic_uint asked;
    dxaws_context *context;
};

/* Looks at its context, and says why it stopped. */
static dxaws_error *wait_in_vain(void *self, dxaws_context *context,
                                 const dxaws_transport_request *request,
                                 dxaws_transport_response *response)
{
    (void)request;
    (void)response;
    struct waiter *waiter = self;
    atomic_fetch_add(&waiter->asked, 1);
    return dxaws_context_sleep_ms(context, 5000);
}
static const dxaws_transport_ops waiting = {.size = sizeof(waiting), .perform = wait_in_vain};

/* Once the transport was asked, and so waits or is about to. */
static void *cancel_when_asked(void *self)
{
    struct waiter *waiter = self;
    const struct timespec pause = {.tv_nsec = 20000000};
    do {
        nanosleep(&pause, NULL);
    } while (!atomic_load(&waiter->asked));
    dxaws_context_cancel(waiter->context);
    return NULL;
}

START_TEST(call_is_cancelled_when_its_transport_says_so)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    struct waiter waiter = {.context = context};
    pthread_t thread;
    DXAWS_AUTO(dxaws_session) session = open_session(&waiting, &waiter, true);
    ck_assert_int_eq(pthread_create(&thread, NULL, cancel_when_asked, &waiter), 0);
    ck_error(call(session, context), DXAWS_ERROR_CANCELLED, "route53 A: cancelled");
    pthread_join(thread, NULL);
    ck_assert_uint_eq(waiter.asked, 1);
}
END_TEST

START_TEST(call_is_out_of_time_when_its_transport_says_so)
{
    struct waiter waiter = {.asked = 0};
    DXAWS_AUTO(dxaws_session) session = open_session(&waiting, &waiter, true);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 1000); /* enough to reach the transport anywhere */
    ck_error(call(session, context), DXAWS_ERROR_TIMEOUT, "route53 A: the deadline passed");
    ck_assert_uint_eq(waiter.asked, 1);
}
END_TEST

START_TEST(search_for_credentials_is_cancelled_when_its_transport_says_so)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    struct waiter waiter = {.context = context};
    pthread_t thread;
    DXAWS_AUTO(dxaws_session) session = open_session(&waiting, &waiter, false);
    ck_assert_int_eq(pthread_create(&thread, NULL, cancel_when_asked, &waiter), 0);
    ck_error(dxaws_session_find_credentials(session, context, NULL), DXAWS_ERROR_CANCELLED,
             "cancelled");
    pthread_join(thread, NULL);
    ck_assert_uint_eq(waiter.asked, 1);
}
END_TEST

/* ---- other ends ---- */

/* What a transport may do, and what becomes of the call. */
static const struct ending {
    dxaws_error_kind kind; /* 0: answers */
    int status;
    int mebibytes;
    dxaws_error_kind expected;
    const char *message;
    unsigned asked;
} endings[] = {
    {0, 200, 1, 0, NULL, 1},
    {0, 200, 17, DXAWS_ERROR_PROTOCOL, "the transport answered with more than 16 MiB", 1},
    {0, 0, 0, DXAWS_ERROR_PROTOCOL, "the transport gave no answer", 1},
    {DXAWS_ERROR_UNAVAILABLE, 0, 0, DXAWS_ERROR_UNAVAILABLE, "by itself (3 attempts)", 3},
    {DXAWS_ERROR_TIMEOUT, 0, 0, DXAWS_ERROR_UNAVAILABLE, "by itself (3 attempts)", 3},
    {DXAWS_ERROR_PROTOCOL, 0, 0, DXAWS_ERROR_PROTOCOL, "by itself", 1},
    {DXAWS_ERROR_CANCELLED, 0, 0, DXAWS_ERROR_UNAVAILABLE, "by itself", 1},
};

struct actor {
    const struct ending *ending;
    unsigned asked;
};

static dxaws_error *act(void *self, dxaws_context *context, const dxaws_transport_request *request,
                        dxaws_transport_response *response)
{
    (void)context;
    (void)request;
    struct actor *actor = self;
    const struct ending *ending = actor->ending;
    actor->asked++;
    if (ending->kind) {
        return dxaws_error_new(ending->kind, "test", "Failed", "by itself");
    }
    if (ending->status) {
        dxaws_transport_response_set_status(response, ending->status);
        dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    }
    char *block = calloc(1, 1 << 20);
    for (int i = 0; i < ending->mebibytes; i++) {
        dxaws_transport_response_append_body(response, block, 1 << 20);
    }
    free(block);
    return NULL;
}
static const dxaws_transport_ops acting = {.size = sizeof(acting), .perform = act};

START_TEST(transport_ends_as_its_header_says)
{
    struct actor actor = {.ending = &endings[_i]};
    DXAWS_AUTO(dxaws_session) session = open_session(&acting, &actor, true);
    dxaws_error *error = call(session, NULL);
    if (endings[_i].expected) {
        ck_error(error, endings[_i].expected, endings[_i].message);
    } else {
        ck_ok(error);
    }
    ck_assert_uint_eq(actor.asked, endings[_i].asked);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("waiting-transport");
    TCase *tests = tcase_create("waiting-transport");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, call_is_cancelled_when_its_transport_says_so);
    tcase_add_test(tests, call_is_out_of_time_when_its_transport_says_so);
    tcase_add_test(tests, search_for_credentials_is_cancelled_when_its_transport_says_so);
    tcase_add_loop_test(tests, transport_ends_as_its_header_says, 0,
                        sizeof(endings) / sizeof(endings[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
