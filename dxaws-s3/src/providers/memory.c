/* SPDX-License-Identifier: MIT */
/* Buckets of the simulated account, with S3's rules and error codes. */
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/s3.h>

#include <stdlib.h>
#include <string.h>

#include "../policy.h"
#include "../schema.h"

#define SERVICE "s3"
#define TYPE "bucket"

static dxaws_error *service_error(dxaws_error_kind kind, const char *code, int status,
                                  const char *operation, const char *bucket, const char *text)
{
    dxaws_error *error =
        dxaws_error_new(kind, SERVICE, code, "s3 %s %s: %s: %s", operation, bucket, code, text);
    dxaws_error_set_aws(error, code, status, "memory");
    dxaws_error_set_operation(error, operation);
    dxaws_error_set_resource(error, bucket);
    return error;
}

/* One simulated API call on one bucket. */
struct call {
    dxaws_memory_account *account;
    const char *operation;
    const char *bucket;
    json_t *document; /* the bucket; NULL when there is none */
};

/* Begins the call; on success the transaction is open. */
static dxaws_error *call_begin(struct call *call, dxaws_context *context, bool write)
{
    dxaws_error *error = dxaws_memory_call(call->account, context, SERVICE, call->operation, write);
    if (error == NULL) {
        error = dxaws_memory_begin(call->account, context);
    }
    if (error == NULL) {
        const char *text = dxaws_memory_get(call->account, SERVICE, TYPE, call->bucket);
        call->document = text ? json_loads(text, 0, NULL) : NULL;
    }
    return error;
}

/* Ends the call: keeps what was done, unless there was an error. */
static dxaws_error *call_end(struct call *call, dxaws_error *error)
{
    json_decref(call->document);
    if (error != NULL) {
        dxaws_memory_abort(call->account);
        return error;
    }
    return dxaws_memory_commit(call->account);
}

static dxaws_error *store(const struct call *call)
{
    char *text = json_dumps(call->document, JSON_COMPACT);
    dxaws_error *error = text ? dxaws_memory_put(call->account, SERVICE, TYPE, call->bucket, text)
                              : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *no_such_bucket(const struct call *call)
{
    return service_error(DXAWS_ERROR_NOT_FOUND, "NoSuchBucket", 404, call->operation, call->bucket,
                         "the specified bucket does not exist");
}

static bool is_foreign(const json_t *document)
{
    return dx_text(document, "owner") != NULL;
}

/* What a bucket's owner may read of it, as S3 reports it. */
static void report(const json_t *document, struct dx_state *observed)
{
    static const char *const members[] = {S3_VERSIONING, S3_BLOCK, S3_TAGS, S3_SYSTEM_TAGS,
                                          S3_POLICY};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        json_t *value = json_object_get(document, members[i]);
        if (value != NULL) {
            dx_state_set_value(observed, members[i], json_deep_copy(value));
        }
    }
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                                dxaws_s3_current *current)
{
    struct call call = {
        .account = self, .operation = "HeadBucket", .bucket = dxaws_s3_desired_name(wanted)};
    dxaws_error *error = call_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    dxaws_s3_status status = call.document == NULL       ? DXAWS_S3_DOES_NOT_EXIST
                             : is_foreign(call.document) ? DXAWS_S3_EXISTS_NO_ACCESS
                                                         : DXAWS_S3_EXISTS_HAVE_ACCESS;
    dxaws_s3_current_set_status(current, status);
    dxaws_s3_current_set_name(current, call.bucket);
    dxaws_s3_current_set_region(current, call.document ? dx_text(call.document, S3_REGION)
                                                       : dxaws_s3_desired_region(wanted));
    if (status == DXAWS_S3_EXISTS_HAVE_ACCESS) {
        report(call.document, &current->state);
    }
    return call_end(&call, NULL);
}

static dxaws_error *create(struct call *call, const json_t *payload)
{
    if (call->document != NULL && is_foreign(call->document)) {
        return service_error(DXAWS_ERROR_CONFLICT, "BucketAlreadyExists", 409, call->operation,
                             call->bucket, "the name is taken by another account");
    }
    if (call->document != NULL) {
        return NULL; /* BucketAlreadyOwnedByYou: an earlier run was interrupted here */
    }
    call->document = dxaws_s3_initial_tree();
    json_object_set(call->document, S3_REGION, json_object_get(payload, S3_REGION));
    return call->document ? store(call) : dxaws_error_out_of_memory();
}

static dxaws_error *put_versioning_on(struct call *call, const json_t *payload)
{
    json_object_set(call->document, S3_VERSIONING, json_object_get(payload, S3_VERSIONING));
    return store(call);
}

static dxaws_error *put_block_on(struct call *call, const json_t *payload)
{
    json_object_set(call->document, S3_BLOCK, json_object_get(payload, S3_BLOCK));
    return store(call);
}

static dxaws_error *put_tags_on(struct call *call, const json_t *payload)
{
    json_t *held = json_object_get(call->document, S3_SYSTEM_TAGS);
    json_t *sent = json_object_get(payload, S3_SYSTEM_TAGS);
    if (json_object_size(held) + json_object_size(sent) > 0 && !json_equal(held, sent)) {
        return service_error(DXAWS_ERROR_INVALID_ARGUMENT, "InvalidTag", 400, call->operation,
                             call->bucket, "System tags cannot be changed by requester");
    }
    json_object_set(call->document, S3_TAGS, json_object_get(payload, S3_TAGS));
    return store(call);
}

