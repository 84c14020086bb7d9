/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_S3_CONTRACT_PRIVATE_H
#define DXAWS_S3_CONTRACT_PRIVATE_H

#include <dxaws/kit/contract.h>
#include <dxaws/s3-contract.h>

/* One case being run. */
struct run {
    const dxaws_s3_contract_fixture *fixture;
    const struct dx_contract_case *row;
    const char *region;
    char bucket[64];
    dxaws_context *context;
    dxaws_s3_provider *provider; /* of the manager */
    dxaws_s3_manager *manager;
    const dxaws_apply_options *options; /* of what is planned and executed; NULL at first */
    dxaws_apply_options *consents;      /* of a hazard, for its preparation to fill */
};

/* A case of 0.9 that is named like its function, and needs of the fixture those bits. */
#define RUN_CASE(title, bits)                                                                      \
    {                                                                                              \
        .name = #title, .since = "0.9", .function = title, .needs = (bits)                         \
    }

/* Tables that end with a NULL name: what a bucket is, and what happens around it. */
extern const struct dx_contract_case contract_attribute_cases[];
extern const struct dx_contract_case contract_lifecycle_cases[];
extern const struct dx_contract_case contract_drift_cases[];
extern const struct dx_contract_case contract_ownership_cases[];
extern const struct dx_contract_case contract_meanwhile_cases[];
extern const struct dx_contract_case contract_content_cases[];
extern const struct dx_contract_case contract_rule_cases[];
extern const struct dx_contract_case contract_hazard_cases[];

/* A Desired of the case's bucket: every public access blocked, nothing else said. */
dxaws_s3_desired *run_desired(const struct run *run);
/* The same with tags, versioning and a policy statement. */
dxaws_s3_desired *run_full_desired(const struct run *run);

/* Converges; the result is thrown away. */
dxaws_error *run_execute(struct run *run, const dxaws_s3_desired *desired);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *run_expect_plan(struct run *run, const dxaws_s3_desired *desired, const char *kinds);
/* run_expect_plan(), then converges, then expects an empty plan. */
dxaws_error *run_converge(struct run *run, const dxaws_s3_desired *desired, const char *kinds);
/* Fails unless the bucket's tag is so; NULL: not there. */
dxaws_error *run_expect_tag(struct run *run, const char *key, const char *value);
dxaws_error *run_expect_status(struct run *run, dxaws_s3_status status);
/* All cases of the suite. */
const struct dx_contract_case *const *run_tables(void);
/* The fixture's lose_answers(). */
dxaws_error *run_lose_answers(struct run *run, int lag_s);
/* The fixture's break_state(). */
dxaws_error *run_break(struct run *run, dxaws_s3_contract_breakage breakage);

/* A statement that names the case's bucket; buffer of RUN_STATEMENT_SIZE. */
enum { RUN_STATEMENT_SIZE = 400 };
const char *run_statement(const struct run *run, char *buffer);

#endif
