/* SPDX-License-Identifier: MIT */
/* The provider of S3 itself: the writing operations. */
#include "aws.h"

#include <stdlib.h>
#include <string.h>

#include "aws-shapes.h"

/* S3 is consistent within seconds after a bucket was made, and within minutes after one of the
 * same name was removed. */
enum {
    VISIBLE_MS = 30000,
    ABORTED_MS = 120000,
    PRINCIPAL_MS = 30000,
    FIRST_PAUSE_MS = 500,
    LONGEST_PAUSE_MS = 8000,
};

dxaws_aws_request *s3_request(const char *operation, const char *method, const char *bucket,
                              const char *region, const char *query)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", operation, method, "/");
    dxaws_aws_request_set_bucket(request, bucket);
    dxaws_aws_request_set_region(request, region);
    dxaws_aws_request_set_resource(request, bucket);
    if (query != NULL) {
        dxaws_aws_request_add_query(request, query, NULL);
    }
    return request;
}

bool s3_error_is(const dxaws_error *error, const char *aws_code)
{
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    return code != NULL && strcmp(code, aws_code) == 0;
}

/* One operation being performed. */
struct operation {
    dxaws_session *session;
    dxaws_context *context;
    const char *name;
    const char *method;
    const char *query;
    char *body; /* owned; NULL for none */
    const char *content_type;
    const char *bucket;
    const char *region;
    bool created; /* the bucket was made by this very run */
};

/* How long it makes sense to try again after this error; 0 for not at all. */
static int64_t patience_ms(const struct operation *operation, const dxaws_error *error)
{
    if (s3_error_is(error, "OperationAborted")) {
        return ABORTED_MS;
    }
    if (s3_error_is(error, "NoSuchBucket") && operation->created) {
        return VISIBLE_MS;
    }
    /* A role that was made a moment ago is not known to S3 at once. */
    if (s3_error_is(error, "MalformedPolicy") &&
        strstr(dxaws_error_message(error), "principal") != NULL) {
        return PRINCIPAL_MS;
    }
    return 0;
}

static dxaws_error *send_once(const struct operation *operation)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = s3_request(operation->name, operation->method, operation->bucket, operation->region,
                         operation->query);
    if (operation->body != NULL) {
        dxaws_aws_request_set_body(request, operation->body, strlen(operation->body),
                                   operation->content_type);
    }
    return dxaws_aws_call(operation->session, operation->context, request);
}

/* The operation, tried again while S3 has not caught up with itself. */
static dxaws_error *send(const struct operation *operation)
{
    int64_t start = dxaws_context_monotonic_ms(operation->context);
    for (int64_t pause = FIRST_PAUSE_MS;; pause *= 2) {
        dxaws_error *error = send_once(operation);
        int64_t left = start + (error ? patience_ms(operation, error) : 0) -
                       dxaws_context_monotonic_ms(operation->context);
        if (error == NULL || left <= 0) {
            return error;
        }
        pause = pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
        dxaws_error *interrupted =
            dxaws_context_sleep_ms(operation->context, pause < left ? pause : left);
        if (interrupted != NULL) {
            dxaws_error_set_cause(interrupted, error);
            return interrupted;
        }
        dxaws_error_free(error);
    }
}

/* An error that says in this module's words what @a cause means and what to do. */
static dxaws_error *explain(dxaws_error *cause, dxaws_error_kind kind, const char *bucket,
                            const char *text)
{
    dxaws_error *error =
        dxaws_error_new(kind, "s3", dxaws_error_aws_code(cause), "s3 %s: %s", bucket, text);
    dxaws_error_set_aws(error, dxaws_error_aws_code(cause), dxaws_error_http_status(cause),
                        dxaws_error_request_id(cause));
    dxaws_error_set_operation(error, dxaws_error_operation(cause));
    dxaws_error_set_resource(error, bucket);
    dxaws_error_set_cause(error, cause);
    return error;
}

/* Sends and releases the operation's body. @a needs_body: OUT_OF_MEMORY when there is none. */
static dxaws_error *perform(struct operation *operation, bool needs_body)
{
    dxaws_error *error =
        needs_body && operation->body == NULL ? dxaws_error_out_of_memory() : send(operation);
    free(operation->body);
    operation->body = NULL;
    return error;
}