/* Public without a condition: what BlockPublicPolicy refuses. */
static bool is_public(const json_t *statement)
{
    const json_t *principal = json_object_get(statement, "Principal");
    const char *aws = dx_text(principal, "AWS");
    const char *effect = dx_text(statement, "Effect");
    bool anybody = (json_is_string(principal) && strcmp(json_string_value(principal), "*") == 0) ||
                   (aws != NULL && strcmp(aws, "*") == 0);
    return anybody && effect != NULL && strcmp(effect, "Allow") == 0 &&
           json_object_get(statement, "Condition") == NULL;
}

static dxaws_error *put_policy_on(struct call *call, const json_t *payload)
{
    json_t *policy = json_object_get(payload, S3_POLICY);
    unsigned blocks = s3_block_from_json(json_object_get(call->document, S3_BLOCK));
    const json_t *list = json_object_get(policy, "Statement");
    size_t count = json_is_object(list) ? 1 : json_array_size(list);
    if (count == 0) {
        return service_error(DXAWS_ERROR_INVALID_ARGUMENT, "MalformedPolicy", 400, call->operation,
                             call->bucket, "a policy must have at least one statement");
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *statement = json_is_object(list) ? list : json_array_get(list, i);
        if ((blocks & DXAWS_S3_BLOCK_PUBLIC_POLICY) && is_public(statement)) {
            return service_error(DXAWS_ERROR_PERMISSION, "AccessDenied", 403, call->operation,
                                 call->bucket,
                                 "public policies are blocked by the BlockPublicPolicy setting");
        }
    }
    json_object_set(call->document, S3_POLICY, policy);
    return store(call);
}

static dxaws_error *destroy_on(struct call *call, const json_t *payload)
{
    (void)payload;
    if (json_integer_value(json_object_get(call->document, "objects")) > 0) {
        return service_error(DXAWS_ERROR_INVALID_STATE, "BucketNotEmpty", 409, call->operation,
                             call->bucket,
                             "the bucket holds objects; empty it first, all versions included");
    }
    dxaws_memory_remove(call->account, SERVICE, TYPE, call->bucket);
    return NULL;
}

typedef dxaws_error *change_function(struct call *call, const json_t *payload);

enum missing { MISSING_IS_ERROR, MISSING_IS_DONE, MISSING_IS_EXPECTED };

/* One writing API call. */
static dxaws_error *change(void *self, dxaws_context *context, const dxaws_action *action,
                           const char *operation, enum missing missing, change_function *function)
{
    json_t *payload = dx_action_payload(action);
    if (payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    struct call call = {
        .account = self, .operation = operation, .bucket = dx_text(payload, S3_NAME)};
    dxaws_error *error = call_begin(&call, context, true);
    if (error == NULL) {
        if (call.document == NULL && missing == MISSING_IS_ERROR) {
            error = no_such_bucket(&call);
        } else if (call.document == NULL && missing == MISSING_IS_DONE) {
            error = NULL;
        } else if (call.document != NULL && is_foreign(call.document) &&
                   missing != MISSING_IS_EXPECTED) {
            error = service_error(DXAWS_ERROR_PERMISSION, "AccessDenied", 403, operation,
                                  call.bucket, "Access Denied");
        } else {
            error = function(&call, payload);
        }
        error = call_end(&call, error);
    }
    json_decref(payload);
    return error;
}

static dxaws_error *create_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                  dxaws_s3_current *observed)
{
    dxaws_error *error = change(self, context, action, "CreateBucket", MISSING_IS_EXPECTED, create);
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_EXISTS_HAVE_ACCESS);
    }
    return error;
}

static dxaws_error *put_public_access_block(void *self, dxaws_context *context,
                                            const dxaws_action *action, dxaws_s3_current *observed)
{
    (void)observed;
    return change(self, context, action, "PutPublicAccessBlock", MISSING_IS_ERROR, put_block_on);
}

static dxaws_error *put_versioning(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    (void)observed;
    return change(self, context, action, "PutBucketVersioning", MISSING_IS_ERROR,
                  put_versioning_on);
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_s3_current *observed)
{
    (void)observed;
    return change(self, context, action, "PutBucketTagging", MISSING_IS_ERROR, put_tags_on);
}

static dxaws_error *put_policy(void *self, dxaws_context *context, const dxaws_action *action,
                               dxaws_s3_current *observed)
{
    (void)observed;
    return change(self, context, action, "PutBucketPolicy", MISSING_IS_ERROR, put_policy_on);
}

static dxaws_error *destroy_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    dxaws_error *error = change(self, context, action, "DeleteBucket", MISSING_IS_DONE, destroy_on);
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_DOES_NOT_EXIST);
    }
    return error;
}

static void release(void *self)
{
    dxaws_memory_account_unref(self);
}

dxaws_error *dxaws_s3_provider_new_memory(dxaws_memory_account *account,
                                          dxaws_s3_provider **provider)
{
    if (account == NULL) {
        return dx_provider_needs("s3", "memory", "an account");
    }
    static const dxaws_s3_provider_ops ops = {
        .size = sizeof ops,
        .name = "memory",
        .destroy = release,
        .get_current = get_current,
        .create_bucket = create_bucket,
        .put_public_access_block = put_public_access_block,
        .put_versioning = put_versioning,
        .put_tags = put_tags,
        .put_policy = put_policy,
        .destroy_bucket = destroy_bucket,
    };
    dxaws_error *error = dxaws_s3_provider_new(&ops, dxaws_memory_account_ref(account), provider);
    if (error != NULL) {
        dxaws_memory_account_unref(account);
    }
    return error;
}
