/* SPDX-License-Identifier: MIT */
/* A set of record sets as tables, and the types behind the public ones. */
#ifndef DXAWS_DNS_SCHEMA_H
#define DXAWS_DNS_SCHEMA_H

#include <dxaws/dns-providers.h>
#include <dxaws/kit/engine.h>
#include <dxaws/kit/words.h>

#include "records.h"

extern const struct dx_schema dns_schema;

/* provider.c: what the schema makes providers with. */
dxaws_error *dns_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *dns_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

struct dxaws_dns_desired {
    struct dx_state state;
};
struct dxaws_dns_current {
    struct dx_state state;
};
struct dxaws_dns_result {
    struct dx_state state;
};
struct dxaws_dns_manager {
    struct dx_manager manager;
};

/* Action kinds. */
#define DNS_CHANGE_RECORDS "CHANGE_RECORDS"
#define DNS_WAIT_INSYNC "WAIT_INSYNC"

/* record.c: Route53's words for a change's progress. */
extern const struct dx_words dns_status_words;

/* Says in observed whether one of the wanted record sets is there. */
void dns_observe_existence(const json_t *wanted, struct dx_state *observed);

/* observed.c: what a provider reported has all that the planner looks at. */
dxaws_error *dns_check_observed(const json_t *observed);
/* True when all are objects with id and name. */
bool dns_zones_are_whole(const json_t *zones);
/* What CHANGE_RECORDS is asked to do, whoever wrote it. */
dxaws_error *dns_check_payload(const char *kind, const json_t *payload);
/* planner.c */
dxaws_error *dns_plan_hook(struct dx_planner *planner);
/* simulate.c */
bool dns_simulate(const char *kind, const json_t *payload, json_t *observed);

#endif
