/* SPDX-License-Identifier: MIT */
/* A request and its answer, as a value. */
#include "aws-request.h"

#include <stdlib.h>
#include <string.h>

#include "ops.h"
#include "uri.h"

#define IDLE_LIMIT_S (24 * 60 * 60)

dxaws_aws_request *dxaws_aws_request_new(const char *service, const char *operation,
                                         const char *method, const char *path)
{
    dxaws_aws_request *request = calloc(1, sizeof(*request));
    if (!request) {
        return NULL;
    }
    request->service = strdup(service ? service : "");
    request->operation = strdup(operation ? operation : "");
    request->method = strdup(method ? method : "");
    dxaws_aws_request_add_path(request, path);
    if (request->service && request->operation && request->method) {
        return request;
    }
    dxaws_aws_request_free(request);
    return NULL;
}

void aws_request_clear_answer(dxaws_aws_request *request)
{
    request->status = 0;
    free(request->answer_region);
    request->answer_region = NULL;
    aws_headers_free(&request->answer_headers);
    aws_buffer_free(&request->answer_body);
    dxaws_error_free(request->error);
    request->error = NULL;
}

static void clear_writer(dxaws_aws_request *request)
{
    if (request->writer.destroy) {
        request->writer.destroy(request->writer_self);
    }
    request->writer = (dxaws_writer_ops){0};
    request->writer_self = NULL;
    request->has_writer = false;
}

void dxaws_aws_request_free(dxaws_aws_request *request)
{
    if (!request) {
        return;
    }
    aws_request_clear_answer(request);
    free(request->service);
    free(request->operation);
    free(request->method);
    aws_buffer_free(&request->path);
    free(request->signing_name);
    free(request->endpoint_prefix);
    free(request->endpoint_url);
    free(request->region);
    free(request->bucket);
    free(request->resource);
    free(request->content_type);
    aws_buffer_free(&request->query);
    aws_headers_free(&request->headers);
    aws_body_clear(&request->body);
    free(request->body_hash);
    free(request->checksum);
    clear_writer(request);
    free(request);
}

static void set(dxaws_aws_request *request, char **target, const char *value)
{
    free(*target);
    *target = value ? strdup(value) : NULL;
    request->failed = request->failed || (value && !*target);
}

void dxaws_aws_request_add_path(dxaws_aws_request *request, const char *path)
{
    if (request && path) {
        aws_uri_encode(&request->path, path, strlen(path), true);
    }
}

void dxaws_aws_request_add_path_label(dxaws_aws_request *request, const char *label)
{
    if (!request) {
        return;
    }
    const char *text = label ? label : "";
    request->empty_label = request->empty_label || !*text;
    request->dots_label = request->dots_label || strcmp(text, ".") == 0 || strcmp(text, "..") == 0;
    if (!request->path.size || request->path.data[request->path.size - 1] != '/') {
        aws_buffer_char(&request->path, '/');
    }
    aws_uri_encode(&request->path, text, strlen(text), false);
}

void dxaws_aws_request_set_unsigned(dxaws_aws_request *request, bool is_unsigned)
{
    if (request) {
        request->is_unsigned = is_unsigned;
    }
}

void dxaws_aws_request_set_signing_name(dxaws_aws_request *request, const char *name)
{
    if (request) {
        set(request, &request->signing_name, name);
    }
}

void dxaws_aws_request_set_endpoint_prefix(dxaws_aws_request *request, const char *prefix)
{
    if (request) {
        set(request, &request->endpoint_prefix, prefix);
    }
}

void dxaws_aws_request_set_endpoint_url(dxaws_aws_request *request, const char *url)
{
    if (request) {
        set(request, &request->endpoint_url, url);
    }
}

void dxaws_aws_request_set_global(dxaws_aws_request *request, bool global)
{
    if (request) {
        request->global = aws_choice_of(global);
    }
}

void dxaws_aws_request_set_path_as_is(dxaws_aws_request *request, bool as_is)
{
    if (request) {
        request->path_as_is = aws_choice_of(as_is);
    }
}

void dxaws_aws_request_set_payload_header(dxaws_aws_request *request, bool header)
{
    if (request) {
        request->payload_header = aws_choice_of(header);
    }
}

void dxaws_aws_request_set_region(dxaws_aws_request *request, const char *region)
{
    if (request) {
        set(request, &request->region, region);
    }
}

void dxaws_aws_request_set_bucket(dxaws_aws_request *request, const char *bucket)
{
    if (request) {
        set(request, &request->bucket, bucket);
    }
}

void dxaws_aws_request_set_resource(dxaws_aws_request *request, const char *resource)
{
    if (request) {
        set(request, &request->resource, resource);
    }
}

void dxaws_aws_request_add_query(dxaws_aws_request *request, const char *name, const char *value)
{
    static const char *const signing[] = {
        "x-amz-algorithm",  "x-amz-credential",     "x-amz-date",
        "x-amz-expires",    "x-amz-signature",      "x-amz-signedheaders",
        "x-amz-region-set", "x-amz-security-token", "x-amz-s3session-token"};
    if (!request || !name) {
        return;
    }
    for (size_t i = 0; i < sizeof(signing) / sizeof(signing[0]); i++) {
        if (aws_name_compare(name, signing[i]) == 0) {
            request->signing_query = true;
        }
    }
    if (request->query.size) {
        aws_buffer_char(&request->query, '&');
    }
    aws_uri_encode(&request->query, name, strlen(name), false);
    if (!value) {
        return;
    }
    aws_buffer_char(&request->query, '=');
    aws_uri_encode(&request->query, value, strlen(value), false);
}

