/* SPDX-License-Identifier: MIT */
/* Planning a distribution: create or update as a whole, wait, or disable and delete. Pure. */
#include "ownership.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cloudfront_carry(struct dx_planner *planner, json_t *action, const char *name)
{
    json_t *value = json_object_get(planner->observed, name);
    if (value != NULL) {
        dx_planner_payload(planner, action, name, json_incref(value));
    }
}

json_t *cloudfront_own_text(struct dx_planner *planner, char *text)
{
    json_t *value = text ? json_string(text) : NULL;
    free(text);
    planner->out_of_memory = planner->out_of_memory || value == NULL;
    return value;
}

static json_t *own_comment(struct dx_planner *planner)
{
    return cloudfront_own_text(planner, cloudfront_comment(dx_text(planner->desired, CF_NAME)));
}

/* What it is tagged with from the call that makes it. The mark names the first caller reference;
 * the provider, which finds out which one is free, says that one. */
static void plan_new_tags(struct dx_planner *planner, json_t *action)
{
    struct cloudfront_claim claim;
    if (!cloudfront_claim_new(planner, &claim)) {
        planner->out_of_memory = true;
        return;
    }
    json_t *tags = dx_planner_new_tags(planner, &claim.claim);
    dx_planner_diff(planner, action, CF_TAGS, NULL, tags);
    if (tags == NULL) {
        planner->out_of_memory = true;
    } else {
        dx_planner_payload(planner, action, CF_TAGS, tags);
    }
    cloudfront_claim_clear(&claim);
}

static void plan_create(struct dx_planner *planner)
{
    json_t *action = dx_planner_action(planner, CF_CREATE, "absent");
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        json_t *value = json_object_get(planner->desired, row->name);
        if (row->action == NULL || strcmp(row->action, CF_UPDATE) != 0 || value == NULL) {
            continue;
        }
        dx_planner_diff(planner, action, row->name, NULL, value);
        dx_planner_payload(planner, action, row->name, json_incref(value));
    }
    json_t *comment = own_comment(planner);
    dx_planner_change(planner, action, CF_COMMENT, NULL, comment);
    dx_planner_payload(planner, action, CF_COMMENT, comment);
    cloudfront_carry(planner, action, CF_OAC);
    cloudfront_carry(planner, action, CF_CALLER);
    plan_new_tags(planner, action);
}

/* CloudFront's own certificate has its own, fixed minimum. */
static bool applies(const struct dx_planner *planner, const struct dx_attribute *row)
{
    if (strcmp(row->name, CF_MINIMUM_TLS) != 0) {
        return true;
    }
    const json_t *wanted = json_object_get(planner->desired, CF_CERTIFICATE);
    const char *arn = dx_is_unknown(wanted) ? "later" : json_string_value(wanted);
    return cloudfront_is_set(arn ? arn : dx_text(planner->observed, CF_CERTIFICATE));
}

/* What we converge of a distribution: of one that we did not make only what is said, and neither a
 * preset nor the comment. */
static bool is_managed(const struct dx_planner *planner, const struct cloudfront_claim *claim,
                       const char *name)
{
    const json_t *said = json_object_get(planner->said, name);
    bool made = claim->ownership == DX_MADE || claim->claim.proved;
    return made || (said != NULL && !json_is_null(said));
}

/* Whether an attribute is part of the configuration and managed. */
static bool is_converged(const struct dx_planner *planner, const struct cloudfront_claim *claim,
                         const struct dx_attribute *row)
{
    return row->action != NULL && strcmp(row->action, CF_UPDATE) == 0 && applies(planner, row) &&
           json_object_get(planner->desired, row->name) != NULL &&
           is_managed(planner, claim, row->name);
}

/* One that was taken over keeps the access control that it has. */
static bool keeps_its_oac(const struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    return !is_managed(planner, claim, CF_OAC) &&
           cloudfront_is_set(dx_text(planner->observed, CF_ORIGIN_OAC));
}

/* All that we converge, as it was read: when it is otherwise by then, somebody else is at it. */
static json_t *expected(const struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    bool whole = true;
    json_t *members = json_object();
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        if (is_converged(planner, claim, row)) {
            dx_put_from(&whole, members, row->name, planner->observed);
        }
    }
    if (is_managed(planner, claim, CF_COMMENT)) {
        dx_put_from(&whole, members, CF_COMMENT, planner->observed);
    }
    if (!keeps_its_oac(planner, claim)) {
        dx_put_from(&whole, members, CF_ORIGIN_OAC, planner->observed);
    }
    return dx_whole(whole && members != NULL, members);
}

static json_t *update_action(struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    size_t before = json_array_size(planner->actions);
    json_t *action = dx_planner_action(planner, CF_UPDATE, "drift");
    if (json_array_size(planner->actions) > before) {
        cloudfront_expect(planner, action, claim);
        dx_planner_payload(planner, action, CF_EXPECTED, expected(planner, claim));
    }
    return action;
}

