/* SPDX-License-Identifier: MIT */
/* The API calls of S3: one about a bucket, tried again while S3 has not caught up with itself. */
#include "aws-calls.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* S3 is busy with a bucket's name for minutes after one was removed. */
enum {
    ABORTED_MS = 120000,
    PRINCIPAL_MS = 30000,
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

/* How long it makes sense to try again after this error; 0 for not at all. */
static int64_t patience_ms(const struct s3_call *call, const dxaws_error *error)
{
    if (s3_error_is(error, "OperationAborted")) {
        return ABORTED_MS;
    }
    if (s3_error_is(error, "NoSuchBucket") && call->created) {
        return S3_VISIBLE_MS;
    }
    /* A role that was made a moment ago is not known to S3 at once. */
    if (s3_error_is(error, "MalformedPolicy") &&
        strstr(dxaws_error_message(error), "principal") != NULL) {
        return PRINCIPAL_MS;
    }
    return 0;
}

static dxaws_error *send_once(const struct s3_call *call)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = s3_request(call->name, call->method, call->bucket, call->region, call->query);
    if (call->body != NULL) {
        dxaws_aws_request_set_body(request, call->body, strlen(call->body));
        dxaws_aws_request_set_content_type(request, call->content_type);
    }
    return dxaws_aws_call(call->session, call->context, request);
}

dxaws_error *s3_send(const struct s3_call *call)
{
    int64_t start = dxaws_context_monotonic_ms(call->context);
    for (int64_t pause = S3_FIRST_PAUSE_MS;; pause *= 2) {
        dxaws_error *error = send_once(call);
        int64_t left = start + (error ? patience_ms(call, error) : 0) -
                       dxaws_context_monotonic_ms(call->context);
        if (error == NULL || left <= 0) {
            return error;
        }
        pause = pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
        dxaws_error *interrupted =
            dxaws_context_sleep_ms(call->context, pause < left ? pause : left);
        if (interrupted != NULL) {
            dxaws_error_set_cause(interrupted, error);
            return interrupted;
        }
        dxaws_error_free(error);
    }
}

dxaws_error *s3_explain(dxaws_error *cause, dxaws_error_kind kind, const char *bucket,
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
