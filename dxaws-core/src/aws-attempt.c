/* SPDX-License-Identifier: MIT */
/* What goes over the wire: the URL, the headers and the signature of one attempt. */
#include "aws-call.h"

#include <string.h>

#include "sigv4.h"
#include "silence.h"
#include "uri.h"

/* What is rarely exceeded needs no allocation. */
#define PATH_SIZE 300
#define AUTHORIZATION_SIZE 500

/* The path as it is sent: the endpoint's prefix and bucket, then the request's, encoded. */
static void build_path(const struct aws_call *call, struct aws_buffer *path)
{
    const dxaws_aws_request *request = call->request;
    aws_buffer_text(path, call->endpoint.path);
    bool is_bucket = request->bucket && path->size && strcmp(request->path.data, "/") == 0;
    if (!is_bucket) { /* "/bucket", not "/bucket/" */
        aws_buffer_append(path, request->path.data, request->path.size);
    }
}

static void add_token(struct aws_call *call)
{
    const char *name = call->service->token_header;
    const char *token = call->credentials ? aws_credentials_token(call->credentials) : NULL;
    if (token) {
        aws_headers_add(&call->headers, name ? name : "X-Amz-Security-Token", token);
    }
}

/* From the second attempt on the service is told by when an answer is of no more use. */
static void add_attempt(struct aws_call *call)
{
    char array[96];
    struct aws_buffer text = aws_buffer_in(array, sizeof(array));
    aws_buffer_text(&text, "attempt=");
    aws_buffer_number(&text, call->attempt);
    aws_buffer_text(&text, "; max=");
    aws_buffer_number(&text, call->settings->max_attempts);
    if (call->attempt > 1) {
        char date[AWS_DATE_SIZE];
        int64_t left_ms = dxaws_context_remaining_ms(call->context);
        int64_t idle_ms = (int64_t)aws_silence_limit_s(call->request) * 1000;
        left_ms = left_ms > idle_ms ? idle_ms : left_ms;
        aws_sigv4_date(call->attempt_now_ms + call->skew_ms + left_ms, date);
        aws_buffer_text(&text, "; ttl=");
        aws_buffer_text(&text, date);
    }
    aws_headers_add(&call->headers, "amz-sdk-request", text.data);
    aws_buffer_free(&text);
}

/* What a header cannot have is percent-encoded, as the SDKs do; a trace's own signs are not. */
static void encode_trace(const char *trace, struct aws_buffer *out)
{
    for (const char *p = trace; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr("-_.~=;:+&[]{}\"',", *p);
        aws_buffer_format(out, plain ? "%c" : "%%%02X", (unsigned char)*p);
    }
}

/* Who asks, and, on AWS Lambda, on behalf of which invocation: that changes from call to call. */
static void add_origin(struct aws_call *call)
{
    const struct aws_settings *settings = call->settings;
    const char *application = settings->application;
    if (application && aws_header_name_is_valid(application)) {
        struct aws_buffer agent = {0};
        aws_buffer_format(&agent, "dxaws/" DXAWS_VERSION " app/%s", application);
        aws_headers_add(&call->headers, "User-Agent", aws_buffer_string(&agent));
        aws_buffer_free(&agent);
    }
    const char *trace =
        settings->on_lambda ? aws_settings_getenv(settings, "_X_AMZN_TRACE_ID") : NULL;
    if (trace && !aws_headers_get(&call->request->headers, "x-amzn-trace-id")) {
        struct aws_buffer encoded = {0};
        encode_trace(trace, &encoded);
        aws_headers_add(&call->headers, "X-Amzn-Trace-Id", aws_buffer_string(&encoded));
        call->headers.failed |= encoded.failed;
        aws_buffer_free(&encoded);
    }
}

/* That of the body, or that it is not signed, which only TLS may make up for. */
static const char *hash_of(const struct aws_payload *payload)
{
    return *payload->sha256 ? payload->sha256 : AWS_UNSIGNED_PAYLOAD;
}

/* Nearly in the order of their names, in which the signature has them. */
static void add_headers(struct aws_call *call, const struct aws_payload *payload, const char *date)
{
    const dxaws_aws_request *request = call->request;
    struct aws_headers *headers = &call->headers;
    aws_headers_add(headers, "amz-sdk-invocation-id", call->invocation);
    add_attempt(call);
    if (request->content_type) {
        aws_headers_add(headers, "Content-Type", request->content_type);
    }
    aws_headers_add(headers, "Host", call->endpoint.host);
    aws_checksum_add(call, payload);
    if (call->service->payload_header && call->credentials) {
        aws_headers_add(headers, "X-Amz-Content-Sha256", hash_of(payload));
    }
    if (call->credentials) {
        aws_headers_add(headers, "X-Amz-Date", date);
    }
    if (!request->unsigned_token) {
        add_token(call);
    }
    add_origin(call);
    for (size_t i = 0; i < request->headers.count; i++) {
        aws_headers_add(headers, request->headers.items[i].name, request->headers.items[i].value);
    }
}

