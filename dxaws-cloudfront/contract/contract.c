/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

enum { EVENTUAL_MS = 60000, EVENTUAL_PAUSE_MS = 1000 };

static const struct contract_case *const tables[] = {
    contract_lifecycle_cases, contract_attribute_cases, contract_drift_cases};

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

size_t dxaws_cloudfront_contract_count(void)
{
    size_t count = 0;
    while (case_at(count) != NULL) {
        count++;
    }
    return count;
}

const char *dxaws_cloudfront_contract_name(size_t index)
{
    const struct contract_case *row = case_at(index);
    return row ? row->name : NULL;
}

const char *dxaws_cloudfront_contract_since(size_t index)
{
    const struct contract_case *row = case_at(index);
    return row ? row->since : NULL;
}

dxaws_cloudfront_desired *run_desired(const struct run *run)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new(run->name);
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "contract.s3.eu-west-1.amazonaws.com");
    return desired;
}

dxaws_cloudfront_desired *run_full_desired(const struct run *run)
{
    dxaws_cloudfront_desired *desired = run_desired(run);
    dxaws_cloudfront_desired_set_origin_path(desired, "/v1");
    dxaws_cloudfront_desired_add_error_response(desired, 404, 200, "/index.html", 10);
    dxaws_cloudfront_desired_add_error_response(desired, 403, 200, "/index.html", 10);
    dxaws_cloudfront_desired_set_tag(desired, "env", "test");
    dxaws_cloudfront_desired_set_tag(desired, "owner", "contract");
    return desired;
}

dxaws_error *run_add_alias(struct run *run, dxaws_cloudfront_desired *desired)
{
    char domain[120];
    char arn[200];
    if (run->fixture->make_certificate == NULL) {
        return dx_contract_skip("the fixture has no certificates");
    }
    snprintf(domain, sizeof domain, "*.%s.example.com", run->name);
    DX_TRY(run->fixture->make_certificate(run->fixture->self, domain, arn, sizeof arn));
    snprintf(domain, sizeof domain, "www.%s.example.com", run->name);
    dxaws_cloudfront_desired_set_certificate_arn(desired, arn);
    dxaws_cloudfront_desired_add_alias(desired, domain);
    return NULL;
}

dxaws_error *run_execute(struct run *run, const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_execute(run->manager, run->context, desired, &result));
    const char *id = dxaws_cloudfront_result_id(result);
    snprintf(run->id, sizeof run->id, "%s", id ? id : "");
    return NULL;
}

static dxaws_error *plan_once(struct run *run, const dxaws_cloudfront_desired *desired,
                              const char *kinds)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, &plan));
    return dx_contract_kinds(plan, kinds);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_cloudfront_desired *desired,
                             const char *kinds)
{
    bool eventual = (run->fixture->flags & DXAWS_CLOUDFRONT_CONTRACT_EVENTUAL) != 0;
    int64_t end = dxaws_context_monotonic_ms(run->context) + EVENTUAL_MS;
    for (;;) {
        dxaws_error *error = plan_once(run, desired, kinds);
        if (error == NULL || !eventual || dxaws_context_monotonic_ms(run->context) >= end) {
            return error;
        }
        dxaws_error_free(error);
        DX_TRY(dxaws_context_sleep_ms(run->context, EVENTUAL_PAUSE_MS));
    }
}

dxaws_error *run_converge(struct run *run, const dxaws_cloudfront_desired *desired,
                          const char *kinds)
{
    DX_TRY(run_expect_plan(run, desired, kinds));
    DX_TRY(run_execute(run, desired));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_expect_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(dxaws_cloudfront_manager_get_current(run->manager, run->context, desired, &current));
    const char *oac = dxaws_cloudfront_current_oac_id(current);
    DX_EXPECT(!dxaws_cloudfront_current_exists(current), "distribution %s is there",
              dxaws_cloudfront_current_id(current));
    DX_EXPECT(oac == NULL, "origin access control %s is there", oac);
    return NULL;
}

dxaws_error *run_break(struct run *run, dxaws_cloudfront_contract_breakage breakage)
{
    if (run->fixture->break_state == NULL) {
        return dx_contract_skip("the fixture cannot change a distribution by other means");
    }
    return run->fixture->break_state(run->fixture->self, run->name, run->id[0] ? run->id : NULL,
                                     breakage);
}

/* A case leaves nothing behind, also where it failed. What cannot be removed is left. */
static void clean_up(struct run *run)
{
    dxaws_cloudfront_desired *desired = run_desired(run);
    dxaws_cloudfront_result *result = NULL;
    if (run->manager != NULL && desired != NULL) {
        dxaws_error_free(
            dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, &result));
    }
    dxaws_cloudfront_result_free(result);
    dxaws_cloudfront_desired_free(desired);
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_cloudfront_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider));
    DX_TRY(dxaws_cloudfront_manager_new(provider, &run->manager));
    if (fixture->make_context != NULL) {
        return fixture->make_context(fixture->self, &run->context);
    }
    run->context = dxaws_context_new();
    return run->context ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *run_case(const dxaws_cloudfront_contract_fixture *fixture,
                             const struct contract_case *row, size_t index)
{
    struct run run = {.fixture = fixture};
    if (fixture->make_name != NULL) {
        fixture->make_name(fixture->self, run.name, sizeof run.name);
    } else {
        snprintf(run.name, sizeof run.name, "contract-%zu", index);
    }
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
        clean_up(&run);
    }
    dxaws_cloudfront_manager_unref(run.manager);
    dxaws_context_unref(run.context);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_cloudfront_contract_run(const dxaws_cloudfront_contract_fixture *fixture,
                                           size_t index)
{
    const struct contract_case *row = case_at(index);
    if (row == NULL || fixture == NULL || fixture->size < sizeof fixture->size) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "no fixture, or no case %zu", index);
    }
    /* Into the newest layout, so that nothing else looks at the size. */
    dxaws_cloudfront_contract_fixture known = {.size = sizeof known};
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
