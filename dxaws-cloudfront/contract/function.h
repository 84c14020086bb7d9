/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_PRIVATE_H
#define DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_PRIVATE_H

#include <dxaws/cloudfront-function-contract.h>
#include <dxaws/kit/contract.h>

/* One case being run. */
struct run {
    const dxaws_cloudfront_function_contract_fixture *fixture;
    const struct dx_contract_case *row;
    char name[64];
    dxaws_context *context;
    dxaws_cloudfront_function_provider *provider; /* of the manager */
    dxaws_cloudfront_function_manager *manager;
    const dxaws_apply_options *options; /* of what is planned and executed; NULL at first */
    dxaws_apply_options *consents;      /* of a hazard, for its preparation to fill */
};

#define CODE "function handler(event) { return event.request; }"
#define NEW_CODE "function handler(event) {\n\treturn event.request; // \xc3\xa4 <&>\r\n}\n"
#define CREATION "CREATE_FUNCTION PUBLISH_FUNCTION"
#define UPDATE "UPDATE_FUNCTION PUBLISH_FUNCTION"

/* Ends with a NULL name. */
extern const struct dx_contract_case function_cases[];
extern const struct dx_contract_case function_hazard_cases[];

/* A Desired of the case's function. */
dxaws_cloudfront_function_desired *function_run_desired(const struct run *run);
/* Converges; the result is thrown away. */
dxaws_error *function_run_execute(struct run *run,
                                  const dxaws_cloudfront_function_desired *desired);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *function_run_expect_plan(struct run *run,
                                      const dxaws_cloudfront_function_desired *desired,
                                      const char *kinds);
/* function_run_expect_plan(), then converges, then expects an empty plan. */
dxaws_error *function_run_converge(struct run *run,
                                   const dxaws_cloudfront_function_desired *desired,
                                   const char *kinds);
/* The fixture's break_state(). */
dxaws_error *function_run_break(struct run *run,
                                dxaws_cloudfront_function_contract_breakage breakage);

/* The fixture's lose_answers(). */
dxaws_error *function_run_lose_answers(struct run *run, int lag_s);
/* All cases of the suite. */
const struct dx_contract_case *const *function_run_tables(void);

#endif
