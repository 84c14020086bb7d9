/* SPDX-License-Identifier: MIT */
/* What a transport of the program's own sees of a request, and says of its answer. */
#include "http-client.h"

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
        http->defect = AWS_HTTP_TOO_LARGE;
    }
    aws_buffer_append(&http->body, data, size);
}
