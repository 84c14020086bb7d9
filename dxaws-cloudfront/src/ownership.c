/* SPDX-License-Identifier: MIT */
/* Whose a distribution is. The NAME of its mark is its caller reference, which nobody can change
 * and a copy cannot share. */
#include "ownership.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "providers/service.h"

static bool fill(const struct dx_planner *planner, const json_t *found, const char *reference,
                 struct cloudfront_claim *claim)
{
    const char *alias = cloudfront_common_alias(planner->desired, found);
    *claim = (struct cloudfront_claim){.name = cloudfront_mark_name(reference)};
    claim->claim = (struct dx_claim){
        .owner = dx_text(planner->desired, DX_OWNER),
        .kind = "distribution",
        .identity = dx_text(found, CF_ID),
        .name = claim->name,
        .otherwise = claim->otherwise,
        .beside = alias ? "choose another domain" : "choose another name",
        .removal = "to remove it, disable it, wait until it is deployed, and delete it",
        .proved = cloudfront_is_our_reference(dx_text(planner->desired, CF_NAME), reference),
    };
    if (alias != NULL) {
        snprintf(claim->otherwise, sizeof claim->otherwise, "take the alias \"%.150s\" from it",
                 alias);
    } else {
        snprintf(claim->otherwise, sizeof claim->otherwise, "delete it");
    }
    return claim->name != NULL;
}

static bool is_foreign(enum dx_ownership ownership)
{
    return ownership != DX_MADE && ownership != DX_ADOPTED;
}

bool cloudfront_claim_of(const struct dx_planner *planner, struct cloudfront_claim *claim)
{
    const json_t *found = planner->observed;
    bool whole = fill(planner, found, dx_text(found, CF_REFERENCE), claim);
    if (whole) {
        claim->ownership = dx_planner_ownership(planner, &claim->claim);
        claim->adopts = cloudfront_is_marked(planner) && !is_foreign(claim->ownership) &&
                        is_foreign(dx_ownership(&claim->claim, json_object_get(found, CF_TAGS)));
    }
    return whole;
}

bool cloudfront_claim_new(const struct dx_planner *planner, struct cloudfront_claim *claim)
{
    char *reference = cloudfront_reference(dx_text(planner->desired, CF_NAME), 1);
    bool whole = reference != NULL && fill(planner, NULL, reference, claim);
    free(reference);
    return whole;
}

void cloudfront_claim_clear(struct cloudfront_claim *claim)
{
    free(claim->name);
    claim->name = NULL;
}

/* Those of the tags that say whose it is. */
static json_t *marks_among(const json_t *tags)
{
    bool whole = true;
    json_t *marks = json_object();
    dx_put_from(&whole, marks, DX_TAG_SITE, tags);
    dx_put_from(&whole, marks, DX_TAG_MANAGED, tags);
    return dx_whole(whole && marks != NULL, marks);
}

void cloudfront_expect(struct dx_planner *planner, json_t *action,
                       const struct cloudfront_claim *claim)
{
    if (action == NULL) {
        return;
    }
    cloudfront_carry(planner, action, CF_ID);
    cloudfront_carry(planner, action, CF_ARN);
    if (cloudfront_is_marked(planner)) {
        bool adopts = strcmp(dx_text(action, "kind"), DX_ADOPT) == 0;
        const char *how = claim->ownership == DX_ADOPTED ? "adopted" : "made";
        dx_planner_payload(planner, action, CF_EXPECTED_MARKS,
                           adopts ? marks_among(json_object_get(planner->observed, CF_TAGS))
                                  : dx_marks(&claim->claim, how));
    }
}

dxaws_error *cloudfront_check_alone(const struct dx_planner *planner, const char *verb)
{
    const char *policy = dx_text(planner->observed, CF_CONTINUOUS);
    const char *mode = dx_text(planner->observed, CF_CONNECTION);
    const char *why =
        json_is_true(json_object_get(planner->observed, CF_STAGING)) ? "is a staging distribution"
        : cloudfront_is_set(policy)                         ? "has continuous deployment policy "
        : mode != NULL && strcmp(mode, CF_TENANT_ONLY) == 0 ? "is a template for tenants"
                                                            : NULL;
    bool tenants = why != NULL && strstr(why, "tenants") != NULL;
    return why == NULL
               ? NULL
               : dxaws_error_new(
                     DXAWS_ERROR_REFUSED, "cloudfront",
                     DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT,
                     "cloudfront %s: distribution %s %s%s; %s before %s it",
                     dx_text(planner->desired, CF_NAME), dx_text(planner->observed, CF_ID), why,
                     strstr(why, "policy") ? policy : "",
                     tenants ? "remove its tenants" : "end the continuous deployment", verb);
}

static bool is_anothers(const struct dx_planner *planner, const json_t *candidate)
{
    const json_t *tags = json_object_get(candidate, CF_TAGS);
    const char *site = dx_text(tags, DX_TAG_SITE);
    const char *owner = dx_text(planner->desired, DX_OWNER);
    return (site != NULL && (owner == NULL || strcmp(site, owner) != 0)) ||
           (site == NULL && owner != NULL && dx_text(tags, DX_TAG_MANAGED) != NULL);
}

