/* SPDX-License-Identifier: MIT */
/* Whether a request is fit to be sent. */
#include "aws-call.h"

#include <string.h>

static dxaws_error *refuse_as(const struct aws_call *call, dxaws_error_kind kind, const char *why,
                              const char *value)
{
    struct aws_buffer name = {0};
    aws_call_name(call, &name);
    dxaws_error *error = dxaws_error_new(kind, "core", "RequestError", "%s: %s%s",
                                         aws_buffer_string(&name), why, value);
    aws_buffer_free(&name);
    return error;
}

static dxaws_error *refuse(const struct aws_call *call, const char *why, const char *value)
{
    return refuse_as(call, DXAWS_ERROR_INVALID_ARGUMENT, why, value);
}

/* Whether a name is in a list that ends with NULL. */
static bool is_in(const char *const *list, const char *name)
{
    for (; *list; list++) {
        if (aws_name_compare(*list, name) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *check_header(const struct aws_call *call, const struct aws_header *header)
{
    static const char *const own[] = {"connection", "expect",          "transfer-encoding",
                                      "user-agent", "amz-sdk-request", "amz-sdk-invocation-id",
                                      NULL};
    static const char *const pieces[] = {"x-amz-trailer", "x-amz-decoded-content-length", NULL};
    const char *name = header->name;
    bool free = call->request->is_unsigned && aws_name_compare(name, "authorization") == 0;
    if ((aws_header_is_of_signature(name) && !free) || is_in(own, name) ||
        (!call->presigning && aws_name_compare(name, "content-length") == 0)) {
        return refuse(call, "a caller cannot set the header ", name);
    }
    if (is_in(pieces, name) ||
        (aws_name_compare(name, "content-encoding") == 0 && strstr(header->value, "aws-chunked"))) {
        return refuse_as(call, DXAWS_ERROR_UNSUPPORTED,
                         "signing a body in chunks is not supported: give the whole body, without "
                         "the header ",
                         name);
    }
    if (aws_name_compare(name, "x-amz-region-set") == 0) {
        return refuse_as(call, DXAWS_ERROR_UNSUPPORTED,
                         "signatures for several regions (SigV4a) are not supported: name one "
                         "region, without the header ",
                         name);
    }
    if (!aws_header_name_is_valid(name)) {
        return refuse(call, "not the name of a header: ", name);
    }
    if (!aws_header_value_is_valid(header->value)) {
        return refuse(call, "control character in the value of the header ", name);
    }
    return NULL;
}

static dxaws_error *check_headers(const struct aws_call *call)
{
    const struct aws_headers *headers = &call->request->headers;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < headers->count && !error; i++) {
        error = check_header(call, &headers->items[i]);
    }
    return error;
}

static bool is_sha256(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* Whether a signature's scope has room for it. */
static bool is_signing_name(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen(name);
}

static dxaws_error *check_names(const struct aws_call *call)
{
    static const char *const methods[] = {"GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", NULL};
    const dxaws_aws_request *request = call->request;
    size_t i = 0;
    while (methods[i] && strcmp(methods[i], request->method) != 0) {
        i++;
    }
    if (!methods[i]) {
        return refuse(call, "not a method of HTTP that AWS uses: ", request->method);
    }
    if (!aws_service_name_is_valid(request->service)) {
        return refuse(call,
                      "not the name of a service, which is as in its host name, such as "
                      "\"dynamodb\": ",
                      request->service);
    }
    if (request->endpoint_prefix && !aws_service_name_is_valid(request->endpoint_prefix)) {
        return refuse(call, "no host name can begin with ", request->endpoint_prefix);
    }
    if (request->signing_name && !is_signing_name(request->signing_name)) {
        return refuse(call, "not a name that signatures have: ", request->signing_name);
    }
    return NULL;
}

dxaws_error *aws_attempt_check(const struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    if (request->failed || request->path.failed || request->query.failed ||
        request->headers.failed) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = check_names(call);
    if (error) {
        return error;
    }
    if (aws_buffer_string(&request->path)[0] != '/') {
        return refuse(call,
                      "the path must start with a slash: ", aws_buffer_string(&request->path));
    }
    if (request->empty_label) {
        return refuse(call, "a label of the path is empty, which would name something else", "");
    }
    if (request->dots_label && !call->service->path_as_is) {
        return refuse(
            call, "a label of the path is \".\" or \"..\", which would name something else", "");
    }
    if (request->bucket && !call->service->buckets) {
        return refuse(call, "this service has no buckets: ", request->bucket);
    }
    if (request->bucket && strncmp(request->bucket, "arn:", 4) == 0) {
        return refuse_as(call, DXAWS_ERROR_UNSUPPORTED,
                         "access points, some of which need SigV4a, are not supported; name a "
                         "bucket instead of ",
                         request->bucket);
    }
    if (request->unsigned_payload && !call->service->payload_header) {
        return refuse(call, "this service wants the body to be signed", "");
    }
    if (request->body.given && !request->body.reader.read) {
        return refuse(call, "the reader of the body has no function that reads", "");
    }
    if (request->has_writer && !request->writer.write) {
        return refuse(call, "the writer of the answer has no function that writes", "");
    }
    if (request->checksum && !aws_checksum_is_known(request->checksum)) {
        return refuse(call, "not a checksum of S3's, such as \"CRC32\": ", request->checksum);
    }
    if (request->body_hash && !is_sha256(request->body_hash)) {
        return refuse(call, "not a SHA-256 of 64 hexadecimal digits: ", request->body_hash);
    }
    if (request->signing_query) {
        return refuse(call, "a caller cannot set the query parameters of a signature", "");
    }
    if (request->content_type && !aws_header_value_is_valid(request->content_type)) {
        return refuse(call, "control character in the content type", "");
    }
    return check_headers(call);
}
