/* SPDX-License-Identifier: MIT */
/* What a transport of the program's own was given. */
#ifndef DXAWS_CORE_HTTP_EXCHANGE_H
#define DXAWS_CORE_HTTP_EXCHANGE_H

#include <pthread.h>
#include <stdatomic.h>

#include "http-client.h"

struct dxaws_transport_exchange {
    atomic_int references;
    struct aws_http_bell *bell; /* its lock protects ended and error */
    bool ended;
    dxaws_error *error;
    struct dxaws_transport_request request;
    struct dxaws_transport_response response;
    /* Copies: it may outlive the call. */
    struct aws_http_request http;
    struct aws_http_response answer;
    struct aws_headers headers;
    struct aws_buffer method;
    struct aws_buffer url;
    struct aws_buffer body;
    pthread_mutex_t body_lock; /* held while the program's reader or writer is called */
    bool abandoned;            /* they are not to be called any more */
    uint64_t body_position;    /* how much was read */
    dxaws_context *context;
    /* The client's. */
    struct aws_http_response *wanted_in;
    void *tag;
    struct dxaws_transport_exchange *next;
};

#endif
