/* SPDX-License-Identifier: MIT */
/* Whose a distribution is, and its origin access control, for the planner. */
#ifndef DXAWS_CLOUDFRONT_OWNERSHIP_H
#define DXAWS_CLOUDFRONT_OWNERSHIP_H

#include <dxaws/kit/ownership.h>

#include "schema.h"

/* A distribution as a mark and a consent name it; the texts are its own. */
struct cloudfront_claim {
    struct dx_claim claim;
    enum dx_ownership ownership; /* once the plan is performed */
    bool adopts;                 /* it becomes ours by this plan */
    char *name;
    char otherwise[200];
};

/* The claim to the observed distribution; release with cloudfront_claim_clear(). False without
 * memory. */
bool cloudfront_claim_of(const struct dx_planner *planner, struct cloudfront_claim *claim);
void cloudfront_claim_clear(struct cloudfront_claim *claim);
/* The claim to one that is yet to be made, whose caller reference is the first. */
bool cloudfront_claim_new(const struct dx_planner *planner, struct cloudfront_claim *claim);

/* Adds to an action what the provider finds the distribution by, and the mark that it must have. */
void cloudfront_expect(struct dx_planner *planner, json_t *action,
                       const struct cloudfront_claim *claim);
/* REFUSED to take over or to remove what serves traffic through, or for, another distribution. */
dxaws_error *cloudfront_check_alone(const struct dx_planner *planner, const char *verb);
/* What only looks like ours: CONFLICT for an alias that is held beside our distribution; the rest
 * is named as left. */
dxaws_error *cloudfront_plan_candidates(struct dx_planner *planner);
/* What is observed when a candidate is adopted, for want of one that is ours; a new reference, NULL
 * when none is. */
json_t *cloudfront_adopted_candidate(struct dx_planner *planner);

/* aliases.c */
/* CONFLICT when an alias that is to be added is known to be held by somebody else. */
dxaws_error *cloudfront_check_aliases_free(const struct dx_planner *planner);

/* certificate.c */
/* INVALID_STATE when the certificate that is to be used is known not to do. */
dxaws_error *cloudfront_plan_certificate(const struct dx_planner *planner);

/* invalidations.c */
/* Has the edge forget what is asked for, unless that was done; @a claim is NULL for a distribution
 * that this plan makes. CONFLICT when the reference is that of other paths. */
dxaws_error *cloudfront_plan_invalidation(struct dx_planner *planner,
                                          const struct cloudfront_claim *claim);

/* controls.c */
/* Makes our origin access control, or mends it, unless it is right. */
dxaws_error *cloudfront_plan_oac(struct dx_planner *planner);
/* Removes it, gives it back or leaves it; @a stays: the distribution that uses it goes on to be. */
void cloudfront_plan_no_oac(struct dx_planner *planner, bool stays);

/* removal.c */
dxaws_error *cloudfront_plan_absent(struct dx_planner *planner);

/* planner.c */
/* A read can still show the state before a change as deployed, so the wait knows what to expect. */
void cloudfront_plan_wait(struct dx_planner *planner, const char *reason, dxaws_wait level,
                          bool enabled, bool changes);
/* Copies a member of what was observed into a payload, when there is one. */
void cloudfront_carry(struct dx_planner *planner, json_t *action, const char *name);
/* A text of ours, as JSON, which releases it; NULL without memory (remembered). */
json_t *cloudfront_own_text(struct dx_planner *planner, char *text);

static inline bool cloudfront_is_marked(const struct dx_planner *planner)
{
    return !json_is_false(json_object_get(planner->desired, DX_MARK));
}

static inline bool cloudfront_is_set(const char *text)
{
    return text != NULL && *text != '\0';
}

#endif
