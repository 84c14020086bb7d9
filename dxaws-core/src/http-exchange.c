/* SPDX-License-Identifier: MIT */
/* Transfers by a transport that the program put in place. An exchange is owned by the client that
 * waits for it and, when it was started rather than performed, by the transport: each lets go of it
 * when it likes. */
#include "http-exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct aws_http_bell {
    atomic_int references; /* the client's and its exchanges' */
    pthread_mutex_t lock;
    pthread_cond_t rung;
};

/* ---- the bell ---- */

static struct aws_http_bell *bell_new(void)
{
    struct aws_http_bell *bell = calloc(1, sizeof(*bell));
    if (!bell) {
        return NULL;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&bell->rung, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&bell->lock, NULL);
    atomic_init(&bell->references, 1);
    return bell;
}

static struct aws_http_bell *bell_ref(struct aws_http_bell *bell)
{
    atomic_fetch_add(&bell->references, 1);
    return bell;
}

void aws_http_bell_unref(struct aws_http_bell *bell)
{
    if (bell && atomic_fetch_sub(&bell->references, 1) == 1) {
        pthread_cond_destroy(&bell->rung);
        pthread_mutex_destroy(&bell->lock);
        free(bell);
    }
}

/* ---- one exchange ---- */

static void unref(dxaws_transport_exchange *exchange)
{
    if (atomic_fetch_sub(&exchange->references, 1) != 1) {
        return;
    }
    aws_http_response_clear(&exchange->answer);
    dxaws_error_free(exchange->error);
    aws_headers_free(&exchange->headers);
    aws_buffer_free(&exchange->method);
    aws_buffer_free(&exchange->url);
    aws_buffer_free(&exchange->body);
    dxaws_context_unref(exchange->context);
    pthread_mutex_destroy(&exchange->body_lock);
    aws_http_bell_unref(exchange->bell);
    free(exchange);
}

static bool copy_request(dxaws_transport_exchange *exchange, const struct aws_http_request *request)
{
    aws_buffer_text(&exchange->method, request->method);
    aws_buffer_text(&exchange->url, request->url);
    if (request->body) {
        aws_buffer_append(&exchange->body, request->body, (size_t)request->body_size);
    }
    for (size_t i = 0; i < request->headers->count; i++) {
        const struct aws_header *header = &request->headers->items[i];
        aws_headers_add(&exchange->headers, header->name, header->value);
    }
    exchange->context = dxaws_context_ref(request->context);
    exchange->http = (struct aws_http_request){
        .method = aws_buffer_string(&exchange->method),
        .url = aws_buffer_string(&exchange->url),
        .headers = &exchange->headers,
        .body = request->body ? aws_buffer_string(&exchange->body) : NULL,
        .source = request->source,
        .body_size = request->body_size,
        .direct = request->direct,
        .connect_timeout_ms = request->connect_timeout_ms,
        .timeout_ms = request->timeout_ms,
        .idle_limit_s = request->idle_limit_s,
        .context = exchange->context,
    };
    return !exchange->method.failed && !exchange->url.failed && !exchange->body.failed &&
           !exchange->headers.failed;
}

/* NULL without memory. A request that is only performed is not copied. */
static dxaws_transport_exchange *exchange_new(struct aws_http_client *client,
                                              const struct aws_http_request *request)
{
    if (!client->bell) {
        client->bell = bell_new();
    }
    dxaws_transport_exchange *exchange = client->bell ? calloc(1, sizeof(*exchange)) : NULL;
    if (!exchange) {
        return NULL;
    }
    atomic_init(&exchange->references, 1);
    exchange->bell = bell_ref(client->bell);
    exchange->request.http = client->transport.ops.start ? &exchange->http : request;
    exchange->response.http = &exchange->answer;
    exchange->request.exchange = exchange;
    exchange->response.exchange = exchange;
    exchange->answer.sink = request->sink;
    pthread_mutex_init(&exchange->body_lock, NULL);
    if (client->transport.ops.start && !copy_request(exchange, request)) {
        unref(exchange);
        return NULL;
    }
    return exchange;
}

/* Only the client looks at it now. */
static void end_here(dxaws_transport_exchange *exchange, dxaws_error *error)
{
    exchange->error = error;
    exchange->ended = true;
}

static bool has_ended(dxaws_transport_exchange *exchange)
{
    pthread_mutex_lock(&exchange->bell->lock);
    bool ended = exchange->ended;
    pthread_mutex_unlock(&exchange->bell->lock);
    return ended;
}

/* ---- for the client ---- */

