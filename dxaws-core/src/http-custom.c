/* SPDX-License-Identifier: MIT */
/* What a transport of the program's own sees of a request, and says of its answer. */
#include "http-exchange.h"

#include <string.h>

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

bool dxaws_transport_request_header_at(const dxaws_transport_request *request, size_t index,
                                       const char **name, const char **value)
{
    return aws_headers_at(request->http->headers, index, name, value);
}

const char *dxaws_transport_request_header(const dxaws_transport_request *request, const char *name)
{
    return aws_headers_get(request->http->headers, name);
}

uint64_t dxaws_transport_request_body_size(const dxaws_transport_request *request)
{
    return request->http->body || request->http->source ? request->http->body_size : 0;
}

/* With the lock held. @param count set when true. */
static bool read_body(const struct aws_http_request *http, uint64_t position, void *buffer,
                      size_t capacity, size_t *count)
{
    if (http->source) {
        return http->source->read(http->source->self, buffer, capacity, count);
    }
    uint64_t left = http->body ? http->body_size - position : 0;
    *count = left < capacity ? (size_t)left : capacity;
    if (*count) {
        memcpy(buffer, (const char *)http->body + position, *count);
    }
    return true;
}

static dxaws_error *body_ended(const dxaws_transport_exchange *exchange)
{
    return dxaws_error_new(DXAWS_ERROR_CANCELLED, "core", "BodyEnded",
                           exchange->abandoned ? "nobody waits for the exchange any more"
                                               : "the body could not be read");
}

dxaws_error *dxaws_transport_request_read_body(const dxaws_transport_request *request, void *buffer,
                                               size_t capacity, size_t *count)
{
    dxaws_transport_exchange *exchange = request->exchange;
    size_t got = 0;
    pthread_mutex_lock(&exchange->body_lock);
    bool done = !exchange->abandoned &&
                read_body(request->http, exchange->body_position, buffer, capacity, &got);
    exchange->body_position += got;
    dxaws_error *error = done ? NULL : body_ended(exchange);
    pthread_mutex_unlock(&exchange->body_lock);
    if (!error) {
        *count = got;
    }
    return error;
}

dxaws_error *dxaws_transport_request_rewind_body(const dxaws_transport_request *request)
{
    dxaws_transport_exchange *exchange = request->exchange;
    const struct aws_http_source *source = request->http->source;
    pthread_mutex_lock(&exchange->body_lock);
    bool done = !exchange->abandoned && (!source || source->rewind(source->self));
    exchange->body_position = done ? 0 : exchange->body_position;
    dxaws_error *error = done ? NULL : body_ended(exchange);
    pthread_mutex_unlock(&exchange->body_lock);
    return error;
}

int64_t dxaws_transport_request_connect_timeout_ms(const dxaws_transport_request *request)
{
    return request->http->connect_timeout_ms;
}

int64_t dxaws_transport_request_timeout_ms(const dxaws_transport_request *request)
{
    return request->http->timeout_ms;
}

int64_t dxaws_transport_request_idle_timeout_ms(const dxaws_transport_request *request)
{
    return (int64_t)aws_http_idle_limit_s(request->http) * 1000;
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
    dxaws_transport_exchange *exchange = response->exchange;
    pthread_mutex_lock(&exchange->body_lock);
    if (!exchange->abandoned && !http->defect) { /* which the outcome then is */
        (void)aws_http_response_take(http, http->status, data, size);
    }
    pthread_mutex_unlock(&exchange->body_lock);
}
