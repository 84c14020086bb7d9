/* SPDX-License-Identifier: MIT */
/* Contract cases: whose the bucket is, and what happens to what others have in it. */
#include "contract.h"

#define MARK "dxaws:managed"

static const char *mark_of(const struct run *run, const char *how, char buffer[100])
{
    snprintf(buffer, 100, "%s %s", how, run->bucket);
    return buffer;
}

static dxaws_error *a_bucket_says_whose_it_is_from_the_call_that_makes_it(struct run *run)
{
    char mark[100];
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_stop_after(options, "CREATE_BUCKET");
    dxaws_s3_desired_set_owner(desired, "contract");
    run->options = options;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_expect_tag(run, MARK, mark_of(run, "made", mark)));
    DX_TRY(run_expect_tag(run, "dxaws:site", "contract"));
    return run_expect_tag(run, "env", "test");
}

/* The bucket of the full Desired, as if its marks had been stripped: it has one tag, drifted=yes.
 */
static dxaws_error *make_nobodys(struct run *run, dxaws_s3_contract_breakage breakage)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    return run_break(run, breakage);
}

static dxaws_error *refuse_to_write(struct run *run, const dxaws_apply_options *options,
                                    const dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    return dx_contract_error(
        dxaws_s3_manager_plan(run->manager, run->context, desired, options, &plan),
        DXAWS_ERROR_CONFLICT);
}

static dxaws_error *what_is_not_ours_is_not_written(struct run *run)
{
    DX_TRY(make_nobodys(run, DXAWS_S3_BREAK_TAGS));
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(refuse_to_write(run, NULL, full));
    DXAWS_AUTO(dxaws_s3_desired) plain = run_desired(run);
    DX_TRY(run_expect_plan(run, plain, "")); /* used as it is */
    dxaws_s3_desired_set_versioning(plain, false);
    DX_TRY(refuse_to_write(run, NULL, plain));
    return run_expect_tag(run, "drifted", "yes");
}

/* Destroying leaves it, and says so; that is a success. */
static dxaws_error *expect_left(struct run *run, const dxaws_s3_desired *wanted)
{
    const dxaws_left *left;
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    char *text = dxaws_s3_desired_format(wanted);
    dxaws_error *error = dxaws_s3_desired_parse(text, &desired);
    free(text);
    DX_TRY(error);
    dxaws_s3_desired_set_present(desired, false);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(dx_contract_kinds(plan, ""));
    DX_EXPECT((left = dxaws_plan_left_at(plan, 0)) != NULL &&
                  strcmp(dxaws_left_identity(left), run->bucket) == 0,
              "the plan does not say that the bucket is left");
    DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result));
    return run_expect_status(run, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
}

static dxaws_error *what_is_not_ours_is_left(struct run *run)
{
    DX_TRY(make_nobodys(run, DXAWS_S3_BREAK_TAGS));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    return expect_left(run, desired);
}

static dxaws_error *a_copied_mark_is_none(struct run *run)
{
    DX_TRY(make_nobodys(run, DXAWS_S3_BREAK_COPY_MARK));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(refuse_to_write(run, NULL, desired));
    return expect_left(run, desired);
}

static dxaws_error *what_another_owner_has_is_never_given_away(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) theirs = run_desired(run);
    dxaws_s3_desired_set_owner(theirs, "theirs");
    DX_TRY(run_execute(run, theirs));
    DXAWS_AUTO(dxaws_s3_desired) ours = run_full_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, "bucket");
    dxaws_s3_desired_set_owner(ours, "ours");
    DX_TRY(refuse_to_write(run, NULL, ours));
    DX_TRY(refuse_to_write(run, options, ours));
    DX_TRY(expect_left(run, ours));
    return run_expect_plan(run, theirs, "");
}

/* Executes a destroy. */
static dxaws_error *destroy(struct run *run, const dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dxaws_s3_manager_destroy(run->manager, run->context, desired, run->options, &result);
}

