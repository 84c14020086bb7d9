/* SPDX-License-Identifier: MIT */
/* S3's calls through signed requests. What is read is asked for in one batch. */
#include "aws-calls.h"
#include "aws-shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dxaws_aws_request *aws_new_request(const char *operation, const char *method,
                                   const struct s3_bucket *bucket, const char *query)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", operation, method, "/");
    dxaws_aws_request_set_bucket(request, bucket->name);
    dxaws_aws_request_set_region(request, bucket->region);
    dxaws_aws_request_set_resource(request, bucket->name);
    /* Of the operations about a bucket the only one that knows no owner. */
    if (bucket->account[0] != '\0' && strcmp(operation, "CreateBucket") != 0) {
        dxaws_aws_request_add_header(request, "x-amz-expected-bucket-owner", bucket->account);
    }
    if (query != NULL) {
        dxaws_aws_request_add_query(request, query, NULL);
    }
    return request;
}

/* A part's body; as its shape wants it. */
static char *versioning_body(const json_t *enabled)
{
    return shape_versioning(json_is_true(enabled));
}

static char *ownership_body(const json_t *ownership)
{
    return shape_ownership_controls(json_string_value(ownership));
}

static char *policy_body(const json_t *policy)
{
    return json_dumps(policy, JSON_COMPACT);
}

/* How each part is read and written. */
static const struct {
    const char *operation;
    const char *method;
    const char *query;
    const char *limit; /* how a list is told to have one item */
    dxaws_error *(*read)(const char *body, size_t size, json_t **found);
    const char *put;
    char *(*shape)(const json_t *value);
    const char *remove; /* what an empty object is */
} calls[S3_PARTS] = {
    [S3_PART_VERSIONING] = {"GetBucketVersioning", "GET", "versioning", NULL, shape_read_versioning,
                            "PutBucketVersioning", versioning_body, NULL},
    [S3_PART_BLOCK] = {"GetPublicAccessBlock", "GET", "publicAccessBlock", NULL,
                       shape_read_public_access_block, "PutPublicAccessBlock",
                       shape_public_access_block, NULL},
    [S3_PART_TAGS] = {"GetBucketTagging", "GET", "tagging", NULL, shape_read_tagging,
                      "PutBucketTagging", shape_tagging, "DeleteBucketTagging"},
    [S3_PART_POLICY] = {"GetBucketPolicy", "GET", "policy", NULL, shape_read_policy,
                        "PutBucketPolicy", policy_body, "DeleteBucketPolicy"},
    [S3_PART_OWNERSHIP] = {"GetBucketOwnershipControls", "GET", "ownershipControls", NULL,
                           shape_read_ownership_controls, "PutBucketOwnershipControls",
                           ownership_body, NULL},
    [S3_PART_GRANTS] = {"GetBucketAcl", "GET", "acl", NULL, shape_read_grants, NULL, NULL, NULL},
    [S3_PART_ENCRYPTION] = {"GetBucketEncryption", "GET", "encryption", NULL, shape_read_encryption,
                            "PutBucketEncryption", shape_encryption, NULL},
    [S3_PART_LIFECYCLE] = {"GetBucketLifecycleConfiguration", "GET", "lifecycle", NULL,
                           shape_read_lifecycle, "PutBucketLifecycleConfiguration", shape_lifecycle,
                           "DeleteBucketLifecycle"},
    [S3_PART_VERSIONS] = {"ListObjectVersions", "GET", "versions", "max-keys",
                          shape_read_has_objects, NULL, NULL, NULL},
    [S3_PART_UPLOADS] = {"ListMultipartUploads", "GET", "uploads", "max-uploads",
                         shape_read_has_uploads, NULL, NULL, NULL},
    [S3_PART_LOCK] = {"GetObjectLockConfiguration", "GET", "object-lock", NULL, shape_read_lock,
                      NULL, NULL, NULL},
    [S3_PART_HEAD] = {"HeadBucket", "HEAD", NULL, NULL, NULL, NULL, NULL, NULL},
};

/* Where the bucket is, when that is elsewhere than the request was signed for. */
static void note_region(struct s3_answer *answer, const struct s3_bucket *bucket,
                        const char *region)
{
    if (region != NULL && strcmp(region, bucket->region) != 0) {
        snprintf(answer->region, sizeof answer->region, "%s", region);
    }
}

/* How small an object is moved is said in a header, and is lost by a write that does not say it. */
#define TRANSITION_SIZE "x-amz-transition-default-minimum-object-size"

static dxaws_error *note_transition_size(dxaws_aws_request *request, json_t *found)
{
    bool whole = true;
    dx_put_text(&whole, json_object_get(found, S3_LIFECYCLE), S3_TRANSITION_SIZE,
                dxaws_aws_request_answer_header(request, TRANSITION_SIZE));
    return whole ? NULL : dxaws_error_out_of_memory();
}

