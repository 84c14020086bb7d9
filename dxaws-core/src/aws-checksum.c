/* SPDX-License-Identifier: MIT */
/* Checksums of bodies: S3 is told that of a request's, and an object is compared with its own. */
#include "aws-call.h"

#include <string.h>

#define ALGORITHM "x-amz-sdk-checksum-algorithm"

/* Operations of S3 that take a checksum of their body: some may go without, the
 * others are refused. */
static const char *const optional[] = {"PutObject",     "UploadPart",
                                       "RestoreObject", "PutBucketAccelerateConfiguration",
                                       "PutBucketAbac", NULL};
static const char *const required[] = {"CreateBucketMetadataConfiguration",
                                       "CreateBucketMetadataTableConfiguration",
                                       "DeleteObjects",
                                       "PutBucketAcl",
                                       "PutBucketCors",
                                       "PutBucketEncryption",
                                       "PutBucketLifecycle",
                                       "PutBucketLifecycleConfiguration",
                                       "PutBucketLogging",
                                       "PutBucketNotification",
                                       "PutBucketOwnershipControls",
                                       "PutBucketPolicy",
                                       "PutBucketReplication",
                                       "PutBucketRequestPayment",
                                       "PutBucketTagging",
                                       "PutBucketVersioning",
                                       "PutBucketWebsite",
                                       "PutObjectAcl",
                                       "PutObjectLegalHold",
                                       "PutObjectLockConfiguration",
                                       "PutObjectRetention",
                                       "PutObjectTagging",
                                       "PutPublicAccessBlock",
                                       "UpdateBucketMetadataInventoryTableConfiguration",
                                       "UpdateBucketMetadataJournalTableConfiguration",
                                       "UpdateObjectEncryption",
                                       NULL};

static bool is_in(const char *const *names, const char *operation)
{
    while (*names && strcmp(*names, operation) != 0) {
        names++;
    }
    return *names != NULL;
}

/* Where nothing is said, stores that are not AWS's are spared what they may not know. */
static bool when_supported(const struct aws_call *call, enum aws_choice choice)
{
    return choice == AWS_UNSET ? !call->endpoint.custom : choice == AWS_YES;
}

static bool is_object(const struct aws_call *call)
{
    return call->service->buckets && strcmp(call->request->operation, "GetObject") == 0;
}

/* ---- of a request ---- */

static bool wants_checksum(const struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    if (request->checksum) {
        return true;
    }
    if (!call->service->buckets || request->method[0] != 'P') {
        return false;
    }
    if (is_in(required, request->operation)) {
        return true;
    }
    /* What is long is not read for that alone. */
    if (aws_body_is_stream(&request->body) && !aws_payload_is_read(call)) {
        return false;
    }
    return is_in(optional, request->operation) &&
           when_supported(call, call->settings->calls.request_checksum);
}

/* Whether the caller has taken care of it. */
static bool has_checksum(const struct aws_headers *headers)
{
    static const char *const others[] = {"x-amz-checksum-mode", "x-amz-checksum-type",
                                         "x-amz-checksum-algorithm"};
    for (size_t i = 0; i < headers->count; i++) {
        const char *name = headers->items[i].name;
        bool other = false;
        for (size_t j = 0; j < sizeof(others) / sizeof(others[0]); j++) {
            other = other || aws_name_compare(name, others[j]) == 0;
        }
        if (aws_name_compare(name, "content-md5") == 0 ||
            (aws_name_starts(name, "x-amz-checksum-") && !other)) {
            return true;
        }
    }
    return false;
}

const char *aws_checksum_told(const struct aws_call *call)
{
    const struct aws_headers *headers = &call->request->headers;
    const char *name = call->request->checksum ? call->request->checksum : "CRC32";
    const char *said = aws_headers_get(headers, ALGORITHM); /* another is the caller's business */
    bool told = !call->presigning && wants_checksum(call) && !has_checksum(headers) &&
                (!said || strcmp(said, name) == 0);
    return told ? name : NULL;
}

void aws_checksum_add(struct aws_call *call, const struct aws_payload *payload)
{
    const dxaws_aws_request *request = call->request;
    const char *const mode = "x-amz-checksum-mode";
    if (is_object(call) && when_supported(call, call->settings->calls.response_checksum) &&
        !aws_headers_get(&request->headers, mode)) {
        aws_headers_add(&call->headers, mode, "ENABLED");
    }
    const char *name = aws_checksum_told(call);
    if (!name || !payload->checksum_header) {
        return;
    }
    if (!aws_headers_get(&request->headers, ALGORITHM)) {
        aws_headers_add(&call->headers, ALGORITHM, name);
    }
    aws_headers_add(&call->headers, payload->checksum_header, payload->checksum);
}

/* ---- of an answer ---- */

/* A part's answer has the checksum of the whole. */
static bool is_compared(const struct aws_call *call, int status)
{
    return is_object(call) && status == 200 &&
           aws_headers_get(&call->headers, "x-amz-checksum-mode");
}

void aws_checksum_expect(struct aws_call *call, int status, const struct aws_headers *headers)
{
    aws_checksum_forget(&call->checksum);
    if (is_compared(call, status)) {
        aws_checksum_begin(&call->checksum, headers);
    }
}

bool aws_checksum_matches(struct aws_call *call, struct aws_buffer *problem)
{
    struct aws_checksum *checksum = &call->checksum;
    const struct aws_http_response *response = &call->response;
    char got[AWS_CHECKSUM_TEXT];
    if (!response->streams) {
        aws_checksum_expect(call, response->status, &response->headers);
        aws_checksum_take(checksum, aws_buffer_string(&response->body), response->body.size);
    }
    if (aws_checksum_end(checksum, got) && strcmp(got, checksum->expected) != 0) {
        aws_buffer_format(problem, "the body is damaged: %s is %s, that of the body %s",
                          aws_checksum_header(checksum), checksum->expected, got);
    }
    return !problem->data && !problem->failed;
}
