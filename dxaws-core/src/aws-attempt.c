/* SPDX-License-Identifier: MIT */
/* What goes over the wire: the URL, the headers and the signature of one attempt. */
#include "aws-call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/evp.h>

#include "crc32.h"
#include "sigv4.h"
#include "uri.h"

static dxaws_error *refuse(const struct aws_call *call, const char *format, const char *value)
{
    struct aws_buffer name = {0};
    struct aws_buffer text = {0};
    aws_call_name(call, &name);
    aws_buffer_text(&text, format);
    aws_buffer_text(&text, value);
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RequestError",
                                         "%s: %s", aws_buffer_string(&name),
                                         aws_buffer_string(&text));
    aws_buffer_free(&name);
    aws_buffer_free(&text);
    return error;
}

/* A name of letters, digits and the few signs that HTTP allows. */
static bool is_token(const char *text)
{
    if (!*text)
        return false;
    for (; *text; text++)
        if (*text <= ' ' || *text > '~' || strchr("\"(),/:;<=>?@[\\]{}", *text))
            return false;
    return true;
}

static bool is_header_value(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7f)
            return false;
    return true;
}

static dxaws_error *check_headers(const struct aws_call *call)
{
    static const char *const own[] = {
        "authorization",     "connection",           "content-length",       "expect",
        "host",              "transfer-encoding",    "user-agent",           "x-amz-date",
        "x-amz-content-sha256", "x-amz-security-token", "amz-sdk-invocation-id",
        "amz-sdk-request"};
    const struct aws_headers *headers = &call->request->headers;
    for (size_t i = 0; i < headers->count; i++) {
        const char *name = headers->items[i].name;
        for (size_t j = 0; j < sizeof(own) / sizeof(own[0]); j++)
            if (strcasecmp(name, own[j]) == 0)
                return refuse(call, "a caller cannot set the header ", name);
        if (!is_token(name))
            return refuse(call, "not the name of a header: ", name);
        if (!is_header_value(headers->items[i].value))
            return refuse(call, "control character in the value of the header ", name);
    }
    return NULL;
}

dxaws_error *aws_attempt_check(const struct aws_call *call)
{
    static const char *const methods[] = {"GET", "PUT", "POST", "DELETE", "HEAD"};
    const dxaws_aws_request *request = call->request;
    if (request->failed || request->query.failed || request->headers.failed)
        return dxaws_error_out_of_memory();
    bool known = false;
    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
        known = known || strcmp(request->method, methods[i]) == 0;
    if (!call->service)
        return refuse(call, "dxaws knows no such service: ", request->service);
    if (!known)
        return refuse(call, "not a method of HTTP that AWS uses: ", request->method);
    if (request->path[0] != '/')
        return refuse(call, "the path must start with a slash: ", request->path);
    if (request->bucket && !call->service->buckets)
        return refuse(call, "this service has no buckets: ", request->bucket);
    if (request->signing_query)
        return refuse(call, "a caller cannot set the query parameters of a signature", "");
    if (request->content_type && !is_header_value(request->content_type))
        return refuse(call, "control character in the content type", "");
    return check_headers(call);
}

/* The path as it is sent: the endpoint's prefix and bucket, then the request's, encoded. */
static void build_path(const struct aws_call *call, struct aws_buffer *path)
{
    const dxaws_aws_request *request = call->request;
    aws_buffer_text(path, call->endpoint.path);
    bool is_bucket = request->bucket && path->size && strcmp(request->path, "/") == 0;
    if (!is_bucket) /* "/bucket", not "/bucket/" */
        aws_uri_encode(path, request->path, strlen(request->path), true);
}

static void add_checksum(struct aws_call *call)
{
    uint32_t crc = aws_crc32(call->request->body, call->request->body_size);
    unsigned char bytes[4] = {(unsigned char)(crc >> 24), (unsigned char)(crc >> 16),
                              (unsigned char)(crc >> 8), (unsigned char)crc};
    unsigned char text[9];
    EVP_EncodeBlock(text, bytes, sizeof(bytes));
    aws_headers_add(&call->headers, "x-amz-sdk-checksum-algorithm", "CRC32");
    aws_headers_add(&call->headers, "x-amz-checksum-crc32", (const char *)text);
}

static void add_headers(struct aws_call *call, const char *hash, const char *date)
{
    const dxaws_aws_request *request = call->request;
    struct aws_headers *headers = &call->headers;
    aws_headers_add(headers, "Host", call->endpoint.host);
    aws_headers_add(headers, "X-Amz-Date", date);
    const char *token = aws_credentials_token(call->credentials);
    if (token)
        aws_headers_add(headers, "X-Amz-Security-Token", token);
    if (call->service->payload_header)
        aws_headers_add(headers, "X-Amz-Content-Sha256", hash);
    if (request->content_type)
        aws_headers_add(headers, "Content-Type", request->content_type);
    if (request->checksum)
        add_checksum(call);
    char attempt[64];
    snprintf(attempt, sizeof(attempt), "attempt=%u; max=%u", call->attempt,
             call->settings->max_attempts);
    aws_headers_add(headers, "amz-sdk-invocation-id", call->invocation);
    aws_headers_add(headers, "amz-sdk-request", attempt);
    for (size_t i = 0; i < request->headers.count; i++)
        aws_headers_add(headers, request->headers.items[i].name, request->headers.items[i].value);
}

dxaws_error *aws_attempt_build(struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    char hash[AWS_SHA256_HEX];
    char date[AWS_DATE_SIZE];
    struct aws_buffer path = {0};
    struct aws_buffer authorization = {0};
    aws_sigv4_date(call->attempt_now_ms + call->skew_ms, date);
    aws_headers_free(&call->headers);
    aws_buffer_clear(&call->url);
    build_path(call, &path);
    dxaws_error *error = dxaws_error_out_of_memory();
    if (!path.failed && aws_sha256_hex(request->body ? request->body : "", request->body_size, hash)) {
        add_headers(call, hash, date);
        const struct aws_sigv4_input input = {
            .method = request->method,
            .path = aws_buffer_string(&path),
            .query = aws_buffer_string(&request->query),
            .headers = &call->headers,
            .payload_hash = hash,
            .path_as_is = call->service->path_as_is,
            .access_key_id = aws_credentials_access_key_id(call->credentials),
            .secret = aws_credentials_secret(call->credentials),
            .region = call->endpoint.signing_region,
            .service = call->service->signing,
            .date = date,
        };
        error = aws_sigv4_sign(&input, &authorization, NULL, NULL);
    }
    if (!error) {
        aws_headers_add(&call->headers, "Authorization", authorization.data);
        aws_buffer_format(&call->url, "%s://%s%s%s%s", call->endpoint.https ? "https" : "http",
                          call->endpoint.host, aws_buffer_string(&path),
                          request->query.size ? "?" : "", aws_buffer_string(&request->query));
        if (call->headers.failed || call->url.failed)
            error = dxaws_error_out_of_memory();
    }
    aws_buffer_free(&path);
    aws_buffer_free(&authorization);
    return error;
}
