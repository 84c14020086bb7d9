/* SPDX-License-Identifier: MIT */
/* One call: what an attempt's outcome means, and what follows from it. */
#include "aws-call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/rand.h>

#include "http-date.h"
#include "partitions.h"

#define SKEW_LIMIT_MS (4 * 60 * 1000)
#define SKEW_DURATION_LIMIT_MS (15 * 60 * 1000)

void aws_call_name(const struct aws_call *call, struct aws_buffer *out)
{
    const dxaws_aws_request *request = call->request;
    const char *resource = request->resource ? request->resource : request->bucket;
    aws_buffer_format(out, "%s %s%s%s", request->service, request->operation, resource ? " " : "",
                      resource ? resource : "");
}

/* ---- the end ---- */

static void finish_with(struct aws_call *call, dxaws_error *error)
{
    dxaws_aws_request *request = call->request;
    const char *resource = request->resource ? request->resource : request->bucket;
    dxaws_error_set_operation(error, request->operation);
    dxaws_error_set_resource(error, resource);
    request->error = error;
    call->state = AWS_CALL_DONE;
    aws_event_call(call);
}

void aws_call_fail(struct aws_call *call, dxaws_error *error)
{
    struct aws_buffer name = {0};
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    if (kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_TIMEOUT) { /* say what of */
        aws_call_name(call, &name);
        dxaws_error *outer =
            dxaws_error_new(kind, "core", dxaws_error_code(error), "%s: %s",
                            aws_buffer_string(&name), dxaws_error_message(error));
        dxaws_error_set_cause(outer, error);
        error = outer;
    }
    aws_buffer_free(&name);
    finish_with(call, error);
}

/* The request gets the answer that decided, whether it is a success or not. */
static void keep_answer(struct aws_call *call)
{
    dxaws_aws_request *request = call->request;
    struct aws_http_response *response = &call->response;
    request->status = response->status;
    free(request->answer_region);
    request->answer_region = strdup(call->endpoint.signing_region);
    request->answer_headers = response->headers;
    request->answer_body = response->body;
    response->headers = (struct aws_headers){0};
    response->body = (struct aws_buffer){0};
}

/* ---- the beginning ---- */

static bool make_uuid(char text[37])
{
    unsigned char b[16];
    if (RAND_bytes(b, sizeof(b)) != 1)
        return false;
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    snprintf(text, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
             b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
             b[14], b[15]);
    return true;
}

static dxaws_error *resolve(struct aws_call *call)
{
    const char *region = call->region ? call->region : call->request->region;
    dxaws_error *error = NULL;
    if (!region)
        region = call->settings->region;
    if (!region && !call->service->global)
        error = dxaws_session_region(call->session, &region);
    char *url = NULL;
    if (!error)
        error = aws_settings_endpoint_url(call->settings, call->service, &url);
    aws_endpoint_free(&call->endpoint);
    if (!error)
        error = aws_endpoint_resolve(
            &(struct aws_endpoint_input){
                .service = call->service,
                .region = region,
                .custom_url = url,
                .bucket = call->request->bucket,
                .fips = call->settings->calls.fips == AWS_YES,
                .dualstack = call->settings->calls.dualstack == AWS_YES,
                .accelerate = call->service->buckets && call->request->bucket &&
                              call->settings->calls.accelerate == AWS_YES &&
                              strcmp(call->request->operation, "CreateBucket") != 0,
                .path_style = call->settings->calls.path_style == AWS_YES,
            },
            &call->endpoint);
    free(url);
    return error;
}

dxaws_error *aws_call_aim(struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    call->service = aws_service_find(request->service);
    dxaws_error *error = aws_attempt_check(call);
    if (!error && request->bucket && strcmp(request->operation, "CreateBucket") != 0)
        call->region = aws_session_bucket_region(call->session, request->bucket);
    return error ? error : resolve(call);
}

void aws_call_prepare(struct aws_call *call)
{
    aws_request_clear_answer(call->request);
    call->started_ms = dxaws_context_monotonic_ms(call->context);
    call->due_ms = call->started_ms;
    dxaws_error *error = aws_call_aim(call);
    if (!error && !make_uuid(call->invocation))
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "core", "RandomError",
                                "the system has no random numbers");
    call->state = AWS_CALL_READY;
    if (error)
        aws_call_fail(call, error);
}

