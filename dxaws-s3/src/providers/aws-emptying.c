/* SPDX-License-Identifier: MIT */
/* S3's calls that empty a bucket: a thousand objects a request. */
#include "aws-calls.h"
#include "aws-contents.h"

#include <stdlib.h>
#include <string.h>

dxaws_error *aws_contents(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                          enum s3_part part, json_t **page)
{
    bool versions = part == S3_PART_VERSIONS;
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_new_request(versions ? "ListObjectVersions" : "ListMultipartUploads", "GET",
                              bucket, versions ? "versions" : "uploads");
    size_t size = 0;
    dxaws_aws_request_add_query(request, "encoding-type", "url");
    dxaws_error *error = dxaws_aws_call(self, context, request);
    const char *body = error ? NULL : dxaws_aws_request_answer_body(request, &size);
    if (error != NULL) {
        return error;
    }
    return versions ? list_read_versions(body, size, page) : list_read_uploads(body, size, page);
}

/* A call for one object alone; @a query says which of its key's. */
static dxaws_aws_request *for_object(const char *operation, const struct s3_bucket *bucket,
                                     const char *key, const char *query, const char *value)
{
    dxaws_aws_request *request = aws_new_request(operation, "DELETE", bucket, NULL);
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_add_query(request, query, value);
    return request;
}

/* Makes the calls at once, and releases them; the first error is that of all. */
static dxaws_error *call_all(void *self, dxaws_context *context, dxaws_aws_request **requests,
                             size_t count)
{
    dxaws_error *error = count > 0 ? dxaws_aws_call_batch(self, context, requests, count) : NULL;
    for (size_t i = 0; i < count; i++) {
        dxaws_error *own = error ? NULL : dxaws_aws_request_take_error(requests[i]);
        error = error ? error : own;
        dxaws_aws_request_free(requests[i]);
    }
    return error;
}

/* Each item of the page by a call of its own; of objects only what no body can hold. */
static dxaws_error *delete_each(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                                const json_t *page, bool uploads)
{
    dxaws_aws_request **requests = calloc(json_array_size(page) + 1, sizeof *requests);
    size_t count = 0;
    size_t index;
    json_t *item;
    if (requests == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_array_foreach((json_t *)(uintptr_t)page, index, item) {
        const char *key = dx_text(item, S3_KEY);
        if (uploads) {
            requests[count++] = for_object("AbortMultipartUpload", bucket, key, "uploadId",
                                           dx_text(item, S3_UPLOAD));
        } else if (!list_can_hold(key)) {
            requests[count++] =
                for_object("DeleteObject", bucket, key, "versionId", dx_text(item, S3_VERSION));
        }
    }
    dxaws_error *error = call_all(self, context, requests, count);
    free(requests);
    return error;
}

static bool holds_any(const json_t *page)
{
    size_t index;
    json_t *item;
    bool any = false;
    json_array_foreach((json_t *)(uintptr_t)page, index, item) {
        any = any || list_can_hold(dx_text(item, S3_KEY));
    }
    return any;
}

dxaws_error *aws_delete_objects(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                                const json_t *page)
{
    dxaws_error *error = delete_each(self, context, bucket, page, false);
    if (error != NULL || !holds_any(page)) {
        return error;
    }
    char *body = list_deletion(page);
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_new_request("DeleteObjects", "POST", bucket, "delete");
    size_t size = 0;
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/xml");
    }
    error = body ? dxaws_aws_call(self, context, request) : dxaws_error_out_of_memory();
    free(body);
    if (error != NULL) {
        return error;
    }
    const char *answer = dxaws_aws_request_answer_body(request, &size);
    return list_read_deleted(bucket->name, answer, size);
}

dxaws_error *aws_abort_uploads(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                               const json_t *page)
{
    return delete_each(self, context, bucket, page, true);
}
