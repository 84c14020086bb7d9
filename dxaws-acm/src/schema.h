/* SPDX-License-Identifier: MIT */
/* The certificate as tables, and the types behind the public ones. */
#ifndef DXAWS_ACM_SCHEMA_H
#define DXAWS_ACM_SCHEMA_H

#include <dxaws/acm-providers.h>
#include <dxaws/kit/engine.h>
#include <dxaws/kit/ownership.h>
#include <dxaws/kit/words.h>

#include "providers/members.h"

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

/* Action kinds. */
#define ACM_DELETE_FAILED "DELETE_FAILED"
#define ACM_REQUEST "REQUEST_CERTIFICATE"
#define ACM_PUT_TAGS "PUT_TAGS"
#define ACM_WAIT_RECORD "WAIT_VALIDATION_RECORD"
#define ACM_MARK_RECORD "MARK_VALIDATION_RECORD"
#define ACM_PUT_RECORD "PUT_VALIDATION_RECORD"
#define ACM_WAIT_ISSUED "WAIT_ISSUED"
#define ACM_WAIT_UNUSED "WAIT_UNUSED"
#define ACM_PASS_RECORD "PASS_VALIDATION_RECORD"
#define ACM_DELETE_RECORD "DELETE_VALIDATION_RECORD"
#define ACM_DELETE "DELETE_CERTIFICATE"
#define ACM_LIST "LIST_CERTIFICATES"

/* models.c: ACM's words. */
extern const struct dx_words acm_status_words;
extern const struct dx_words acm_validation_words;

/* A certificate as its mark and a consent name it; the texts are its own or borrowed. */
struct acm_claim {
    struct dx_claim claim;
    char name[CERTIFICATE_MARK_SIZE];
    char removal[260];
};

/* choice.c: which of the certificates that were found is meant. */
/* @a arn may be NULL, for one that is to be requested. */
void acm_claim(const json_t *desired, const char *arn, struct acm_claim *made);
/* Whether it is marked whose it is; without, its name decides. */
bool acm_is_marked(const json_t *desired);
/* Of one that may have a name of its own. */
enum dx_ownership acm_ownership(const json_t *desired, const json_t *certificate);
/* Of one of ours: its mark lacks the last part of the ARN, which no copy shares. */
bool acm_has_partial_mark(const json_t *desired, const json_t *certificate);
/* Whether its tags say that the validation record is ours. */
bool acm_says_record_is_ours(const json_t *certificate);
/* @a observed with @a candidate in the place of the certificate that it is about: a new document,
 * NULL without memory. */
json_t *acm_with_candidate(const json_t *observed, const json_t *candidate);
/* What makes a candidate of what is observed of one; NULL without memory. */
json_t *acm_as_candidate(const json_t *observed);
/* Takes ours out of the candidates: the best is what is observed from now on, the rest are named
 * among the others. */
dxaws_error *acm_choose(const json_t *desired, struct dx_state *observed);

/* planner.c */
dxaws_error *acm_plan_hook(struct dx_planner *planner);

/* simulate.c: what an action makes of a state, for dry-run. */
bool acm_simulate(const char *kind, const json_t *payload, json_t *observed);

/* waits.c: judges one look of a wait. */
dxaws_error *acm_converged(const char *kind, const json_t *payload, const json_t *observed,
                           struct dx_wait_state *state);

#endif
