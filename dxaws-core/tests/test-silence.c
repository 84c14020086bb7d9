/* SPDX-License-Identifier: MIT */
/* A service that says nothing: for how long that is borne, and who is asked again. */
#include "testing.h"

#include <stdio.h>

/* A transport that hears nothing, and what it was told. */
struct silent {
    unsigned asked;
    int64_t idle_ms;
    dxaws_error_kind kind;
};

static dxaws_error *hear_nothing(void *self, dxaws_context *context,
                                 const dxaws_transport_request *request,
                                 dxaws_transport_response *response)
{
    struct silent *silent = self;
    (void)context;
    (void)response;
    silent->asked++;
    silent->idle_ms = dxaws_transport_request_idle_timeout_ms(request);
    return dxaws_error_new(silent->kind, "test", "Silent", "not a word");
}

static dxaws_error *call(struct silent *silent, dxaws_aws_request *request)
{
    static const dxaws_transport_ops ops = {.size = sizeof(ops), .perform = hear_nothing};
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &ops, silent);
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return dxaws_aws_call(session, NULL, request);
}

static const struct {
    const char *service, *operation, *method;
    int idempotent;  /* what the request says; -1: nothing */
    int64_t limit_s; /* the same; 0: nothing */
    unsigned attempts;
    int64_t idle_s;
} rows[] = {
    {"lambda", "Invoke", "POST", -1, 0, 1, 930},
    {"lambda", "Invoke", "POST", 1, 0, 3, 930},
    {"lambda", "Invoke", "POST", -1, 20, 1, 20},
    {"lambda", "ListFunctions", "GET", -1, 0, 3, 30},
    {"states", "StartExecution", "POST", -1, 0, 1, 30},
    {"states", "GetActivityTask", "POST", -1, 0, 3, 90},
    {"states", "StartSyncExecution", "POST", 0, 0, 1, 330},
    {"dynamodb", "DescribeTable", "POST", -1, 0, 3, 30},
    {"dynamodb", "PutItem", "POST", -1, 0, 1, 30},
    {"iam", "CreateAccessKey", "POST", -1, 0, 1, 30},
    {"acm", "RequestCertificate", "POST", -1, 0, 3, 30},
    {"cloudfront", "CreateDistributionWithTags", "POST", -1, 0, 3, 30},
    {"route53", "ChangeResourceRecordSets", "POST", -1, 0, 3, 30},
    {"s3", "PutBucketPolicy", "PUT", -1, 0, 3, 30},
    {"s3", "PutBucketPolicy", "PUT", 0, 3600, 1, 3600},
    {"sqs", "SendMessage", "POST", -1, 100 * 86400, 1, 86400},
    {"sqs", "SendMessage", "POST", -1, -5, 1, 30},
};

/* rule 44: a silence is borne for as long as the operation needs, and leaves a doubt */
START_TEST(a_silence_is_borne_as_the_operation_needs)
{
    struct silent silent = {.kind = DXAWS_ERROR_TIMEOUT};
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new(rows[_i].service, rows[_i].operation, rows[_i].method, "/");
    if (rows[_i].idempotent >= 0) {
        dxaws_aws_request_set_idempotent(request, rows[_i].idempotent);
    }
    dxaws_aws_request_set_idle_limit_s(request, rows[_i].limit_s);
    DXAWS_AUTO(dxaws_error) error = call(&silent, request);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNAVAILABLE);
    ck_assert_uint_eq(silent.asked, rows[_i].attempts);
    ck_assert_int_eq(silent.idle_ms, rows[_i].idle_s * 1000);
    bool once = rows[_i].attempts == 1;
    ck_assert_int_eq(dxaws_error_is_retryable(error), !once);
    ck_assert_int_eq(strstr(dxaws_error_message(error), "; it is not tried again, since it may "
                                                        "have been done") != NULL,
                     once);
}
END_TEST

/* Nobody was reached, so nothing was done. */
START_TEST(who_was_not_reached_is_asked_again)
{
    struct silent silent = {.kind = DXAWS_ERROR_UNAVAILABLE};
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("lambda", "Invoke", "POST", "/");
    ck_error(call(&silent, request), DXAWS_ERROR_UNAVAILABLE, "3 attempts");
    ck_assert_uint_eq(silent.asked, 3);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("silence");
    tcase_set_timeout(cases, 30);
    tcase_add_loop_test(cases, a_silence_is_borne_as_the_operation_needs, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(cases, who_was_not_reached_is_asked_again);
    Suite *suite = suite_create("silence");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