void aws_call_start(struct aws_call *call, struct aws_http_client *client)
{
    call->attempt++;
    call->attempt_started_ms = dxaws_context_monotonic_ms(call->context);
    call->attempt_now_ms = dxaws_context_now_ms(call->context);
    call->skew_ms = atomic_load(&call->session->skew_ms);
    dxaws_error *error = aws_attempt_build(call);
    const struct aws_http_request request = {
        .method = call->request->method,
        .url = aws_buffer_string(&call->url),
        .headers = &call->headers,
        .body = call->request->body,
        .body_size = call->request->body_size,
        .ca_bundle = call->settings->ca_bundle,
        .direct = call->endpoint.loopback,
    };
    if (!error)
        error = aws_http_start(client, &request, call->endpoint.host, &call->response, call);
    call->state = AWS_CALL_RUNNING;
    if (error)
        aws_call_fail(call, error);
}

/* ---- judging an attempt ---- */

/* What the service's clock is ahead of the context's, when the answer says. */
static bool observe_skew(struct aws_call *call, int64_t *skew_ms)
{
    const struct aws_headers *headers = &call->response.headers;
    const char *date = aws_headers_get(headers, "date");
    int64_t duration = dxaws_context_monotonic_ms(call->context) - call->attempt_started_ms;
    int64_t server_ms;
    if (!date || aws_headers_get(headers, "age") || duration > SKEW_DURATION_LIMIT_MS ||
        !aws_http_date_parse(date, &server_ms))
        return false;
    *skew_ms = server_ms - (call->attempt_now_ms + duration / 2);
    atomic_store(&call->session->skew_ms, *skew_ms);
    return true;
}

/* Arranges for another attempt, unless the limit, the quota or the deadline forbid it. */
static bool retry(struct aws_call *call, enum aws_retry kind)
{
    if (kind == AWS_RETRY_NEVER || ++call->failed >= call->settings->max_attempts)
        return false;
    const struct aws_headers *headers = &call->response.headers;
    int64_t delay = aws_retry_delay_ms(kind, call->failed, dxaws_context_jitter(call->context),
                                       aws_headers_get(headers, "x-amz-retry-after"),
                                       aws_headers_get(headers, "retry-after"),
                                       dxaws_context_now_ms(call->context) +
                                           atomic_load(&call->session->skew_ms));
    if (delay >= dxaws_context_remaining_ms(call->context) ||
        !aws_retry_quota_take(&call->session->quota, kind, &call->retry_cost))
        return false;
    call->due_ms = dxaws_context_monotonic_ms(call->context) + delay;
    call->state = AWS_CALL_READY;
    return true;
}

static void transport_failed(struct aws_call *call)
{
    enum aws_http_outcome outcome = call->response.outcome;
    bool transient = outcome == AWS_HTTP_UNREACHABLE || outcome == AWS_HTTP_BROKEN;
    if (outcome == AWS_HTTP_NO_MEMORY) {
        finish_with(call, dxaws_error_out_of_memory());
        return;
    }
    aws_event_attempt(call, NULL);
    if (transient && retry(call, AWS_RETRY_TRANSIENT))
        return;
    struct aws_buffer name = {0};
    char attempts[32] = "";
    if (call->attempt > 1)
        snprintf(attempts, sizeof(attempts), " (%u attempts)", call->attempt);
    aws_call_name(call, &name);
    dxaws_error *error = dxaws_error_new(
        outcome == AWS_HTTP_GARBAGE ? DXAWS_ERROR_PROTOCOL : DXAWS_ERROR_UNAVAILABLE, "core",
        outcome == AWS_HTTP_UNTRUSTED ? "CertificateError" : "ConnectionError", "%s: %s%s",
        aws_buffer_string(&name), call->response.problem, attempts);
    dxaws_error_set_retryable(error, transient);
    aws_buffer_free(&name);
    finish_with(call, error);
}

/* S3 says that the bucket is elsewhere: once per call, go there, signed anew. Never to another
 * partition, and never away from an endpoint that somebody configured. */
static bool redirect(struct aws_call *call, const struct aws_fault *fault)
{
    const dxaws_aws_request *request = call->request;
    int status = call->response.status;
    bool elsewhere = status == 301 || status == 302 || status == 307 ||
                     (status == 400 && strcmp(request->method, "HEAD") == 0) ||
                     strcmp(fault->code, "AuthorizationHeaderMalformed") == 0 ||
                     (strcmp(fault->code, "IllegalLocationConstraintException") == 0 &&
                      strcmp(request->operation, "CreateBucket") != 0);
    if (!elsewhere || call->redirected || call->endpoint.custom || !request->bucket ||
        !fault->region || !aws_region_is_valid(fault->region) ||
        strcmp(fault->region, call->endpoint.signing_region) == 0 ||
        aws_partition_of(fault->region) != aws_partition_of(call->endpoint.signing_region))
        return false;
    call->redirected = true;
    free(call->region);
    call->region = strdup(fault->region);
    dxaws_error *error = call->region ? resolve(call) : dxaws_error_out_of_memory();
    if (error) {
        finish_with(call, error);
        return true;
    }
    aws_session_remember_bucket(call->session, request->bucket, call->region);
    call->due_ms = dxaws_context_monotonic_ms(call->context);
    call->state = AWS_CALL_READY;
    return true;
}

