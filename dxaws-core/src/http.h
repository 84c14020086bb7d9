/* SPDX-License-Identifier: MIT */
/* HTTP transfers, many at a time. Knows nothing of AWS: a status is an answer, not an error. */
#ifndef DXAWS_CORE_HTTP_H
#define DXAWS_CORE_HTTP_H

#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/transport.h>

#include "buffer.h"
#include "headers.h"

#define AWS_HTTP_CONNECT_TIMEOUT_MS 10000
#define AWS_HTTP_IDLE_TIMEOUT_S 30
#define AWS_HTTP_HOLD_MS 1000 /* then a connection that is being made is no longer waited for */
#define AWS_HTTP_EXPECT_TIMEOUT_MS 1000        /* then it is sent all the same */
#define AWS_HTTP_EXPECT_SIZE ((size_t)1 << 20) /* bodies from here on */
#define AWS_HTTP_RESPONSE_LIMIT ((size_t)16 * 1024 * 1024)
#define AWS_HTTP_TOO_LARGE "more than 16 MiB, or 256 KiB of headers"

/* A body that is read as it is sent, and again from its beginning. Both are false when that failed,
 * which ends the transfer. */
struct aws_http_source {
    /* The next bytes; none at the end. */
    bool (*read)(void *self, void *buffer, size_t capacity, size_t *count);
    bool (*rewind)(void *self);
    void *self;
};

/* Where an answer's body goes as it arrives. */
struct aws_http_sink {
    /* Before the first bytes: whether it is to have them. */
    bool (*wants)(void *self, int status, const struct aws_headers *headers);
    /* False ends the transfer. */
    bool (*write)(void *self, const void *data, size_t size);
    void *self;
};

/* What is sent; borrowed until the transfer is done. */
struct aws_http_request {
    const char *method;
    const char *url;
    const struct aws_headers *headers;    /* without Host, Content-Length and User-Agent */
    const void *body;                     /* NULL for none */
    const struct aws_http_source *source; /* in the body's place; or NULL */
    uint64_t body_size;
    const struct aws_http_sink *sink; /* or NULL */
    const char *ca_bundle;            /* NULL for the system's */
    bool direct;                      /* never through a proxy */
    bool expect;                      /* the body waits for the service to say that it wants it */
    const char *proxy;                /* NULL for none; the environment is not looked at */
    const char *no_proxy;    /* the hosts that are called without it, as in NO_PROXY; or NULL */
    long connect_timeout_ms; /* 0 for AWS_HTTP_CONNECT_TIMEOUT_MS */
    long timeout_ms;         /* for everything; 0 for none */
    long idle_limit_s;       /* 0 for AWS_HTTP_IDLE_TIMEOUT_S */
    dxaws_context *context;  /* for a transport of the program's own; may be NULL */
};

static inline long aws_http_idle_limit_s(const struct aws_http_request *request)
{
    return request->idle_limit_s ? request->idle_limit_s : AWS_HTTP_IDLE_TIMEOUT_S;
}

enum aws_http_outcome {
    AWS_HTTP_PENDING = 0,
    AWS_HTTP_ANSWERED = 1,    /* status, headers and the whole body are there */
    AWS_HTTP_UNREACHABLE = 2, /* no connection */
    AWS_HTTP_BROKEN = 3,      /* a connection that broke or fell silent before the whole answer */
    AWS_HTTP_UNTRUSTED = 4,   /* the certificate was refused */
    AWS_HTTP_GARBAGE = 5,     /* the answer is not HTTP, or exceeds a limit */
    AWS_HTTP_FAILED = 6,      /* anything else that trying again does not mend */
    AWS_HTTP_NO_MEMORY = 7
};

/* How long it took, from the start of the attempt; 0 for what did not happen. */
struct aws_http_timing {
    int64_t dns_us;     /* the name was found */
    int64_t connect_us; /* connected */
    int64_t tls_us;     /* and the TLS handshake done */
    int64_t first_us;   /* the first byte of the answer */
    int64_t total_us;
    int64_t sent; /* bytes of body */
    int64_t received;
    int version; /* of HTTP: 11, 20; 0 when there was no answer */
};

/* What came back. All zero before. */
struct aws_http_response {
    enum aws_http_outcome outcome;
    char problem[400]; /* unless answered: why, in plain words, naming the host */
    int status;
    bool reused;    /* the connection had been used before */
    bool timed_out; /* connecting took too long, or the connection fell silent */
    bool silent;    /* the latter: nobody knows whether the request was heard */
    struct aws_http_timing timing;
    struct aws_headers headers;
    size_t headers_size;
    bool headers_done;  /* the empty line behind them has come */
    const char *defect; /* what it answered with that no answer may be; or NULL */
    struct aws_buffer body;
    const struct aws_http_sink *sink;
    bool body_begun;
    bool streams; /* to the sink, */
    bool refused; /* which wants no more */
};

/* Takes in a piece of the body; false ends the transfer. */
bool aws_http_response_take(struct aws_http_response *response, int status, const void *data,
                            size_t size);
void aws_http_response_clear(struct aws_http_response *response);

/* Connections shared by the threads of a session. */
struct aws_http_pool;
/* One thread's use of some of them. */
struct aws_http_client;

/* A transport in libcurl's place; all NULL for libcurl. */
struct aws_transport {
    dxaws_transport_ops ops;
    void *self;
};

static inline bool aws_transport_is_custom(const struct aws_transport *transport)
{
    return transport->ops.perform || transport->ops.start;
}

/* NULL without memory. */
struct aws_http_pool *aws_http_pool_new(void);
void aws_http_pool_set_transport(struct aws_http_pool *pool, const struct aws_transport *transport);
void aws_http_pool_free(struct aws_http_pool *pool);

/* A client for one thread, if possible one that is connected to this host ("name:port"). NULL
 * without memory. */
struct aws_http_client *aws_http_pool_take(struct aws_http_pool *pool, const char *host);
/* Gives it back with its connections. Transfers that are not done are abandoned. */
void aws_http_pool_give(struct aws_http_pool *pool, struct aws_http_client *client);

/* Starts a transfer. The response must live until the transfer is done or the client given back.
 * @param host the URL's, borrowed as long. @param tag comes back from aws_http_next(). */
dxaws_error *aws_http_start(struct aws_http_client *client, const struct aws_http_request *request,
                            const char *host, struct aws_http_response *response, void *tag);
/* Moves the transfers on; returns when there is something to see or the time is over. */
void aws_http_wait(struct aws_http_client *client, int timeout_ms);
/* The tag of a transfer that is done, each once; NULL when there is no other. */
void *aws_http_next(struct aws_http_client *client);

#endif
