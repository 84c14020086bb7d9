/* SPDX-License-Identifier: MIT */
/* A function without memory, and plans of one that is not there. */
#include <dxaws/kit/torture-module.h>

#include <dxaws/cloudfront-function.h>
#include <dxaws/kit/stale-plan.h>

#define WANTED "{\"name\":\"torture\",\"code\":\"new\",\"owner\":\"site\"}"
#define BEFORE "{\"name\":\"torture\",\"code\":\"old\",\"owner\":\"site\"}"
#define AWAY "{\"name\":\"torture\",\"owner\":\"site\",\"present\":false}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = BEFORE, .desired = WANTED},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy", .before = WANTED, .desired = AWAY},
};

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {.modules = {dxaws_cloudfront_function_module()},
                                               .points = 100};
    dx_torture_module(&subject, &rows[_i]);
}
END_TEST

static const struct dx_stale_row stale_rows[] = {
    {.desired = WANTED},
    {.before = BEFORE, .desired = WANTED},
    {.before = BEFORE, .desired = AWAY},
};

START_TEST(a_plan_says_that_its_function_is_gone)
{
    const struct dx_stale_subject subject = {
        .modules = {dxaws_cloudfront_function_module()},
        .rows = stale_rows,
        .row_count = sizeof stale_rows / sizeof *stale_rows,
    };
    dx_check_stale_plans(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("torture");
    tcase_set_timeout(cases, 100);
    tcase_add_test(cases, a_plan_says_that_its_function_is_gone);
    if (!DX_TORTURE_IMPOSSIBLE) {
        tcase_add_loop_test(cases, lack_of_memory_is_said, 0, sizeof rows / sizeof *rows);
    }
    return run_suite("function torture", cases);
}