static void read_answer(dxaws_aws_request *request, const struct s3_bucket *bucket,
                        enum s3_part part, struct s3_answer *answer)
{
    int status = dxaws_aws_request_answer_status(request);
    const char *there = dxaws_aws_request_answer_header(request, "x-amz-bucket-region");
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    note_region(answer, bucket, dxaws_aws_request_answer_region(request));
    note_region(answer, bucket, there);
    answer->elsewhere = (status == 301 || status == 307 || status == 400) && there != NULL &&
                        strcmp(there, bucket->region) != 0;
    answer->error = dxaws_aws_request_take_error(request);
    if (answer->error == NULL && calls[part].read != NULL) {
        answer->error = calls[part].read(body, size, &answer->found);
    }
    if (answer->error == NULL && part == S3_PART_LIFECYCLE) {
        answer->error = note_transition_size(request, answer->found);
    }
}

static dxaws_error *ask(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        unsigned parts, struct s3_answer *answers)
{
    dxaws_aws_request *requests[S3_PARTS];
    enum s3_part asked[S3_PARTS];
    size_t count = 0;
    for (unsigned part = 0; part < S3_PARTS; part++) {
        if (parts & 1U << part) {
            asked[count] = part;
            requests[count] = aws_new_request(calls[part].operation, calls[part].method, bucket,
                                              calls[part].query);
            if (calls[part].limit != NULL) {
                dxaws_aws_request_add_query(requests[count], calls[part].limit, "1");
                dxaws_aws_request_add_query(requests[count], "encoding-type", "url");
            }
            count++;
        }
    }
    dxaws_error *error = dxaws_aws_call_batch(self, context, requests, count);
    for (size_t i = 0; i < count; i++) {
        if (error == NULL) {
            read_answer(requests[i], bucket, asked[i], &answers[asked[i]]);
        }
        dxaws_aws_request_free(requests[i]);
    }
    return error;
}

/* A call without a body. */
static dxaws_error *call(void *self, dxaws_context *context, const char *operation,
                         const char *method, const struct s3_bucket *bucket, const char *query)
{
    DXAWS_AUTO(dxaws_aws_request) request = aws_new_request(operation, method, bucket, query);
    return dxaws_aws_call(self, context, request);
}

/* A PUT with a body, which is released; @a transition_size may be NULL. */
static dxaws_error *send(void *self, dxaws_context *context, const char *operation,
                         const struct s3_bucket *bucket, const char *query, char *body,
                         const char *transition_size)
{
    bool is_json = body != NULL && *body == '{';
    DXAWS_AUTO(dxaws_aws_request) request = aws_new_request(operation, "PUT", bucket, query);
    if (transition_size != NULL) {
        dxaws_aws_request_add_header(request, TRANSITION_SIZE, transition_size);
    }
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request,
                                           is_json ? "application/json" : "application/xml");
    }
    dxaws_error *error =
        body ? dxaws_aws_call(self, context, request) : dxaws_error_out_of_memory();
    free(body);
    return error;
}

static dxaws_error *create(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                           const json_t *tags)
{
    bool constrained = strcmp(bucket->region, "us-east-1") != 0;
    return constrained || json_object_size(tags) > 0
               ? send(self, context, "CreateBucket", bucket, NULL,
                      shape_create_bucket(constrained ? bucket->region : NULL, tags), NULL)
               : call(self, context, "CreateBucket", "PUT", bucket, NULL);
}

static dxaws_error *put(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        enum s3_part part, const json_t *value)
{
    bool empty = json_is_object(value) && json_object_size(value) == 0;
    return empty && calls[part].remove
               ? call(self, context, calls[part].remove, "DELETE", bucket, calls[part].query)
               : send(self, context, calls[part].put, bucket, calls[part].query,
                      calls[part].shape(value), dx_text(value, S3_TRANSITION_SIZE));
}

static dxaws_error *remove_bucket(void *self, dxaws_context *context,
                                  const struct s3_bucket *bucket, const json_t *value)
{
    (void)value;
    return call(self, context, "DeleteBucket", "DELETE", bucket, NULL);
}

static dxaws_error *account_of(void *self, dxaws_context *context, bool asked,
                               char account[DXAWS_ACCOUNT_SIZE])
{
    return dxaws_session_find_account(self, context, asked, account);
}

static void destroy(void *self)
{
    dxaws_session_unref(self);
}

static const struct s3_service service = {
    .needs = "a session",
    .destroy = destroy,
    .ask = ask,
    .account = account_of,
    .list = aws_list,
    .create = create,
    .put = put,
    .contents = aws_contents,
    .delete_objects = aws_delete_objects,
    .abort_uploads = aws_abort_uploads,
    .remove = remove_bucket,
};

dxaws_error *dxaws_s3_provider_new_aws(dxaws_session *session, dxaws_s3_provider **provider)
{
    return s3_service_provider_new("aws", &service, dxaws_session_ref(session), provider);
}
