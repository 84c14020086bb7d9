/* SPDX-License-Identifier: MIT */
/* Contract cases: the world moves between the plan and its actions. */
#include "contract.h"

/* How the full Desired is changed so that one action is planned. */
typedef void change(const struct run *run, dxaws_s3_desired *desired);

static void change_block(const struct run *run, dxaws_s3_desired *desired)
{
    (void)run;
    dxaws_s3_desired_set_public_access_block(desired, DXAWS_S3_BLOCK_PUBLIC_ACLS);
}

static void change_versioning(const struct run *run, dxaws_s3_desired *desired)
{
    (void)run;
    dxaws_s3_desired_set_versioning(desired, false);
}

static void change_tag(const struct run *run, dxaws_s3_desired *desired)
{
    (void)run;
    dxaws_s3_desired_set_tag(desired, "owner", "changed");
}

static void change_broken_tag(const struct run *run, dxaws_s3_desired *desired)
{
    (void)run;
    dxaws_s3_desired_set_tag(desired, "env", "changed");
}

static void add_statement(const struct run *run, dxaws_s3_desired *desired)
{
    char statement[RUN_STATEMENT_SIZE];
    dxaws_s3_desired_set_policy_statement(desired, "Second", run_statement(run, statement));
}

static void change_statement(const struct run *run, dxaws_s3_desired *desired)
{
    char statement[RUN_STATEMENT_SIZE];
    run_statement(run, statement);
    memcpy(strstr(statement, "false"), "true\" ", 6);
    dxaws_s3_desired_set_policy_statement(desired, "TlsOnly", statement);
}

static void remove_bucket(const struct run *run, dxaws_s3_desired *desired)
{
    (void)run;
    dxaws_s3_desired_set_present(desired, false);
}

/* Plans the change for the bucket of the full Desired, which then is broken. */
static dxaws_error *plan_and_break(struct run *run, change *make, const char *kind,
                                   dxaws_s3_contract_breakage breakage, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(run_execute(run, full));
    make(run, full);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, full, NULL, plan));
    DX_TRY(dx_contract_kinds(*plan, kind));
    return run_break(run, breakage);
}

static dxaws_error *apply(struct run *run, const dxaws_plan *plan)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result);
}

/* All is done, and what others did besides is told: at the deadline, since it does not pass. */
static dxaws_error *expect_not_as_applied(struct run *run, const dxaws_plan *plan, const char *path)
{
    enum { DEADLINE_MS = 4000 };
    dxaws_context *own = run->context;
    DXAWS_AUTO(dxaws_context) hurried = dxaws_context_new_child(own, DEADLINE_MS);
    run->context = hurried;
    dxaws_error *error = apply(run, plan);
    run->context = own;
    bool told = error != NULL &&
                strcmp(dxaws_error_code(error), DXAWS_MODULE_ERROR_NOT_AS_APPLIED) == 0 &&
                strstr(dxaws_error_message(error), path) != NULL;
    dxaws_error *untrue = told ? NULL
                               : dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                                 "%s reads back otherwise, and it said: %s", path,
                                                 error ? dxaws_error_message(error) : "nothing");
    dxaws_error_free(error);
    return untrue;
}

/* A bucket that is nobody's by then is not written to: it is exactly as it was broken. */
static dxaws_error *expect_stale(struct run *run, change *make, const char *kind)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(plan_and_break(run, make, kind, DXAWS_S3_BREAK_TAGS, &plan));
    DX_TRY(dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE));
    DX_TRY(run_expect_tag(run, "drifted", "yes"));
    DX_TRY(run_expect_tag(run, "owner", NULL));
    dxaws_s3_desired_set_tags(full, NULL);
    return run_expect_plan(run, full, ""); /* and all else is as it was made */
}

static dxaws_error *a_bucket_that_is_ours_no_more_is_not_blocked(struct run *run)
{
    return expect_stale(run, change_block, "PUT_PUBLIC_ACCESS_BLOCK");
}

static dxaws_error *a_bucket_that_is_ours_no_more_keeps_its_versioning(struct run *run)
{
    return expect_stale(run, change_versioning, "PUT_VERSIONING");
}

static dxaws_error *a_bucket_that_is_ours_no_more_is_not_tagged(struct run *run)
{
    return expect_stale(run, change_tag, "PUT_TAGS");
}

