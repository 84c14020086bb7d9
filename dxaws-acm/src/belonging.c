/* SPDX-License-Identifier: MIT */
/* Planning with certificates that are ours and others that are not. Pure. */
#include "belonging.h"

#include <stdio.h>
#include <string.h>

enum { EVIDENCE = 200 };

static bool is_true(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

/* Ours, or not marked at all, so that the name decides. */
static bool is_ours(const struct dx_planner *planner, enum dx_ownership ownership)
{
    return !acm_is_marked(planner->desired) || ownership == DX_MADE || ownership == DX_ADOPTED;
}

/* Nothing that is marked as somebody's is given away by whoever asks for it. */
static bool is_given(const struct dx_planner *planner, const char *arn, enum dx_ownership ownership)
{
    char consent[260];
    snprintf(consent, sizeof consent, "certificate/%s", arn ? arn : "");
    return (ownership == DX_NOBODYS || ownership == DX_COPIED) && arn != NULL &&
           dxaws_apply_options_adopts(planner->options, consent);
}

bool acm_is_borrowed(const struct dx_planner *planner, const struct acm_claim *own)
{
    enum dx_ownership ownership = acm_ownership(planner->desired, planner->observed);
    return dx_exists(planner->observed) && !is_ours(planner, ownership) &&
           !is_given(planner, own->claim.identity, ownership);
}

json_t *acm_adoption(struct dx_planner *planner)
{
    size_t index;
    json_t *candidate;
    if (dx_exists(planner->observed) || !acm_is_marked(planner->desired)) {
        return NULL; /* ours goes first */
    }
    json_array_foreach(json_object_get(planner->observed, ACM_CANDIDATES), index, candidate) {
        enum dx_ownership ownership = acm_ownership(planner->desired, candidate);
        if (is_given(planner, dx_text(candidate, ACM_ARN), ownership) &&
            acm_why_not(planner->desired, candidate) == NULL) {
            json_t *adopted = acm_with_candidate(planner->observed, candidate);
            planner->out_of_memory = planner->out_of_memory || adopted == NULL;
            return adopted;
        }
    }
    return NULL;
}

void acm_leave_beside(struct dx_planner *planner)
{
    size_t index;
    json_t *candidate;
    json_array_foreach(json_object_get(planner->observed, ACM_CANDIDATES), index, candidate) {
        char evidence[EVIDENCE];
        char why[EVIDENCE + 80];
        char remedy[300];
        const char *arn = dx_text(candidate, ACM_ARN);
        bool anothers = acm_ownership(planner->desired, candidate) == DX_ANOTHERS;
        dx_evidence(json_object_get(candidate, ACM_TAGS), evidence, sizeof evidence);
        snprintf(why, sizeof why, "it is not ours (%s): one of our own is requested beside it",
                 evidence);
        snprintf(remedy, sizeof remedy, "adopt \"certificate/%s\" to use that one instead", arn);
        dx_planner_left(planner, "certificate", arn, why, anothers ? NULL : remedy);
    }
}

/* A mark as it is, or null. */
static void expect(bool *whole, json_t *expected, const json_t *tags, const char *key)
{
    json_t *mark = json_object_get(tags, key);
    dx_put(whole, expected, key, mark ? json_incref(mark) : json_null());
}

/* What says whose it is among the tags that it has by then. */
static json_t *expectations(const json_t *tags)
{
    bool whole = true;
    json_t *expected = json_object();
    expect(&whole, expected, tags, DX_TAG_MANAGED);
    expect(&whole, expected, tags, DX_TAG_SITE);
    return dx_whole(whole, expected);
}

/* By the time of any write but the adoption itself, a certificate that is given away is ours. */
static json_t *expectations_of(const struct dx_planner *planner, const char *kind,
                               const struct acm_claim *own)
{
    const json_t *tags = json_object_get(planner->observed, ACM_TAGS);
    enum dx_ownership ownership = acm_ownership(planner->desired, planner->observed);
    if (is_ours(planner, ownership) || strcmp(kind, DX_ADOPT) == 0) {
        return expectations(tags);
    }
    json_t *marks = dx_marks(&own->claim, "adopted");
    json_t *merged = marks ? dx_tags_merged(tags, marks, NULL) : NULL;
    json_t *expected = merged ? expectations(merged) : NULL;
    json_decref(marks);
    json_decref(merged);
    return expected;
}

static bool is_one_of(const char *kind, const char *const *kinds)
{
    while (*kinds != NULL && strcmp(*kinds, kind) != 0) {
        kinds++;
    }
    return *kinds != NULL;
}

void acm_address(struct dx_planner *planner, bool requested, const struct acm_claim *own)
{
    static const char *const writes[] = {DX_ADOPT,        DX_RELEASE,        ACM_PUT_TAGS,
                                         ACM_MARK_RECORD, ACM_PUT_RECORD,    ACM_DELETE_RECORD,
                                         ACM_DELETE,      ACM_DELETE_FAILED, NULL};
    json_t *arn = json_object_get(planner->observed, ACM_ARN);
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        const char *kind = dx_text(action, "kind");
        if (arn == NULL || strcmp(kind, ACM_PASS_RECORD) == 0 ||
            (requested && strcmp(kind, ACM_DELETE_FAILED) != 0)) {
            continue; /* on the one that is requested in this plan */
        }
        dx_planner_payload(planner, action, ACM_ARN, json_incref(arn));
        if (acm_is_marked(planner->desired) && is_one_of(kind, writes)) {
            dx_planner_payload(planner, action, ACM_EXPECTED_TAGS,
                               expectations_of(planner, kind, own));
        }
    }
}

