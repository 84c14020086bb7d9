/* SPDX-License-Identifier: MIT */
/* What is retried, after how long, and for how many tokens: the tables data/failure-classes*.json,
 * data/failure-delays*.json and data/http-dates*.json. */
#include "table.h"

#include "http-date.h"
#include "retry.h"

static struct tables classes;
static struct tables delays;
static struct tables dates;

static enum aws_retry class_of(const json_t *row)
{
    static const struct {
        const char *name;
        enum aws_retry retry;
    } names[] = {{"never", AWS_RETRY_NEVER},
                 {"transient", AWS_RETRY_TRANSIENT},
                 {"throttling", AWS_RETRY_THROTTLING},
                 {"clock skew", AWS_RETRY_CLOCK_SKEW}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i].name, table_text(row, "class")) == 0) {
            return names[i].retry;
        }
    }
    ck_abort_msg("there is no class \"%s\"", table_text(row, "class"));
}

/* rule 35: by code, then by status */
START_TEST(retry_class_is)
{
    const json_t *row = tables_row(&classes, (size_t)_i);
    ck_assert_int_eq(aws_retry_classify(table_text(row, "service"),
                                        (int)table_number(row, "status"), table_text(row, "code")),
                     class_of(row));
}
END_TEST

/* rule 33 and rule 34: jitter, cap, and what the service asks for */
START_TEST(delay_is)
{
    const json_t *row = tables_row(&delays, (size_t)_i);
    ck_assert_int_eq(aws_retry_delay_ms(&aws_retry_2_1, class_of(row),
                                        (unsigned)table_number(row, "failed"),
                                        json_number_value(json_object_get(row, "jitter")),
                                        table_text(row, "x-amz-retry-after"),
                                        table_text(row, "retry-after"), 784111777000),
                     table_number(row, "delay_ms"));
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

/* rule 37: dates are read by hand, in any locale; rule 47: headers have RFC 1123 ones */
START_TEST(http_date_is)
{
    const json_t *row = tables_row(&dates, (size_t)_i);
    const json_t *wanted = json_object_get(row, "ms");
    int64_t ms = -1;
    ck_assert_msg(aws_http_date_parse(table_text(row, "text"), &ms) == (wanted != NULL), "%s",
                  table_text(row, "text"));
    ck_assert_int_eq(ms, wanted ? json_integer_value(wanted) : -1);
}
END_TEST

int main(void)
{
    tables_open(&classes, "failure-classes*.json", "name:s service:s! status:i! code:s class:s!");
    tables_open(
        &delays, "failure-delays*.json",
        "name:s class:s! failed:i! jitter:n! x-amz-retry-after:s retry-after:s delay_ms:i!");
    tables_open(&dates, "http-dates*.json", "name:s text:s! ms:i");
    Suite *suite = suite_create("retry");
    TCase *tests = tcase_create("retry");
    tcase_add_loop_test(tests, retry_class_is, 0, (int)classes.rows);
    tcase_add_loop_test(tests, delay_is, 0, (int)delays.rows);
    tcase_add_test(tests, quota_ends_retries_and_is_refilled_by_success);
    tcase_add_loop_test(tests, http_date_is, 0, (int)dates.rows);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&classes);
    tables_close(&delays);
    tables_close(&dates);
    return result;
}