static dxaws_error *plan_attributes(struct dx_planner *planner,
                                    const struct cloudfront_claim *claim)
{
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        bool drifts = false;
        if (!is_converged(planner, claim, row)) {
            continue;
        }
        dxaws_error *error = dx_planner_drift(planner, row, &drifts);
        if (error != NULL) {
            return error;
        }
        if (drifts) {
            json_t *desired = json_object_get(planner->desired, row->name);
            json_t *action = update_action(planner, claim);
            dx_planner_diff(planner, action, row->name,
                            json_object_get(planner->observed, row->name), desired);
            dx_planner_payload(planner, action, row->name, json_incref(desired));
        }
    }
    return NULL;
}

static void plan_comment(struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    const json_t *before = json_object_get(planner->observed, CF_COMMENT);
    json_t *after = own_comment(planner);
    if (after == NULL || before == NULL || json_equal(before, after) ||
        !is_managed(planner, claim, CF_COMMENT)) {
        json_decref(after);
        return;
    }
    json_t *action = update_action(planner, claim);
    dx_planner_change(planner, action, CF_COMMENT, before, after);
    dx_planner_payload(planner, action, CF_COMMENT, after);
}

/* The origin is behind our own access control, and behind no other. */
static void plan_origin_oac(struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    const json_t *before = json_object_get(planner->observed, CF_ORIGIN_OAC);
    json_t *ours = json_object_get(planner->observed, CF_OAC);
    if (before == NULL || keeps_its_oac(planner, claim) ||
        (ours != NULL && json_equal(before, ours))) {
        return;
    }
    json_t *action = update_action(planner, claim);
    const char *name = dx_text(planner->desired, CF_NAME);
    json_t *after =
        ours ? json_incref(ours) : cloudfront_own_text(planner, cloudfront_oac_name(name));
    dx_planner_change(planner, action, "origin_access_control",
                      json_string_length(before) > 0 ? before : NULL, after);
    json_decref(after);
    /* When it is yet to be made, the provider finds its id among what was answered before. */
    dx_planner_payload(planner, action, CF_OAC, ours ? json_incref(ours) : json_string(""));
}

/* What is written about tags, and whether the distribution may be written at all. */
static dxaws_error *plan_tags(struct dx_planner *planner, const struct cloudfront_claim *claim)
{
    json_t *action = NULL;
    dxaws_error *error = dx_planner_tags(planner, &claim->claim, CF_PUT_TAGS, &action);
    cloudfront_expect(planner, action, claim);
    error = error ? error : dx_planner_judge(planner, &claim->claim);
    if (error == NULL && claim->adopts) {
        cloudfront_expect(planner, dx_planner_action(planner, DX_ADOPT, NULL), claim);
    }
    return error;
}

void cloudfront_plan_wait(struct dx_planner *planner, const char *reason, dxaws_wait level,
                          bool enabled, bool changes)
{
    json_t *action = dx_planner_wait(planner, CF_WAIT, reason, level);
    cloudfront_carry(planner, action, CF_ID);
    dx_planner_payload(planner, action, CF_ENABLED, json_boolean(enabled));
    json_t *etag = json_object_get(planner->observed, CF_ETAG);
    if (changes && etag != NULL) {
        dx_planner_payload(planner, action, "previous_etag", json_incref(etag));
    }
}

static bool is_planned(const struct dx_planner *planner, const char *kind)
{
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        if (strcmp(dx_text(action, "kind"), kind) == 0) {
            return true;
        }
    }
    return false;
}

/* For who does without marks, comment or caller reference say whose it is. */
static dxaws_error *check_name(const struct dx_planner *planner)
{
    const char *name = dx_text(planner->desired, CF_NAME);
    if (cloudfront_is_marked(planner) ||
        cloudfront_is_our_comment(name, dx_text(planner->observed, CF_COMMENT)) ||
        cloudfront_is_our_reference(name, dx_text(planner->observed, CF_REFERENCE))) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
                           "cloudfront %s: an alias is held by distribution %s, which is not ours; "
                           "remove the alias there",
                           name, dx_text(planner->observed, CF_ID));
}

/* One function runs for an event: that of somebody else is not taken out. Ours has our name. */
static dxaws_error *check_function(struct dx_planner *planner)
{
    const json_t *asked = json_object_get(planner->desired, CF_FUNCTION);
    /* One that is yet to be made runs nowhere. */
    const char *wanted = dx_is_unknown(asked) ? "" : json_string_value(asked);
    const char *used = dx_text(planner->observed, CF_FUNCTION);
    const char *slash = used ? strrchr(used, '/') : NULL;
    const char *owner = dx_text(planner->desired, DX_OWNER);
    char consent[200];
    if (wanted == NULL || !cloudfront_is_set(used) || strcmp(used, wanted) == 0) {
        return NULL;
    }
    char *ours = cloudfront_oac_name(owner ? owner : dx_text(planner->desired, CF_NAME));
    bool made = ours != NULL && slash != NULL && strcmp(slash + 1, ours) == 0;
    planner->out_of_memory = planner->out_of_memory || ours == NULL;
    free(ours);
    snprintf(consent, sizeof consent, "function/%.64s", slash ? slash + 1 : used);
    if (made || dxaws_apply_options_adopts(planner->options, consent)) {
        return NULL;
    }
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
                        "cloudfront %s: adopt \"%s\" to take it out, or leave \"" CF_FUNCTION
                        "\" out: it runs for the requests of viewers, and is not ours (%s)",
                        dx_text(planner->desired, CF_NAME), consent, used);
    dxaws_error_set_resource(error, consent);
    return error;
}

