/* SPDX-License-Identifier: MIT */
/* One call: its beginning, its attempts and its end. */
#include "aws-call.h"

#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "silence.h"

void aws_call_name(const struct aws_call *call, struct aws_buffer *out)
{
    const dxaws_aws_request *request = call->request;
    const char *resource = request->resource ? request->resource : request->bucket;
    aws_buffer_format(out, "%s %s%s%s", request->service, request->operation, resource ? " " : "",
                      resource ? resource : "");
}

void aws_call_secrets(const struct aws_call *call, struct aws_secrets *secrets)
{
    const dxaws_aws_request *request = call->request;
    aws_secrets_add_headers(secrets, &call->headers);
    if (call->credentials) {
        aws_secrets_add(secrets, aws_credentials_secret(call->credentials));
        aws_secrets_add(secrets, aws_credentials_token(call->credentials));
    }
    for (size_t i = 0; i < sizeof(request->secrets) / sizeof(request->secrets[0]); i++) {
        aws_secrets_add(secrets, request->secrets[i]);
    }
    for (int use = 0; use < AWS_PROXY_NOT; use++) {
        aws_secrets_add_url(secrets, call->settings->proxies[use].value);
    }
}

/* ---- the end ---- */

/* As the request says, or by its method, or by what services call those that only look. */
static bool only_looks(const dxaws_aws_request *request)
{
    static const char *const looks[] = {"Get",    "List",     "Describe", "Head",
                                        "Search", "BatchGet", "Assume"};
    bool found = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        found = found || strncmp(request->operation, looks[i], strlen(looks[i])) == 0;
    }
    return !aws_choice_or(request->writes, !found);
}

void aws_call_end(struct aws_call *call, dxaws_error *error)
{
    dxaws_aws_request *request = call->request;
    const char *resource = request->resource ? request->resource : request->bucket;
    dxaws_error_set_operation(error, request->operation);
    dxaws_error_set_resource(error, resource);
    dxaws_error_set_repeated(error, call->repeated);
    request->error = error;
    request->repeated = call->repeated;
    call->state = AWS_CALL_DONE;
    if ((error == NULL || call->repeated) && !only_looks(request)) {
        dxaws_context_note_write(call->context);
    }
    aws_event_call(call);
}

void aws_call_fail(struct aws_call *call, dxaws_error *error)
{
    struct aws_buffer name = {0};
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    if (kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_TIMEOUT) { /* say what of */
        aws_call_name(call, &name);
        dxaws_error *outer = dxaws_error_new(kind, "core", dxaws_error_code(error), "%s: %s",
                                             aws_buffer_string(&name), dxaws_error_message(error));
        dxaws_error_set_cause(outer, error);
        error = outer;
    }
    aws_buffer_free(&name);
    aws_call_end(call, error);
}

void aws_call_keep_answer(struct aws_call *call)
{
    dxaws_aws_request *request = call->request;
    aws_request_clear_answer(request);
    struct aws_http_response *response = &call->response;
    request->status = response->status;
    free(request->answer_region);
    request->answer_region = strdup(call->endpoint.signing_region);
    request->answer_headers = response->headers;
    request->answer_body = response->body;
    response->headers = (struct aws_headers){0};
    response->body = (struct aws_buffer){0};
}

bool aws_retry_leaves_doubt(enum aws_retry kind, enum aws_http_outcome outcome)
{
    return (kind == AWS_RETRY_TRANSIENT || kind == AWS_RETRY_TIMEOUT) &&
           outcome != AWS_HTTP_UNREACHABLE;
}

/* ---- the beginning ---- */

dxaws_error *aws_call_resolve(struct aws_call *call)
{
    const char *region = call->region ? call->region : call->request->region;
    dxaws_error *error = NULL;
    if (!region) {
        region = call->settings->region;
    }
    if (!region && !call->service->global) {
        error = dxaws_session_get_region(call->session, call->context, &region);
    }
    aws_endpoint_free(&call->endpoint);
    if (!error) {
        const struct aws_endpoint_wish wish = {
            .service = call->service,
            .region = region,
            .url = call->request->endpoint_url,
            .bucket = call->request->bucket,
            .makes_bucket = strcmp(call->request->operation, "CreateBucket") == 0,
        };
        error = aws_settings_resolve(call->settings, &wish, &call->endpoint);
    }
    return error;
}

/* What the table says of it, or the rule for the others, and what the request says itself. */
static void describe_service(struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    struct aws_service *service = &call->described;
    *service = aws_service_of(request->service, call->service_key);
    service->prefix = request->endpoint_prefix ? request->endpoint_prefix : service->prefix;
    service->signing = request->signing_name ? request->signing_name : service->signing;
    service->global = aws_choice_or(request->global, service->global);
    service->path_as_is = aws_choice_or(request->path_as_is, service->path_as_is);
    service->payload_header = aws_choice_or(request->payload_header, service->payload_header);
    call->service = service;
}