dxaws_error *aws_http_start_custom(struct aws_http_client *client,
                                   const struct aws_http_request *request,
                                   struct aws_http_response *response, void *tag)
{
    const struct aws_transport *transport = &client->transport;
    dxaws_transport_exchange *exchange = exchange_new(client, request);
    if (!exchange) {
        return dxaws_error_out_of_memory();
    }
    exchange->wanted_in = response;
    exchange->tag = tag;
    if (!transport->ops.start) {
        end_here(exchange, transport->ops.perform(transport->self, request->context,
                                                  &exchange->request, &exchange->response));
    } else {
        atomic_fetch_add(&exchange->references, 1); /* the transport's */
        dxaws_error *error = transport->ops.start(transport->self, exchange->context, exchange);
        if (error) {
            end_here(exchange, error);
            atomic_fetch_sub(&exchange->references, 1);
        }
    }
    exchange->next = client->exchanges;
    client->exchanges = exchange;
    return NULL;
}

static enum aws_http_outcome outcome_of(const dxaws_error *error,
                                        const struct aws_http_response *response)
{
    if (!error) {
        if (response->defect) {
            return AWS_HTTP_GARBAGE;
        }
        if (response->headers.failed || response->body.failed) {
            return AWS_HTTP_NO_MEMORY;
        }
        return response->status >= 200 && response->status <= 999 ? AWS_HTTP_ANSWERED
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

/* The call gets the answer. */
static void deliver(dxaws_transport_exchange *exchange)
{
    struct aws_http_response *response = exchange->wanted_in;
    *response = exchange->answer;
    exchange->answer = (struct aws_http_response){0};
    response->outcome = outcome_of(exchange->error, response);
    response->timed_out =
        exchange->error && dxaws_error_get_kind(exchange->error) == DXAWS_ERROR_TIMEOUT;
    response->silent = response->timed_out;
    if (response->outcome != AWS_HTTP_ANSWERED) {
        snprintf(response->problem, sizeof(response->problem), "%s%s",
                 !exchange->error && response->defect ? "the transport answered with " : "",
                 exchange->error    ? dxaws_error_message(exchange->error)
                 : response->defect ? response->defect
                                    : "the transport gave no answer");
    }
}

void *aws_http_next_custom(struct aws_http_client *client)
{
    dxaws_transport_exchange **link = &client->exchanges;
    while (*link && !has_ended(*link)) {
        link = &(*link)->next;
    }
    dxaws_transport_exchange *exchange = *link;
    if (!exchange) {
        return NULL;
    }
    *link = exchange->next;
    deliver(exchange);
    void *tag = exchange->tag;
    unref(exchange);
    return tag;
}

static bool must_wait(const struct aws_http_client *client)
{
    bool waits = client->exchanges != NULL;
    for (const dxaws_transport_exchange *exchange = client->exchanges; exchange;
         exchange = exchange->next) {
        waits = waits && !exchange->ended;
    }
    return waits;
}

void aws_http_wait_custom(struct aws_http_client *client, int timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)timeout_ms % 1000 * 1000000;
    until.tv_sec += timeout_ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    if (!client->bell) {
        return;
    }
    pthread_mutex_lock(&client->bell->lock);
    while (must_wait(client) &&
           pthread_cond_timedwait(&client->bell->rung, &client->bell->lock, &until) == 0) {
        ;
    }
    pthread_mutex_unlock(&client->bell->lock);
}

void aws_http_abandon_custom(struct aws_http_client *client)
{
    const struct aws_transport *transport = &client->transport;
    while (client->exchanges) {
        dxaws_transport_exchange *exchange = client->exchanges;
        client->exchanges = exchange->next;
        pthread_mutex_lock(&exchange->body_lock);
        exchange->abandoned = true;
        pthread_mutex_unlock(&exchange->body_lock);
        if (transport->ops.cancel && !has_ended(exchange)) {
            transport->ops.cancel(transport->self, exchange);
        }
        unref(exchange);
    }
}

/* ---- for the transport ---- */

const dxaws_transport_request *dxaws_transport_exchange_request(
    const dxaws_transport_exchange *exchange)
{
    return &exchange->request;
}

dxaws_transport_response *dxaws_transport_exchange_response(dxaws_transport_exchange *exchange)
{
    return &exchange->response;
}

void dxaws_transport_exchange_end(dxaws_transport_exchange *exchange, dxaws_error *error)
{
    if (!exchange) {
        dxaws_error_free(error);
        return;
    }
    pthread_mutex_lock(&exchange->bell->lock);
    exchange->error = error;
    exchange->ended = true;
    pthread_cond_signal(&exchange->bell->rung);
    pthread_mutex_unlock(&exchange->bell->lock);
    unref(exchange);
}