void dxaws_aws_request_add_header(dxaws_aws_request *request, const char *name, const char *value)
{
    if (request && name && value) {
        aws_headers_add(&request->headers, name, value);
    }
}

void dxaws_aws_request_set_content_type(dxaws_aws_request *request, const char *type)
{
    if (request) {
        set(request, &request->content_type, type);
    }
}

void dxaws_aws_request_set_body(dxaws_aws_request *request, const void *body, size_t size)
{
    if (!request) {
        return;
    }
    aws_body_clear(&request->body);
    if (!body) {
        return;
    }
    request->body.bytes = malloc(size ? size : 1);
    if (!request->body.bytes) {
        request->failed = true;
        return;
    }
    if (size) {
        memcpy(request->body.bytes, body, size);
    }
    request->body.size = size;
}

void dxaws_aws_request_set_body_file(dxaws_aws_request *request, const char *path)
{
    if (request) {
        aws_body_clear(&request->body);
        set(request, &request->body.path, path);
    }
}

void dxaws_aws_request_set_body_reader(dxaws_aws_request *request, const dxaws_reader_ops *ops,
                                       void *self, uint64_t size)
{
    if (!request) {
        return;
    }
    aws_body_clear(&request->body);
    aws_ops_copy(&request->body.reader, sizeof(request->body.reader), ops);
    request->body.self = self;
    request->body.size = ops ? size : 0;
    request->body.given = ops != NULL;
}

void dxaws_aws_request_set_body_hash(dxaws_aws_request *request, const char *sha256)
{
    if (request) {
        set(request, &request->body_hash, sha256);
    }
}

void dxaws_aws_request_set_answer_writer(dxaws_aws_request *request, const dxaws_writer_ops *ops,
                                         void *self)
{
    if (!request) {
        return;
    }
    clear_writer(request);
    aws_ops_copy(&request->writer, sizeof(request->writer), ops);
    request->writer_self = self;
    request->has_writer = ops != NULL;
}

void dxaws_aws_request_set_checksum(dxaws_aws_request *request, const char *algorithm)
{
    if (request) {
        set(request, &request->checksum, algorithm);
    }
}

void dxaws_aws_request_set_unsigned_payload(dxaws_aws_request *request, bool unsigned_payload)
{
    if (request) {
        request->unsigned_payload = unsigned_payload;
    }
}

void dxaws_aws_request_set_idle_limit_s(dxaws_aws_request *request, int64_t seconds)
{
    if (request) {
        request->idle_limit_s = seconds < 0              ? 0
                                : seconds > IDLE_LIMIT_S ? IDLE_LIMIT_S
                                                         : (long)seconds;
    }
}

void dxaws_aws_request_set_idempotent(dxaws_aws_request *request, bool idempotent)
{
    if (request) {
        request->idempotent = aws_choice_of(idempotent);
    }
}

void dxaws_aws_request_set_writes(dxaws_aws_request *request, bool writes)
{
    if (request) {
        request->writes = aws_choice_of(writes);
    }
}

void dxaws_aws_request_set_unsigned_token(dxaws_aws_request *request, bool unsigned_token)
{
    if (request) {
        request->unsigned_token = unsigned_token;
    }
}

const dxaws_error *dxaws_aws_request_error(const dxaws_aws_request *request)
{
    return request ? request->error : NULL;
}

dxaws_error *dxaws_aws_request_take_error(dxaws_aws_request *request)
{
    if (!request) {
        return NULL;
    }
    dxaws_error *error = request->error;
    request->error = NULL;
    return error;
}

int dxaws_aws_request_answer_status(const dxaws_aws_request *request)
{
    return request ? request->status : 0;
}

const char *dxaws_aws_request_answer_region(const dxaws_aws_request *request)
{
    return request ? request->answer_region : NULL;
}

size_t dxaws_aws_request_answer_header_count(const dxaws_aws_request *request)
{
    return request ? request->answer_headers.count : 0;
}

bool dxaws_aws_request_answer_header_at(const dxaws_aws_request *request, size_t index,
                                        const char **name, const char **value)
{
    return request && aws_headers_at(&request->answer_headers, index, name, value);
}

const char *dxaws_aws_request_answer_header(const dxaws_aws_request *request, const char *name)
{
    return request && name ? aws_headers_get(&request->answer_headers, name) : NULL;
}

bool dxaws_aws_request_answer_was_repeated(const dxaws_aws_request *request)
{
    return request && request->repeated;
}

const char *dxaws_aws_request_answer_body(const dxaws_aws_request *request, size_t *size)
{
    if (size) {
        *size = request ? request->answer_body.size : 0;
    }
    return request ? aws_buffer_string(&request->answer_body) : "";
}
