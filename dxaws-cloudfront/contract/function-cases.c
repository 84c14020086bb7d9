/* SPDX-License-Identifier: MIT */
/* What every provider of functions must do. */
#include "function.h"

static dxaws_error *an_absent_one_is_made_and_published(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    return function_run_converge(run, desired, CREATION);
}

static dxaws_error *the_result_says_its_arn(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
        DX_TRY(dxaws_cloudfront_function_manager_execute(run->manager, run->context, desired, NULL,
                                                         &result));
        const char *arn = dxaws_cloudfront_function_result_arn(result);
        DX_EXPECT(arn != NULL && strstr(arn, run->name) != NULL &&
                      dxaws_cloudfront_function_result_exists(result),
                  "the ARN is \"%s\"", arn ? arn : "none");
    }
    return NULL;
}

static dxaws_error *another_code_is_written_and_published(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DX_TRY(function_run_converge(run, desired, CREATION));
    dxaws_cloudfront_function_desired_set_code(desired, NEW_CODE);
    DX_TRY(function_run_converge(run, desired, UPDATE));
    dxaws_cloudfront_function_desired_set_runtime(desired, "cloudfront-js-1.0");
    DX_TRY(function_run_converge(run, desired, UPDATE));
    dxaws_cloudfront_function_desired_leave(desired, "runtime");
    return function_run_expect_plan(run, desired, "");
}

static dxaws_error *what_runs_is_compared(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DX_TRY(function_run_converge(run, desired, CREATION));
    DX_TRY(function_run_break(run, DXAWS_CLOUDFRONT_FUNCTION_BREAK_CODE));
    DX_TRY(function_run_converge(run, desired, UPDATE));
    DX_TRY(function_run_break(run, DXAWS_CLOUDFRONT_FUNCTION_BREAK_DELETE));
    return function_run_converge(run, desired, CREATION);
}

static dxaws_error *a_draft_of_others_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DX_TRY(function_run_converge(run, desired, CREATION));
    DX_TRY(function_run_break(run, DXAWS_CLOUDFRONT_FUNCTION_BREAK_DRAFT));
    DX_TRY(function_run_expect_plan(run, desired, ""));
    dxaws_cloudfront_function_desired_set_code(desired,
                                               DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_OTHER_CODE);
    return function_run_converge(run, desired, "PUBLISH_FUNCTION");
}

static dxaws_error *expect_refusal(struct run *run,
                                   const dxaws_cloudfront_function_desired *desired)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    return dx_contract_error(
        dxaws_cloudfront_function_manager_plan(run->manager, run->context, desired, NULL, &plan),
        DXAWS_ERROR_CONFLICT);
}

static dxaws_error *anothers_function_is_a_conflict(struct run *run)
{
    char consent[100];
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DX_TRY(function_run_break(run, DXAWS_CLOUDFRONT_FUNCTION_BREAK_FOREIGN));
    DX_TRY(expect_refusal(run, desired));
    dxaws_cloudfront_function_desired_set_present(desired, false);
    DX_TRY(function_run_expect_plan(run, desired, ""));
    dxaws_cloudfront_function_desired_set_present(desired, true);
    snprintf(consent, sizeof consent, "function/%s", run->name);
    dxaws_apply_options_add_adopt(options, consent);
    run->options = options;
    dxaws_error *error = function_run_converge(run, desired, UPDATE);
    run->options = NULL;
    return error ? error : function_run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_can_be_applied_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(
        dxaws_cloudfront_function_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
        DX_TRY(dxaws_cloudfront_function_manager_apply(run->manager, run->context, plan, NULL,
                                                       &result));
        DX_EXPECT(dxaws_cloudfront_function_result_exists(result), "there is no function");
    }
    return function_run_expect_plan(run, desired, "");
}

static dxaws_error *destroy_removes_it_and_is_then_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DX_TRY(function_run_converge(run, desired, CREATION));
    dxaws_cloudfront_function_desired_set_present(desired, false);
    return function_run_converge(run, desired, "DELETE_FUNCTION");
}

#define BREAKING DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING

#define CASE(title, bits)                                                                          \
    {                                                                                              \
        .name = #title, .since = "0.9", .function = title, .needs = (bits)                         \
    }

const struct dx_contract_case function_cases[] = {
    CASE(an_absent_one_is_made_and_published, 0),
    CASE(the_result_says_its_arn, 0),
    CASE(another_code_is_written_and_published, 0),
    CASE(what_runs_is_compared, BREAKING),
    CASE(a_draft_of_others_is_left, BREAKING),
    CASE(anothers_function_is_a_conflict, BREAKING),
    CASE(a_plan_can_be_applied_twice, 0),
    CASE(destroy_removes_it_and_is_then_no_change, 0),
    {.name = NULL},
};
