/* SPDX-License-Identifier: MIT */
/* Planning a certificate: noop, request or recreate. Pure. */
#include "schema.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>
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

static bool has_other_key(const struct dx_planner *planner)
{
    const char *wanted = dx_text(planner->desired, ACM_KEY);
    const char *found = dx_text(planner->observed, ACM_KEY);
    return wanted != NULL && found != NULL && strcmp(wanted, found) != 0;
}

/* Why a new certificate is needed; NULL when the one that exists will do. */
static const char *why_request(const struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    if (!is_true(observed, ACM_EXISTS)) {
        return "absent";
    }
    if (!is_text(observed, ACM_STATUS, "ISSUED") &&
        !is_text(observed, ACM_STATUS, "PENDING_VALIDATION")) {
        return "the certificate cannot be used";
    }
    if (has_other_key(planner)) {
        return "another key algorithm";
    }
    return is_true(observed, ACM_SOON) ? "it was not renewed" : NULL;
}

/* An action on the certificate that exists already. */
static json_t *on_existing(struct dx_planner *planner, const char *kind, const char *reason)
{
    json_t *action = dx_planner_action(planner, kind, reason);
    json_t *arn = json_object_get(planner->observed, ACM_ARN);
    if (arn != NULL) {
        dx_planner_payload(planner, action, ACM_ARN, json_incref(arn));
    }
    return action;
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
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_NOT_FOUND, "acm", DXAWS_ACM_ERROR_CERTIFICATE_NOT_FOUND,
        "acm %s: certificate %s is not to be had: %s; leave \"arn\" out for a new one",
        dx_text(planner->desired, ACM_DOMAIN), arn, reason);
    dxaws_error_set_resource(error, arn);
    return error;
}

static void plan_request(struct dx_planner *planner, const char *reason)
{
    bool exists = is_true(planner->observed, ACM_EXISTS);
    json_t *arn = exists ? json_object_get(planner->observed, ACM_ARN) : NULL;
    if (exists && is_dead(planner->observed) &&
        json_array_size(json_object_get(planner->observed, ACM_USERS)) == 0) {
        json_t *action = on_existing(planner, ACM_DELETE_FAILED, "it would stay for ever");
        dx_planner_change(planner, action, ACM_STATUS,
                          json_object_get(planner->observed, ACM_STATUS), NULL);
    }
    json_t *action = dx_planner_action(planner, ACM_REQUEST, reason);
    json_t *tags = json_object_get(planner->desired, ACM_TAGS);
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
    if (tags != NULL) {
        dx_planner_diff(planner, action, ACM_TAGS, NULL, tags);
        dx_planner_payload(planner, action, ACM_TAGS, json_incref(tags));
    }
    if (arn != NULL) {
        dx_planner_payload(planner, action, ACM_REPLACES, json_incref(arn));
    }
}

static dxaws_error *plan_tags(struct dx_planner *planner)
{
    bool drifts = false;
    dxaws_error *error =
        dx_planner_drift(planner, dx_schema_attribute(planner->schema, ACM_TAGS), &drifts);
    if (error != NULL || !drifts) {
        return error;
    }
    json_t *desired = json_object_get(planner->desired, ACM_TAGS);
    json_t *observed = json_object_get(planner->observed, ACM_TAGS);
    json_t *action = on_existing(planner, ACM_PUT_TAGS, "drift");
    dx_planner_diff(planner, action, ACM_TAGS, observed, desired);
    dx_planner_payload(planner, action, ACM_TAGS, json_incref(desired));
    bool whole = true;
    json_t *removed = json_array();
    const char *key;
    json_t *value;
    json_object_foreach(observed, key, value) {
        if (json_object_get(desired, key) == NULL) {
            dx_append(&whole, removed, json_string(key));
        }
    }
    dx_planner_payload(planner, action, ACM_REMOVED_TAGS, dx_whole(whole, removed));
    return NULL;
}

/* An action on the certificate that is requested in this plan, or on the one that is there. */
static json_t *plan_on(struct dx_planner *planner, bool requested, const char *kind,
                       const char *reason)
{
    return requested ? dx_planner_action(planner, kind, reason)
                     : on_existing(planner, kind, reason);
}

