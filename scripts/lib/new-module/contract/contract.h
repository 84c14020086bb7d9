/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_WIDGET_CONTRACT_PRIVATE_H
#define DXAWS_WIDGET_CONTRACT_PRIVATE_H

#include <dxaws/kit/contract.h>
#include <dxaws/widget-contract.h>

/* One case being run. */
struct run {
    const dxaws_widget_contract_fixture *fixture;
    const struct dx_contract_case *row;
    char name[64];
    dxaws_context *context;
    dxaws_widget_manager *manager;
};

/* Ends with a NULL name. */
extern const struct dx_contract_case contract_cases[];

/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *run_expect_plan(struct run *run, const dxaws_widget_desired *desired,
                             const char *kinds);
/* run_expect_plan(), then converges, then expects an empty plan. */
dxaws_error *run_converge(struct run *run, const dxaws_widget_desired *desired, const char *kinds);
/* The fixture's break_state(). */
dxaws_error *run_break(struct run *run, dxaws_widget_contract_breakage breakage);

#endif