static dxaws_error *a_bucket_that_is_ours_no_more_keeps_its_policy(struct run *run)
{
    return expect_stale(run, add_statement, "PUT_POLICY");
}

static dxaws_error *a_bucket_that_is_ours_no_more_is_not_destroyed(struct run *run)
{
    return expect_stale(run, remove_bucket, "DESTROY_BUCKET");
}

static dxaws_error *a_bucket_that_was_marked_meanwhile_is_not_adopted(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(run_execute(run, full));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAGS));
    dxaws_apply_options_add_adopt(options, "bucket");
    dxaws_s3_desired_set_tags(full, NULL);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, full, options, &plan));
    DX_TRY(dx_contract_kinds(plan, "ADOPT"));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_COPY_MARK));
    DX_TRY(dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE));
    return run_expect_tag(run, "dxaws:managed", "made another-bucket");
}

static dxaws_error *tags_that_others_add_meanwhile_stay(struct run *run)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(plan_and_break(run, change_tag, "PUT_TAGS", DXAWS_S3_BREAK_OWN_TAG, &plan));
    DX_TRY(expect_not_as_applied(run, plan, "tags.env"));
    DX_TRY(run_expect_tag(run, "owner", "changed"));
    DX_TRY(run_expect_tag(run, "env", "drifted")); /* no part of this plan, and told */
    return run_expect_tag(run, "cost", "7");
}

static dxaws_error *a_tag_of_ours_that_others_change_meanwhile_is_stale(struct run *run)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(plan_and_break(run, change_broken_tag, "PUT_TAGS", DXAWS_S3_BREAK_OWN_TAG, &plan));
    DX_TRY(dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE));
    return run_expect_tag(run, "env", "drifted");
}

static dxaws_error *statements_that_others_add_meanwhile_stay(struct run *run)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(plan_and_break(run, add_statement, "PUT_POLICY", DXAWS_S3_BREAK_POLICY, &plan));
    DX_TRY(expect_not_as_applied(run, plan, "policy.TlsOnly")); /* which they took off */
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, full, &current));
    char *text = dxaws_s3_current_format(current);
    bool both = text != NULL && strstr(text, "\"Other\"") != NULL && strstr(text, "\"Second\"");
    free(text);
    DX_EXPECT(both, "the statements Other and Second do not stand beside each other");
    return NULL;
}

static dxaws_error *a_statement_of_ours_that_others_take_off_meanwhile_is_stale(struct run *run)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(plan_and_break(run, change_statement, "PUT_POLICY", DXAWS_S3_BREAK_POLICY, &plan));
    return dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE);
}

static dxaws_error *a_bucket_that_others_make_meanwhile_is_stale(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_MAKE));
    DX_TRY(dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE));
    DX_TRY(run_expect_tag(run, "owner", "finance"));
    return run_expect_tag(run, "dxaws:managed", NULL);
}

const struct dx_contract_case contract_meanwhile_cases[] = {
    RUN_CASE(a_bucket_that_is_ours_no_more_is_not_blocked, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_is_ours_no_more_keeps_its_versioning, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_is_ours_no_more_is_not_tagged, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_is_ours_no_more_keeps_its_policy, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_is_ours_no_more_is_not_destroyed, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_bucket_that_was_marked_meanwhile_is_not_adopted,
             DXAWS_S3_LACKS_BREAK_TAGS | DXAWS_S3_LACKS_BREAK_COPY_MARK),
    RUN_CASE(tags_that_others_add_meanwhile_stay, DXAWS_S3_LACKS_BREAK_OWN_TAG),
    RUN_CASE(a_tag_of_ours_that_others_change_meanwhile_is_stale, DXAWS_S3_LACKS_BREAK_OWN_TAG),
    RUN_CASE(statements_that_others_add_meanwhile_stay, DXAWS_S3_LACKS_BREAK_POLICY),
    RUN_CASE(a_statement_of_ours_that_others_take_off_meanwhile_is_stale,
             DXAWS_S3_LACKS_BREAK_POLICY),
    RUN_CASE(a_bucket_that_others_make_meanwhile_is_stale, DXAWS_S3_LACKS_BREAK_MAKE),
    {.name = NULL},
};
