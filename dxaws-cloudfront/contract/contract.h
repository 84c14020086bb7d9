/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_CLOUDFRONT_CONTRACT_PRIVATE_H
#define DXAWS_CLOUDFRONT_CONTRACT_PRIVATE_H

#include <dxaws/cloudfront-contract.h>
#include <dxaws/kit/contract.h>

/* One case being run. */
struct run {
    const dxaws_cloudfront_contract_fixture *fixture;
    const struct dx_contract_case *row;
    char name[64];
    char id[64]; /* of the distribution that was last converged; "" for none */
    dxaws_context *context;
    dxaws_cloudfront_provider *provider; /* of the manager */
    dxaws_cloudfront_manager *manager;
    const dxaws_apply_options *options; /* of what is planned and executed; NULL at first */
    dxaws_apply_options *consents;      /* of a hazard, for its preparation to fill */
    char *others;                       /* of a hazard: all that there was when it began */
};

/* Tables that end with a NULL name: what a distribution is, and what happens around it. */
extern const struct dx_contract_case contract_attribute_cases[];
extern const struct dx_contract_case contract_lifecycle_cases[];
extern const struct dx_contract_case contract_drift_cases[];
extern const struct dx_contract_case contract_ownership_cases[];
extern const struct dx_contract_case contract_stale_cases[];
extern const struct dx_contract_case contract_hazard_cases[];
extern const struct dx_contract_case contract_invalidation_cases[];

#define CREATION "CREATE_OAC CREATE_DISTRIBUTION WAIT_DEPLOYED"
#define UPDATE "UPDATE_DISTRIBUTION WAIT_DEPLOYED"

/* A Desired of the case's distribution, as preset. */
dxaws_cloudfront_desired *run_desired(const struct run *run);
/* The same with error responses, a path and tags. */
dxaws_cloudfront_desired *run_full_desired(const struct run *run);
/* Adds the alias www.<name>.example.com and a certificate. */
dxaws_error *run_add_alias(struct run *run, dxaws_cloudfront_desired *desired);

/* Converges, and remembers the id; the result is thrown away. */
dxaws_error *run_execute(struct run *run, const dxaws_cloudfront_desired *desired);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *run_expect_plan(struct run *run, const dxaws_cloudfront_desired *desired,
                             const char *kinds);
/* run_expect_plan(), then converges, then expects an empty plan. */
dxaws_error *run_converge(struct run *run, const dxaws_cloudfront_desired *desired,
                          const char *kinds);
/* The fixture's read_strangers(), of all but the distribution that was last converged. */
dxaws_error *run_read_strangers(struct run *run, char **text);
/* Reads what there is; the caller owns it. */
dxaws_error *run_read(struct run *run, const dxaws_cloudfront_desired *desired,
                      dxaws_cloudfront_current **current);
/* Fails unless planning fails with that kind. */
dxaws_error *run_expect_refusal(struct run *run, const dxaws_cloudfront_desired *desired,
                                dxaws_error_kind kind);
/* Options that consent to the adoption of "kind/identity"; the caller owns them. */
dxaws_apply_options *run_consent(const char *kind, const char *identity);
/* Fails unless neither distribution nor access control is left. */
dxaws_error *run_expect_nothing(struct run *run);
/* All cases of the suite. */
const struct dx_contract_case *const *run_tables(void);
/* The fixture's lose_answers(). */
dxaws_error *run_lose_answers(struct run *run, int lag_s);
/* The fixture's break_state(). */
dxaws_error *run_break(struct run *run, dxaws_cloudfront_contract_breakage breakage);

#endif
