/* SPDX-License-Identifier: MIT */
/* Contract cases: the distribution changes by other means, or an alias belongs to another. */
#include "contract.h"

/* Exactly what drifted is planned and repaired. */
static dxaws_error *repair(struct run *run, dxaws_cloudfront_contract_breakage breakage,
                           const char *kinds)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DX_TRY(run_add_alias(run, desired));
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, breakage));
    return run_converge(run, desired, kinds);
}

static dxaws_error *a_changed_comment_is_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_COMMENT, UPDATE);
}

static dxaws_error *removed_aliases_are_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_ALIASES, UPDATE);
}

static dxaws_error *removed_error_responses_are_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_ERRORS, UPDATE);
}

static dxaws_error *a_changed_price_class_is_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS, UPDATE);
}

static dxaws_error *drifted_tags_are_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_TAGS, "PUT_TAGS");
}

static dxaws_error *a_disabled_distribution_is_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_ENABLED, UPDATE);
}

static dxaws_error *an_origin_without_access_control_is_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_ORIGIN, UPDATE);
}

static dxaws_error *an_access_control_that_does_not_sign_is_repaired(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_SIGNING, "UPDATE_OAC");
}

static dxaws_error *a_distribution_deleted_by_others_is_made_again(struct run *run)
{
    return repair(run, DXAWS_CLOUDFRONT_BREAK_DELETE, "CREATE_DISTRIBUTION WAIT_DEPLOYED");
}

static dxaws_error *a_plan_that_is_out_of_date_is_refused(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    dxaws_cloudfront_desired_set_ipv6(desired, false);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS));
    DX_TRY(dx_contract_error(
        dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_STALE));
    return run_converge(run, desired, UPDATE);
}

static dxaws_error *an_alias_of_others_is_a_conflict(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_add_alias(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_TAKE));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dx_contract_error(
        dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan),
        DXAWS_ERROR_CONFLICT));
    /* Nothing of ours is there, so there is nothing to destroy. */
    dxaws_cloudfront_desired_set_present(desired, false);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *an_alias_taken_after_planning_is_a_conflict(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) plain = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) named = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(run_execute(run, plain));
    DX_TRY(run_add_alias(run, named));
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, named, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_TAKE));
    return dx_contract_error(
        dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_CONFLICT);
}

const struct dx_contract_case contract_drift_cases[] = {
    DX_CASE(a_changed_comment_is_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_COMMENT | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(removed_aliases_are_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ALIASES | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(removed_error_responses_are_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(a_changed_price_class_is_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(drifted_tags_are_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(a_disabled_distribution_is_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ENABLED | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(an_origin_without_access_control_is_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ORIGIN | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(an_access_control_that_does_not_sign_is_repaired,
            DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(a_distribution_deleted_by_others_is_made_again,
            DXAWS_CLOUDFRONT_LACKS_BREAK_DELETE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(a_plan_that_is_out_of_date_is_refused, DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS),
    DX_CASE(an_alias_of_others_is_a_conflict,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(an_alias_taken_after_planning_is_a_conflict,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    {.name = NULL},
};
