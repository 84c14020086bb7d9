/* SPDX-License-Identifier: MIT */
/* What is retried, after how long, and for how many tokens. */
#include "testing.h"

#include "http-date.h"
#include "retry.h"

#define NEVER AWS_RETRY_NEVER
#define TRANSIENT AWS_RETRY_TRANSIENT
#define THROTTLING AWS_RETRY_THROTTLING

static const struct {
    const char *service;
    int status;
    const char *code;
    enum aws_retry expected;
} classes[] = {
    {"s3", 400, "Throttling", THROTTLING},
    {"s3", 400, "PriorRequestNotComplete", THROTTLING},
    {"s3", 503, "SlowDown", THROTTLING},
    {"s3", 429, NULL, THROTTLING},
    {"s3", 400, "RequestTimeout", TRANSIENT},
    {"s3", 500, NULL, TRANSIENT},
    {"s3", 502, "502", TRANSIENT},
    {"s3", 503, "ServiceUnavailable", TRANSIENT},
    {"s3", 504, NULL, TRANSIENT},
    {"s3", 501, NULL, NEVER},
    {"s3", 400, "ValidationError", NEVER},
    {"s3", 403, "AccessDenied", NEVER},
    {"s3", 404, "NoSuchBucket", NEVER},
    {"s3", 409, "OperationAborted", NEVER},
    {"s3", 304, NULL, NEVER},
    {"s3", 400, "ThrottlingException", THROTTLING},
    {"s3", 400, "ThrottledException", THROTTLING},
    {"s3", 400, "RequestThrottledException", THROTTLING},
    {"s3", 400, "RequestThrottled", THROTTLING},
    {"s3", 400, "TooManyRequestsException", THROTTLING},
    {"s3", 400, "ProvisionedThroughputExceededException", THROTTLING},
    {"s3", 400, "TransactionInProgressException", THROTTLING},
    {"s3", 400, "RequestLimitExceeded", THROTTLING},
    {"s3", 400, "BandwidthLimitExceeded", THROTTLING},
    {"s3", 400, "EC2ThrottledException", THROTTLING},
    {"s3", 400, "RequestTimeoutException", TRANSIENT},
    {"lambda", 400, "LimitExceededException", THROTTLING},
    {"acm", 400, "LimitExceededException", NEVER},
    {"events", 400, "LimitExceededException", NEVER},
    {"sts", 400, "IDPCommunicationError", TRANSIENT},
    {"s3", 400, "IDPCommunicationError", NEVER},
    {"s3", 400, "InternalError", TRANSIENT},
    {"s3", 403, "RequestExpired", NEVER},
};

/* rule 35: by code, then by status */
START_TEST(retry_class_is)
{
    ck_assert_int_eq(aws_retry_classify(classes[_i].service, classes[_i].status, classes[_i].code),
                     classes[_i].expected);
}
END_TEST

static const struct {
    enum aws_retry kind;
    unsigned failed;
    double jitter;
    const char *amazon, *standard;
    int64_t expected;
} delays[] = {
    {TRANSIENT, 1, 0.5, NULL, NULL, 25},
    {TRANSIENT, 2, 0.5, NULL, NULL, 50},
    {TRANSIENT, 3, 1.0, NULL, NULL, 200},
    {THROTTLING, 1, 0.5, NULL, NULL, 500},
    {THROTTLING, 3, 0.5, NULL, NULL, 2000},
    {THROTTLING, 9, 1.0, NULL, NULL, 20000},
    {TRANSIENT, 60, 0.5, NULL, NULL, 10000},
    {TRANSIENT, 1, 0.0, NULL, NULL, 0},
    {TRANSIENT, 1, 0.5, "1500", NULL, 1500},
    {TRANSIENT, 1, 0.5, "60000", NULL, 5025},
    {TRANSIENT, 1, 0.5, "10", NULL, 25},
    {TRANSIENT, 1, 0.5, "-5", NULL, 25},
    {TRANSIENT, 1, 0.5, "x", NULL, 25},
    {TRANSIENT, 1, 0.5, NULL, "2", 2000},
    {TRANSIENT, 1, 0.5, NULL, "3600", 20000},
    {TRANSIENT, 1, 0.5, NULL, "1e3", 25},
    {TRANSIENT, 1, 0.5, NULL, "Sun, 06 Nov 1994 08:49:40 GMT", 3000},
    {TRANSIENT, 1, 0.5, NULL, "Sun, 06 Nov 1994 08:49:30 GMT", 25},
    {TRANSIENT, 1, 0.5, NULL, "Mon, 06 Nov 1995 08:49:40 GMT", 20000},
    {AWS_RETRY_CLOCK_SKEW, 1, 0.5, NULL, NULL, 0},
};

