/* SPDX-License-Identifier: MIT */
/* Contract cases: making, waiting, removing; and what a manager refuses to begin. */
#include "contract.h"

static dxaws_error *an_absent_distribution_is_made(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_expect_nothing(run));
    return run_converge(run, desired, CREATION);
}

static dxaws_error *everything_at_once_is_one_creation(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    return run_converge(run, desired, CREATION);
}

static dxaws_error *result_says_where_the_distribution_is(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    for (int i = 0; i < 2; i++) { /* what a change returns, a second run returns as well */
        DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
        DX_TRY(
            dxaws_cloudfront_manager_execute(run->manager, run->context, desired, NULL, &result));
        const char *const found[] = {
            dxaws_cloudfront_result_name(result),
            dxaws_cloudfront_result_id(result),
            dxaws_cloudfront_result_arn(result),
            dxaws_cloudfront_result_domain_name(result),
            dxaws_cloudfront_result_hosted_zone_id(result),
            dxaws_cloudfront_status_name(dxaws_cloudfront_result_status(result)),
            dxaws_cloudfront_result_oac_id(result)};
        const char *const parts[] = {
            run->name,  "E", ":distribution/E", ".cloudfront.net", "Z2FDTNDATAQYW2",
            "Deployed", "E"};
        DX_EXPECT(dxaws_cloudfront_result_exists(result), "the result does not exist");
        for (int j = 0; j < 7; j++) {
            DX_EXPECT(found[j] != NULL && strstr(found[j], parts[j]) != NULL,
                      "the result says \"%s\", expected \"%s\"", found[j] ? found[j] : "nothing",
                      parts[j]);
        }
    }
    return NULL;
}

static dxaws_error *not_waiting_leaves_the_wait_to_a_later_run(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    run->options = options;
    DX_TRY(run_converge(run, desired, "CREATE_OAC CREATE_DISTRIBUTION"));
    run->options = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_execute(run->manager, run->context, desired, NULL, &result));
    dxaws_cloudfront_status status = dxaws_cloudfront_result_status(result);
    DX_EXPECT(status == DXAWS_CLOUDFRONT_STATUS_DEPLOYED, "the status is %s",
              dxaws_cloudfront_status_name(status));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *destroy_removes_distribution_and_access_control(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"));
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_cloudfront_result_exists(result), "the result still exists");
    return run_expect_nothing(run);
}

static dxaws_error *destroy_of_nothing_is_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, ""));
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_cloudfront_result_exists(result), "the result exists");
    return NULL;
}

static dxaws_error *destroy_twice_with_one_plan_is_a_success(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    dxaws_cloudfront_desired_set_present(desired, false);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
        DX_TRY(dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result));
    }
    return run_expect_nothing(run);
}

static dxaws_error *a_distribution_can_be_made_again(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    for (int i = 0; i < 3; i++) { /* its caller reference is used up each time */
        DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
        DX_TRY(run_converge(run, desired, CREATION));
        DX_TRY(
            dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, NULL, &result));
    }
    return run_expect_nothing(run);
}

static dxaws_error *a_disabled_distribution_is_destroyed(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    dxaws_cloudfront_desired_set_enabled(desired, false);
    DX_TRY(run_converge(run, desired, CREATION));
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, "WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"));
    DX_TRY(run_execute(run, desired));
    return run_expect_nothing(run);
}

static dxaws_error *the_same_plan_can_be_applied_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char first[64] = "";
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) { /* as after a run that was killed before it could tell */
        DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
        DX_TRY(dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result));
        const char *id = dxaws_cloudfront_result_id(result);
        DX_EXPECT(id != NULL && (i == 0 || strcmp(id, first) == 0),
                  "distribution %s was made beside %s", id ? id : "nothing", first);
        snprintf(first, sizeof first, "%s", id);
    }
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_read_from_json_can_be_applied(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_200");
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &made));
    DXAWS_AUTO(dxaws_plan) parsed = NULL;
    DX_TRY(dxaws_plan_parse(dxaws_plan_text(made), &parsed));
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_apply(run->manager, run->context, parsed, NULL, &result));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_with_unknown_values_is_refused(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = NULL;
    char json[1000];
    snprintf(json, sizeof json,
             "{\"name\":\"%s\",\"origin_domain_name\":\"%s\","
             "\"certificate_arn\":" DXAWS_KNOWN_AFTER_APPLY "}",
             run->name, "contract.s3.eu-west-1.amazonaws.com");
    DX_TRY(dxaws_cloudfront_desired_parse(json, &desired));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dx_contract_error(
        dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_INVALID_STATE));
    return run_expect_nothing(run);
}

static dxaws_error *an_action_nobody_knows_is_refused_before_the_first(struct run *run)
{
    char json[1000];
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"cloudfront\",\"resource\":\"%s\",\"desired\":{\"name\":"
             "\"%s\"},\"observed\":{\"exists\":false},\"actions\":[{\"kind\":\"CREATE_OAC\","
             "\"resource\":\"%s\",\"payload\":{\"name\":\"%s\",\"oac_name\":\"dxaws-%s\"}},"
             "{\"kind\":\"PAINT\",\"resource\":\"%s\",\"payload\":{}}]}",
             run->name, run->name, run->name, run->name, run->name, run->name);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_plan_parse(json, &plan));
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result);
    DX_EXPECT(error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_UNSUPPORTED,
              "an unknown kind of action was accepted");
    return run_expect_nothing(run);
}

static dxaws_error *a_cancelled_context_does_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_context) cancelled = dxaws_context_new_child(run->context, DXAWS_NO_TIMEOUT);
    dxaws_context_cancel(cancelled);
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dx_contract_error(
        dxaws_cloudfront_manager_apply(run->manager, cancelled, plan, NULL, &result),
        DXAWS_ERROR_CANCELLED));
    return run_expect_nothing(run);
}

const struct dx_contract_case contract_lifecycle_cases[] = {
    DX_CASE(an_absent_distribution_is_made, 0),
    DX_CASE(everything_at_once_is_one_creation, 0),
    DX_CASE(result_says_where_the_distribution_is, 0),
    DX_CASE(not_waiting_leaves_the_wait_to_a_later_run, 0),
    DX_CASE(destroy_removes_distribution_and_access_control, 0),
    DX_CASE(destroy_of_nothing_is_no_change, 0),
    DX_CASE(destroy_twice_with_one_plan_is_a_success, 0),
    DX_CASE(a_distribution_can_be_made_again, 0),
    DX_CASE(a_disabled_distribution_is_destroyed, 0),
    DX_CASE(the_same_plan_can_be_applied_twice, 0),
    DX_CASE(a_plan_read_from_json_can_be_applied, 0),
    DX_CASE(a_plan_with_unknown_values_is_refused, 0),
    DX_CASE(an_action_nobody_knows_is_refused_before_the_first, 0),
    DX_CASE(a_cancelled_context_does_nothing, 0),
    {.name = NULL},
};
