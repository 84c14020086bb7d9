/* SPDX-License-Identifier: MIT */
/* Planning a bucket: the tables, plus what they cannot say. Pure. */
#include "schema.h"
#include "shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool exists(const struct dx_planner *planner)
{
    return dx_exists(planner->observed);
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

/* The documents of several parties. */
static const struct s3_shared *const shared[] = {&s3_shared_lifecycle, &s3_shared_policy};
enum { SHARED = sizeof shared / sizeof *shared };

/* Ours go, by their names; all others stay. */
static dxaws_error *plan_none_shared(struct dx_planner *planner)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < SHARED && error == NULL; i++) {
        error = shared_plan_none(shared[i], planner);
    }
    return error;
}

/* Ours among those that stand there, which a site that goes on lives from. */
static json_t *standing_items(bool *whole, const struct dx_planner *planner,
                              const struct s3_shared *one)
{
    const json_t *document = json_object_get(planner->observed, one->observed);
    json_t *standing = json_object();
    const char *name;
    json_t *item;
    json_object_foreach(json_object_get(planner->desired, one->wanted), name, item) {
        json_t *found = shared_item(one, document, name);
        if (found != NULL) {
            dx_put(whole, standing, name, json_incref(found));
        }
    }
    return standing;
}

/* All of them, by their attributes; NULL for none. */
static json_t *standing_shared(struct dx_planner *planner)
{
    bool whole = true;
    json_t *also = json_object();
    for (size_t i = 0; i < SHARED; i++) {
        json_t *standing = standing_items(&whole, planner, shared[i]);
        if (json_object_size(standing) > 0) {
            dx_put(&whole, also, shared[i]->wanted, json_incref(standing));
        }
        whole = whole && standing != NULL;
        json_decref(standing);
    }
    planner->out_of_memory = planner->out_of_memory || !whole || also == NULL;
    if (json_object_size(also) > 0) {
        return also;
    }
    json_decref(also);
    return NULL;
}

/* Contents before the bucket, which S3 deletes only when it is empty. What is given back keeps what
 * others made of it: only our statements, rules and tags go. */
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
        error = releases ? NULL : plan_none_shared(planner);
        dx_planner_release(planner, claim);
        dx_planner_stays(planner, claim, releases ? standing_shared(planner) : NULL);
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
    for (size_t i = 0; i < SHARED && error == NULL; i++) {
        error = shared_plan(shared[i], planner, exists(planner));
    }
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
    for (size_t i = 0; i < SHARED && error == NULL; i++) {
        error = shared_check_adopted(shared[i], planner);
    }
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
                                   .removal =
                                       "to remove it, empty it and delete it with the means of S3"};
    dxaws_error *error = check_place(planner);
    if (error == NULL && dx_is_present(planner->desired)) {
        error = plan_presence(planner, &claim);
    } else if (error == NULL && exists(planner)) {
        error = plan_end(planner, &claim);
    }
    if (error == NULL) {
        s3_expect_tags(planner);
    }
    return error;
}

const char *s3_partition(const char *region)
{
    return strncmp(region, "cn-", 3) == 0       ? "aws-cn"
           : strncmp(region, "us-gov-", 7) == 0 ? "aws-us-gov"
                                                : "aws";
}

bool s3_describe(json_t *observed)
{
    const char *name = dx_text(observed, S3_NAME);
    const char *region = dx_text(observed, S3_REGION);
    if (!dx_exists(observed) || name == NULL || region == NULL) {
        return true;
    }
    bool whole = true;
    bool china = strncmp(region, "cn-", 3) == 0;
    dx_put(&whole, observed, "arn", json_sprintf("arn:%s:s3:::%s", s3_partition(region), name));
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
    for (size_t i = 0; i < SHARED; i++) {
        if (strcmp(kind, shared[i]->kind) == 0) {
            dx_put(&whole, observed, shared[i]->observed,
                   shared_merge(shared[i], json_object_get(observed, shared[i]->observed),
                                json_object_get(payload, shared[i]->wanted),
                                json_object_get(payload, shared[i]->removed)));
        }
    }
    if (destroyed || strcmp(kind, S3_CREATE) == 0) {
        dx_put(&whole, observed, S3_STATUS,
               json_string(dxaws_s3_status_name(destroyed ? DXAWS_S3_STATUS_DOES_NOT_EXIST
                                                          : DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS)));
    }
    return s3_describe(observed) && whole;
}
