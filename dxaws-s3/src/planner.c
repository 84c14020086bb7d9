/* SPDX-License-Identifier: MIT */
/* Planning a bucket: the tables, plus what they cannot say. Pure. */
#include "policy.h"
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool exists(const struct dx_planner *planner)
{
    return json_is_true(json_object_get(planner->observed, "exists"));
}

/* A bucket that is another account's, or elsewhere, is never written to. */
static dxaws_error *check_place(const struct dx_planner *planner)
{
    const char *name = dx_text(planner->desired, S3_NAME);
    const char *status = dx_text(planner->observed, S3_STATUS);
    const char *wanted = dx_text(planner->desired, S3_REGION);
    const char *found = dx_text(planner->observed, S3_REGION);
    if (status != NULL &&
        strcmp(status, dxaws_s3_status_name(DXAWS_S3_STATUS_EXISTS_NO_ACCESS)) == 0) {
        return dxaws_error_new(
            DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED,
            "s3 %s: choose another name, or other credentials: the bucket exists, "
            "and is not of this account, or these credentials may not use it; "
            "bucket names are global",
            name);
    }
    if (exists(planner) && found != NULL && strcmp(found, wanted) != 0) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_REGION,
                               "s3 %s: the bucket is in \"%s\", not in \"%s\"; a bucket cannot "
                               "move: set region to \"%s\" or choose another name",
                               name, found, wanted, found);
    }
    return NULL;
}

/* What becomes of the statements of a policy, each by its Sid. */
struct statements {
    json_t *put;
    json_t *removed;
    json_t *expected; /* what stands there of them now; null: nothing */
    bool whole;
};

static void change_statement(struct statements *changes, const char *sid, json_t *found,
                             json_t *statement)
{
    dx_put(&changes->whole, changes->expected, sid, found ? json_incref(found) : json_null());
    if (statement != NULL) {
        dx_put(&changes->whole, changes->put, sid, json_incref(statement));
    } else {
        dx_append(&changes->whole, changes->removed, json_string(sid));
    }
}

/* The action that makes the changes, which are taken over; none without any. */
static dxaws_error *put_statements(struct dx_planner *planner, const char *reason,
                                   struct statements *changes)
{
    const char *sid;
    json_t *found;
    json_t *action = NULL;
    dxaws_error *error = NULL;
    json_object_foreach(changes->expected, sid, found) {
        char path[160];
        snprintf(path, sizeof path, "%s.%s", S3_POLICY, sid);
        action = dx_planner_action(planner, S3_PUT_POLICY, reason);
        dx_planner_change(planner, action, path, json_is_null(found) ? NULL : found,
                          json_object_get(changes->put, sid));
    }
    if (action != NULL) {
        error = s3_check_policy_size(planner, changes->put, changes->removed);
    }
    planner->out_of_memory = planner->out_of_memory || !changes->whole;
    dx_planner_payload(planner, action, S3_STATEMENTS, changes->put);
    dx_planner_payload(planner, action, S3_REMOVED_STATEMENTS, changes->removed);
    dx_planner_payload(planner, action, S3_EXPECTED_STATEMENTS, changes->expected);
    return error;
}

static struct statements no_changes(void)
{
    return (struct statements){json_object(), json_array(), json_object(), true};
}

static dxaws_error *plan_policy(struct dx_planner *planner)
{
    json_t *statements = json_object_get(planner->desired, S3_STATEMENTS);
    json_t *policy = json_object_get(planner->observed, S3_POLICY);
    if (statements == NULL) {
        return NULL;
    }
    if (exists(planner) && policy == NULL) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "s3",
                               DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE,
                               "s3 %s: the provider does not report the bucket's policy; leave "
                               "\"policy_statements\" out",
                               dx_text(planner->desired, S3_NAME));
    }
    struct statements changes = no_changes();
    const char *sid;
    json_t *statement;
    json_object_foreach(statements, sid, statement) {
        json_t *found = policy_statement(policy, sid);
        if (found == NULL || !policy_statements_equal(&changes.whole, statement, found)) {
            change_statement(&changes, sid, found, statement);
        }
    }
    return put_statements(planner, exists(planner) ? "drift" : "absent", &changes);
}

/* Our statements go, by their Sid; all others stay. */
static dxaws_error *plan_no_policy(struct dx_planner *planner)
{
    json_t *policy = json_object_get(planner->observed, S3_POLICY);
    struct statements changes = no_changes();
    const char *sid;
    json_t *statement;
    json_object_foreach(json_object_get(planner->desired, S3_STATEMENTS), sid, statement) {
        json_t *found = policy_statement(policy, sid);
        if (found != NULL) {
            change_statement(&changes, sid, found, NULL);
        }
    }
    return put_statements(planner, "given back", &changes);
}

/* Our statements in the policy, which let a site that goes on be read; NULL for none. */
static json_t *standing_statements(struct dx_planner *planner)
{
    bool whole = true;
    json_t *policy = json_object_get(planner->observed, S3_POLICY);
    json_t *standing = json_object();
    const char *sid;
    json_t *statement;
    json_object_foreach(json_object_get(planner->desired, S3_STATEMENTS), sid, statement) {
        json_t *found = policy_statement(policy, sid);
        if (found != NULL) {
            dx_put(&whole, standing, sid, json_incref(found));
        }
    }
    bool any = json_object_size(standing) > 0;
    json_t *also = any ? json_pack("{sO}", S3_STATEMENTS, standing) : NULL;
    planner->out_of_memory = planner->out_of_memory || !whole || (any && also == NULL);
    json_decref(standing);
    return also;
}

