/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

static const struct dx_contract_case *const tables[] = {
    contract_lifecycle_cases, contract_drift_cases, contract_ownership_cases, contract_hazard_cases,
    NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_ACM_LACKS_BREAK_DELETE, "BREAK_DELETE"},
    {DXAWS_ACM_LACKS_BREAK_TAGS, "BREAK_TAGS"},
    {DXAWS_ACM_LACKS_BREAK_RECORD, "BREAK_RECORD"},
    {DXAWS_ACM_LACKS_BREAK_FAIL, "BREAK_FAIL"},
    {DXAWS_ACM_LACKS_BREAK_USE, "BREAK_USE"},
    {DXAWS_ACM_LACKS_BREAK_RELEASE, "BREAK_RELEASE"},
    {DXAWS_ACM_LACKS_BREAK_DISOWN, "BREAK_DISOWN"},
    {DXAWS_ACM_LACKS_BREAK_COPY_MARK, "BREAK_COPY_MARK"},
    {DXAWS_ACM_LACKS_SEVERAL, "SEVERAL"},
    {DXAWS_ACM_LACKS_LOSE_ANSWERS, "LOSE_ANSWERS"},
    {DXAWS_ACM_LACKS_LAG, "LAG"},
    {.name = NULL},
};

size_t dxaws_acm_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_acm_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_acm_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

dxaws_acm_desired *run_desired(const struct run *run)
{
    return dxaws_acm_desired_new(run->domain, run->region);
}

dxaws_acm_desired *run_tagged_desired(const struct run *run)
{
    dxaws_acm_desired *desired = run_desired(run);
    dxaws_acm_desired_set_tag(desired, "env", "test");
    dxaws_acm_desired_set_tag(desired, "owner", "contract");
    return desired;
}

dxaws_error *run_execute(struct run *run, const dxaws_acm_desired *desired)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    return dxaws_acm_manager_execute(run->manager, run->context, desired, run->options, &result);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_acm_manager_plan(run->manager, run->context, desired, run->options, plan);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_acm_desired *desired, const char *kinds)
{
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *run_expect_left(struct run *run, const dxaws_acm_desired *desired, const char *kinds,
                             const char *left)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    const dxaws_left *passed;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, run->options, &plan));
    DX_TRY(dx_contract_kinds(plan, kinds));
    for (size_t i = 0; (passed = dxaws_plan_left_at(plan, i)) != NULL; i++) {
        if (strcmp(dxaws_left_kind(passed), left) == 0) {
            return NULL;
        }
    }
    DX_EXPECT(false, "the plan leaves no %s", left);
    return NULL;
}

dxaws_error *run_converge(struct run *run, const dxaws_acm_desired *desired, const char *kinds)
{
    DX_TRY(run_expect_plan(run, desired, kinds));
    DX_TRY(run_execute(run, desired));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_destroy(struct run *run, const dxaws_acm_desired *desired)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_destroy(run->manager, run->context, desired, run->options, &result));
    DX_EXPECT(!dxaws_acm_result_exists(result), "the result still exists: %s",
              dxaws_acm_result_arn(result));
    return NULL;
}

dxaws_dns_desired *run_record(const char *name, const char *value)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, "CNAME");
    dxaws_dns_record_add_value(record, value);
    dxaws_dns_desired_add_record(desired, record);
    return desired;
}

dxaws_error *run_expect_record(struct run *run, const char *name, const char *value, bool expected)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_record(name, value);
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DX_TRY(dxaws_dns_manager_get_current(run->dns, run->context, desired, &current));
    DX_EXPECT(dxaws_dns_current_exists(current) == expected, "the record %s is %s", name,
              expected ? "missing" : "still there");
    return NULL;
}

const struct dx_contract_case *const *run_tables(void)
{
    return tables;
}

dxaws_error *run_lose_answers(struct run *run, int lag_s)
{
    unsigned bit = lag_s > 0 ? DXAWS_ACM_LACKS_LAG : DXAWS_ACM_LACKS_LOSE_ANSWERS;
    DX_TRY(dx_contract_has(run->row, bit, run->fixture->lose_answers != NULL, "lose_answers()"));
    return run->fixture->lose_answers(run->fixture->self, lag_s);
}

dxaws_error *run_break(struct run *run, dxaws_acm_contract_breakage breakage)
{
    DX_TRY(dx_contract_has(run->row, 1u << breakage, run->fixture->break_state != NULL,
                           "break_state()"));
    return run->fixture->break_state(run->fixture->self, run->domain, run->region, breakage);
}

/* A case leaves nothing behind, also where it failed. What cannot be removed is left. */
static void clean_up(struct run *run)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    const char *const regions[] = {run->region, run->other_region};
    for (size_t i = 0; run->manager != NULL && i < 2; i++) {
        dxaws_acm_desired *desired = dxaws_acm_desired_new(run->domain, regions[i]);
        dxaws_acm_result *result = NULL;
        dxaws_error_free(
            dxaws_acm_manager_destroy(run->manager, run->context, desired, options, &result));
        dxaws_acm_result_free(result);
        dxaws_acm_desired_free(desired);
    }
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_acm_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider, &run->dns));
    run->provider = dxaws_acm_provider_ref(provider);
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, run->dns);
    DX_TRY(dxaws_acm_manager_new(provider, through, &run->manager));
    return dx_contract_context(fixture->make_context, fixture->self, &run->context);
}

static dxaws_error *run_case(const dxaws_acm_contract_fixture *fixture,
                             const struct dx_contract_case *row, size_t index)
{
    struct run run = {.fixture = fixture, .row = row};
    run.region = fixture->region ? fixture->region : "eu-west-1";
    run.other_region = fixture->other_region ? fixture->other_region : "us-east-1";
    if (fixture->make_name != NULL) {
        fixture->make_name(fixture->self, run.domain, sizeof run.domain);
    } else {
        snprintf(run.domain, sizeof run.domain, "contract-%zu.%s", index,
                 fixture->zone ? fixture->zone : "example.com");
    }
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
        clean_up(&run);
    }
    dxaws_acm_manager_unref(run.manager);
    dxaws_acm_provider_unref(run.provider);
    dxaws_dns_manager_unref(run.dns);
    dxaws_context_unref(run.context);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_acm_contract_run(const dxaws_acm_contract_fixture *fixture, size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_acm_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    return dx_contract_conclude(run_case(&known, row, index));
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_acm_contract_run(fixture, index);
}

dxaws_error *dxaws_acm_contract_run_suite(const dxaws_acm_contract_fixture *fixture,
                                          const dxaws_contract_options *options,
                                          dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