/* Whether the bucket's policy still has our statement. */
static dxaws_error *expect_statement(struct run *run, bool wanted)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    char *text = dxaws_s3_current_format(current);
    bool stands = text == NULL || strstr(text, "TlsOnly") != NULL;
    free(text);
    DX_EXPECT(stands == wanted, "our statement %s in the policy",
              wanted ? "does not stand any more" : "still stands");
    return NULL;
}

static dxaws_error *what_is_adopted_keeps_what_others_set_and_is_given_back(struct run *run)
{
    char mark[100];
    char identity[100];
    DX_TRY(make_nobodys(run, DXAWS_S3_BREAK_TAGS));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    snprintf(identity, sizeof identity, "bucket/%s", run->bucket);
    dxaws_apply_options_add_adopt(options, identity);
    run->options = options;
    DX_TRY(run_converge(run, desired, "ADOPT PUT_TAGS"));
    DX_TRY(run_expect_tag(run, MARK, mark_of(run, "adopted", mark)));
    DX_TRY(run_expect_tag(run, "drifted", "yes"));
    DX_TRY(run_expect_tag(run, "env", "test"));
    DX_TRY(destroy(run, desired));
    DX_TRY(run_expect_status(run, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS));
    DX_TRY(run_expect_tag(run, "drifted", "yes"));
    DX_TRY(run_expect_tag(run, "env", NULL));
    DX_TRY(run_expect_tag(run, MARK, NULL));
    DX_TRY(expect_statement(run, false));
    return expect_left(run, desired);
}

static dxaws_error *what_is_released_keeps_all_but_what_says_that_it_is_ours(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_release(options, true);
    run->options = options;
    for (int i = 0; i < 2; i++) {
        DX_TRY(destroy(run, desired));
        DX_TRY(run_expect_status(run, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS));
        DX_TRY(run_expect_tag(run, "env", "test"));
        DX_TRY(run_expect_tag(run, MARK, NULL));
        DX_TRY(expect_statement(run, true));
    }
    return NULL;
}

static dxaws_error *without_a_mark_the_name_decides(struct run *run)
{
    DX_TRY(make_nobodys(run, DXAWS_S3_BREAK_TAGS));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    dxaws_s3_desired_set_mark(desired, false);
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DX_TRY(run_expect_tag(run, MARK, NULL));
    DX_TRY(destroy(run, desired));
    return run_expect_status(run, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

static dxaws_error *exact_tags_take_off_those_of_others(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_full_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_OWN_TAG));
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DX_TRY(run_expect_tag(run, "cost", "7"));
    dxaws_s3_desired_set_tags_exact(desired, true);
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    return run_expect_tag(run, "cost", NULL);
}

static dxaws_error *a_public_statement_of_others_is_refused_by_the_plan(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_PUBLIC));
    DX_TRY(refuse_to_write(run, NULL, desired));
    dxaws_s3_desired_set_public_access_block(desired, DXAWS_S3_BLOCK_PUBLIC_ACLS);
    return run_converge(run, desired, "PUT_PUBLIC_ACCESS_BLOCK");
}

const struct dx_contract_case contract_ownership_cases[] = {
    RUN_CASE(a_bucket_says_whose_it_is_from_the_call_that_makes_it, 0),
    RUN_CASE(what_is_not_ours_is_not_written, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(what_is_not_ours_is_left, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(a_copied_mark_is_none, DXAWS_S3_LACKS_BREAK_COPY_MARK),
    RUN_CASE(what_another_owner_has_is_never_given_away, 0),
    RUN_CASE(what_is_adopted_keeps_what_others_set_and_is_given_back, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(what_is_released_keeps_all_but_what_says_that_it_is_ours, 0),
    RUN_CASE(without_a_mark_the_name_decides, DXAWS_S3_LACKS_BREAK_TAGS),
    RUN_CASE(exact_tags_take_off_those_of_others, DXAWS_S3_LACKS_BREAK_OWN_TAG),
    RUN_CASE(a_public_statement_of_others_is_refused_by_the_plan, DXAWS_S3_LACKS_BREAK_PUBLIC),
    {.name = NULL},
};
