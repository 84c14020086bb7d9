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
    struct aws_http_transfer *performed; /* by the transport, to be told of */
    char *hosts[AWS_HTTP_KNOWN_HOSTS];
    unsigned next_host;
    struct aws_http_client *next;
};

void aws_http_transfer_free(struct aws_http_transfer *transfer);

/* http-outcome.c: fills in the response when libcurl is done with the transfer. */
void aws_http_conclude(struct aws_http_transfer *transfer, CURLcode result);

/* http-custom.c: aws_http_start() and aws_http_next() for a transport of the program's own. */
dxaws_error *aws_http_start_custom(struct aws_http_client *client,
                                   const struct aws_http_request *request,
                                   struct aws_http_response *response, void *tag);
void *aws_http_next_custom(struct aws_http_client *client);

#endif
