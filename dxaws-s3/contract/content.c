/* SPDX-License-Identifier: MIT */
/* Contract cases: what a bucket holds, when it is to go. */
#include "contract.h"

#define FILL DXAWS_S3_LACKS_BREAK_FILL
#define UPLOAD DXAWS_S3_LACKS_BREAK_UPLOAD

/* A bucket of ours that holds something; *desired is that it is not there. */
static dxaws_error *make_full(struct run *run, dxaws_s3_contract_breakage breakage,
                              dxaws_s3_desired **desired)
{
    *desired = run_desired(run);
    DX_TRY(run_execute(run, *desired));
    dxaws_s3_desired_set_present(*desired, false);
    return run_break(run, breakage);
}

static dxaws_error *refuse(struct run *run, const dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    return dx_contract_error(
        dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
        DXAWS_ERROR_INVALID_STATE);
}

static dxaws_error *an_unfinished_upload_is_content(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DX_TRY(make_full(run, DXAWS_S3_BREAK_UPLOAD, &desired));
    return refuse(run, desired);
}

/* By one plan, twice: as after a run that was killed before it could tell. */
static dxaws_error *empty_and_destroy(struct run *run, dxaws_s3_contract_breakage breakage)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(make_full(run, breakage, &desired));
    dxaws_s3_desired_set_force_empty(desired, true);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(dx_contract_kinds(plan, "EMPTY_BUCKET DESTROY_BUCKET"));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_result) result = NULL;
        DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result));
        DX_TRY(run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST));
    }
    return NULL;
}

static dxaws_error *objects_go_with_a_bucket_when_that_is_said(struct run *run)
{
    return empty_and_destroy(run, DXAWS_S3_BREAK_FILL);
}

static dxaws_error *unfinished_uploads_go_with_a_bucket_when_that_is_said(struct run *run)
{
    return empty_and_destroy(run, DXAWS_S3_BREAK_UPLOAD);
}

static dxaws_error *emptying_stops_and_goes_on(struct run *run)
{
    const dxaws_module *module = dxaws_s3_module();
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DX_TRY(make_full(run, DXAWS_S3_BREAK_FILL, &desired));
    dxaws_s3_desired_set_force_empty(desired, true);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(module->step(module, (dxaws_manager *)run->manager, run->context, plan, NULL, &rest));
    DX_TRY(dx_contract_kinds(rest, "DESTROY_BUCKET"));
    return run_expect_plan(run, desired, "DESTROY_BUCKET");
}

static dxaws_error *what_an_adopted_bucket_holds_stays(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAGS));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_FILL));
    dxaws_apply_options_add_adopt(options, "bucket");
    run->options = options;
    DX_TRY(run_execute(run, desired));
    dxaws_s3_desired_set_force_empty(desired, true);
    DX_TRY(dxaws_s3_manager_destroy(run->manager, run->context, desired, run->options, &result));
    dxaws_s3_desired_set_present(desired, false);
    dxaws_s3_desired_set_mark(desired, false);
    return refuse(run, desired); /* it is there, and holds what it held */
}

static dxaws_error *a_bucket_that_is_ours_no_more_is_not_emptied(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(make_full(run, DXAWS_S3_BREAK_FILL, &desired));
    dxaws_s3_desired_set_force_empty(desired, true);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAGS));
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_STALE));
    dxaws_s3_desired_set_mark(desired, false);
    return refuse(run, desired);
}

const struct dx_contract_case contract_content_cases[] = {
    RUN_CASE(an_unfinished_upload_is_content, UPLOAD),
    RUN_CASE(objects_go_with_a_bucket_when_that_is_said, FILL),
    RUN_CASE(unfinished_uploads_go_with_a_bucket_when_that_is_said, UPLOAD),
    RUN_CASE(emptying_stops_and_goes_on, FILL),
    RUN_CASE(what_an_adopted_bucket_holds_stays, FILL | DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_is_ours_no_more_is_not_emptied, FILL | DXAWS_S3_LACKS_BREAK_TAGS),
    {.name = NULL},
};