/* The first user that is not among those that are said to go. */
static const char *who_stays(const struct dx_planner *planner)
{
    const json_t *going = json_object_get(planner->desired, ACM_USED_BY);
    size_t index;
    json_t *user;
    json_array_foreach(json_object_get(planner->observed, ACM_USERS), index, user) {
        if (!dx_has_text(going, json_string_value(user))) {
            return json_string_value(user);
        }
    }
    return NULL;
}

/* Another one that is ours, needs the record, and does not say yet that it is ours. */
static const json_t *find_heir(const struct dx_planner *planner)
{
    const json_t *sharers = json_object_get(planner->observed, ACM_SHARED);
    size_t index;
    json_t *heir;
    json_array_foreach(json_object_get(planner->observed, ACM_HEIRS), index, heir) {
        const char *arn = dx_text(heir, ACM_ARN);
        if (acm_ownership(planner->desired, heir) == DX_MADE && arn != NULL &&
            dx_has_text(sharers, arn)) {
            return heir;
        }
    }
    return NULL;
}

/* The record outlives the certificate that says it is ours: another one has to say so then. */
static void pass_record_on(struct dx_planner *planner)
{
    const json_t *heir = find_heir(planner);
    const char *arn = dx_text(heir, ACM_ARN);
    char region[64] = "";
    if (heir == NULL || acm_says_record_is_ours(heir) ||
        sscanf(arn, "arn:%*[^:]:acm:%63[^:]:", region) != 1) {
        return;
    }
    json_t *action = dx_planner_action(planner, ACM_PASS_RECORD, "another one of ours needs it");
    json_t *tags = json_pack("{ss}", ACM_TAG_RECORD, ACM_RECORD_MADE);
    json_t *identity = json_string(arn);
    planner->out_of_memory = planner->out_of_memory || tags == NULL || identity == NULL;
    dx_planner_change(planner, action, ACM_RECORD "." ACM_ARN,
                      json_object_get(planner->observed, ACM_ARN), identity);
    dx_planner_payload(planner, action, ACM_ARN, identity);
    dx_planner_payload(planner, action, ACM_REGION, json_string(region));
    dx_planner_payload(planner, action, ACM_TAGS, tags);
    dx_planner_payload(planner, action, ACM_REMOVED_TAGS, json_array());
    dx_planner_payload(planner, action, ACM_EXPECTED_TAGS,
                       expectations(json_object_get(heir, ACM_TAGS)));
}

/* The record that stays; @a sharing, what else needs it, or may: an ARN or a region. */
static void leave_record(struct dx_planner *planner, const json_t *record, const char *sharing)
{
    bool known = sharing != NULL && strncmp(sharing, "arn:", 4) == 0;
    char identity[600];
    char why[600] = "it stood there before the certificate was requested";
    snprintf(identity, sizeof identity, "%s CNAME", dx_text(record, "name"));
    if (sharing != NULL) {
        snprintf(why, sizeof why,
                 known ? "certificate %s is validated by it as well"
                       : "a certificate in %s may be validated by it as well, and those there "
                         "could not be listed",
                 sharing);
    }
    dx_planner_left(planner, "record", identity, why,
                    sharing == NULL ? NULL
                    : known         ? "leave it for as long as that certificate is needed"
                                    : "allow acm:ListCertificates there and run again before the "
                                      "certificate is gone, or remove the record by hand");
}