/* rule 33 and rule 34: jitter, cap, and what the service asks for */
START_TEST(delay_is)
{
    ck_assert_int_eq(aws_retry_delay_ms(&aws_retry_2_1, delays[_i].kind, delays[_i].failed,
                                        delays[_i].jitter, delays[_i].amazon, delays[_i].standard,
                                        784111777000),
                     delays[_i].expected);
}
END_TEST

/* rule 33: what a retry costs, and what comes back */
START_TEST(quota_ends_retries_and_is_refilled_by_success)
{
    struct aws_retry_quota quota;
    aws_retry_quota_init(&quota);
    int cost = 0;
    int taken = 0;
    while (aws_retry_quota_take(&quota, &aws_retry_2_1, AWS_RETRY_TRANSIENT, &cost)) {
        taken++;
    }
    ck_assert_int_eq(taken, 500 / 14);
    ck_assert_int_eq(cost, 14);
    ck_assert_int_eq(quota.tokens, 500 - 35 * 14);
    ck_assert(aws_retry_quota_take(&quota, &aws_retry_2_1, AWS_RETRY_THROTTLING, &cost));
    ck_assert_int_eq(cost, 5);
    aws_retry_quota_give(&quota, 14);
    ck_assert(aws_retry_quota_take(&quota, &aws_retry_2_1, AWS_RETRY_TRANSIENT, &cost));
    int before = quota.tokens;
    aws_retry_quota_give(&quota, 0);
    ck_assert_int_eq(quota.tokens, before + 1);
    for (int i = 0; i < 100; i++) {
        aws_retry_quota_give(&quota, 14);
    }
    ck_assert_int_eq(quota.tokens, 500);
    aws_retry_quota_free(&quota);
}
END_TEST

static const struct {
    const char *text;
    int64_t ms; /* -1: not a date */
} dates[] = {{"Sun, 06 Nov 1994 08:49:37 GMT", 784111777000},
             {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
             {"Thu, 29 Feb 2024 23:59:59 GMT", 1709251199000},
             {"Sunday, 06-Nov-94 08:49:37 GMT", -1},
             {"Sun, 06 Foo 1994 08:49:37 GMT", -1},
             {"Sun, 06 Nov 1994 08:49:37 CET", -1},
             {"Sun, 00 Nov 1994 08:49:37 GMT", -1},
             {"", -1}};

/* rule 37: dates are read by hand, in any locale; rule 47: headers have RFC 1123 ones */
START_TEST(http_date_is)
{
    int64_t ms = -1;
    ck_assert_int_eq(aws_http_date_parse(dates[_i].text, &ms), dates[_i].ms >= 0);
    ck_assert_int_eq(ms, dates[_i].ms);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("retry");
    TCase *tests = tcase_create("retry");
    tcase_add_loop_test(tests, retry_class_is, 0, sizeof(classes) / sizeof(classes[0]));
    tcase_add_loop_test(tests, delay_is, 0, sizeof(delays) / sizeof(delays[0]));
    tcase_add_test(tests, quota_ends_retries_and_is_refilled_by_success);
    tcase_add_loop_test(tests, http_date_is, 0, sizeof(dates) / sizeof(dates[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
