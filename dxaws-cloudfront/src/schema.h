/* SPDX-License-Identifier: MIT */
/* The distribution as tables, and the types behind the public ones. */
#ifndef DXAWS_CLOUDFRONT_SCHEMA_H
#define DXAWS_CLOUDFRONT_SCHEMA_H

#include <dxaws/cloudfront-providers.h>
#include <dxaws/kit/engine.h>
#include <dxaws/kit/words.h>

#include "providers/configuration.h"
#include "providers/names.h"

extern const struct dx_schema cloudfront_schema;

/* provider.c: what the schema makes providers with. */
dxaws_error *cloudfront_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *cloudfront_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

struct dxaws_cloudfront_desired {
    struct dx_state state;
};
struct dxaws_cloudfront_current {
    struct dx_state state;
};
struct dxaws_cloudfront_result {
    struct dx_state state;
};
struct dxaws_cloudfront_manager {
    struct dx_manager manager;
};

/* Action kinds, beside DX_ADOPT and DX_RELEASE. */
#define CF_CREATE_OAC "CREATE_OAC"
#define CF_UPDATE_OAC "UPDATE_OAC"
#define CF_CREATE "CREATE_DISTRIBUTION"
#define CF_UPDATE "UPDATE_DISTRIBUTION"
#define CF_PUT_TAGS "PUT_TAGS"
#define CF_DISABLE "DISABLE"
#define CF_WAIT "WAIT_DEPLOYED"
#define CF_INVALIDATE "INVALIDATE"
#define CF_WAIT_INVALIDATED "WAIT_INVALIDATED"
#define CF_DELETE "DELETE_DISTRIBUTION"
#define CF_DELETE_OAC "DELETE_OAC"

/* models.c: what CloudFront says of the progress of a change. */
extern const struct dx_words cloudfront_status_words;

/* checks.c */
dxaws_error *cloudfront_normalise(json_t *desired);
dxaws_error *cloudfront_check(const json_t *desired);

/* planner.c */
dxaws_error *cloudfront_plan(struct dx_planner *planner);

/* invalidations.c */
/* Brings the paths of a Desired's invalidation into their canonical form, made of its keys. */
dxaws_error *cloudfront_normalise_invalidation(json_t *desired);
/* Whether the invalidation that was made is over. */
void cloudfront_invalidation_converged(const json_t *observed, struct dx_wait_state *state);
/* What the invalidation of a payload is as it is observed. */
void cloudfront_simulate_invalidation(bool *whole, const json_t *payload, json_t *observed);
/* Has what is read back read by its id what @a observed knows that of. False without memory. */
bool cloudfront_recall(json_t *wanted, const json_t *observed);
dxaws_error *cloudfront_check_payload(const char *kind, const json_t *payload);

/* simulate.c */
dxaws_error *cloudfront_converged(const char *kind, const json_t *payload, const json_t *observed,
                                  struct dx_wait_state *state);
bool cloudfront_simulate(const char *kind, const json_t *payload, json_t *observed);

#endif
