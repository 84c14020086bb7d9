/* SPDX-License-Identifier: MIT */
/* Buckets that are in another region than the request says. */
#include "aws-call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partitions.h"

/* S3 says that the bucket is elsewhere, with or without saying where. */
static bool is_elsewhere(const struct aws_call *call, const struct aws_fault *fault)
{
    const dxaws_aws_request *request = call->request;
    int status = call->response.status;
    return status == 301 || status == 302 || status == 307 ||
           (status == 400 && strcmp(request->method, "HEAD") == 0 && fault->region) ||
           strcmp(fault->code, "AuthorizationHeaderMalformed") == 0 ||
           (strcmp(fault->code, "IllegalLocationConstraintException") == 0 &&
            strcmp(request->operation, "CreateBucket") != 0);
}

/* Once per call; never away from an endpoint that somebody configured. */
static bool may_follow(const struct aws_call *call)
{
    return !call->redirected && aws_stream_repeats(call) && !call->endpoint.custom &&
           call->request->bucket && strcmp(call->service->name, "s3") == 0;
}

/* Never to another partition. */
static bool is_usable(const struct aws_call *call, const char *region)
{
    return aws_region_is_valid(region) && strcmp(region, call->endpoint.signing_region) != 0 &&
           aws_partition_of(region) == aws_partition_of(call->endpoint.signing_region);
}

/* Signed anew, with the region in its host name. */
static void go_to(struct aws_call *call, const char *region)
{
    char *copy = strdup(region);
    free(call->region);
    call->region = copy;
    dxaws_error *error = copy ? aws_call_resolve(call) : dxaws_error_out_of_memory();
    if (error) {
        aws_call_end(call, error);
        return;
    }
    aws_session_remember_bucket(call->session, call->request->bucket, region);
    aws_call_again(call, 0);
}

/* A HEAD of the bucket is answered with its region, whatever the status. */
static bool probe(struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    if (strcmp(request->operation, "HeadBucket") == 0) {
        return false;
    }
    call->probe = dxaws_aws_request_new("s3", "HeadBucket", "HEAD", "/");
    dxaws_aws_request_set_bucket(call->probe, request->bucket);
    dxaws_aws_request_set_unsigned(call->probe, request->is_unsigned);
    if (!call->probe || call->probe->failed) {
        return false;
    }
    aws_call_again(call, 0);
    return true;
}

bool aws_redirect(struct aws_call *call, const struct aws_fault *fault, dxaws_error *verdict)
{
    if (!is_elsewhere(call, fault) || !may_follow(call) ||
        (fault->region && !is_usable(call, fault->region))) {
        return false;
    }
    call->redirected = true;
    if (fault->region) {
        dxaws_error_free(verdict);
        go_to(call, fault->region);
        return true;
    }
    if (!probe(call)) {
        return false;
    }
    aws_call_keep_answer(call);
    call->verdict = verdict;
    return true;
}

void aws_redirect_probed(struct aws_call *call)
{
    const char *named = call->response.outcome == AWS_HTTP_ANSWERED
                            ? aws_headers_get(&call->response.headers, "x-amz-bucket-region")
                            : NULL;
    struct aws_secrets secrets = {0};
    char region[64];
    bool found = named && snprintf(region, sizeof(region), "%s", named) < (int)sizeof(region);
    aws_call_secrets(call, &secrets);
    found = found && aws_redact(region, &secrets);
    aws_secrets_free(&secrets);
    dxaws_error *verdict = call->verdict;
    call->verdict = NULL;
    dxaws_aws_request_free(call->probe);
    call->probe = NULL;
    if (!found || !is_usable(call, region)) {
        aws_call_end(call, verdict);
        return;
    }
    dxaws_error_free(verdict);
    go_to(call, region);
}
