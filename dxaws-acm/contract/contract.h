/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_ACM_CONTRACT_PRIVATE_H
#define DXAWS_ACM_CONTRACT_PRIVATE_H

#include <dxaws/acm-contract.h>
#include <dxaws/kit/contract.h>

/* One case being run. */
struct run {
    const dxaws_acm_contract_fixture *fixture;
    const struct dx_contract_case *row;
    const char *region;
    const char *other_region;
    char domain[80];
    dxaws_context *context;
    dxaws_dns_manager *dns;
    dxaws_acm_provider *provider; /* of the manager */
    dxaws_acm_manager *manager;
    const dxaws_apply_options *options; /* of what is planned and executed; NULL at first */
    dxaws_apply_options *consents;      /* of a hazard, for its preparation to fill */
};

/* Tables that end with a NULL name: making and removing, what others do, and what
 * happens to each action. */
extern const struct dx_contract_case contract_lifecycle_cases[];
extern const struct dx_contract_case contract_drift_cases[];
extern const struct dx_contract_case contract_ownership_cases[];
extern const struct dx_contract_case contract_hazard_cases[];

/* Every kind of action that a first certificate needs. */
#define RUN_REQUEST                                                                                \
    "REQUEST_CERTIFICATE WAIT_VALIDATION_RECORD MARK_VALIDATION_RECORD PUT_VALIDATION_RECORD"
#define RUN_ALL RUN_REQUEST " WAIT_ISSUED"

/* A Desired of the case's name, with nothing else said; and with two tags. */
dxaws_acm_desired *run_desired(const struct run *run);
dxaws_acm_desired *run_tagged_desired(const struct run *run);

/* Converges; the result is thrown away. */
dxaws_error *run_execute(struct run *run, const dxaws_acm_desired *desired);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *run_expect_plan(struct run *run, const dxaws_acm_desired *desired, const char *kinds);
/* run_expect_plan(), and fails unless the plan leaves one of the kind. */
dxaws_error *run_expect_left(struct run *run, const dxaws_acm_desired *desired, const char *kinds,
                             const char *left);
/* run_expect_plan(), then converges, then expects an empty plan. */
dxaws_error *run_converge(struct run *run, const dxaws_acm_desired *desired, const char *kinds);
/* Removes it, and expects it gone. */
dxaws_error *run_destroy(struct run *run, const dxaws_acm_desired *desired);
/* A Desired of that one CNAME. */
dxaws_dns_desired *run_record(const char *name, const char *value);
/* Fails unless the validation record of that name and value does (not) stand. */
dxaws_error *run_expect_record(struct run *run, const char *name, const char *value, bool expected);
/* All cases of the suite. */
const struct dx_contract_case *const *run_tables(void);
/* The fixture's lose_answers(). */
dxaws_error *run_lose_answers(struct run *run, int lag_s);
/* The fixture's break_state(). */
dxaws_error *run_break(struct run *run, dxaws_acm_contract_breakage breakage);

#endif
