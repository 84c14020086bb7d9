/* SPDX-License-Identifier: MIT */
/* Planning a distribution: create or update as a whole, wait, or disable and delete. Pure. */
#include "schema.h"

#include <stdlib.h>
#include <string.h>

static bool is_set(const char *text)
{
    return text != NULL && *text != '\0';
}

/* Copies a member of what was observed into a payload, when there is one. */
static void carry(struct dx_planner *planner, json_t *action, const char *name)
{
    json_t *value = json_object_get(planner->observed, name);
    if (value != NULL) {
        dx_planner_payload(planner, action, name, json_incref(value));
    }
}

/* What a text of ours should be, as JSON; NULL without memory (remembered). */
static json_t *own_text(struct dx_planner *planner, char *(*make)(const char *name))
{
    char *text = make(dx_text(planner->desired, CF_NAME));
    json_t *value = text ? json_string(text) : NULL;
    free(text);
    planner->out_of_memory = planner->out_of_memory || value == NULL;
    return value;
}

/* With other settings CloudFront would send requests that the bucket's policy refuses. */
static void plan_signing(struct dx_planner *planner)
{
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        const json_t *before = json_object_get(planner->observed, row->attribute);
        json_t *after = json_string(row->wanted);
        if (before != NULL && !json_equal(before, after)) {
            json_t *action = dx_planner_action(planner, CF_UPDATE_OAC, "drift");
            carry(planner, action, CF_OAC);
            dx_planner_change(planner, action, row->attribute, before, after);
            dx_planner_payload(planner, action, row->attribute, json_incref(after));
        }
        json_decref(after);
    }
}

static void plan_oac(struct dx_planner *planner)
{
    if (is_set(dx_text(planner->observed, CF_OAC))) {
        plan_signing(planner);
        return;
    }
    json_t *name = own_text(planner, cloudfront_oac_name);
    json_t *action = dx_planner_action(planner, CF_CREATE_OAC, "absent");
    dx_planner_change(planner, action, "origin_access_control", NULL, name);
    dx_planner_payload(planner, action, "oac_name", name);
}

static void plan_create(struct dx_planner *planner)
{
    json_t *action = dx_planner_action(planner, CF_CREATE, "absent");
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        json_t *value = json_object_get(planner->desired, row->name);
        if (row->action == NULL || value == NULL) {
            continue;
        }
        dx_planner_diff(planner, action, row->name, NULL, value);
        dx_planner_payload(planner, action, row->name, json_incref(value));
    }
    json_t *comment = own_text(planner, cloudfront_comment);
    dx_planner_change(planner, action, CF_COMMENT, NULL, comment);
    dx_planner_payload(planner, action, CF_COMMENT, comment);
    carry(planner, action, CF_OAC);
}

/* CloudFront's own certificate has its own, fixed minimum. */
static bool applies(const struct dx_planner *planner, const struct dx_attribute *row)
{
    if (strcmp(row->name, CF_MINIMUM_TLS) != 0) {
        return true;
    }
    const json_t *wanted = json_object_get(planner->desired, CF_CERTIFICATE);
    const char *arn = dx_is_unknown(wanted) ? "later" : json_string_value(wanted);
    return is_set(arn ? arn : dx_text(planner->observed, CF_CERTIFICATE));
}

static json_t *update_action(struct dx_planner *planner)
{
    json_t *action = dx_planner_action(planner, CF_UPDATE, "drift");
    carry(planner, action, CF_ID);
    carry(planner, action, CF_ETAG);
    return action;
}

static dxaws_error *plan_attributes(struct dx_planner *planner)
{
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        bool drifts = false;
        if (row->action == NULL || strcmp(row->action, CF_UPDATE) != 0 || !applies(planner, row)) {
            continue;
        }
        dxaws_error *error = dx_planner_drift(planner, row, &drifts);
        if (error != NULL) {
            return error;
        }
        if (drifts) {
            json_t *desired = json_object_get(planner->desired, row->name);
            json_t *action = update_action(planner);
            dx_planner_diff(planner, action, row->name,
                            json_object_get(planner->observed, row->name), desired);
            dx_planner_payload(planner, action, row->name, json_incref(desired));
        }
    }
    return NULL;
}

static void plan_comment(struct dx_planner *planner)
{
    const json_t *before = json_object_get(planner->observed, CF_COMMENT);
    json_t *after = own_text(planner, cloudfront_comment);
    if (after == NULL || before == NULL || json_equal(before, after)) {
        json_decref(after);
        return;
    }
    json_t *action = update_action(planner);
    dx_planner_change(planner, action, CF_COMMENT, before, after);
    dx_planner_payload(planner, action, CF_COMMENT, after);
}

