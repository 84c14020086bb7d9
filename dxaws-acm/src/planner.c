/* SPDX-License-Identifier: MIT */
/* Planning a certificate: noop, request or recreate. Pure. */
#include "belonging.h"

#include <dxaws/extend/error.h>

#include <string.h>

static bool is_text(const json_t *object, const char *name, const char *text)
{
    const char *value = dx_text(object, name);
    return value != NULL && strcmp(value, text) == 0;
}

static bool is_true(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

/* A certificate that will never be issued, or is no longer worth anything. */
static bool is_dead(const json_t *observed)
{
    static const char *const dead[] = {"FAILED", "VALIDATION_TIMED_OUT", "EXPIRED", "REVOKED"};
    for (size_t i = 0; i < sizeof dead / sizeof *dead; i++) {
        if (is_text(observed, ACM_STATUS, dead[i])) {
            return true;
        }
    }
    return false;
}

static bool has_other_key(const json_t *desired, const json_t *certificate)
{
    const char *wanted = dx_text(desired, ACM_KEY);
    const char *found = dx_text(certificate, ACM_KEY);
    return wanted != NULL && found != NULL && strcmp(wanted, found) != 0;
}

const char *acm_why_not(const json_t *desired, const json_t *certificate)
{
    if (!is_text(certificate, ACM_STATUS, "ISSUED") &&
        !is_text(certificate, ACM_STATUS, "PENDING_VALIDATION")) {
        return "the certificate cannot be used";
    }
    if (has_other_key(desired, certificate)) {
        return "another key algorithm";
    }
    if (is_text(certificate, ACM_TYPE, "IMPORTED") && is_true(certificate, ACM_SOON)) {
        return "it ends in less than 30 days, and ACM renews none that was imported";
    }
    return is_true(certificate, ACM_SOON) ? "it was not renewed" : NULL;
}

/* Why a new certificate is needed; NULL when the one that exists will do. */
static const char *why_request(const struct dx_planner *planner)
{
    return dx_exists(planner->observed) ? acm_why_not(planner->desired, planner->observed)
                                        : "absent";
}

/* What ACM makes that is told of no key. */
static json_t *initial_key(const struct dx_planner *planner)
{
    return dx_attribute_initial(dx_schema_attribute(planner->schema, ACM_KEY));
}

/* The one that was asked for by its ARN cannot be made again. */
static dxaws_error *not_to_be_had(const struct dx_planner *planner, const char *reason)
{
    const char *arn = dx_text(planner->desired, ACM_ARN);
    arn = arn ? arn : dx_text(planner->observed, ACM_ARN);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_NOT_FOUND, "acm", DXAWS_ACM_ERROR_CERTIFICATE_NOT_FOUND,
        "acm %s: certificate %s is not to be had: %s; leave \"arn\" out for a new one",
        dx_text(planner->desired, ACM_DOMAIN), arn, reason);
    dxaws_error_set_resource(error, arn);
    return error;
}

/* A certificate that exists and is not wanted any more, since nothing can be done with it. */
static void plan_dead(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    bool ours =
        acm_ownership(planner->desired, observed) == DX_MADE || !acm_is_marked(planner->desired);
    if (ours && is_dead(observed) && json_array_size(json_object_get(observed, ACM_USERS)) == 0) {
        json_t *action = dx_planner_action(planner, ACM_DELETE_FAILED, "it would stay for ever");
        dx_planner_change(planner, action, ACM_STATUS, json_object_get(observed, ACM_STATUS), NULL);
    }
}

/* What it is requested with, its record's mark too when the record that stands is known to be
 * ours. */
static json_t *request_tags(struct dx_planner *planner)
{
    struct acm_claim own;
    acm_claim(planner->desired, NULL, &own);
    json_t *tags = dx_planner_new_tags(planner, &own.claim);
    bool whole = tags != NULL;
    if (acm_is_marked(planner->desired) && is_true(planner->observed, ACM_RECORD_OURS)) {
        dx_put(&whole, tags, ACM_TAG_RECORD, json_string(ACM_RECORD_MADE));
    }
    planner->out_of_memory = planner->out_of_memory || !whole;
    return tags;
}

