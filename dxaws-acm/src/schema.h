/* SPDX-License-Identifier: MIT */
/* The certificate as tables, and the types behind the public ones. */
#ifndef DXAWS_ACM_SCHEMA_H
#define DXAWS_ACM_SCHEMA_H

#include <dxaws/acm-providers.h>
#include <dxaws/kit/engine.h>

extern const struct dx_schema acm_schema;

/* provider.c: what the schema makes providers with. */
dxaws_error *acm_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *acm_make_memory(dxaws_memory_account *account, dxaws_provider **provider);
/* manager.c */
dxaws_error *acm_open(struct dx_manager *manager, dxaws_manager *const *used);

struct dxaws_acm_desired {
    struct dx_state state;
};
struct dxaws_acm_current {
    struct dx_state state;
};
struct dxaws_acm_result {
    struct dx_state state;
};
struct dxaws_acm_manager {
    struct dx_manager manager;
};

/* The attributes' names that more than one file uses. */
#define ACM_DOMAIN "domain_name"
#define ACM_REGION "region"
#define ACM_TAGS "tags"
#define ACM_KEY "key_algorithm"
#define ACM_WAIT "wait"
#define ACM_RECORD_TIMEOUT "record_timeout_s"
#define ACM_TIMEOUT "timeout_s"
#define ACM_KEEP "keep_validation"
#define ACM_ZONE "zone"
#define ACM_ONLY "only"
#define ACM_RECORD_TTL "record_ttl"
#define ACM_EXISTS "exists"
#define ACM_ARN "arn"
#define ACM_STATUS "status"
#define ACM_REASON "failure_reason"
#define ACM_NOT_AFTER "not_after"
#define ACM_SOON "expires_soon"
#define ACM_USERS "in_use_by"
#define ACM_RECORD "validation_record"
#define ACM_VALIDATION "validation_status"
#define ACM_PUBLISHED "validation_published"
#define ACM_SHARED "record_shared_with"
#define ACM_OTHERS "others"
#define ACM_MISSES "misses"

/* Members of payloads that are no attributes. */
#define ACM_REPLACES "replaces"
#define ACM_REMOVED_TAGS "removed_tags"

/* Action kinds. */
#define ACM_DELETE_FAILED "DELETE_FAILED"
#define ACM_REQUEST "REQUEST_CERTIFICATE"
#define ACM_PUT_TAGS "PUT_TAGS"
#define ACM_WAIT_RECORD "WAIT_VALIDATION_RECORD"
#define ACM_PUT_RECORD "PUT_VALIDATION_RECORD"
#define ACM_WAIT_ISSUED "WAIT_ISSUED"
#define ACM_WAIT_UNUSED "WAIT_UNUSED"
#define ACM_DELETE_RECORD "DELETE_VALIDATION_RECORD"
#define ACM_DELETE "DELETE_CERTIFICATE"

/* planner.c */
dxaws_error *acm_plan_hook(struct dx_planner *planner);

/* simulate.c: what an action makes of a state, for dry-run. */
void acm_simulate(const char *kind, const json_t *payload, json_t *observed);

/* waits.c: judges one look of a wait. */
dxaws_error *acm_converged(const char *kind, const json_t *payload, const json_t *observed,
                           struct dx_wait_state *state);

#endif