/* The origin is behind our own access control, and behind no other. */
static void plan_origin_oac(struct dx_planner *planner)
{
    const json_t *before = json_object_get(planner->observed, CF_ORIGIN_OAC);
    json_t *ours = json_object_get(planner->observed, CF_OAC);
    if (before == NULL || (ours != NULL && json_equal(before, ours))) {
        return;
    }
    json_t *action = update_action(planner);
    json_t *after = ours ? json_incref(ours) : own_text(planner, cloudfront_oac_name);
    dx_planner_change(planner, action, "origin_access_control",
                      json_string_length(before) > 0 ? before : NULL, after);
    json_decref(after);
    /* When it is yet to be made, the provider finds its id among what was answered before. */
    dx_planner_payload(planner, action, CF_OAC, ours ? json_incref(ours) : json_string(""));
}

static dxaws_error *plan_tags(struct dx_planner *planner)
{
    const struct dx_attribute *row = dx_schema_attribute(planner->schema, CF_TAGS);
    json_t *desired = json_object_get(planner->desired, CF_TAGS);
    json_t *observed = json_object_get(planner->observed, CF_TAGS);
    bool drifts = false;
    dxaws_error *error = dx_planner_drift(planner, row, &drifts);
    if (error != NULL || !drifts) {
        return error;
    }
    json_t *action = dx_planner_action(planner, CF_PUT_TAGS, "drift");
    dx_planner_diff(planner, action, CF_TAGS, observed, desired);
    bool whole = true;
    json_t *untag = json_array();
    const char *key;
    json_t *value;
    json_object_foreach(observed, key, value) {
        if (json_object_get(desired, key) == NULL) {
            dx_append(&whole, untag, json_string(key));
        }
    }
    carry(planner, action, CF_ARN);
    dx_planner_payload(planner, action, CF_TAGS, json_incref(desired));
    dx_planner_payload(planner, action, "untag", dx_whole(whole, untag));
    return NULL;
}

/* A read can still show the state before a change as deployed, so the wait knows what to expect. */
static void plan_wait(struct dx_planner *planner, const char *reason, dxaws_wait level,
                      bool enabled, bool changes)
{
    json_t *action = dx_planner_wait(planner, CF_WAIT, reason, level);
    carry(planner, action, CF_ID);
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

static dxaws_error *plan_present(struct dx_planner *planner)
{
    bool exists = json_is_true(json_object_get(planner->observed, "exists"));
    dxaws_error *error = NULL;
    plan_oac(planner);
    if (exists) {
        error = plan_attributes(planner);
        plan_comment(planner);
        plan_origin_oac(planner);
        if (error == NULL) {
            error = plan_tags(planner);
        }
    } else {
        plan_create(planner);
    }
    if (error != NULL) {
        return error;
    }
    const char *status = dx_text(planner->observed, CF_STATUS);
    bool changes = !exists || is_planned(planner, CF_UPDATE);
    if (changes || (status != NULL && strcmp(status, CF_DEPLOYED) != 0)) {
        const json_t *wanted = json_object_get(planner->desired, CF_ENABLED);
        const json_t *enabled = wanted ? wanted : json_object_get(planner->observed, CF_ENABLED);
        plan_wait(planner, changes ? "change" : "in progress", DXAWS_WAIT_DEPLOYED,
                  !json_is_false(enabled), changes);
    }
    return NULL;
}

/* What takes part in a continuous deployment serves traffic through another distribution. */
static dxaws_error *check_destroyable(const struct dx_planner *planner)
{
    const char *policy = dx_text(planner->observed, CF_CONTINUOUS);
    bool staging = json_is_true(json_object_get(planner->observed, CF_STAGING));
    if (!staging && !is_set(policy)) {
        return NULL;
    }
    return dxaws_error_new(
        DXAWS_ERROR_REFUSED, "cloudfront", DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT,
        "cloudfront %s: distribution %s %s%s; end the continuous deployment "
        "before destroying it",
        dx_text(planner->desired, CF_NAME), dx_text(planner->observed, CF_ID),
        staging ? "is a staging distribution" : "has continuous deployment policy ",
        staging ? "" : policy);
}

static dxaws_error *plan_absent(struct dx_planner *planner)
{
    json_t *action;
    if (json_is_true(json_object_get(planner->observed, "exists"))) {
        dxaws_error *error = check_destroyable(planner);
        if (error != NULL) {
            return error;
        }
        bool disable = !json_is_false(json_object_get(planner->observed, CF_ENABLED));
        if (disable) {
            action = dx_planner_action(planner, CF_DISABLE, "not wanted");
            dx_planner_change(planner, action, CF_ENABLED,
                              json_object_get(planner->observed, CF_ENABLED), json_false());
            carry(planner, action, CF_ID);
        }
        /* CloudFront deletes what is deployed as disabled, and nothing else. */
        plan_wait(planner, "before deletion", DXAWS_WAIT_DEFAULT, false, disable);
        action = dx_planner_action(planner, CF_DELETE, "not wanted");
        carry(planner, action, CF_ID);
    }
    if (is_set(dx_text(planner->observed, CF_OAC))) {
        action = dx_planner_action(planner, CF_DELETE_OAC, "not wanted");
        carry(planner, action, CF_OAC);
    }
    return NULL;
}

dxaws_error *cloudfront_plan(struct dx_planner *planner)
{
    return json_is_false(json_object_get(planner->desired, "present")) ? plan_absent(planner)
                                                                       : plan_present(planner);
}