static dxaws_error *plan_end(struct dx_planner *planner, const struct dx_claim *claim)
{
    bool releases = dxaws_apply_options_release(planner->options);
    enum dx_end end = dx_planner_end(planner, claim);
    dxaws_error *error = NULL;
    if (end == DX_DELETE) {
        error = s3_plan_contents(planner);
        dx_planner_action(planner, S3_DESTROY, "not wanted");
    } else if (end == DX_GIVE_BACK) {
        /* What is let go, instead of being destroyed, works on as it is. */
        error = releases ? NULL : plan_no_policy(planner);
        dx_planner_release(planner, claim);
        dx_planner_stays(planner, claim, releases ? standing_statements(planner) : NULL);
    }
    return error;
}

/* A bucket has its tags from the call that makes it. */
static void plan_new_tags(struct dx_planner *planner, const struct dx_claim *claim)
{
    json_t *create = dx_planner_action(planner, S3_CREATE, "absent");
    json_t *tags = dx_planner_new_tags(planner, claim);
    planner->out_of_memory = planner->out_of_memory || tags == NULL;
    if (json_object_size(tags) > 0) {
        dx_planner_diff(planner, create, S3_TAGS, NULL, tags);
    }
    dx_planner_payload(planner, create, S3_TAGS, tags);
    json_t *caller = json_object_get(planner->observed, S3_CALLER);
    if (caller != NULL) {
        dx_planner_payload(planner, create, S3_CALLER, json_incref(caller));
    }
}

/* It would be made in the account whose the credentials are, whichever is named. */
static dxaws_error *check_caller(const struct dx_planner *planner)
{
    const char *name = dx_text(planner->desired, S3_NAME);
    const char *named = dx_text(planner->desired, S3_ACCOUNT);
    const char *caller = dx_text(planner->observed, S3_CALLER);
    if (named == NULL || caller == NULL || strcmp(named, DXAWS_S3_DEFAULT_ACCOUNT) == 0 ||
        strcmp(named, caller) == 0) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED,
                           "s3 %s: use credentials of account %s, or name another \"account\": the "
                           "bucket does not exist, and would be made in account %s",
                           name, named, caller);
}

static dxaws_error *plan_presence(struct dx_planner *planner, const struct dx_claim *claim)
{
    json_t *action;
    dxaws_error *error = dx_planner_from_tables(planner);
    error = error ? error : plan_policy(planner);
    if (error != NULL) {
        return error;
    }
    if (!exists(planner)) {
        plan_new_tags(planner, claim);
        error = check_caller(planner);
        return error ? error : s3_foresee_encryption(planner);
    }
    error = dx_planner_tags(planner, claim, S3_PUT_TAGS, &action);
    error = error ? error : dx_planner_judge(planner, claim);
    error = error ? error : s3_check_adopted_statements(planner);
    error = error ? error : s3_check_public_statements(planner);
    error = error ? error : s3_check_grants(planner);
    return error ? error : s3_foresee_encryption(planner);
}

dxaws_error *s3_plan_hook(struct dx_planner *planner)
{
    const char *name = dx_text(planner->desired, S3_NAME);
    const struct dx_claim claim = {.owner = dx_text(planner->desired, DX_OWNER),
                                   .kind = "bucket",
                                   .identity = name,
                                   .name = name,
                                   .otherwise = "choose another name",
                                   .removal = "empty it and delete it with the means of S3"};
    dxaws_error *error = check_place(planner);
    if (error == NULL && !json_is_false(json_object_get(planner->desired, "present"))) {
        error = plan_presence(planner, &claim);
    } else if (error == NULL && exists(planner)) {
        error = plan_end(planner, &claim);
    }
    if (error == NULL) {
        s3_expect_tags(planner);
    }
    return error;
}

bool s3_describe(json_t *observed)
{
    const char *name = dx_text(observed, S3_NAME);
    const char *region = dx_text(observed, S3_REGION);
    if (!json_is_true(json_object_get(observed, "exists")) || name == NULL || region == NULL) {
        return true;
    }
    bool whole = true;
    bool china = strncmp(region, "cn-", 3) == 0;
    bool government = strncmp(region, "us-gov-", 7) == 0;
    dx_put(&whole, observed, "arn",
           json_sprintf("arn:%s:s3:::%s",
                        china        ? "aws-cn"
                        : government ? "aws-us-gov"
                                     : "aws",
                        name));
    dx_put(&whole, observed, "domain_name",
           json_sprintf("%s.s3.%s.amazonaws.com%s", name, region, china ? ".cn" : ""));
    return whole;
}

bool s3_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    bool whole = true;
    bool destroyed = strcmp(kind, S3_DESTROY) == 0;
    if (strcmp(kind, S3_CREATE) == 0) {
        dx_put_from(&whole, observed, S3_REGION, payload);
    }
    if (strcmp(kind, S3_PUT_POLICY) == 0) {
        dx_put(&whole, observed, S3_POLICY,
               policy_merge(json_object_get(observed, S3_POLICY),
                            json_object_get(payload, S3_STATEMENTS),
                            json_object_get(payload, S3_REMOVED_STATEMENTS)));
    }
    if (destroyed || strcmp(kind, S3_CREATE) == 0) {
        dx_put(&whole, observed, S3_STATUS,
               json_string(dxaws_s3_status_name(destroyed ? DXAWS_S3_STATUS_DOES_NOT_EXIST
                                                          : DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS)));
    }
    return s3_describe(observed) && whole;
}