static dxaws_error *service_error(const struct aws_call *call, const struct aws_fault *fault,
                                  int status, bool retryable)
{
    struct aws_buffer text = {0};
    aws_call_name(call, &text);
    if (fault->understood)
        aws_buffer_format(&text, ": %s", fault->code);
    else
        aws_buffer_format(&text, ": the answer of %s is no AWS error", call->endpoint.host);
    if (fault->message && *fault->message)
        aws_buffer_format(&text, ": %s", fault->message);
    if (fault->region && call->request->bucket &&
        strcmp(fault->region, call->endpoint.signing_region) != 0)
        aws_buffer_format(&text, "; the bucket is in %s, not %s", fault->region,
                          call->endpoint.signing_region);
    aws_buffer_format(&text, " (HTTP %d", call->response.status);
    if (fault->request_id)
        aws_buffer_format(&text, ", request id %s", fault->request_id);
    if (call->attempt > 1)
        aws_buffer_format(&text, ", %u attempts", call->attempt);
    dxaws_error_kind kind = aws_fault_kind(fault, status);
    if (kind == DXAWS_ERROR_UNAUTHENTICATED)
        aws_buffer_format(&text, ", credentials from the %s",
                          aws_credentials_source(call->credentials));
    aws_buffer_char(&text, ')');
    dxaws_error *error = text.failed ? dxaws_error_out_of_memory()
                                     : dxaws_error_new(kind, "core", "ServiceError", "%s",
                                                       aws_buffer_string(&text));
    aws_buffer_free(&text);
    dxaws_error_set_aws(error, fault->code, call->response.status, fault->request_id);
    dxaws_error_set_retryable(error, retryable);
    return error;
}

static void service_failed(struct aws_call *call, bool skew_known, int64_t skew_ms)
{
    struct aws_http_response *response = &call->response;
    struct aws_fault fault;
    if (!aws_fault_read(&fault, call->service->errors, response->status, &response->headers,
                        aws_buffer_string(&response->body), response->body.size)) {
        finish_with(call, dxaws_error_out_of_memory());
        return;
    }
    aws_event_attempt(call, &fault);
    /* An error inside a 200 is the service's failure. */
    int status = response->status < 300 ? 500 : response->status;
    enum aws_retry kind = aws_retry_classify(status, fault.code);
    int64_t off = skew_ms - call->skew_ms;
    if (kind == AWS_RETRY_NEVER && skew_known && aws_retry_may_be_clock_skew(fault.code) &&
        (off > SKEW_LIMIT_MS || off < -SKEW_LIMIT_MS))
        kind = AWS_RETRY_CLOCK_SKEW;
    if (!redirect(call, &fault) && !retry(call, kind)) {
        dxaws_error *error = service_error(call, &fault, status, kind != AWS_RETRY_NEVER);
        keep_answer(call);
        finish_with(call, error);
    }
    aws_fault_free(&fault);
}

void aws_call_finish(struct aws_call *call)
{
    const struct aws_http_response *response = &call->response;
    if (response->outcome != AWS_HTTP_ANSWERED) {
        transport_failed(call);
        return;
    }
    int64_t skew_ms = 0;
    bool skew_known = observe_skew(call, &skew_ms);
    bool failed = response->status < 200 || response->status >= 300;
    if (!failed && call->service->buckets && strcmp(call->request->operation, "GetObject") != 0)
        failed = aws_fault_is_error_document(aws_buffer_string(&response->body),
                                             response->body.size);
    if (failed) {
        service_failed(call, skew_known, skew_ms);
        return;
    }
    aws_event_attempt(call, NULL);
    aws_retry_quota_give(&call->session->quota, call->retry_cost);
    keep_answer(call);
    finish_with(call, NULL);
}

void aws_call_free(struct aws_call *call)
{
    aws_endpoint_free(&call->endpoint);
    free(call->region);
    aws_headers_free(&call->headers);
    aws_buffer_free(&call->url);
    aws_http_response_clear(&call->response);
}
