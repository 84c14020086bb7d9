/* SPDX-License-Identifier: MIT */
/* Contract cases: the bucket changes by other means, or belongs to somebody else. */
#include "contract.h"

/* Exactly what drifted is planned and repaired. */
static dxaws_error *repair(struct run *run, dxaws_s3_contract_breakage breakage, const char *kinds)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, breakage));
    return run_converge(run, desired, kinds);
}

static dxaws_error *drifted_tags_are_repaired(struct run *run)
{
    return repair(run, DXAWS_S3_BREAK_OWN_TAG, "PUT_TAGS");
}

static dxaws_error *suspended_versioning_is_repaired(struct run *run)
{
    return repair(run, DXAWS_S3_BREAK_VERSIONING, "PUT_VERSIONING");
}

static dxaws_error *loosened_public_access_block_is_repaired(struct run *run)
{
    return repair(run, DXAWS_S3_BREAK_BLOCK, "PUT_PUBLIC_ACCESS_BLOCK");
}

/* What is not asked for is left, by each member. */
static dxaws_error *encryption_of_others_is_replaced_where_it_is_asked_for(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_ENCRYPTION));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_KMS);
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/other");
    DX_TRY(run_expect_plan(run, desired, "PUT_ENCRYPTION")); /* without a key of the bucket */
    dxaws_s3_desired_set_encryption_bucket_key(desired, true);
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/site");
    DX_TRY(run_converge(run, desired, "PUT_ENCRYPTION"));
    dxaws_s3_desired_unset_encryption(desired);
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_S3);
    return run_converge(run, desired, "PUT_ENCRYPTION");
}

/* Nothing is written that S3 would refuse in the middle. */
static dxaws_error *acls_that_let_others_in_are_not_turned_off(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_OWNERSHIP));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_ENFORCED);
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
                          DXAWS_ERROR_CONFLICT));
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_PREFERRED);
    return run_converge(run, desired, "PUT_OWNERSHIP_CONTROLS");
}

/* They are turned off only as long as nobody is let in by then. */
static dxaws_error *grants_of_others_meanwhile_stay(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_WRITER);
    DX_TRY(run_execute(run, desired));
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_ENFORCED);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_OWNERSHIP));
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_CONFLICT));
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_WRITER);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_bucket_deleted_by_others_is_made_again(struct run *run)
{
    return repair(run, DXAWS_S3_BREAK_DELETE,
                  "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING PUT_POLICY");
}

static dxaws_error *policy_statements_of_others_are_kept(struct run *run)
{
    DX_TRY(repair(run, DXAWS_S3_BREAK_POLICY, "PUT_POLICY"));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    char *text = dxaws_s3_current_format(current);
    bool kept = text != NULL && strstr(text, "\"Sid\":\"Other\"") != NULL;
    free(text);
    DX_EXPECT(kept, "the statement \"Other\" is gone");
    return NULL;
}

static dxaws_error *tags_of_aws_are_kept(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_SYSTEM_TAGS));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_s3_desired_set_tag(desired, "env", "changed");
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DXAWS_AUTO(dxaws_tags) none = dxaws_tags_new();
    dxaws_s3_desired_set_tags(desired, none);
    return run_converge(run, desired, "PUT_TAGS");
}

/* Found out by the plan, so that nothing was written yet. */
static dxaws_error *a_bucket_that_holds_objects_is_not_destroyed(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_FILL));
    dxaws_s3_desired_set_present(desired, false);
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
                          DXAWS_ERROR_INVALID_STATE));
    dxaws_s3_desired_set_present(desired, true);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_bucket_of_others_is_a_conflict(struct run *run)
{
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAKE));
    DX_TRY(run_expect_status(run, DXAWS_S3_STATUS_EXISTS_NO_ACCESS));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
                          DXAWS_ERROR_CONFLICT));
    dxaws_s3_desired_set_present(desired, false);
    return dx_contract_error(
        dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
        DXAWS_ERROR_CONFLICT);
}

static dxaws_error *a_name_taken_after_planning_is_a_conflict(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAKE));
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dx_contract_error(
        dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_CONFLICT);
}

const struct dx_contract_case contract_drift_cases[] = {
    DX_CASE(drifted_tags_are_repaired, DXAWS_S3_LACKS_BREAK_OWN_TAG),
    DX_CASE(suspended_versioning_is_repaired, DXAWS_S3_LACKS_BREAK_VERSIONING),
    DX_CASE(loosened_public_access_block_is_repaired, DXAWS_S3_LACKS_BREAK_BLOCK),
    RUN_CASE(encryption_of_others_is_replaced_where_it_is_asked_for,
             DXAWS_S3_LACKS_BREAK_ENCRYPTION),
    RUN_CASE(acls_that_let_others_in_are_not_turned_off, DXAWS_S3_LACKS_BREAK_OWNERSHIP),
    RUN_CASE(grants_of_others_meanwhile_stay, DXAWS_S3_LACKS_BREAK_OWNERSHIP),
    DX_CASE(a_bucket_deleted_by_others_is_made_again, DXAWS_S3_LACKS_BREAK_DELETE),
    DX_CASE(policy_statements_of_others_are_kept, DXAWS_S3_LACKS_BREAK_POLICY),
    DX_CASE(tags_of_aws_are_kept, DXAWS_S3_LACKS_BREAK_SYSTEM_TAGS),
    DX_CASE(a_bucket_that_holds_objects_is_not_destroyed, DXAWS_S3_LACKS_BREAK_FILL),
    DX_CASE(a_bucket_of_others_is_a_conflict, DXAWS_S3_LACKS_BREAK_TAKE),
    DX_CASE(a_name_taken_after_planning_is_a_conflict, DXAWS_S3_LACKS_BREAK_TAKE),
    {.name = NULL},
};
