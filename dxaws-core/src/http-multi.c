/* SPDX-License-Identifier: MIT */
/* Many transfers at a time, by the multi interface of libcurl: which begin, and which have ended.
 */
#include "http-client.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* ---- sharing a connection ---- */

static int64_t monotonic_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_connecting(const struct aws_http_transfer *transfer)
{
    curl_off_t connected_us = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
    return transfer->state == AWS_HTTP_ADDED && connected_us == 0;
}

/* Whether a connection that is being made may turn out to be one for all. CURLOPT_PIPEWAIT would
 * wait for each that fails, one after the other. */
static bool must_hold(struct aws_http_client *client, const struct aws_http_transfer *held)
{
    const struct aws_http_host *host = aws_http_host_find(client, held->host);
    if (!held->https || (host && host->apart) ||
        monotonic_ms() - held->held_ms >= AWS_HTTP_HOLD_MS) {
        return false;
    }
    for (const struct aws_http_transfer *other = client->transfers; other; other = other->next) {
        if (other != held && is_connecting(other) && strcmp(other->host, held->host) == 0) {
            return true;
        }
    }
    return false;
}

/* Those that are held no longer begin. Returns whether there was one. */
static bool release(struct aws_http_client *client)
{
    bool some = false;
    for (struct aws_http_transfer *transfer = client->transfers; transfer;
         transfer = transfer->next) {
        if (transfer->state == AWS_HTTP_HELD && !must_hold(client, transfer)) {
            CURLMcode result = curl_multi_add_handle(client->multi, transfer->easy);
            transfer->state = result == CURLM_OK ? AWS_HTTP_ADDED : AWS_HTTP_REJECTED;
            some = true;
        }
    }
    return some;
}

/* What one transfer has shown is known to those that are held. */
static void learn(struct aws_http_client *client, const struct aws_http_transfer *transfer)
{
    const struct aws_http_response *response = transfer->response;
    struct aws_http_host *host = aws_http_host_find(client, transfer->host);
    if (host && response->timing.version) {
        host->apart = response->timing.version < 20;
    }
    for (struct aws_http_transfer *other = client->transfers; other; other = other->next) {
        if (response->outcome != AWS_HTTP_ANSWERED && strcmp(other->host, transfer->host) == 0) {
            other->held_ms = 0;
        }
    }
}

static void remember_host(struct aws_http_client *client, const char *name)
{
    if (!aws_http_host_find(client, name)) {
        struct aws_http_host *host = &client->hosts[client->next_host];
        free(host->name);
        *host = (struct aws_http_host){strdup(name), false}; /* without memory: not remembered */
        client->next_host = (client->next_host + 1) % AWS_HTTP_KNOWN_HOSTS;
    }
}

/* ---- one after the other ---- */

dxaws_error *aws_http_start(struct aws_http_client *client, const struct aws_http_request *request,
                            const char *host, struct aws_http_response *response, void *tag)
{
    aws_http_response_clear(response);
    response->sink = request->sink;
    if (aws_transport_is_custom(&client->transport)) {
        return aws_http_start_custom(client, request, response, tag);
    }
    struct aws_http_transfer *transfer = calloc(1, sizeof(*transfer));
    if (!transfer) {
        return dxaws_error_out_of_memory();
    }
    transfer->connect_timeout_ms =
        request->connect_timeout_ms ? request->connect_timeout_ms : AWS_HTTP_CONNECT_TIMEOUT_MS;
    transfer->timeout_ms = request->timeout_ms;
    transfer->idle_limit_s = aws_http_idle_limit_s(request);
    transfer->proxied = request->proxy && *request->proxy && !request->direct;
    transfer->response = response;
    transfer->tag = tag;
    transfer->host = host;
    transfer->https = strncasecmp(request->url, "https:", 6) == 0;
    transfer->held_ms = monotonic_ms();
    transfer->easy = curl_easy_init();
    if (!transfer->easy || !aws_http_set_options(transfer, request)) {
        aws_http_transfer_free(transfer);
        return dxaws_error_out_of_memory();
    }
    transfer->next = client->transfers;
    client->transfers = transfer;
    remember_host(client, host);
    release(client);
    return NULL;
}

/* libcurl is done with it. */
static void *take(struct aws_http_client *client, struct aws_http_transfer *transfer)
{
    void *tag = transfer->tag;
    curl_multi_remove_handle(client->multi, transfer->easy);
    struct aws_http_transfer **link = &client->transfers;
    while (*link != transfer) {
        link = &(*link)->next;
    }
    *link = transfer->next;
    learn(client, transfer);
    aws_http_transfer_free(transfer);
    return tag;
}

void *aws_http_next(struct aws_http_client *client)
{
    if (aws_transport_is_custom(&client->transport)) {
        return aws_http_next_custom(client);
    }
    for (struct aws_http_transfer *transfer = client->transfers; transfer;
         transfer = transfer->next) {
        if (transfer->state == AWS_HTTP_REJECTED) {
            transfer->response->outcome = AWS_HTTP_NO_MEMORY;
            return take(client, transfer);
        }
    }
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(client->multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            struct aws_http_transfer *transfer = NULL;
            CURLcode result = message->data.result;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            aws_http_conclude(transfer, result);
            return take(client, transfer);
        }
    }
    return NULL;
}

/* Moves on all that have begun; false when one of them has ended, or none is left. */
static bool move_on(struct aws_http_client *client)
{
    int running = 0;
    int before = 0;
    for (struct aws_http_transfer *transfer = client->transfers; transfer;
         transfer = transfer->next) {
        before += transfer->state == AWS_HTTP_ADDED;
    }
    curl_multi_perform(client->multi, &running);
    return before && running == before;
}

void aws_http_wait(struct aws_http_client *client, int timeout_ms)
{
    if (aws_transport_is_custom(&client->transport)) {
        aws_http_wait_custom(client, timeout_ms);
        return;
    }
    bool waits;
    do {
        waits = move_on(client);
    } while (release(client) && waits);
    if (waits) {
        curl_multi_poll(client->multi, NULL, 0, timeout_ms, NULL);
        move_on(client);
    }
}
