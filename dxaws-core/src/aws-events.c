/* SPDX-License-Identifier: MIT */
/* What the sink is told of calls: never a header's value or anything else that may be secret. */
#include "aws-call.h"

#include <stdlib.h>

#include <jansson.h>

static void put_text(json_t *fields, const char *name, const char *value)
{
    if (value)
        json_object_set_new(fields, name, json_string(value));
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
    if (text)
        dxaws_context_emit(call->context, "dxaws.core", type, DXAWS_EVENT_DEBUG,
                           request->resource ? request->resource : request->bucket, text);
    free(text);
}

void aws_event_attempt(const struct aws_call *call, const struct aws_fault *fault)
{
    json_t *fields = dxaws_context_is_observed(call->context) ? json_object() : NULL;
    if (!fields)
        return;
    const struct aws_http_response *response = &call->response;
    int64_t now = dxaws_context_monotonic_ms(call->context);
    json_object_set_new(fields, "attempt", json_integer(call->attempt));
    json_object_set_new(fields, "duration_ms", json_integer(now - call->attempt_started_ms));
    json_object_set_new(fields, "reused_connection", json_boolean(response->reused));
    if (response->outcome == AWS_HTTP_ANSWERED)
        json_object_set_new(fields, "status", json_integer(response->status));
    else
        put_text(fields, "code", "ConnectionError");
    if (fault) {
        put_text(fields, "code", fault->code);
        put_text(fields, "request_id", fault->request_id);
    } else {
        put_text(fields, "request_id", aws_fault_request_id(&response->headers));
    }
    emit(call, "aws.attempt", fields);
}

void aws_event_call(const struct aws_call *call)
{
    json_t *fields = dxaws_context_is_observed(call->context) ? json_object() : NULL;
    if (!fields)
        return;
    const dxaws_aws_request *request = call->request;
    int64_t now = dxaws_context_monotonic_ms(call->context);
    json_object_set_new(fields, "attempts", json_integer(call->attempt));
    json_object_set_new(fields, "duration_ms", json_integer(now - call->started_ms));
    if (request->status)
        json_object_set_new(fields, "status", json_integer(request->status));
    if (request->error) {
        const char *code = dxaws_error_aws_code(request->error);
        put_text(fields, "code", code ? code : dxaws_error_code(request->error));
        put_text(fields, "kind", dxaws_error_kind_name(dxaws_error_get_kind(request->error)));
    }
    emit(call, "aws.call", fields);
}
