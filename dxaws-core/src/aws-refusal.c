/* SPDX-License-Identifier: MIT */
/* What a service says when it refuses, read and told. */
#include "aws-call.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* What is no service's message may be credentials, where some were asked for. */
static bool is_showable(const struct aws_call *call, const struct aws_fault *fault)
{
    return fault->understood || !call->fixed;
}

bool aws_call_read_fault(const struct aws_call *call, struct aws_fault *fault)
{
    const struct aws_http_response *response = &call->response;
    struct aws_secrets secrets = {0};
    if (!aws_fault_read(fault, response->status, &response->headers,
                        aws_buffer_string(&response->body), response->body.size)) {
        return false;
    }
    aws_call_secrets(call, &secrets);
    char *const texts[] = {fault->code, fault->message, fault->request_id, fault->region};
    bool done = true;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        done = done && (!texts[i] || aws_redact(texts[i], &secrets));
    }
    aws_secrets_free(&secrets);
    if (!done) {
        aws_fault_free(fault);
    }
    fault->understood = fault->told || (fault->understood && aws_answer_is_known(call));
    return done;
}

dxaws_error *aws_call_service_error(const struct aws_call *call, const struct aws_fault *fault,
                                    int status, bool retryable)
{
    struct aws_buffer text = {0};
    aws_call_name(call, &text);
    if (fault->understood) {
        aws_buffer_format(&text, ": %s", fault->code);
    } else if (call->response.status < 300) {
        aws_buffer_format(&text, ": the answer of %s ends too early", call->endpoint.host);
    } else {
        aws_buffer_format(&text, ": the answer of %s is no AWS error", call->endpoint.host);
    }
    if (fault->message && *fault->message && is_showable(call, fault)) {
        aws_buffer_format(&text, ": %s", fault->message);
    }
    if (fault->region && call->request->bucket &&
        strcmp(fault->region, call->endpoint.signing_region) != 0) {
        aws_buffer_format(&text, "; the bucket is in %s, not %s", fault->region,
                          call->endpoint.signing_region);
    }
    aws_buffer_format(&text, " (HTTP %d", call->response.status);
    if (fault->request_id) {
        aws_buffer_format(&text, ", request id %s", fault->request_id);
    }
    if (call->attempt > 1) {
        aws_buffer_format(&text, ", %u attempts", call->attempt);
    }
    const dxaws_aws_request *request = call->request;
    dxaws_error_kind kind = aws_fault_kind(fault, call->service->name, request->operation, status,
                                           strcmp(request->method, "HEAD") == 0);
    if (kind == DXAWS_ERROR_UNAUTHENTICATED && call->credentials) {
        aws_buffer_format(&text, ", credentials from the %s",
                          aws_credentials_source(call->credentials));
    }
    aws_buffer_char(&text, ')');
    dxaws_error *error =
        text.failed ? dxaws_error_out_of_memory()
                    : dxaws_error_new(kind, "core", "ServiceError", "%s", aws_buffer_string(&text));
    aws_buffer_free(&text);
    dxaws_error_set_aws(error, fault->code, call->response.status, fault->request_id);
    dxaws_error_set_retryable(error, retryable);
    return error;
}
