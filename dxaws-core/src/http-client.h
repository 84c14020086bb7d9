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
    char detail[CURL_ERROR_SIZE];
    long connect_timeout_ms;
    long timeout_ms; /* 0 for none */
    bool proxied;    /* unless the host is one of those that are called without */
    struct aws_http_transfer *next;
};

struct aws_http_client {
    CURLM *multi;
    struct aws_http_transfer *transfers;
    struct aws_transport transport;
    struct dxaws_transport_exchange *exchanges; /* with the transport, or to be told of */
    struct aws_http_bell *bell;                 /* rung at the end of each; NULL before the first */
    char *hosts[AWS_HTTP_KNOWN_HOSTS];
    unsigned next_host;
    struct aws_http_client *next;
};

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
};

struct dxaws_transport_response {
    struct aws_http_response *http;
};

#endif
