/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "function.h"

static const struct dx_contract_case *const tables[] = {function_cases, function_hazard_cases,
                                                        NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING, "BREAKING"},
    {DXAWS_CLOUDFRONT_FUNCTION_LACKS_LOSE_ANSWERS, "LOSE_ANSWERS"},
    {.name = NULL},
};

size_t dxaws_cloudfront_function_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_cloudfront_function_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_cloudfront_function_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_cloudfront_function_manager_plan(run->manager, run->context, desired, run->options,
                                                  plan);
}

dxaws_error *function_run_expect_plan(struct run *run,
                                      const dxaws_cloudfront_function_desired *desired,
                                      const char *kinds)
{
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *function_run_execute(struct run *run, const dxaws_cloudfront_function_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
    return dxaws_cloudfront_function_manager_execute(run->manager, run->context, desired,
                                                     run->options, &result);
}

dxaws_error *function_run_converge(struct run *run,
                                   const dxaws_cloudfront_function_desired *desired,
                                   const char *kinds)
{
    DX_TRY(function_run_expect_plan(run, desired, kinds));
    DX_TRY(function_run_execute(run, desired));
    return function_run_expect_plan(run, desired, "");
}

dxaws_cloudfront_function_desired *function_run_desired(const struct run *run)
{
    dxaws_cloudfront_function_desired *desired = dxaws_cloudfront_function_desired_new(run->name);
    dxaws_cloudfront_function_desired_set_code(desired, CODE);
    dxaws_cloudfront_function_desired_set_owner(desired, "contract");
    return desired;
}

dxaws_error *function_run_lose_answers(struct run *run, int lag_s)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_CLOUDFRONT_FUNCTION_LACKS_LOSE_ANSWERS,
                           run->fixture->lose_answers != NULL, "lose_answers()"));
    return run->fixture->lose_answers(run->fixture->self, lag_s);
}

const struct dx_contract_case *const *function_run_tables(void)
{
    return tables;
}

dxaws_error *function_run_break(struct run *run,
                                dxaws_cloudfront_function_contract_breakage breakage)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING,
                           run->fixture->break_state != NULL, "break_state()"));
    return run->fixture->break_state(run->fixture->self, run->name, breakage);
}

static dxaws_error *open_run(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_provider) provider = NULL;
    DX_TRY(run->fixture->open(run->fixture->self, &provider));
    run->provider = dxaws_cloudfront_function_provider_ref(provider);
    DX_TRY(dxaws_cloudfront_function_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(run->fixture->make_context, run->fixture->self, &run->context);
}

/* A case leaves nothing behind, also where it failed. */
static void clean_up(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = function_run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
    if (run->manager != NULL && run->context != NULL) {
        dxaws_error_free(dxaws_cloudfront_function_manager_destroy(run->manager, run->context,
                                                                   desired, NULL, &result));
    }
}

dxaws_error *dxaws_cloudfront_function_contract_run(
    const dxaws_cloudfront_function_contract_fixture *fixture, size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_cloudfront_function_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    struct run run = {.fixture = &known, .row = row};
    snprintf(run.name, sizeof run.name, "dxaws-contract-%zu", index);
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
    }
    clean_up(&run);
    dxaws_cloudfront_function_provider_unref(run.provider);
    dxaws_cloudfront_function_manager_unref(run.manager);
    dxaws_context_unref(run.context);
    if (known.close != NULL) {
        known.close(known.self);
    }
    return dx_contract_conclude(error);
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_cloudfront_function_contract_run(fixture, index);
}

dxaws_error *dxaws_cloudfront_function_contract_run_suite(
    const dxaws_cloudfront_function_contract_fixture *fixture,
    const dxaws_contract_options *options, dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