static void plan_request(struct dx_planner *planner, const char *reason)
{
    bool exists = dx_exists(planner->observed);
    json_t *arn = exists ? json_object_get(planner->observed, ACM_ARN) : NULL;
    json_t *account = json_object_get(planner->observed, ACM_ACCOUNT);
    if (exists) {
        plan_dead(planner);
    }
    json_t *action = dx_planner_action(planner, ACM_REQUEST, reason);
    json_t *tags = request_tags(planner);
    json_t *key = json_object_get(planner->desired, ACM_KEY);
    json_t *chosen = key ? json_incref(key) : initial_key(planner);
    if (!exists) {
        dx_planner_change(planner, action, ACM_DOMAIN, NULL,
                          json_object_get(planner->desired, ACM_DOMAIN));
    } else {
        dx_planner_change(planner, action, ACM_ARN, arn, NULL);
    }
    dx_planner_diff(planner, action, ACM_KEY,
                    exists ? json_object_get(planner->observed, ACM_KEY) : NULL, chosen);
    dx_planner_payload(planner, action, ACM_KEY, chosen);
    if (json_object_size(tags) > 0) {
        dx_planner_diff(planner, action, ACM_TAGS, NULL, tags);
    }
    dx_planner_payload(planner, action, ACM_TAGS, tags);
    if (account != NULL) {
        dx_planner_payload(planner, action, ACM_ACCOUNT, json_incref(account));
    }
    if (is_true(planner->observed, ACM_WITHOUT_ZONE)) {
        dx_planner_payload(planner, action, ACM_WITHOUT_ZONE, json_true());
    }
    if (arn != NULL) {
        dx_planner_payload(planner, action, ACM_REPLACES, json_incref(arn));
    }
}

/* Says in the certificate's tags that its record is ours; what is found standing is not. */
static void plan_mark(struct dx_planner *planner, bool requested)
{
    enum dx_ownership ownership = acm_ownership(planner->desired, planner->observed);
    if (!acm_is_marked(planner->desired) ||
        (!requested && (ownership != DX_MADE || acm_says_record_is_ours(planner->observed)))) {
        return;
    }
    json_t *action = dx_planner_action(planner, ACM_MARK_RECORD, "before the record is made");
    json_t *made = json_string(ACM_RECORD_MADE);
    planner->out_of_memory = planner->out_of_memory || made == NULL;
    dx_planner_change(planner, action, ACM_TAGS "." ACM_TAG_RECORD, NULL, made);
    json_decref(made);
    if (requested && is_true(planner->observed, ACM_RECORD_OURS)) {
        dx_planner_payload(planner, action, ACM_RECORD_OURS, json_true());
    }
}

/* A certificate of ours that was issued had its record: where it is not told, none is waited for.
 */
static bool is_served(const struct dx_planner *planner)
{
    enum dx_ownership ownership = acm_ownership(planner->desired, planner->observed);
    return is_text(planner->observed, ACM_STATUS, "ISSUED") &&
           (ownership == DX_MADE || ownership == DX_ADOPTED);
}

/* Nobody here can make the record: ACM has to name it, and the mark is completed all the same. */
static void plan_record_elsewhere(struct dx_planner *planner, bool requested)
{
    bool named = !requested && json_object_get(planner->observed, ACM_RECORD) != NULL;
    if (!named && (requested || !is_served(planner))) {
        dx_planner_action(planner, ACM_WAIT_RECORD, "ACM names it after the request");
    }
    if (!acm_is_marked(planner->desired) ||
        (!requested && !acm_has_partial_mark(planner->desired, planner->observed))) {
        return;
    }
    json_t *action = dx_planner_action(planner, ACM_MARK_RECORD, "the mark is to be completed");
    dx_planner_payload(planner, action, ACM_WITHOUT_ZONE, json_true());
}