/* ACM renews by the record as well, so it has to stand for as long as the certificate lives. */
static void plan_record(struct dx_planner *planner, bool requested)
{
    json_t *record = requested ? NULL : json_object_get(planner->observed, ACM_RECORD);
    bool published = is_true(planner->observed, ACM_PUBLISHED);
    const char *reason = requested ? "absent" : "drift";
    if (record != NULL && published) {
        return;
    }
    if (record == NULL) {
        plan_on(planner, requested, ACM_WAIT_RECORD, "ACM names it after the request");
    }
    json_t *action = plan_on(planner, requested, ACM_PUT_RECORD, reason);
    if (record != NULL) {
        dx_planner_change(planner, action, ACM_RECORD, NULL, record);
        dx_planner_payload(planner, action, ACM_RECORD, json_incref(record));
    } else {
        dx_planner_diff(planner, action, ACM_PUBLISHED,
                        json_object_get(planner->observed, ACM_PUBLISHED), json_true());
    }
}

static dxaws_error *plan_present(struct dx_planner *planner)
{
    const char *reason = why_request(planner);
    bool requested = reason != NULL;
    dxaws_error *error = NULL;
    if (requested && dx_text(planner->desired, ACM_ARN) != NULL) {
        return not_to_be_had(planner, reason);
    }
    if (requested) {
        plan_request(planner, reason);
    } else {
        error = plan_tags(planner);
    }
    plan_record(planner, requested);
    if (requested || !is_text(planner->observed, ACM_STATUS, "ISSUED")) {
        json_t *action =
            plan_on(planner, requested, ACM_WAIT_ISSUED, requested ? "requested" : "pending");
        json_t *before = requested ? NULL : json_object_get(planner->observed, ACM_STATUS);
        json_t *after = json_string("ISSUED");
        planner->out_of_memory = planner->out_of_memory || after == NULL;
        dx_planner_change(planner, action, ACM_STATUS, before, after);
        json_decref(after);
    }
    return error;
}

/* The record that stays, since something else needs it, or may: an ARN or a region. */
static void leave_record(struct dx_planner *planner, const json_t *record, const char *sharing)
{
    bool known = strncmp(sharing, "arn:", 4) == 0;
    char identity[600];
    char why[600];
    snprintf(identity, sizeof identity, "%s CNAME", dx_text(record, "name"));
    snprintf(why, sizeof why,
             known ? "certificate %s is validated by it as well"
                   : "a certificate in %s may be validated by it as well, and those there could "
                     "not be listed",
             sharing);
    dx_planner_left(planner, "record", identity, why,
                    known ? "remove that certificate as well, and the record then"
                          : "allow acm:ListCertificates there and run again before the certificate "
                            "is gone, or remove the record by hand");
}

static void plan_record_absent(struct dx_planner *planner, json_t *record)
{
    const json_t *sharing = json_object_get(planner->observed, ACM_SHARED);
    if (record == NULL || !is_true(planner->observed, ACM_PUBLISHED) ||
        is_true(planner->desired, ACM_KEEP)) {
        return;
    }
    if (json_array_size(sharing) > 0) {
        leave_record(planner, record, json_string_value(json_array_get(sharing, 0)));
        return;
    }
    json_t *action = on_existing(planner, ACM_DELETE_RECORD, "not wanted");
    dx_planner_change(planner, action, ACM_RECORD, record, NULL);
    dx_planner_payload(planner, action, ACM_RECORD, json_incref(record));
}

static void plan_absent(struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    json_t *users = json_object_get(observed, ACM_USERS);
    json_t *record = json_object_get(observed, ACM_RECORD);
    if (!is_true(observed, ACM_EXISTS)) {
        return;
    }
    if (json_array_size(users) > 0) {
        json_t *action = on_existing(planner, ACM_WAIT_UNUSED, "in use");
        json_t *none = json_array();
        planner->out_of_memory = planner->out_of_memory || none == NULL;
        dx_planner_change(planner, action, ACM_USERS, users, none);
        json_decref(none);
    }
    plan_record_absent(planner, record);
    json_t *action = on_existing(planner, ACM_DELETE, "not wanted");
    dx_planner_change(planner, action, ACM_ARN, json_object_get(observed, ACM_ARN), NULL);
}

dxaws_error *acm_plan_hook(struct dx_planner *planner)
{
    if (json_is_false(json_object_get(planner->desired, "present"))) {
        plan_absent(planner);
        return NULL;
    }
    return plan_present(planner);
}
