/* SPDX-License-Identifier: MIT */
/* Contract cases: rules of the lifecycle, ours among others', and what is written out by name. */
#include "contract.h"

#define UPLOADS "{\"template\":\"abort_uploads\",\"days\":7}"
#define VERSIONS "{\"template\":\"expire_noncurrent\",\"days\":30,\"keep\":3}"

/* A bucket with one rule of ours, made. */
static dxaws_error *make_ruled(struct run *run, dxaws_s3_desired **desired)
{
    *desired = run_desired(run);
    dxaws_s3_desired_set_lifecycle_rule(*desired, "uploads", UPLOADS);
    return run_converge(run, *desired, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_LIFECYCLE");
}

/* Fails unless the lifecycle has, or has not, that text. */
static dxaws_error *expect_text(struct run *run, const dxaws_s3_desired *desired, const char *text,
                                bool there)
{
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    char *lifecycle = dxaws_s3_current_lifecycle(current);
    bool found = lifecycle != NULL && strstr(lifecycle, text) != NULL;
    free(lifecycle);
    DX_EXPECT(found == there, "%s is %s in the lifecycle", text, found ? "still" : "not");
    return NULL;
}

static dxaws_error *rules_are_put_changed_and_removed(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DX_TRY(make_ruled(run, &desired));
    dxaws_s3_desired_set_lifecycle_rule(desired, "versions", VERSIONS);
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads",
                                        "{\"template\":\"abort_uploads\",\"days\":8}");
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads", "{\"present\":false}");
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    DX_TRY(expect_text(run, desired, "DaysAfterInitiation", false));
    dxaws_s3_desired_set_lifecycle_rule(desired, "versions", "{\"present\":false}");
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE")); /* and there is no lifecycle any more */
    return expect_text(run, desired, "{}", true);
}

/* Each way to say when, where and what: it comes back as it was meant. */
static dxaws_error *every_kind_of_rule_is_kept(struct run *run)
{
    static const char *const rules[] = {
        "{\"Filter\":{\"Prefix\":\"logs/"
        "\"},\"Expiration\":{\"Days\":400},\"Transitions\":[{\"Days\":30,"
        "\"StorageClass\":\"STANDARD_IA\"},{\"Days\":90,\"StorageClass\":\"GLACIER\"}]}",
        "{\"Status\":\"Disabled\",\"Expiration\":{\"Date\":\"2047-01-31\"},\"Filter\":{\"Tag\":{"
        "\"Key\":"
        "\"a & b\",\"Value\":\"<c>\"}}}",
        "{\"Expiration\":{\"ExpiredObjectDeleteMarker\":true}}",
        "{\"Filter\":{},\"NoncurrentVersionTransitions\":[{\"NoncurrentDays\":30,\"StorageClass\":"
        "\"ONEZONE_IA\"}],\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":60}}",
        "{\"Filter\":{\"And\":{\"Prefix\":\"a/"
        "\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"},{\"Key\":"
        "\"l\",\"Value\":\"\"}]}},\"Expiration\":{\"Days\":1}}",
        "{\"template\":\"intelligent_tiering\",\"days\":0}",
    };
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DX_TRY(make_ruled(run, &desired));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char id[16];
        snprintf(id, sizeof id, "rule %zu", i);
        dxaws_s3_desired_set_lifecycle_rule(desired, id, rules[i]);
        DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    }
    return NULL;
}

static dxaws_error *rules_of_others_are_kept(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DX_TRY(make_ruled(run, &desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_LIFECYCLE));
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    DX_TRY(expect_text(run, desired, "\"tmp/\"", true));
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads", "{\"present\":false}");
    DX_TRY(run_converge(run, desired, "PUT_LIFECYCLE"));
    DX_TRY(expect_text(run, desired, "\"tmp/\"", true));
    return expect_text(run, desired, "\"uploads\"", false);
}