dxaws_error *aws_call_aim(struct aws_call *call)
{
    dxaws_aws_request *request = call->request;
    describe_service(call);
    dxaws_error *error = aws_attempt_check(call);
    if (!error && request->bucket && strcmp(request->operation, "CreateBucket") != 0) {
        call->region = aws_session_bucket_region(call->session, request->bucket);
    }
    if (!error) {
        error = aws_body_open(&call->request->body);
    }
    return error ? error : aws_call_resolve(call);
}

void aws_call_prepare(struct aws_call *call)
{
    aws_request_clear_answer(call->request);
    call->started_ms = dxaws_context_monotonic_ms(call->context);
    call->due_ms = call->started_ms;
    dxaws_error *error = aws_call_aim(call);
    if (!error && !aws_uuid_make(call->invocation)) {
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "core", "RandomError",
                                "the system has no random numbers");
    }
    call->state = AWS_CALL_READY;
    if (error) {
        aws_call_fail(call, error);
    }
}

void aws_call_again(struct aws_call *call, int64_t delay_ms)
{
    call->due_ms = dxaws_context_monotonic_ms(call->context) + delay_ms;
    call->state = AWS_CALL_READY;
}

/* Whether the request has to wait for its turn, and when that is. */
static bool must_wait(struct aws_call *call)
{
    if (call->waited) {
        return false;
    }
    call->waited = true;
    int64_t now_ms = dxaws_context_monotonic_ms(call->context);
    int64_t wait_ms = aws_traffic_wait_ms(&call->session->traffic, call->service,
                                          call->request->operation, !call->endpoint.custom,
                                          call->settings->calls.adaptive == AWS_YES, now_ms);
    if (wait_ms) {
        aws_call_again(call, wait_ms);
    }
    return wait_ms != 0;
}

/* An attempt is signed with what is good at its time. */
static dxaws_error *take_credentials(struct aws_call *call)
{
    struct aws_credentials *fresh = NULL;
    if (call->fixed || call->request->is_unsigned) {
        return NULL;
    }
    dxaws_error *error = aws_session_credentials(call->session, call->context, &fresh);
    if (error) {
        return error;
    }
    aws_credentials_unref(call->credentials);
    call->credentials = fresh;
    return NULL;
}

static dxaws_error *start(struct aws_call *call, struct aws_http_client *client)
{
    const dxaws_aws_request *sent = call->request;
    call->expecting =
        call->service->buckets && sent->body.size >= AWS_HTTP_EXPECT_SIZE && !call->no_expect;
    const struct aws_settings *settings = call->settings;
    const struct aws_proxy *proxy =
        &settings->proxies[call->endpoint.https ? AWS_PROXY_HTTPS : AWS_PROXY_HTTP];
    bool custom = aws_transport_is_custom(&settings->options.transport);
    bool direct = call->endpoint.loopback;
    dxaws_error *error = direct || custom ? NULL : aws_proxy_check(proxy);
    if (!error) {
        error = take_credentials(call);
    }
    if (!error) {
        error = aws_attempt_build(call);
    }
    if (!error) {
        error = aws_stream_begin(call);
    }
    const struct aws_http_request request = {
        .method = sent->method,
        .url = aws_buffer_string(&call->url),
        .headers = &call->headers,
        .body = sent->body.bytes,
        .source = aws_body_is_stream(&sent->body) ? &call->source : NULL,
        .body_size = sent->body.size,
        .sink = sent->has_writer ? &call->sink : NULL,
        .ca_bundle = settings->ca_bundle,
        .direct = direct,
        .expect = call->expecting,
        .proxy = proxy->value,
        .no_proxy = settings->proxies[AWS_PROXY_NOT].value,
        .idle_limit_s = aws_silence_limit_s(sent),
        .context = call->context,
    };
    return error ? error
                 : aws_http_start(client, &request, call->endpoint.host, &call->response, call);
}

void aws_call_start(struct aws_call *call, struct aws_http_client *client)
{
    if (call->verdict && !call->probe) { /* it was only to be waited for */
        dxaws_error *verdict = call->verdict;
        call->verdict = NULL;
        aws_call_end(call, verdict);
        return;
    }
    if (must_wait(call)) {
        return;
    }
    call->waited = false;
    call->attempt++;
    call->attempt_started_ms = dxaws_context_monotonic_ms(call->context);
    call->attempt_now_ms = dxaws_context_now_ms(call->context);
    call->skew_ms = atomic_load(&call->session->traffic.skew_ms);
    dxaws_aws_request *request = call->request;
    if (call->probe) {
        call->request = call->probe;
    }
    dxaws_error *error = start(call, client);
    if (call->probe) { /* else a transport's thread may be reading the request's body */
        call->request = request;
    }
    call->state = AWS_CALL_RUNNING;
    if (error) {
        aws_call_fail(call, error);
    }
}

void aws_call_free(struct aws_call *call)
{
    if (call->request) {
        aws_body_close(&call->request->body);
    }
    dxaws_error_free(call->stream_error);
    aws_checksum_forget(&call->checksum);
    aws_credentials_unref(call->credentials);
    aws_endpoint_free(&call->endpoint);
    free(call->region);
    dxaws_aws_request_free(call->probe);
    dxaws_error_free(call->verdict);
    aws_headers_free(&call->headers);
    aws_buffer_free(&call->url);
    aws_http_response_clear(&call->response);
}
