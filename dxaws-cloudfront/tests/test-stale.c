/* SPDX-License-Identifier: MIT */
/* A plan where its distribution is not. */
#include <dxaws/kit/stale-plan.h>

#include <dxaws/cloudfront-providers.h>
#include <dxaws/cloudfront.h>

#define BASE "{\"name\":\"stale\",\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\""
#define PLAIN BASE "}"
#define CHANGED BASE ",\"http_version\":\"http2\",\"tags\":{\"a\":\"b\"}}"

static const struct dx_stale_row rows[] = {
    {.desired = PLAIN},
    {.before = PLAIN, .desired = CHANGED},
    {.before = PLAIN, .desired = BASE ",\"present\":false}"},
    {.before = PLAIN,
     .desired = BASE ",\"invalidation\":{\"reference\":\"r\",\"paths\":[\"/a\"]}}"},
};

START_TEST(a_plan_says_that_its_distribution_is_gone)
{
    static const char *const untried[] = {"UPDATE_OAC", "ADOPT", "RELEASE", NULL};
    const struct dx_stale_subject subject = {
        .modules = {dxaws_cloudfront_module()},
        .rows = rows,
        .row_count = sizeof rows / sizeof *rows,
        .untried = untried,
    };
    dx_check_stale_plans(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("stale");
    tcase_add_test(cases, a_plan_says_that_its_distribution_is_gone);
    return run_suite("cloudfront stale", cases);
}
