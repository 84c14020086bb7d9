/* SPDX-License-Identifier: MIT */
/* What the transfers and the pool of their connections share. */
#ifndef DXAWS_CORE_HTTP_CLIENT_H
#define DXAWS_CORE_HTTP_CLIENT_H

#include <curl/curl.h>

#include "http.h"

#define AWS_HTTP_KNOWN_HOSTS 8 /* remembered per client */

struct aws_http_transfer {
    CURL *easy;
    struct curl_slist *headers;
    struct aws_http_response *response;
    void *tag;
    const char *host; /* the caller's */
    enum {
        AWS_HTTP_HELD = 0, /* until another one to its host is connected */
        AWS_HTTP_ADDED = 1,
        AWS_HTTP_REJECTED = 2 /* by libcurl, for lack of memory */
    } state;
    bool https;
    int64_t held_ms; /* since when */
    char detail[CURL_ERROR_SIZE];
    long connect_timeout_ms;
    long timeout_ms; /* 0 for none */
    long idle_limit_s;
    bool proxied; /* unless the host is one of those that are called without */
    struct aws_http_transfer *next;
};

struct aws_http_host {
    char *name;
    bool apart; /* one request at a time on each of its connections: it has no HTTP/2 */
};

struct aws_http_client {
    CURLM *multi;
    struct aws_http_transfer *transfers;
    struct aws_transport transport;
    struct dxaws_transport_exchange *exchanges; /* with the transport, or to be told of */
    struct aws_http_bell *bell;                 /* rung at the end of each; NULL before the first */
    struct aws_http_host hosts[AWS_HTTP_KNOWN_HOSTS];
    unsigned next_host;
    struct aws_http_client *next;
};

/* NULL when this client has not called it, or long ago. */
struct aws_http_host *aws_http_host_find(struct aws_http_client *client, const char *name);

/* http-curl.c. False without memory. */
bool aws_http_set_options(struct aws_http_transfer *transfer,
                          const struct aws_http_request *request);
void aws_http_transfer_free(struct aws_http_transfer *transfer);

/* http-outcome.c: fills in the response when libcurl is done with the transfer. */
void aws_http_conclude(struct aws_http_transfer *transfer, CURLcode result);

/* http-exchange.c: the functions of http.h for a transport of the program's own. */
dxaws_error *aws_http_start_custom(struct aws_http_client *client,
                                   const struct aws_http_request *request,
                                   struct aws_http_response *response, void *tag);
void *aws_http_next_custom(struct aws_http_client *client);
void aws_http_wait_custom(struct aws_http_client *client, int timeout_ms);
/* Nobody will ask for those that are under way. */
void aws_http_abandon_custom(struct aws_http_client *client);
void aws_http_bell_unref(struct aws_http_bell *bell);

/* What a transport sees of an exchange. */
struct dxaws_transport_request {
    const struct aws_http_request *http;
    dxaws_transport_exchange *exchange;
};

struct dxaws_transport_response {
    struct aws_http_response *http;
    dxaws_transport_exchange *exchange;
};

#endif
