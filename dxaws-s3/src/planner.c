/* SPDX-License-Identifier: MIT */
/* Planning a bucket: the tables, plus what they cannot say. Pure. */
#include "policy.h"
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A bucket that is somebody else's, or elsewhere, is never written to. */
static dxaws_error *check_ownership(const struct dx_planner *planner)
{
    const char *name = dx_text(planner->desired, S3_NAME);
    const char *status = dx_text(planner->observed, S3_STATUS);
    const char *wanted = dx_text(planner->desired, S3_REGION);
    const char *found = dx_text(planner->observed, S3_REGION);
    if (status != NULL &&
        strcmp(status, dxaws_s3_status_name(DXAWS_S3_STATUS_EXISTS_NO_ACCESS)) == 0) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED,
                               "s3 %s: the bucket exists, but these credentials may not use it; "
                               "bucket names are global: choose another name, or other credentials",
                               name);
    }
    if (json_is_true(json_object_get(planner->observed, "exists")) && found != NULL &&
        strcmp(found, wanted) != 0) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_REGION,
                               "s3 %s: the bucket is in \"%s\", not in \"%s\"; a bucket cannot "
                               "move: set region to \"%s\" or choose another name",
                               name, found, wanted, found);
    }
    return NULL;
}

static dxaws_error *plan_policy(struct dx_planner *planner)
{
    json_t *statements = json_object_get(planner->desired, S3_STATEMENTS);
    json_t *policy = json_object_get(planner->observed, S3_POLICY);
    bool exists = json_is_true(json_object_get(planner->observed, "exists"));
    if (statements == NULL) {
        return NULL;
    }
    if (exists && policy == NULL) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "s3",
                               DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE,
                               "s3 %s: the provider does not report the bucket's policy, so "
                               "statements in it cannot be managed",
                               dx_text(planner->desired, S3_NAME));
    }
    json_t *action = NULL;
    bool whole = true;
    const char *sid;
    json_t *statement;
    json_object_foreach(statements, sid, statement) {
        const json_t *found = policy_statement(policy, sid);
        if (found != NULL && policy_statements_equal(&whole, statement, found)) {
            continue;
        }
        char path[160];
        snprintf(path, sizeof path, "%s.%s", S3_POLICY, sid);
        action = dx_planner_action(planner, S3_PUT_POLICY, exists ? "drift" : "absent");
        dx_planner_change(planner, action, path, found, statement);
    }
    planner->out_of_memory = planner->out_of_memory || !whole;
    if (action != NULL) {
        dx_planner_payload(planner, action, S3_POLICY, policy_merge(policy, statements));
    }
    return NULL;
}

/* A write of tags has to carry AWS's own along, or S3 refuses it. */
static void add_system_tags(struct dx_planner *planner)
{
    json_t *system_tags = json_object_get(planner->observed, S3_SYSTEM_TAGS);
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        if (system_tags != NULL && strcmp(dx_text(action, "kind"), S3_PUT_TAGS) == 0) {
            dx_planner_payload(planner, action, S3_SYSTEM_TAGS, json_incref(system_tags));
        }
    }
}

dxaws_error *s3_plan_hook(struct dx_planner *planner)
{
    dxaws_error *error = check_ownership(planner);
    if (error == NULL) {
        error = dx_planner_from_tables(planner);
    }
    if (error == NULL && !json_is_false(json_object_get(planner->desired, "present"))) {
        error = plan_policy(planner);
        add_system_tags(planner);
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
    bool destroyed = strcmp(kind, "DESTROY_BUCKET") == 0;
    if (strcmp(kind, "CREATE_BUCKET") == 0) {
        dx_put_from(&whole, observed, S3_REGION, payload);
    }
    if (strcmp(kind, S3_PUT_POLICY) == 0) {
        dx_put_from(&whole, observed, S3_POLICY, payload);
    }
    if (destroyed || strcmp(kind, "CREATE_BUCKET") == 0) {
        dx_put(&whole, observed, S3_STATUS,
               json_string(dxaws_s3_status_name(destroyed ? DXAWS_S3_STATUS_DOES_NOT_EXIST
                                                          : DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS)));
    }
    return s3_describe(observed) && whole;
}
