/* SPDX-License-Identifier: MIT */
/* Transfers by a transport that the program put in place; each is done when it starts. */
#include "http-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dxaws_transport_request {
    const struct aws_http_request *http;
};

struct dxaws_transport_response {
    struct aws_http_response *http;
};

static enum aws_http_outcome outcome_of(const dxaws_error *error,
                                        const struct aws_http_response *response)
{
    if (!error) {
        if (response->headers.failed || response->body.failed) {
            return response->too_large ? AWS_HTTP_GARBAGE : AWS_HTTP_NO_MEMORY;
        }
        return response->status >= 100 && response->status <= 999 ? AWS_HTTP_ANSWERED
                                                                  : AWS_HTTP_GARBAGE;
    }
    switch (dxaws_error_get_kind(error)) {
    case DXAWS_ERROR_UNAVAILABLE:
        return AWS_HTTP_UNREACHABLE;
    case DXAWS_ERROR_TIMEOUT:
        return AWS_HTTP_BROKEN;
    case DXAWS_ERROR_PROTOCOL:
        return AWS_HTTP_GARBAGE;
    case DXAWS_ERROR_OUT_OF_MEMORY:
        return AWS_HTTP_NO_MEMORY;
    default:
        return AWS_HTTP_FAILED;
    }
}

dxaws_error *aws_http_start_custom(struct aws_http_client *client,
                                   const struct aws_http_request *request,
                                   struct aws_http_response *response, void *tag)
{
    struct aws_http_transfer *transfer = calloc(1, sizeof(*transfer));
    if (!transfer) {
        return dxaws_error_out_of_memory();
    }
    const dxaws_transport_request wrapped = {request};
    dxaws_transport_response answer = {response};
    response->body.limit = AWS_HTTP_RESPONSE_LIMIT;
    dxaws_error *error =
        client->transport.ops.perform(client->transport.self, request->context, &wrapped, &answer);
    response->outcome = outcome_of(error, response);
    response->timed_out = error && dxaws_error_get_kind(error) == DXAWS_ERROR_TIMEOUT;
    if (response->outcome != AWS_HTTP_ANSWERED) {
        snprintf(response->problem, sizeof(response->problem), "%s",
                 error ? dxaws_error_message(error) : "the transport gave no answer");
    }
    dxaws_error_free(error);
    transfer->tag = tag;
    transfer->next = client->performed;
    client->performed = transfer;
    return NULL;
}

void *aws_http_next_custom(struct aws_http_client *client)
{
    struct aws_http_transfer *transfer = client->performed;
    if (!transfer) {
        return NULL;
    }
    void *tag = transfer->tag;
    client->performed = transfer->next;
    free(transfer);
    return tag;
}

/* ---- what the transport sees ---- */

const char *dxaws_transport_request_method(const dxaws_transport_request *request)
{
    return request->http->method;
}

const char *dxaws_transport_request_url(const dxaws_transport_request *request)
{
    return request->http->url;
}

size_t dxaws_transport_request_header_count(const dxaws_transport_request *request)
{
    return request->http->headers->count;
}

const char *dxaws_transport_request_header_name(const dxaws_transport_request *request,
                                                size_t index)
{
    const struct aws_headers *headers = request->http->headers;
    return index < headers->count ? headers->items[index].name : NULL;
}

const char *dxaws_transport_request_header_value(const dxaws_transport_request *request,
                                                 size_t index)
{
    const struct aws_headers *headers = request->http->headers;
    return index < headers->count ? headers->items[index].value : NULL;
}

const char *dxaws_transport_request_header(const dxaws_transport_request *request, const char *name)
{
    return aws_headers_get(request->http->headers, name);
}

const void *dxaws_transport_request_body(const dxaws_transport_request *request, size_t *size)
{
    if (size) {
        *size = request->http->body ? request->http->body_size : 0;
    }
    return request->http->body;
}

int64_t dxaws_transport_request_connect_timeout_ms(const dxaws_transport_request *request)
{
    return request->http->connect_timeout_ms;
}

int64_t dxaws_transport_request_timeout_ms(const dxaws_transport_request *request)
{
    return request->http->timeout_ms;
}

bool dxaws_transport_request_is_direct(const dxaws_transport_request *request)
{
    return request->http->direct;
}

void dxaws_transport_response_set_status(dxaws_transport_response *response, int status)
{
    response->http->status = status;
}

void dxaws_transport_response_add_header(dxaws_transport_response *response, const char *name,
                                         const char *value)
{
    if (name && value) {
        aws_headers_add(&response->http->headers, name, value);
    }
}

void dxaws_transport_response_append_body(dxaws_transport_response *response, const void *data,
                                          size_t size)
{
    struct aws_http_response *http = response->http;
    if (size > AWS_HTTP_RESPONSE_LIMIT - http->body.size) {
        http->too_large = true;
    }
    aws_buffer_append(&http->body, data, size);
}