static dxaws_error *rules_that_others_add_meanwhile_stay(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(run_execute(run, desired));
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads", UPLOADS);
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_LIFECYCLE));
    DX_TRY(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result));
    DX_TRY(expect_text(run, desired, "\"Other\"", true));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_rule_of_ours_that_others_take_off_meanwhile_is_stale(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DX_TRY(make_ruled(run, &desired));
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads",
                                        "{\"template\":\"abort_uploads\",\"days\":8}");
    DX_TRY(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_LIFECYCLE));
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_STALE));
    return expect_text(run, desired, "\"uploads\"", false);
}

/* What is adopted is given back without ours, and with theirs. */
static dxaws_error *rules_of_ours_go_when_a_bucket_is_given_back(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    dxaws_s3_desired_leave(desired, "public_access_block");
    dxaws_s3_desired_set_lifecycle_rule(desired, "uploads", UPLOADS);
    DX_TRY(run_break(run, DXAWS_S3_BREAK_MAKE));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_LIFECYCLE));
    dxaws_apply_options_add_adopt(options, "bucket");
    DX_TRY(dxaws_s3_manager_execute(run->manager, run->context, desired, options, &result));
    DX_TRY(expect_text(run, desired, "\"uploads\"", true));
    dxaws_s3_result_free(result);
    result = NULL;
    DX_TRY(dxaws_s3_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_TRY(expect_text(run, desired, "\"uploads\"", false));
    return expect_text(run, desired, "\"Other\"", true);
}

static dxaws_error *another_rule_under_an_id_of_ours_is_not_taken_over(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_s3_desired_leave(desired, "public_access_block");
    dxaws_s3_desired_set_lifecycle_rule(desired, "Other", UPLOADS);
    DX_TRY(run_break(run, DXAWS_S3_BREAK_MAKE));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_LIFECYCLE));
    dxaws_apply_options_add_adopt(options, "bucket");
    return dx_contract_error(
        dxaws_s3_manager_plan(run->manager, run->context, desired, options, &plan),
        DXAWS_ERROR_CONFLICT);
}

/* Statements by name, one with what is known only later, and one taken off again. */
static dxaws_error *statements_are_written_out_and_taken_off(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_strict(desired, true);
    dxaws_s3_desired_set_policy_statement(desired, "Tls", DXAWS_S3_STATEMENT_TLS_ONLY);
    dxaws_s3_desired_set_policy_statement(desired, "Read",
                                          "{\"template\":\"cloudfront_read\",\"distribution_arn\":"
                                          "\"arn:aws:cloudfront::123456789012:distribution/E1\"}");
    dxaws_s3_desired_set_policy_statement(desired, "List",
                                          "{\"template\":\"cloudfront_list\",\"distribution_arn\":"
                                          "\"arn:aws:cloudfront::123456789012:distribution/E1\"}");
    DX_TRY(run_converge(run, desired, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_POLICY"));
    dxaws_s3_desired_set_policy_statement(desired, "Read", "{\"present\":false}");
    DX_TRY(run_converge(run, desired, "PUT_POLICY"));
    dxaws_s3_desired_set_policy_statement(desired, "Tls", "{\"present\":false}");
    return run_converge(run, desired, "PUT_POLICY");
}

#define MAKE DXAWS_S3_LACKS_BREAK_MAKE
#define RULE DXAWS_S3_LACKS_BREAK_LIFECYCLE

const struct dx_contract_case contract_rule_cases[] = {
    RUN_CASE(rules_are_put_changed_and_removed, 0),
    RUN_CASE(every_kind_of_rule_is_kept, 0),
    RUN_CASE(rules_of_others_are_kept, RULE),
    RUN_CASE(rules_that_others_add_meanwhile_stay, RULE),
    RUN_CASE(a_rule_of_ours_that_others_take_off_meanwhile_is_stale, RULE),
    RUN_CASE(rules_of_ours_go_when_a_bucket_is_given_back, MAKE | RULE),
    RUN_CASE(another_rule_under_an_id_of_ours_is_not_taken_over, MAKE | RULE),
    RUN_CASE(statements_are_written_out_and_taken_off, 0),
    {.name = NULL},
};
