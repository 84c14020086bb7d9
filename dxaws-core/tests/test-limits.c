/* SPDX-License-Identifier: MIT */
/* The rates that a service is known to allow. */
#include "attempts.h"

#include <stdio.h>

/* rule 48: Route 53 lets 50 requests pass at once, then 10 a second, for each operation */
START_TEST(known_limits_are_kept)
{
    struct aws_traffic traffic;
    aws_traffic_init(&traffic);
    const struct aws_service *route53 = aws_service_find("route53");
    for (int i = 0; i < 50; i++) {
        ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "GetChange", true, false, 1000), 0);
    }
    ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "GetChange", true, false, 1000), 100);
    ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "GetChange", true, false, 1000), 200);
    ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "ListHostedZones", true, false, 1000),
                     0);
    ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "GetChange", false, false, 1000), 0);
    ck_assert_int_eq(aws_traffic_wait_ms(&traffic, route53, "GetChange", true, false, 2000), 0);
    ck_assert_int_eq(
        aws_traffic_wait_ms(&traffic, aws_service_find("s3"), "GetObject", true, false, 1000), 0);
    for (int i = 0; i < 100; i++) {
        char operation[16];
        snprintf(operation, sizeof(operation), "Operation%d", i);
        ck_assert_int_ge(aws_traffic_wait_ms(&traffic, route53, operation, true, false, 2000), 0);
    }
    aws_traffic_free(&traffic);
}
END_TEST

/* rule 48: the 51st call waits before it is signed and sent, once */
START_TEST(call_waits_for_its_turn)
{
    struct situation s;
    situation_begin(&s, NULL);
    for (int i = 0; i < 50; i++) {
        (void)aws_traffic_wait_ms(&s.session->traffic, aws_service_find("route53"), "GetChange",
                                  true, false, 0);
    }
    situation_call(&s, "route53", "GetChange", "GET", NULL);
    aws_call_start(&s.call, NULL);
    ck_assert_int_eq(s.call.state, AWS_CALL_READY);
    ck_assert_int_eq(s.call.due_ms, 100);
    ck_assert_uint_eq(s.call.attempt, 0);
    ck_assert(s.call.waited);
    situation_end(&s);
}
END_TEST

static dxaws_error *answer_at_once(void *self, dxaws_context *context,
                                   const dxaws_transport_request *request,
                                   dxaws_transport_response *response)
{
    (void)self;
    (void)context;
    (void)request;
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    return NULL;
}

/* rule 48: those of a batch that are too many wait, each once */
START_TEST(batch_waits_for_the_limit)
{
    enum { COUNT = 53 };
    static const dxaws_transport_ops ops = {.size = sizeof(ops), .perform = answer_at_once};
    struct situation s;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_transport(options, &ops, NULL);
    situation_begin(&s, options);
    dxaws_aws_request *requests[COUNT];
    for (int i = 0; i < COUNT; i++) {
        requests[i] = dxaws_aws_request_new("route53", "GetChange", "GET", "/");
    }
    ck_ok(dxaws_aws_call_batch(s.session, s.context, requests, COUNT));
    for (int i = 0; i < COUNT; i++) {
        ck_ok(dxaws_aws_request_take_error(requests[i]));
        dxaws_aws_request_free(requests[i]);
    }
    ck_assert_int_eq(s.elapsed_ms, 300); /* three too many, at ten a second */
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("limits");
    TCase *tests = tcase_create("limits");
    tcase_add_test(tests, known_limits_are_kept);
    tcase_add_test(tests, call_waits_for_its_turn);
    tcase_add_test(tests, batch_waits_for_the_limit);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