/* ACM renews by the record as well, so it has to stand for as long as the certificate lives. */
static void plan_record(struct dx_planner *planner, bool requested)
{
    json_t *record = requested ? NULL : json_object_get(planner->observed, ACM_RECORD);
    bool published = is_true(planner->observed, ACM_PUBLISHED);
    const char *reason = requested ? "absent" : "drift";
    if (is_true(planner->observed, ACM_WITHOUT_ZONE)) {
        plan_record_elsewhere(planner, requested);
        return;
    }
    if (record != NULL ? published : !requested && is_served(planner)) {
        return;
    }
    if (record == NULL) {
        dx_planner_action(planner, ACM_WAIT_RECORD, "ACM names it after the request");
    }
    plan_mark(planner, requested);
    json_t *action = dx_planner_action(planner, ACM_PUT_RECORD, reason);
    if (record != NULL) {
        dx_planner_change(planner, action, ACM_RECORD, NULL, record);
        dx_planner_payload(planner, action, ACM_RECORD, json_incref(record));
    } else {
        dx_planner_diff(planner, action, ACM_PUBLISHED,
                        json_object_get(planner->observed, ACM_PUBLISHED), json_true());
    }
}

/* Pending is no failure: ACM looks for the record by itself, and where a run ended before it did,
 * the next one goes on waiting. */
static void plan_issue(struct dx_planner *planner, bool requested)
{
    if (!requested && is_text(planner->observed, ACM_STATUS, "ISSUED")) {
        return;
    }
    json_t *action =
        dx_planner_action(planner, ACM_WAIT_ISSUED, requested ? "requested" : "pending");
    json_t *before = requested ? NULL : json_object_get(planner->observed, ACM_STATUS);
    json_t *after = json_string("ISSUED");
    planner->out_of_memory = planner->out_of_memory || after == NULL;
    dx_planner_change(planner, action, ACM_STATUS, before, after);
    json_decref(after);
    if (is_true(planner->observed, ACM_WITHOUT_ZONE)) { /* who waits is told what to make */
        dx_planner_payload(planner, action, ACM_WITHOUT_ZONE, json_true());
    }
}

/* The one that was asked for by its ARN is used without being ours: nothing of it is written. */
static dxaws_error *plan_borrowed(struct dx_planner *planner, const struct acm_claim *own)
{
    const char *status = dx_text(planner->observed, ACM_STATUS);
    json_t *action;
    if (!is_text(planner->observed, ACM_STATUS, "ISSUED")) {
        return not_to_be_had(planner, status ? status : "its status is not known");
    }
    dxaws_error *error = dx_planner_tags(planner, &own->claim, ACM_PUT_TAGS, &action);
    error = error ? error : dx_planner_judge(planner, &own->claim);
    if (error == NULL && json_is_false(json_object_get(planner->observed, ACM_PUBLISHED))) {
        dx_planner_left(planner, "record",
                        dx_text(json_object_get(planner->observed, ACM_RECORD), "name"),
                        "it does not stand, so that ACM cannot renew the certificate", NULL);
    }
    acm_tell_renewal(planner);
    return error;
}

static dxaws_error *plan_present(struct dx_planner *planner)
{
    const char *reason = why_request(planner);
    bool requested = reason != NULL;
    struct acm_claim own;
    dxaws_error *error = NULL;
    json_t *action;
    /* Who names one by its ARN means that one: another in its place would not be it. */
    if (requested && dx_text(planner->desired, ACM_ARN) != NULL) {
        return not_to_be_had(planner, reason);
    }
    acm_claim(planner->desired, dx_text(planner->observed, ACM_ARN), &own);
    if (acm_is_borrowed(planner, &own)) {
        return plan_borrowed(planner, &own);
    }
    if (requested) {
        plan_request(planner, reason);
        acm_leave_beside(planner);
    } else {
        error = dx_planner_tags(planner, &own.claim, ACM_PUT_TAGS, &action);
    }
    /* The record first: without it nothing would come of waiting. */
    plan_record(planner, requested);
    plan_issue(planner, requested);
    error = error || requested ? error : dx_planner_judge(planner, &own.claim);
    if (!requested) {
        acm_tell_renewal(planner);
    }
    acm_address(planner, requested, &own);
    return error;
}

dxaws_error *acm_plan_hook(struct dx_planner *planner)
{
    if (!dx_is_present(planner->desired)) {
        acm_plan_absent(planner);
        return NULL;
    }
    const json_t *observed = planner->observed;
    json_t *adopted = acm_adoption(planner);
    planner->observed = adopted ? adopted : observed;
    dxaws_error *error = plan_present(planner);
    planner->observed = observed;
    json_decref(adopted);
    return error;
}