/* The alias of ours that a candidate holds beside our distribution. */
static dxaws_error *alias_conflict(const struct dx_planner *planner, const json_t *candidate)
{
    const char *id = dx_text(candidate, CF_ID);
    const char *name = dx_text(planner->desired, CF_NAME);
    const char *alias = cloudfront_common_alias(planner->desired, candidate);
    const json_t *tags = json_object_get(candidate, CF_TAGS);
    const char *site = dx_text(tags, DX_TAG_SITE);
    char evidence[200];
    if (is_anothers(planner, candidate)) {
        return dxaws_error_new(
            DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
            "cloudfront %s: choose another domain than \"%s\": distribution %s holds it, and "
            "belongs to %s%s%s",
            name, alias, id, site ? "the site \"" : "somebody else who uses dxaws",
            site ? site : "", site ? "\"" : "");
    }
    dx_evidence(tags, evidence, sizeof evidence);
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
                           "cloudfront %s: remove the alias \"%s\" from distribution %s, which "
                           "is not ours (%s) and holds it",
                           name, alias, id, evidence);
}

/* Why a candidate could be taken for ours; NULL when it only serves the same bucket. */
static const char *likeness_of(const struct dx_planner *planner, const json_t *candidate,
                               enum dx_ownership ownership)
{
    const char *name = dx_text(planner->desired, CF_NAME);
    if (ownership == DX_COPIED) {
        return "it has a copy of another distribution's mark";
    }
    if (cloudfront_is_our_reference(name, dx_text(candidate, CF_REFERENCE))) {
        return "it has our caller reference, and not our mark";
    }
    if (cloudfront_common_alias(planner->desired, candidate) != NULL) {
        return "it holds an alias of ours, and is not ours";
    }
    return cloudfront_is_our_comment(name, dx_text(candidate, CF_COMMENT))
               ? "it has our comment, and is not ours"
               : NULL;
}

static void leave(struct dx_planner *planner, const json_t *candidate)
{
    struct cloudfront_claim claim;
    char evidence[200];
    char why[300];
    const json_t *tags = json_object_get(candidate, CF_TAGS);
    if (!fill(planner, candidate, dx_text(candidate, CF_REFERENCE), &claim)) {
        planner->out_of_memory = true;
        return;
    }
    const char *likeness = likeness_of(planner, candidate, dx_ownership(&claim.claim, tags));
    dx_evidence(tags, evidence, sizeof evidence);
    if (likeness != NULL) {
        snprintf(why, sizeof why, "%s (%s)", likeness, evidence);
        dx_planner_left(planner, claim.claim.kind, claim.claim.identity, why,
                        is_anothers(planner, candidate)
                            ? "leave it to its owner, whose own destroy removes it"
                            : claim.claim.removal);
    }
    cloudfront_claim_clear(&claim);
}

dxaws_error *cloudfront_plan_candidates(struct dx_planner *planner)
{
    const char *own = dx_text(planner->observed, CF_ID);
    bool present = dx_is_present(planner->desired);
    size_t index;
    json_t *candidate;
    json_array_foreach(json_object_get(planner->observed, CF_CANDIDATES), index, candidate) {
        const char *id = dx_text(candidate, CF_ID);
        if (id == NULL || json_is_true(json_object_get(candidate, CF_STAGING)) ||
            (own != NULL && strcmp(own, id) == 0)) {
            continue;
        }
        if (present && cloudfront_common_alias(planner->desired, candidate) != NULL) {
            return alias_conflict(planner, candidate);
        }
        leave(planner, candidate);
    }
    return NULL;
}

/* One that is in nobody's way is adopted only by its own name. */
static bool is_chosen(const struct dx_planner *planner, const char *id)
{
    char consent[100];
    snprintf(consent, sizeof consent, "distribution/%.64s", id ? id : "");
    return id != NULL && dxaws_apply_options_adopts(planner->options, consent) &&
           !dxaws_apply_options_adopts(planner->options, "distribution");
}

json_t *cloudfront_adopted_candidate(struct dx_planner *planner)
{
    size_t index;
    json_t *candidate;
    if (dx_exists(planner->observed) || !dx_is_present(planner->desired)) {
        return NULL;
    }
    json_array_foreach(json_object_get(planner->observed, CF_CANDIDATES), index, candidate) {
        if (!is_chosen(planner, dx_text(candidate, CF_ID))) {
            continue;
        }
        json_t *taken = dx_members((json_t *)(uintptr_t)planner->observed);
        bool whole = taken != NULL && json_object_update(taken, candidate) == 0;
        dx_put(&whole, taken, DX_EXISTS, json_true());
        planner->out_of_memory = planner->out_of_memory || !whole;
        return dx_whole(whole, taken);
    }
    return NULL;
}