/* Who made it elsewhere is the one who can remove it. */
static void leave_elsewhere(struct dx_planner *planner, const json_t *record)
{
    char identity[600];
    snprintf(identity, sizeof identity, "%s CNAME %s", dx_text(record, "name"),
             dx_text(record, "value"));
    dx_planner_left(planner, "record", identity, "no hosted zone of this account holds it",
                    "delete it where the DNS of that name is run");
}

/* Whose the record is, and who needs it besides. */
static void plan_record_end(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    json_t *record = json_object_get(observed, ACM_RECORD);
    const char *sharer =
        json_string_value(json_array_get(json_object_get(observed, ACM_SHARED), 0));
    if (record == NULL || is_true(planner->desired, ACM_KEEP)) {
        return;
    }
    if (is_true(observed, ACM_WITHOUT_ZONE) && sharer == NULL) {
        leave_elsewhere(planner, record);
    }
    if (!is_true(observed, ACM_PUBLISHED)) {
        return;
    }
    if (acm_is_marked(planner->desired) && !acm_says_record_is_ours(observed)) {
        leave_record(planner, record, NULL);
    } else if (sharer != NULL) {
        leave_record(planner, record, sharer);
        pass_record_on(planner);
    } else {
        json_t *action = dx_planner_action(planner, ACM_DELETE_RECORD, "not wanted");
        dx_planner_change(planner, action, ACM_RECORD, record, NULL);
        dx_planner_payload(planner, action, ACM_RECORD, json_incref(record));
    }
}

static void plan_deletion(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    json_t *users = json_object_get(observed, ACM_USERS);
    const char *arn = dx_text(observed, ACM_ARN);
    const char *user = who_stays(planner);
    if (user != NULL) {
        char why[300];
        snprintf(why, sizeof why, "%s uses it, and is not removed with it", user);
        dx_planner_left(planner, "certificate", arn ? arn : "", why,
                        "take it away there, then destroy it again");
        return;
    }
    if (json_array_size(users) > 0) {
        json_t *action = dx_planner_action(planner, ACM_WAIT_UNUSED, "in use");
        json_t *none = json_array();
        planner->out_of_memory = planner->out_of_memory || none == NULL;
        dx_planner_change(planner, action, ACM_USERS, users, none);
        json_decref(none);
    }
    plan_record_end(planner);
    json_t *action = dx_planner_action(planner, ACM_DELETE, "not wanted");
    dx_planner_change(planner, action, ACM_ARN, json_object_get(observed, ACM_ARN), NULL);
}

/* The record that renews it, when it was made for it; NULL for none. */
static json_t *standing_record(struct dx_planner *planner)
{
    json_t *record = json_object_get(planner->observed, ACM_RECORD);
    const char *mark = dx_text(json_object_get(planner->observed, ACM_TAGS), ACM_TAG_RECORD);
    return record != NULL && mark != NULL ? json_pack("{sO}", ACM_RECORD, record) : NULL;
}

/* What becomes of the certificate that is observed. */
static void plan_end(struct dx_planner *planner)
{
    struct acm_claim own;
    acm_claim(planner->desired, dx_text(planner->observed, ACM_ARN), &own);
    enum dx_end end = dx_planner_end(planner, &own.claim);
    if (end == DX_DELETE) {
        plan_deletion(planner);
    } else if (end == DX_GIVE_BACK) {
        dx_planner_release(planner, &own.claim);
        dx_planner_stays(planner, &own.claim, standing_record(planner));
    }
    acm_address(planner, false, &own);
}

void acm_plan_absent(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    size_t index;
    json_t *candidate;
    json_array_foreach(json_object_get(observed, ACM_CANDIDATES), index, candidate) {
        struct acm_claim other;
        json_t *found = acm_with_candidate(observed, candidate);
        planner->out_of_memory = planner->out_of_memory || found == NULL;
        acm_claim(planner->desired, dx_text(candidate, ACM_ARN), &other);
        planner->observed = found;
        dx_planner_end(planner, &other.claim); /* it is not ours: this says so */
        json_decref(found);
    }
    planner->observed = observed;
    if (dx_exists(observed)) {
        plan_end(planner);
    }
}
