/* SPDX-License-Identifier: MIT */
/* Contract cases: making, reading, removing; and what a manager refuses to begin. */
#include "contract.h"

static dxaws_error *absent_bucket_is_made(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DX_TRY(run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST));
    DX_TRY(run_converge(run, desired, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"));
    return run_expect_status(run, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
}

static dxaws_error *everything_at_once_in_the_safe_order(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    return run_converge(run, desired,
                        "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING PUT_POLICY");
}

static dxaws_error *result_says_where_the_bucket_is(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    for (int i = 0; i < 2; i++) { /* what a change returns, a second run returns as well */
        DXAWS_AUTO(dxaws_s3_result) result = NULL;
        DX_TRY(dxaws_s3_manager_execute(run->manager, run->context, desired, NULL, &result));
        char domain[200];
        snprintf(domain, sizeof domain, "%s.s3.%s.amazonaws.com", run->bucket, run->region);
        const char *const found[] = {dxaws_s3_result_name(result), dxaws_s3_result_region(result),
                                     dxaws_s3_result_arn(result),
                                     dxaws_s3_result_domain_name(result)};
        const char *const wanted[] = {run->bucket, run->region, run->bucket, domain};
        DX_EXPECT(dxaws_s3_result_exists(result), "the result does not exist");
        for (int j = 0; j < 4; j++) {
            DX_EXPECT(found[j] != NULL && strstr(found[j], wanted[j]) != NULL,
                      "the result says \"%s\", expected \"%s\"", found[j] ? found[j] : "nothing",
                      wanted[j]);
        }
    }
    return NULL;
}

static dxaws_error *reading_back_gives_what_was_wanted(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_expect_plan(run, desired, ""));
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    bool versioning = false;
    unsigned blocks = 0;
    DX_EXPECT(dxaws_s3_current_versioning(current, &versioning) && versioning,
              "versioning is not on");
    DX_EXPECT(dxaws_s3_current_public_access_block(current, &blocks) &&
                  blocks == DXAWS_S3_BLOCK_ALL,
              "public access is blocked as %u, expected %d", blocks, DXAWS_S3_BLOCK_ALL);
    DXAWS_AUTO(dxaws_tags) tags = dxaws_s3_current_tags(current);
    const char *env = dxaws_tags_get(tags, "env");
    DX_EXPECT(env != NULL && strcmp(env, "test") == 0, "read back env=%s, expected env=test",
              env ? env : "nothing");
    return NULL;
}

static dxaws_error *destroy_removes_the_bucket(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(dxaws_s3_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_s3_result_exists(result), "the result still exists");
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *destroy_of_an_absent_bucket_is_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, ""));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(dxaws_s3_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_s3_result_exists(result), "the result exists");
    return NULL;
}

static dxaws_error *destroy_twice_with_one_plan_is_a_success(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    dxaws_s3_desired_set_present(desired, false);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_result) result = NULL;
        DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result));
    }
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *a_bucket_made_again_starts_afresh(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(run_execute(run, full));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(dxaws_s3_manager_destroy(run->manager, run->context, full, NULL, &result));
    DX_TRY(run_expect_plan(run, full,
                           "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING PUT_POLICY"));
    DXAWS_AUTO(dxaws_s3_desired) plain = run_desired(run);
    DX_TRY(run_execute(run, plain));
    /* A new bucket blocks public access by itself; nothing else of the old one is left. */
    return run_converge(run, full, "PUT_VERSIONING PUT_TAGS PUT_POLICY");
}

static dxaws_error *the_same_plan_can_be_applied_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) { /* as after a run that was killed before it could tell */
        DXAWS_AUTO(dxaws_s3_result) result = NULL;
        DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result));
    }
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_read_from_json_can_be_applied(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &made));
    DXAWS_AUTO(dxaws_plan) parsed = NULL;
    DX_TRY(dxaws_plan_parse(dxaws_plan_text(made), &parsed));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, parsed, NULL, &result));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_with_unknown_values_is_refused(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    char json[500];
    snprintf(
        json, sizeof json,
        "{\"name\":\"%s\",\"region\":\"%s\",\"tags\":{\"distribution\":" DXAWS_KNOWN_AFTER_APPLY
        "}}",
        run->bucket, run->region);
    DX_TRY(dxaws_s3_desired_parse(json, &desired));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_INVALID_STATE));
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *an_action_nobody_knows_is_refused_before_the_first(struct run *run)
{
    char json[600];
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"s3\",\"resource\":\"%s\",\"desired\":{\"name\":\"%s\","
             "\"region\":\"%s\"},\"observed\":{\"exists\":false},\"actions\":["
             "{\"kind\":\"CREATE_BUCKET\",\"resource\":\"b\",\"payload\":{\"name\":\"%s\","
             "\"region\":\"%s\"}},{\"kind\":\"PAINT_BUCKET\",\"resource\":\"b\",\"payload\":{}}]}",
             run->bucket, run->bucket, run->region, run->bucket, run->region);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_plan_parse(json, &plan));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result);
    DX_EXPECT(error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_UNSUPPORTED,
              "an unknown kind of action was accepted");
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *a_cancelled_context_does_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_context) cancelled = dxaws_context_new_child(run->context, DXAWS_NO_TIMEOUT);
    dxaws_context_cancel(cancelled);
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(dx_contract_error(dxaws_s3_manager_apply(run->manager, cancelled, plan, NULL, &result),
                             DXAWS_ERROR_CANCELLED));
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *a_bucket_in_another_region_is_a_conflict(struct run *run)
{
    const char *other = strcmp(run->region, "us-west-2") == 0 ? "eu-west-1" : "us-west-2";
    DXAWS_AUTO(dxaws_s3_desired) here = run_desired(run);
    DXAWS_AUTO(dxaws_s3_desired) there = dxaws_s3_desired_new(run->bucket, other);
    DX_TRY(run_execute(run, here));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dxaws_s3_manager_plan(run->manager, run->context, there, NULL, &plan);
    DX_EXPECT(error == NULL || strstr(dxaws_error_message(error), run->region) != NULL,
              "the message does not say where the bucket is: %s", dxaws_error_message(error));
    DX_TRY(dx_contract_error(error, DXAWS_ERROR_CONFLICT));
    return run_expect_plan(run, here, "");
}

const struct dx_contract_case contract_lifecycle_cases[] = {
    DX_CASE(absent_bucket_is_made, 0),
    DX_CASE(everything_at_once_in_the_safe_order, 0),
    DX_CASE(result_says_where_the_bucket_is, 0),
    DX_CASE(reading_back_gives_what_was_wanted, 0),
    DX_CASE(destroy_removes_the_bucket, 0),
    DX_CASE(destroy_of_an_absent_bucket_is_no_change, 0),
    DX_CASE(destroy_twice_with_one_plan_is_a_success, 0),
    DX_CASE(a_bucket_made_again_starts_afresh, 0),
    DX_CASE(the_same_plan_can_be_applied_twice, 0),
    DX_CASE(a_plan_read_from_json_can_be_applied, 0),
    DX_CASE(a_plan_with_unknown_values_is_refused, 0),
    DX_CASE(an_action_nobody_knows_is_refused_before_the_first, 0),
    DX_CASE(a_cancelled_context_does_nothing, 0),
    DX_CASE(a_bucket_in_another_region_is_a_conflict, 0),
    {.name = NULL},
};
