/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

static const struct dx_contract_case *const tables[] = {contract_cases, NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_WIDGET_LACKS_BREAKING, "BREAKING"},
    {.name = NULL},
};

size_t dxaws_widget_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_widget_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_widget_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_widget_manager_plan(run->manager, run->context, desired, NULL, plan);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_widget_desired *desired,
                             const char *kinds)
{
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *run_converge(struct run *run, const dxaws_widget_desired *desired, const char *kinds)
{
    DXAWS_AUTO(dxaws_widget_result) result = NULL;
    DX_TRY(run_expect_plan(run, desired, kinds));
    DX_TRY(dxaws_widget_manager_execute(run->manager, run->context, desired, NULL, &result));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_break(struct run *run, dxaws_widget_contract_breakage breakage)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_WIDGET_LACKS_BREAKING, run->fixture->break_state != NULL,
                           "break_state()"));
    return run->fixture->break_state(run->fixture->self, run->name, breakage);
}

static dxaws_error *open_run(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_provider) provider = NULL;
    DX_TRY(run->fixture->open(run->fixture->self, &provider));
    DX_TRY(dxaws_widget_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(NULL, NULL, &run->context);
}

/* A case leaves nothing behind, also where it failed. */
static void clean_up(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = dxaws_widget_desired_new(run->name);
    DXAWS_AUTO(dxaws_widget_result) result = NULL;
    if (run->manager != NULL && run->context != NULL) {
        dxaws_error_free(
            dxaws_widget_manager_destroy(run->manager, run->context, desired, NULL, &result));
    }
}

dxaws_error *dxaws_widget_contract_run(const dxaws_widget_contract_fixture *fixture, size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_widget_contract_fixture known = {.size = sizeof known};
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
    dxaws_widget_manager_unref(run.manager);
    dxaws_context_unref(run.context);
    if (known.close != NULL) {
        known.close(known.self);
    }
    return dx_contract_conclude(error);
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_widget_contract_run(fixture, index);
}

dxaws_error *dxaws_widget_contract_run_suite(const dxaws_widget_contract_fixture *fixture,
                                             const dxaws_contract_options *options,
                                             dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
