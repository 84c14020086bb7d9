/* SPDX-License-Identifier: MIT */
/* The provider of S3 itself: the writing operations. */
#include <stdlib.h>
#include <string.h>

#include "aws-calls.h"
#include "aws-read.h"
#include "aws-shapes.h"

/* Makes the call and releases its body. @a needs_body: OUT_OF_MEMORY when there is none. */
static dxaws_error *perform(struct s3_call *call, bool needs_body)
{
    dxaws_error *error =
        needs_body && call->body == NULL ? dxaws_error_out_of_memory() : s3_send(call);
    free(call->body);
    call->body = NULL;
    return error;
}

/* Fills in what every call has from the action's payload, which the caller releases. */
static dxaws_error *begin(struct s3_call *call, void *self, dxaws_context *context,
                          const dxaws_action *action, const dxaws_s3_current *observed,
                          json_t **payload)
{
    *payload = dx_action_payload(action);
    if (*payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    call->session = self;
    call->context = context;
    call->method = call->method ? call->method : "PUT";
    call->content_type = "application/xml";
    call->bucket = dx_text(*payload, S3_NAME);
    call->region = dx_text(*payload, S3_REGION);
    call->created = json_is_true(dx_state_get(&observed->state, S3_CREATED));
    if (call->bucket == NULL || call->region == NULL) {
        json_decref(*payload);
        *payload = NULL;
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", "InvalidAction",
                               "s3: the payload of %s has no name or no region",
                               dxaws_action_kind(action));
    }
    return NULL;
}

static dxaws_error *create_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                  dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "CreateBucket"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        bool constrained = strcmp(call.region, "us-east-1") != 0;
        call.body = constrained ? shape_create_bucket(call.region) : NULL;
        error = perform(&call, constrained);
        if (s3_error_is(error, "BucketAlreadyOwnedByYou")) {
            dxaws_error_free(error); /* an earlier run was interrupted here */
            error = NULL;
        }
        if (s3_error_is(error, "BucketAlreadyExists")) {
            error = s3_explain(error, DXAWS_ERROR_CONFLICT, call.bucket,
                               "the name is taken by another account; bucket names are global: "
                               "choose another name");
        }
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_EXISTS_HAVE_ACCESS);
        dx_state_set_boolean(&observed->state, S3_CREATED, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_public_access_block(void *self, dxaws_context *context,
                                            const dxaws_action *action, dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "PutPublicAccessBlock", .query = "publicAccessBlock"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        call.body =
            shape_public_access_block(s3_block_from_json(json_object_get(payload, S3_BLOCK)));
        error = perform(&call, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_versioning(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "PutBucketVersioning", .query = "versioning"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        call.body = shape_versioning(json_is_true(json_object_get(payload, S3_VERSIONING)));
        error = perform(&call, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "PutBucketTagging", .query = "tagging"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        const json_t *tags = json_object_get(payload, S3_TAGS);
        const json_t *system_tags = json_object_get(payload, S3_SYSTEM_TAGS);
        bool any = json_object_size(tags) + json_object_size(system_tags) > 0;
        if (any) {
            call.body = shape_tagging(tags, system_tags);
        } else {
            call.name = "DeleteBucketTagging";
            call.method = "DELETE";
        }
        error = perform(&call, any);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_policy(void *self, dxaws_context *context, const dxaws_action *action,
                               dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "PutBucketPolicy", .query = "policy"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        call.body = json_dumps(json_object_get(payload, S3_POLICY), JSON_COMPACT);
        call.content_type = "application/json";
        error = perform(&call, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *destroy_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    struct s3_call call = {.name = "DeleteBucket", .method = "DELETE"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&call, self, context, action, observed, &payload);
    if (error == NULL) {
        error = perform(&call, false);
        if (s3_error_is(error, "NoSuchBucket")) {
            dxaws_error_free(error);
            error = NULL;
        }
        if (s3_error_is(error, "BucketNotEmpty")) {
            error = s3_explain(error, DXAWS_ERROR_INVALID_STATE, call.bucket,
                               "the bucket holds objects; empty it first, all versions included");
        }
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_DOES_NOT_EXIST);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                                dxaws_s3_current *current)
{
    return s3_aws_read(self, context, wanted, current);
}

/* Reads back, and gives S3 the time to see what was just made or removed. */
static dxaws_error *get_outputs(void *self, dxaws_context *context, const dxaws_action *action,
                                dxaws_s3_current *observed)
{
    DXAWS_AUTO(dxaws_s3_desired) wanted = NULL;
    dxaws_error *error = dxaws_s3_desired_parse(dxaws_action_payload(action), &wanted);
    bool present = true;
    bool exists = false;
    if (error == NULL) {
        dx_state_boolean(&wanted->state, "present", &present);
    }
    int64_t end = dxaws_context_monotonic_ms(context) + S3_VISIBLE_MS;
    while (error == NULL) {
        error = s3_aws_read(self, context, wanted, observed);
        exists = dxaws_s3_current_status(observed) != DXAWS_S3_DOES_NOT_EXIST;
        if (error != NULL || exists == present || dxaws_context_monotonic_ms(context) >= end) {
            break;
        }
        error = dxaws_context_sleep_ms(context, S3_FIRST_PAUSE_MS);
    }
    return error;
}

static void release(void *self)
{
    dxaws_session_unref(self);
}

dxaws_error *dxaws_s3_provider_new_aws(dxaws_session *session, dxaws_s3_provider **provider)
{
    if (session == NULL) {
        return dx_provider_needs("s3", "aws", "a session");
    }
    static const dxaws_s3_provider_ops ops = {
        .size = sizeof ops,
        .name = "aws",
        .destroy = release,
        .get_current = get_current,
        .create_bucket = create_bucket,
        .put_public_access_block = put_public_access_block,
        .put_versioning = put_versioning,
        .put_tags = put_tags,
        .put_policy = put_policy,
        .destroy_bucket = destroy_bucket,
        .get_outputs = get_outputs,
    };
    dxaws_error *error = dxaws_s3_provider_new(&ops, dxaws_session_ref(session), provider);
    if (error != NULL) {
        dxaws_session_unref(session);
    }
    return error;
}
