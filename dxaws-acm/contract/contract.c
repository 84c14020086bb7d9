/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

static const struct contract_case *const tables[] = {contract_lifecycle_cases,
                                                     contract_drift_cases};

static const struct contract_case *case_at(size_t index)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const struct contract_case *row = tables[i]; row->name != NULL; row++) {
            if (index-- == 0) {
                return row;
            }
        }
    }
    return NULL;
}

size_t dxaws_acm_contract_count(void)
{
    size_t count = 0;
    while (case_at(count) != NULL) {
        count++;
    }
    return count;
}

const char *dxaws_acm_contract_name(size_t index)
{
    const struct contract_case *row = case_at(index);
    return row ? row->name : NULL;
}

const char *dxaws_acm_contract_since(size_t index)
{
    const struct contract_case *row = case_at(index);
    return row ? row->since : NULL;
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
    return dxaws_acm_manager_execute(run->manager, run->context, desired, &result);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_acm_desired *desired, const char *kinds)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, &plan));
    return dx_contract_kinds(plan, kinds);
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
    DX_TRY(dxaws_acm_manager_destroy(run->manager, run->context, desired, &result));
    DX_EXPECT(!dxaws_acm_result_exists(result), "the result still exists: %s",
              dxaws_acm_result_arn(result));
    return NULL;
}

dxaws_error *run_expect_record(struct run *run, const char *name, const char *value, bool expected)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_dns_desired_add_record(desired, name, "CNAME", 0, &value, 1);
    DX_TRY(dxaws_dns_manager_get_current(run->dns, run->context, desired, &current));
    DX_EXPECT(dxaws_dns_current_exists(current) == expected, "the record %s is %s", name,
              expected ? "missing" : "still there");
    return NULL;
}

dxaws_error *run_break(struct run *run, dxaws_acm_contract_breakage breakage)
{
    if (run->fixture->break_state == NULL) {
        return dx_contract_skip("the fixture cannot change a certificate by other means");
    }
    return run->fixture->break_state(run->fixture->self, run->domain, run->region, breakage);
}

/* A case leaves nothing behind, also where it failed. What cannot be removed is left. */
static void clean_up(struct run *run)
{
    const char *const regions[] = {run->region, run->other_region};
    for (size_t i = 0; run->manager != NULL && i < 2; i++) {
        dxaws_acm_desired *desired = dxaws_acm_desired_new(run->domain, regions[i]);
        dxaws_acm_result *result = NULL;
        dxaws_acm_desired_set_timeout_s(desired, 30);
        dxaws_error_free(dxaws_acm_manager_destroy(run->manager, run->context, desired, &result));
        dxaws_acm_result_free(result);
        dxaws_acm_desired_free(desired);
    }
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_acm_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider, &run->dns));
    DX_TRY(dxaws_acm_manager_new(provider, run->dns, &run->manager));
    if (fixture->make_context != NULL) {
        return fixture->make_context(fixture->self, &run->context);
    }
    run->context = dxaws_context_new();
    return run->context ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *run_case(const dxaws_acm_contract_fixture *fixture,
                             const struct contract_case *row, size_t index)
{
    struct run run = {.fixture = fixture};
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
    dxaws_dns_manager_unref(run.dns);
    dxaws_context_unref(run.context);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_acm_contract_run(const dxaws_acm_contract_fixture *fixture, size_t index)
{
    const struct contract_case *row = case_at(index);
    if (row == NULL || fixture == NULL || fixture->size < sizeof fixture->size) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "no fixture, or no case %zu", index);
    }
    /* Into the newest layout, so that nothing else looks at the size. */
    dxaws_acm_contract_fixture known = {.size = sizeof known};
    memcpy(&known, fixture, fixture->size < sizeof known ? fixture->size : sizeof known);
    if (known.open == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "the fixture has no open()");
    }
    if (!dx_contract_reaches(known.level, row->since)) {
        return dx_contract_skip("the fixture claims an earlier release");
    }
    return run_case(&known, row, index);
}
