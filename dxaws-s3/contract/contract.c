/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

static const struct dx_contract_case *const tables[] = {
    contract_lifecycle_cases, contract_attribute_cases, contract_drift_cases,
    contract_ownership_cases, contract_meanwhile_cases, contract_content_cases,
    contract_rule_cases,      contract_hazard_cases,    NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_S3_LACKS_BREAK_TAGS, "BREAK_TAGS"},
    {DXAWS_S3_LACKS_BREAK_VERSIONING, "BREAK_VERSIONING"},
    {DXAWS_S3_LACKS_BREAK_BLOCK, "BREAK_BLOCK"},
    {DXAWS_S3_LACKS_BREAK_POLICY, "BREAK_POLICY"},
    {DXAWS_S3_LACKS_BREAK_SYSTEM_TAGS, "BREAK_SYSTEM_TAGS"},
    {DXAWS_S3_LACKS_BREAK_FILL, "BREAK_FILL"},
    {DXAWS_S3_LACKS_BREAK_DELETE, "BREAK_DELETE"},
    {DXAWS_S3_LACKS_BREAK_TAKE, "BREAK_TAKE"},
    {DXAWS_S3_LACKS_BREAK_OWN_TAG, "BREAK_OWN_TAG"},
    {DXAWS_S3_LACKS_BREAK_COPY_MARK, "BREAK_COPY_MARK"},
    {DXAWS_S3_LACKS_BREAK_PUBLIC, "BREAK_PUBLIC"},
    {DXAWS_S3_LACKS_BREAK_MAKE, "BREAK_MAKE"},
    {DXAWS_S3_LACKS_BREAK_UPLOAD, "BREAK_UPLOAD"},
    {DXAWS_S3_LACKS_BREAK_ENCRYPTION, "BREAK_ENCRYPTION"},
    {DXAWS_S3_LACKS_BREAK_OWNERSHIP, "BREAK_OWNERSHIP"},
    {DXAWS_S3_LACKS_BREAK_LIFECYCLE, "BREAK_LIFECYCLE"},
    {DXAWS_S3_LACKS_LOSE_ANSWERS, "LOSE_ANSWERS"},
    {DXAWS_S3_LACKS_LAG, "LAG"},
    {.name = NULL},
};

size_t dxaws_s3_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_s3_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_s3_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

dxaws_s3_desired *run_desired(const struct run *run)
{
    return dxaws_s3_desired_new(run->bucket, run->region);
}

const char *run_statement(const struct run *run, char *buffer)
{
    snprintf(buffer, RUN_STATEMENT_SIZE,
             "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":"
             "[\"arn:aws:s3:::%s\",\"arn:aws:s3:::%s/*\"],"
             "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}",
             run->bucket, run->bucket);
    return buffer;
}

dxaws_s3_desired *run_full_desired(const struct run *run)
{
    char statement[RUN_STATEMENT_SIZE];
    dxaws_s3_desired *desired = run_desired(run);
    dxaws_s3_desired_set_tag(desired, "env", "test");
    dxaws_s3_desired_set_tag(desired, "owner", "contract");
    dxaws_s3_desired_set_versioning(desired, true);
    dxaws_s3_desired_set_policy_statement(desired, "TlsOnly", run_statement(run, statement));
    return desired;
}

dxaws_error *run_execute(struct run *run, const dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dxaws_s3_manager_execute(run->manager, run->context, desired, run->options, &result);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_s3_manager_plan(run->manager, run->context, desired, run->options, plan);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_s3_desired *desired, const char *kinds)
{
    if ((run->fixture->flags & DXAWS_S3_CONTRACT_EVENTUAL) != 0) {
        return dx_contract_await_plan(run, make_plan, desired, kinds, run->context);
    }
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *run_converge(struct run *run, const dxaws_s3_desired *desired, const char *kinds)
{
    DX_TRY(run_expect_plan(run, desired, kinds));
    DX_TRY(run_execute(run, desired));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_expect_tag(struct run *run, const char *key, const char *value)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_s3_current_tags(current);
    const char *found = dxaws_tags_get(tags, key);
    bool same = found && value ? strcmp(found, value) == 0 : found == value;
    DX_EXPECT(same, "the tag %s is %s, expected %s", key, found ? found : "not there",
              value ? value : "none");
    return NULL;
}

dxaws_error *run_expect_status(struct run *run, dxaws_s3_status status)
{
    dxaws_s3_status found = (dxaws_s3_status)0;
    DX_TRY(
        dxaws_s3_manager_get_status(run->manager, run->context, run->bucket, run->region, &found));
    DX_EXPECT(found == status, "status %d, expected %d", (int)found, (int)status);
    return NULL;
}

dxaws_error *run_break(struct run *run, dxaws_s3_contract_breakage breakage)
{
    DX_TRY(dx_contract_has(run->row, 1u << breakage, run->fixture->break_state != NULL,
                           "break_state()"));
    return run->fixture->break_state(run->fixture->self, run->bucket, breakage);
}

const struct dx_contract_case *const *run_tables(void)
{
    return tables;
}

dxaws_error *run_lose_answers(struct run *run, int lag_s)
{
    unsigned bit = lag_s > 0 ? DXAWS_S3_LACKS_LAG : DXAWS_S3_LACKS_LOSE_ANSWERS;
    DX_TRY(dx_contract_has(run->row, bit, run->fixture->lose_answers != NULL, "lose_answers()"));
    return run->fixture->lose_answers(run->fixture->self, lag_s);
}

/* A case leaves nothing behind, also where it failed. What cannot be removed is left. */
static void clean_up(struct run *run)
{
    dxaws_s3_desired *desired = run_desired(run);
    dxaws_s3_result *result = NULL;
    dxaws_s3_desired_set_mark(desired, false); /* whosever the case made it */
    if (run->manager != NULL && desired != NULL) {
        dxaws_error_free(
            dxaws_s3_manager_destroy(run->manager, run->context, desired, NULL, &result));
    }
    dxaws_s3_result_free(result);
    dxaws_s3_desired_free(desired);
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_s3_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider));
    run->provider = dxaws_s3_provider_ref(provider);
    DX_TRY(dxaws_s3_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(fixture->make_context, fixture->self, &run->context);
}

static dxaws_error *run_case(const dxaws_s3_contract_fixture *fixture,
                             const struct dx_contract_case *row, size_t index)
{
    struct run run = {.fixture = fixture, .row = row, .region = fixture->region};
    run.region = run.region ? run.region : "eu-west-1";
    if (fixture->make_name != NULL) {
        fixture->make_name(fixture->self, run.bucket, sizeof run.bucket);
    } else {
        snprintf(run.bucket, sizeof run.bucket, "dxaws-contract-%zu", index);
    }
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
        clean_up(&run);
    }
    dxaws_s3_manager_unref(run.manager);
    dxaws_s3_provider_unref(run.provider);
    dxaws_context_unref(run.context);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_s3_contract_run(const dxaws_s3_contract_fixture *fixture, size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_s3_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    return dx_contract_conclude(run_case(&known, row, index));
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_s3_contract_run(fixture, index);
}

dxaws_error *dxaws_s3_contract_run_suite(const dxaws_s3_contract_fixture *fixture,
                                         const dxaws_contract_options *options,
                                         dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