/* What may not be done at all is found first, so that a plan that is refused names the reason and
 * not what would have followed. */
static dxaws_error *plan_existing(struct dx_planner *planner, struct cloudfront_claim *claim)
{
    dxaws_error *error = check_name(planner);
    planner->tells_unsaid = claim->ownership != DX_MADE && !claim->claim.proved;
    if (error == NULL && claim->adopts) {
        error = cloudfront_check_alone(planner, "adopting");
    }
    error = error ? error : check_function(planner);
    error = error ? error : plan_attributes(planner, claim);
    if (error != NULL) {
        return error;
    }
    plan_comment(planner, claim);
    plan_origin_oac(planner, claim);
    error = cloudfront_plan_invalidation(planner, claim);
    error = error ? error : plan_tags(planner, claim);
    if (error == NULL && is_planned(planner, CF_UPDATE)) {
        error = cloudfront_check_alone(planner, "changing");
    }
    return error || keeps_its_oac(planner, claim) ? error : cloudfront_plan_oac(planner);
}

/* What the distribution will be when all is done: of one that was adopted, what nobody declared
 * stays, so that one that is switched off is not waited for to serve. */
static bool will_be_enabled(const struct dx_planner *planner, bool exists)
{
    const json_t *enabled =
        json_object_get(exists ? planner->observed : planner->desired, CF_ENABLED);
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        size_t place;
        json_t *change;
        json_array_foreach(json_object_get(action, "changes"), place, change) {
            if (strcmp(dx_text(change, "path"), CF_ENABLED) == 0) {
                enabled = json_object_get(change, "after");
            }
        }
    }
    return !json_is_false(enabled);
}

static dxaws_error *plan_present(struct dx_planner *planner)
{
    bool exists = dx_exists(planner->observed);
    struct cloudfront_claim claim;
    dxaws_error *error = NULL;
    if (exists && cloudfront_claim_of(planner, &claim)) {
        error = plan_existing(planner, &claim);
        cloudfront_claim_clear(&claim);
    } else if (exists) {
        planner->out_of_memory = true;
    } else {
        error = cloudfront_plan_oac(planner);
        plan_create(planner);
        error = error ? error : cloudfront_plan_invalidation(planner, NULL);
    }
    if (error != NULL) {
        return error;
    }
    error = cloudfront_plan_certificate(planner);
    error = error ? error : cloudfront_check_aliases_free(planner);
    if (error != NULL) {
        return error;
    }
    const char *status = dx_text(planner->observed, CF_STATUS);
    /* Also what an earlier run changed is waited for: until it is deployed, edges answer by either.
     */
    bool changes = !exists || is_planned(planner, CF_UPDATE);
    if (changes || (status != NULL && strcmp(status, CF_DEPLOYED) != 0)) {
        cloudfront_plan_wait(planner, changes ? "change" : "in progress", DXAWS_WAIT_DEPLOYED,
                             will_be_enabled(planner, exists), changes);
    }
    return NULL;
}

/* A candidate that is adopted is planned as if it had been found. */
static dxaws_error *plan_candidate(struct dx_planner *planner)
{
    struct cloudfront_claim claim;
    dxaws_error *error = cloudfront_check_alone(planner, "adopting");
    if (error == NULL && cloudfront_claim_of(planner, &claim)) {
        if (!claim.adopts) {
            error = dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                                    DXAWS_MODULE_ERROR_ANOTHERS_RESOURCE,
                                    "cloudfront %s: distribution %s is not adopted, it belongs to "
                                    "somebody else who uses dxaws; release it there first",
                                    dx_text(planner->desired, CF_NAME), claim.claim.identity);
        }
        cloudfront_claim_clear(&claim);
    }
    return error ? error : plan_present(planner);
}

dxaws_error *cloudfront_plan(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    json_t *taken = cloudfront_adopted_candidate(planner);
    dxaws_error *error;
    if (taken != NULL) {
        planner->observed = taken;
        error = plan_candidate(planner);
    } else {
        error = !dx_is_present(planner->desired) ? cloudfront_plan_absent(planner)
                                                 : plan_present(planner);
    }
    error = error ? error : cloudfront_plan_candidates(planner);
    planner->observed = observed;
    json_decref(taken);
    return error;
}
