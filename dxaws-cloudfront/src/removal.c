/* SPDX-License-Identifier: MIT */
/* Planning the end of a distribution: what we made is disabled and deleted, what we adopted is
 * given back, and what is not ours is left. */
#include "ownership.h"

/* All else of ours hangs on a distribution that has our caller reference: what cannot be proved to
 * be removed keeps it all. Who only lets go has let go of it already. */
static dxaws_error *check_removable(const struct dx_planner *planner,
                                    const struct cloudfront_claim *claim)
{
    char evidence[200];
    /* Nothing is adopted in order to be removed. */
    bool unmarked =
        claim->adopts || claim->ownership == DX_NOBODYS || claim->ownership == DX_COPIED;
    if (!claim->claim.proved || !unmarked || dxaws_apply_options_release(planner->options)) {
        return NULL;
    }
    dx_evidence(json_object_get(planner->observed, CF_TAGS), evidence, sizeof evidence);
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
                           "cloudfront %s: apply with adopt \"distribution/%s\" before destroying "
                           "it, or delete it yourself: it has our caller reference, and not our "
                           "mark (%s)",
                           dx_text(planner->desired, CF_NAME), claim->claim.identity, evidence);
}

static void plan_deletion(struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    json_t *action;
    bool disable = !json_is_false(json_object_get(planner->observed, CF_ENABLED));
    if (disable) {
        action = dx_planner_action(planner, CF_DISABLE, "not wanted");
        dx_planner_change(planner, action, CF_ENABLED,
                          json_object_get(planner->observed, CF_ENABLED), json_false());
        cloudfront_expect(planner, action, claim);
    }
    /* CloudFront deletes what is deployed as disabled, and nothing else. */
    cloudfront_plan_wait(planner, "before deletion", DXAWS_WAIT_DEFAULT, false, disable);
    action = dx_planner_action(planner, CF_DELETE, "not wanted");
    cloudfront_expect(planner, action, claim);
}

/* Whether the distribution goes on to be is *stays. */
static dxaws_error *plan_end(struct dx_planner *planner, const struct cloudfront_claim *claim,
                             bool *stays)
{
    dxaws_error *error = check_removable(planner, claim);
    enum dx_end end = error ? DX_LEAVE : dx_planner_end(planner, &claim->claim);
    *stays = end != DX_DELETE;
    if (end == DX_DELETE) {
        error = cloudfront_check_alone(planner, "destroying");
    }
    if (error == NULL && end == DX_DELETE) {
        plan_deletion(planner, claim);
    } else if (error == NULL && end == DX_GIVE_BACK) {
        cloudfront_expect(planner, dx_planner_release(planner, &claim->claim), claim);
        dx_planner_stays(planner, &claim->claim, NULL);
    }
    return error;
}

dxaws_error *cloudfront_plan_absent(struct dx_planner *planner)
{
    struct cloudfront_claim claim;
    bool stays = false;
    if (dx_exists(planner->observed)) {
        if (!cloudfront_claim_of(planner, &claim)) {
            planner->out_of_memory = true;
            return NULL;
        }
        dxaws_error *error = plan_end(planner, &claim, &stays);
        cloudfront_claim_clear(&claim);
        if (error != NULL) {
            return error;
        }
    }
    cloudfront_plan_no_oac(planner, stays);
    return NULL;
}