static struct aws_sigv4_input make_input(const struct aws_call *call, const char *path,
                                         const char *hash, const char *date)
{
    return (struct aws_sigv4_input){
        .method = call->request->method,
        .path = path,
        .query = aws_buffer_string(&call->request->query),
        .headers = &call->headers,
        .payload_hash = hash,
        .path_as_is = call->service->path_as_is,
        .access_key_id = aws_credentials_access_key_id(call->credentials),
        .secret = aws_credentials_secret(call->credentials),
        .fingerprint = aws_credentials_fingerprint(call->credentials),
        .region = call->endpoint.signing_region,
        .service = call->service->signing,
        .date = date,
        .keys = &call->session->traffic.keys,
    };
}

static void build_url(struct aws_call *call, const char *path, const struct aws_buffer *query)
{
    const char *const pieces[] = {call->endpoint.https ? "https://" : "http://",
                                  call->endpoint.host, path, query->size ? "?" : "",
                                  aws_buffer_string(query)};
    aws_buffer_clear(&call->url);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        aws_buffer_text(&call->url, pieces[i]);
    }
}

dxaws_error *aws_attempt_build(struct aws_call *call)
{
    struct aws_payload payload;
    char date[AWS_DATE_SIZE];
    char path_text[PATH_SIZE];
    char authorization_text[AUTHORIZATION_SIZE];
    struct aws_buffer path = aws_buffer_in(path_text, sizeof(path_text));
    struct aws_buffer authorization = aws_buffer_in(authorization_text, sizeof(authorization_text));
    dxaws_error *error = aws_payload_find(call, &payload);
    aws_sigv4_date(call->attempt_now_ms + call->skew_ms, date);
    aws_headers_clear(&call->headers);
    build_path(call, &path);
    add_headers(call, &payload, date);
    if (!error && (path.failed || call->headers.failed)) {
        error = dxaws_error_out_of_memory();
    }
    if (!error && call->credentials) {
        const struct aws_sigv4_input input = make_input(call, path.data, hash_of(&payload), date);
        error = aws_sigv4_sign(&input, &authorization, NULL, NULL);
    }
    if (!error) {
        if (call->request->unsigned_token) {
            add_token(call);
        }
        if (call->credentials) {
            aws_headers_add(&call->headers, "Authorization", authorization.data);
        }
        build_url(call, path.data, &call->request->query);
        if (call->headers.failed || call->url.failed) {
            error = dxaws_error_out_of_memory();
        }
    }
    aws_buffer_free(&path);
    aws_buffer_free(&authorization);
    return error;
}

dxaws_error *aws_attempt_presign(struct aws_call *call, unsigned expires_s)
{
    const struct aws_headers *wanted = &call->request->headers;
    struct aws_payload payload;
    char date[AWS_DATE_SIZE];
    struct aws_buffer path = {0};
    struct aws_buffer query = {0};
    dxaws_error *error = aws_payload_find(call, &payload);
    aws_sigv4_date(call->attempt_now_ms + call->skew_ms, date);
    build_path(call, &path);
    aws_headers_add(&call->headers, "Host", call->endpoint.host);
    if (call->request->content_type) {
        aws_headers_add(&call->headers, "Content-Type", call->request->content_type);
    }
    for (size_t i = 0; i < wanted->count; i++) {
        if (aws_name_compare(wanted->items[i].name, "x-amz-checksum-mode") != 0 &&
            aws_name_compare(wanted->items[i].name, "x-amz-user-agent") != 0) {
            aws_headers_add(&call->headers, wanted->items[i].name, wanted->items[i].value);
        }
    }
    if (!error && (path.failed || call->headers.failed)) {
        error = dxaws_error_out_of_memory();
    }
    if (!error) {
        const struct aws_sigv4_input input = make_input(call, path.data, hash_of(&payload), date);
        const struct aws_sigv4_terms terms = {
            .expires_s = expires_s,
            .token = aws_credentials_token(call->credentials),
            .token_name = call->service->token_header,
            .token_unsigned = call->request->unsigned_token,
        };
        error = aws_sigv4_presign(&input, &terms, &query, NULL);
    }
    if (!error) {
        build_url(call, path.data, &query);
        if (call->url.failed) {
            error = dxaws_error_out_of_memory();
        }
    }
    aws_buffer_free(&path);
    aws_buffer_free(&query);
    return error;
}
