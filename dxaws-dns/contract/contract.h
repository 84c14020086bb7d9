/* SPDX-License-Identifier: MIT */
/* What the cases of the contract suite are made of. */
#ifndef DXAWS_DNS_CONTRACT_PRIVATE_H
#define DXAWS_DNS_CONTRACT_PRIVATE_H

#include <dxaws/dns-contract.h>
#include <dxaws/kit/contract.h>

/* One case being run. */
struct run {
    const dxaws_dns_contract_fixture *fixture;
    const struct dx_contract_case *row;
    char zone[128];
    dxaws_context *context;
    dxaws_dns_provider *provider; /* of the manager */
    dxaws_dns_manager *manager;
    const dxaws_apply_options *options; /* of what is planned and executed; NULL at first */
    dxaws_apply_options *consents;      /* of a hazard, for its preparation to fill */
};

/* Tables that end with a NULL name. */
extern const struct dx_contract_case contract_lifecycle_cases[];
extern const struct dx_contract_case contract_value_cases[];
extern const struct dx_contract_case contract_zone_cases[];
extern const struct dx_contract_case contract_foreign_cases[];
extern const struct dx_contract_case contract_hazard_cases[];

#define RUN_CHANGE "CHANGE_RECORDS WAIT_INSYNC"
#define RUN_CLOUDFRONT "Z2FDTNDATAQYW2"
enum { RUN_NAME_SIZE = 300 };

/* "label.zone", or the zone itself for "". */
const char *run_name(const struct run *run, const char *label, char *buffer);
/* Adds a record set of one value at a label. */
void run_add(const struct run *run, dxaws_dns_desired *desired, const char *label, const char *type,
             const char *value);
/* A record set of several values, or an alias into the zone of all distributions, by its full name.
 */
void run_add_values(dxaws_dns_desired *desired, const char *name, const char *type,
                    const char *const *values, size_t count);
void run_add_alias(dxaws_dns_desired *desired, const char *name, const char *type,
                   const char *target);
/* A Desired of one A record of 192.0.2.1 that is cached for a day. */
dxaws_dns_desired *run_slow(const struct run *run, const char *label);
/* A Desired of one such record set. */
dxaws_dns_desired *run_desired(const struct run *run, const char *label, const char *type,
                               const char *value);
/* A Desired of one alias to CloudFront. */
dxaws_dns_desired *run_alias(const struct run *run, const char *label, const char *target);

/* Converges; the result is thrown away. */
dxaws_error *run_execute(struct run *run, const dxaws_dns_desired *desired);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *run_expect_plan(struct run *run, const dxaws_dns_desired *desired, const char *kinds);
/* Expects a change, converges, then expects an empty plan. */
dxaws_error *run_converge(struct run *run, const dxaws_dns_desired *desired);
/* Expects planning to fail with that kind and code. */
dxaws_error *run_expect_refusal(struct run *run, const dxaws_dns_desired *desired,
                                dxaws_error_kind kind, const char *code);
/* Fails unless the record set has that one value, or is absent (NULL). An alias's is its target. */
dxaws_error *run_expect_value(struct run *run, const char *label, const char *type,
                              const char *value);
/* The same, read with all names of a Desired. */
dxaws_error *run_expect_among(struct run *run, const dxaws_dns_desired *wanted, const char *label,
                              const char *type, const char *value);
/* All cases of the suite. */
const struct dx_contract_case *const *run_tables(void);
/* The fixture's functions. */
dxaws_error *run_lose_answers(struct run *run, int lag_s);
dxaws_error *run_put_record(struct run *run, const char *label, const char *type, const char *value,
                            const char *routing_identifier);
dxaws_error *run_add_zone(struct run *run, const char *name, bool is_private);

#endif
