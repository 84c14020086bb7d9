/* SPDX-License-Identifier: MIT */
/* What the sink is told of calls: never a header's value or anything else that may be secret. */
#include "aws-call.h"

#include <dxaws/extend/events.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define ID_LIMIT 200 /* far longer than they are */

static void put_text(json_t *fields, const char *name, const char *value)
{
    if (value) {
        json_object_set_new(fields, name, json_string(value));
    }
}

static void emit(const struct aws_call *call, const char *type, json_t *fields)
{
    const dxaws_aws_request *request = call->request;
    put_text(fields, "service", request->service);
    put_text(fields, "operation", request->operation);
    put_text(fields, "region", call->endpoint.signing_region);
    put_text(fields, "host", call->endpoint.host);
    char *text = json_dumps(fields, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(fields);
    if (text) {
        dxaws_context_emit(call->context, "dxaws.core", type, DXAWS_EVENT_DEBUG,
                           request->resource ? request->resource : request->bucket, text);
    }
    free(text);
}

static void put_number(json_t *fields, const char *name, int64_t value)
{
    json_object_set_new(fields, name, json_integer(value));
}

/* Where the time went; what did not happen, as on a connection that is used again, is left out. */
static void put_timing(json_t *fields, const struct aws_http_response *response)
{
    const struct aws_http_timing *timing = &response->timing;
    if (!response->reused && timing->dns_us) {
        put_number(fields, "dns_us", timing->dns_us);
    }
    if (!response->reused && timing->connect_us) {
        put_number(fields, "connect_us", timing->connect_us - timing->dns_us);
    }
    if (!response->reused && timing->tls_us) {
        put_number(fields, "tls_us", timing->tls_us - timing->connect_us);
    }
    if (timing->first_us) {
        put_number(fields, "first_byte_us", timing->first_us);
    }
    put_number(fields, "total_us", timing->total_us);
    put_number(fields, "sent_bytes", timing->sent);
    put_number(fields, "received_bytes", timing->received);
    if (timing->version) {
        put_text(fields, "http", timing->version == 20 ? "2" : "1.1");
    }
}

/* Ids are the service's words, and may be anything. */
static void put_ids(const struct aws_call *call, json_t *fields, const char *id, const char *second)
{
    const char *const ids[] = {id, second};
    const char *const names[] = {"request_id", "extended_request_id"};
    struct aws_secrets secrets = {0};
    if (id || second) {
        aws_call_secrets(call, &secrets);
    }
    for (size_t i = 0; i < 2; i++) {
        char *shown = ids[i] ? strndup(ids[i], ID_LIMIT) : NULL;
        put_text(fields, names[i], shown && aws_redact(shown, &secrets) ? shown : NULL);
        free(shown);
    }
    aws_secrets_free(&secrets);
}

static void put_outcome(const struct aws_call *call, json_t *fields, const struct aws_fault *fault)
{
    const struct aws_http_response *response = &call->response;
    if (response->outcome == AWS_HTTP_ANSWERED) {
        put_number(fields, "status", response->status);
    } else {
        put_text(fields, "code",
                 response->timed_out                       ? "Timeout"
                 : response->outcome == AWS_HTTP_UNTRUSTED ? "CertificateError"
                                                           : "ConnectionError");
    }
    if (fault) {
        put_text(fields, "code", fault->code);
    }
    put_ids(call, fields, fault ? fault->request_id : aws_fault_request_id(&response->headers),
            aws_headers_get(&response->headers, "x-amz-id-2"));
}

void aws_event_attempt(const struct aws_call *call, const struct aws_fault *fault)
{
    json_t *fields = dxaws_context_is_observed(call->context) ? json_object() : NULL;
    if (!fields) {
        return;
    }
    const struct aws_http_response *response = &call->response;
    int64_t now = dxaws_context_monotonic_ms(call->context);
    struct aws_traffic *traffic = &call->session->traffic;
    put_number(fields, "attempt", call->attempt);
    put_number(fields, "max_attempts", call->settings->max_attempts);
    put_number(fields, "duration_ms", now - call->attempt_started_ms);
    put_number(fields, "skew_ms", call->skew_ms);
    put_number(fields, "tokens",
               aws_retry_quota_left(&aws_traffic_of(traffic, call->service)->quota));
    put_text(fields, "retry", aws_retry_name(call->retry_kind));
    if (call->state == AWS_CALL_READY) {
        put_number(fields, "delay_ms", call->delay_ms);
    }
    put_text(fields, "credentials",
             call->credentials ? aws_credentials_source(call->credentials) : NULL);
    json_object_set_new(fields, "reused_connection", json_boolean(response->reused));
    put_outcome(call, fields, fault);
    put_timing(fields, response);
    emit(call, "aws.attempt", fields);
}

void aws_event_call(const struct aws_call *call)
{
    json_t *fields = dxaws_context_is_observed(call->context) ? json_object() : NULL;
    if (!fields) {
        return;
    }
    const dxaws_aws_request *request = call->request;
    int64_t now = dxaws_context_monotonic_ms(call->context);
    put_number(fields, "attempts", call->attempt);
    put_number(fields, "max_attempts", call->settings->max_attempts);
    put_number(fields, "duration_ms", now - call->started_ms);
    put_text(fields, "credentials",
             call->credentials ? aws_credentials_source(call->credentials) : NULL);
    if (request->status) {
        put_number(fields, "status", request->status);
    }
    if (request->error) {
        const char *code = dxaws_error_aws_code(request->error);
        put_text(fields, "code", code ? code : dxaws_error_code(request->error));
        put_text(fields, "kind", dxaws_error_kind_name(dxaws_error_get_kind(request->error)));
        put_text(fields, "request_id", dxaws_error_request_id(request->error));
        json_object_set_new(fields, "attempts_used_up",
                            json_boolean(call->failed >= call->settings->max_attempts));
    } else {
        put_ids(call, fields, aws_fault_request_id(&request->answer_headers), NULL);
    }
    emit(call, "aws.call", fields);
}