/* Fills in what every operation has from the action's payload, which the caller releases. */
static dxaws_error *begin(struct operation *operation, void *self, dxaws_context *context,
                          const dxaws_action *action, const dxaws_s3_current *observed,
                          json_t **payload)
{
    *payload = dx_action_payload(action);
    if (*payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    operation->session = self;
    operation->context = context;
    operation->method = operation->method ? operation->method : "PUT";
    operation->content_type = "application/xml";
    operation->bucket = dx_text(*payload, S3_NAME);
    operation->region = dx_text(*payload, S3_REGION);
    operation->created = json_is_true(dx_state_get(&observed->state, S3_CREATED));
    if (operation->bucket == NULL || operation->region == NULL) {
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
    struct operation operation = {.name = "CreateBucket"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        bool constrained = strcmp(operation.region, "us-east-1") != 0;
        operation.body = constrained ? shape_create_bucket(operation.region) : NULL;
        error = perform(&operation, constrained);
        if (s3_error_is(error, "BucketAlreadyOwnedByYou")) {
            dxaws_error_free(error); /* an earlier run was interrupted here */
            error = NULL;
        }
        if (s3_error_is(error, "BucketAlreadyExists")) {
            error = explain(error, DXAWS_ERROR_CONFLICT, operation.bucket,
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
    struct operation operation = {.name = "PutPublicAccessBlock", .query = "publicAccessBlock"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        operation.body =
            shape_public_access_block(s3_block_from_json(json_object_get(payload, S3_BLOCK)));
        error = perform(&operation, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_versioning(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    struct operation operation = {.name = "PutBucketVersioning", .query = "versioning"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        operation.body = shape_versioning(json_is_true(json_object_get(payload, S3_VERSIONING)));
        error = perform(&operation, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_s3_current *observed)
{
    struct operation operation = {.name = "PutBucketTagging", .query = "tagging"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        const json_t *tags = json_object_get(payload, S3_TAGS);
        const json_t *system_tags = json_object_get(payload, S3_SYSTEM_TAGS);
        bool any = json_object_size(tags) + json_object_size(system_tags) > 0;
        if (any) {
            operation.body = shape_tagging(tags, system_tags);
        } else {
            operation.name = "DeleteBucketTagging";
            operation.method = "DELETE";
        }
        error = perform(&operation, any);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *put_policy(void *self, dxaws_context *context, const dxaws_action *action,
                               dxaws_s3_current *observed)
{
    struct operation operation = {.name = "PutBucketPolicy", .query = "policy"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        operation.body = json_dumps(json_object_get(payload, S3_POLICY), JSON_COMPACT);
        operation.content_type = "application/json";
        error = perform(&operation, true);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *destroy_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    struct operation operation = {.name = "DeleteBucket", .method = "DELETE"};
    json_t *payload = NULL;
    dxaws_error *error = begin(&operation, self, context, action, observed, &payload);
    if (error == NULL) {
        error = perform(&operation, false);
        if (s3_error_is(error, "NoSuchBucket")) {
            dxaws_error_free(error);
            error = NULL;
        }
        if (s3_error_is(error, "BucketNotEmpty")) {
            error = explain(error, DXAWS_ERROR_INVALID_STATE, operation.bucket,
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
    int64_t end = dxaws_context_monotonic_ms(context) + VISIBLE_MS;
    while (error == NULL) {
        error = s3_aws_read(self, context, wanted, observed);
        exists = dxaws_s3_current_status(observed) != DXAWS_S3_DOES_NOT_EXIST;
        if (error != NULL || exists == present || dxaws_context_monotonic_ms(context) >= end) {
            break;
        }
        error = dxaws_context_sleep_ms(context, FIRST_PAUSE_MS);
    }
    return error;
}

static void release(void *self)
{
    dxaws_session_unref(self);
}

dxaws_error *dxaws_s3_provider_new_aws(dxaws_session *session, dxaws_s3_provider **provider)
{
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
    if (session == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", "MissingSession",
                               "the aws provider of s3 needs a session");
    }
    dxaws_error *error = dxaws_s3_provider_new(&ops, dxaws_session_ref(session), provider);
    if (error != NULL) {
        dxaws_session_unref(session);
    }
    return error;
}
