/* SPDX-License-Identifier: MIT */
/* HTTP over the libcurl multi interface: what is sent, and what became of it. */
#include "http-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/crypto.h>

#define HEADERS_LIMIT ((size_t)256 * 1024)

void aws_http_response_clear(struct aws_http_response *response)
{
    aws_headers_free(&response->headers);
    aws_buffer_free(&response->body);
    *response = (struct aws_http_response){0};
}

/* ---- what libcurl calls ---- */

static size_t on_header(char *line, size_t size, size_t count, void *self)
{
    struct aws_http_response *response = ((struct aws_http_transfer *)self)->response;
    size *= count;
    response->headers_size += size;
    response->too_large = response->headers_size > HEADERS_LIMIT;
    if (response->too_large) {
        return 0;
    }
    if (size >= 5 && memcmp(line, "HTTP/", 5) == 0) { /* after a "100 Continue", another one */
        aws_headers_free(&response->headers);
        return size;
    }
    const char *colon = memchr(line, ':', size);
    if (!colon || colon == line) {
        return size;
    }
    const char *value = colon + 1;
    const char *end = line + size;
    while (value < end && (*value == ' ' || *value == '\t')) {
        value++;
    }
    while (end > value && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    char *name = strndup(line, (size_t)(colon - line));
    char *text = strndup(value, (size_t)(end - value));
    if (name && text) {
        aws_headers_add(&response->headers, name, text);
    }
    bool done = name && text && !response->headers.failed;
    free(name);
    free(text);
    return done ? size : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *self)
{
    struct aws_http_response *response = ((struct aws_http_transfer *)self)->response;
    size *= count;
    response->too_large = size > AWS_HTTP_RESPONSE_LIMIT - response->body.size;
    if (response->too_large) {
        return 0;
    }
    aws_buffer_append(&response->body, data, size);
    return response->body.failed ? 0 : size;
}

/* ---- one transfer ---- */

void aws_http_transfer_free(struct aws_http_transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    for (struct curl_slist *item = transfer->headers; item; item = item->next) {
        OPENSSL_cleanse(item->data, strlen(item->data)); /* one may hold a session token */
    }
    curl_slist_free_all(transfer->headers);
    free(transfer);
}

static bool add_line(struct aws_http_transfer *transfer, const char *name, const char *value)
{
    struct aws_buffer line = {0};
    if (value && *value) {
        aws_buffer_format(&line, "%s: %s", name, value);
    } else { /* libcurl: "Name:" removes its own header, "Name;" sends one without a value */
        aws_buffer_format(&line, "%s%s", name, value ? ";" : ":");
    }
    struct curl_slist *list = line.failed ? NULL : curl_slist_append(transfer->headers, line.data);
    aws_buffer_free(&line);
    if (list) {
        transfer->headers = list;
    }
    return list != NULL;
}

static bool set_headers(struct aws_http_transfer *transfer, const struct aws_http_request *request)
{
    bool done = add_line(transfer, "Accept", NULL) &&
                add_line(transfer, "Expect", request->expect ? "100-continue" : NULL);
    if (!aws_headers_get(request->headers, "content-type")) {
        done = done && add_line(transfer, "Content-Type", NULL);
    }
    for (size_t i = 0; done && i < request->headers->count; i++) {
        const struct aws_header *header = &request->headers->items[i];
        if (strcasecmp(header->name, "host") != 0) {
            done = add_line(transfer, header->name, header->value);
        }
    }
    return done && curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers) == 0;
}

static void set_method(CURL *easy, const struct aws_http_request *request)
{
    if (strcmp(request->method, "HEAD") == 0) {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (request->body || strcmp(request->method, "POST") == 0 ||
               strcmp(request->method, "PUT") == 0) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body ? request->body : "");
    }
    if (strcmp(request->method, "HEAD") != 0) {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    }
}

static bool set_options(struct aws_http_transfer *transfer, const struct aws_http_request *request)
{
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, (long)AWS_HTTP_EXPECT_TIMEOUT_MS);
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* cancelling does not wait for a resolver */
#endif
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, 20L); /* services close idle connections */
    curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, 600L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     request->connect_timeout_ms ? request->connect_timeout_ms
                                                 : (long)AWS_HTTP_CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->timeout_ms);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)AWS_HTTP_IDLE_TIMEOUT_S);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "dxaws/" DXAWS_VERSION);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->detail);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    set_method(easy, request);
    if (request->ca_bundle &&
        curl_easy_setopt(easy, CURLOPT_CAINFO, request->ca_bundle) != CURLE_OK) {
        return false;
    }
    if (request->proxy && !request->direct &&
        (curl_easy_setopt(easy, CURLOPT_PROXY, request->proxy) != CURLE_OK ||
         curl_easy_setopt(easy, CURLOPT_NOPROXY, "") != CURLE_OK)) {
        return false;
    }
    if (request->direct && curl_easy_setopt(easy, CURLOPT_NOPROXY, "*") != CURLE_OK) {
        return false;
    }
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
           set_headers(transfer, request);
}

dxaws_error *aws_http_start(struct aws_http_client *client, const struct aws_http_request *request,
                            const char *host, struct aws_http_response *response, void *tag)
{
    aws_http_response_clear(response);
    if (client->transport.ops.perform) {
        return aws_http_start_custom(client, request, response, tag);
    }
    struct aws_http_transfer *transfer = calloc(1, sizeof(*transfer));
    if (!transfer) {
        return dxaws_error_out_of_memory();
    }
    transfer->connect_timeout_ms =
        request->connect_timeout_ms ? request->connect_timeout_ms : AWS_HTTP_CONNECT_TIMEOUT_MS;
    transfer->timeout_ms = request->timeout_ms;
    transfer->response = response;
    transfer->tag = tag;
    transfer->easy = curl_easy_init();
    if (!transfer->easy || !set_options(transfer, request) ||
        curl_multi_add_handle(client->multi, transfer->easy) != CURLM_OK) {
        aws_http_transfer_free(transfer);
        return dxaws_error_out_of_memory();
    }
    transfer->next = client->transfers;
    client->transfers = transfer;
    for (unsigned i = 0; i < AWS_HTTP_KNOWN_HOSTS; i++) {
        if (client->hosts[i] && strcmp(client->hosts[i], host) == 0) {
            return NULL;
        }
    }
    free(client->hosts[client->next_host]);
    client->hosts[client->next_host] = strdup(host); /* without memory: only not remembered */
    client->next_host = (client->next_host + 1) % AWS_HTTP_KNOWN_HOSTS;
    return NULL;
}

/* ---- what became of it ---- */

static enum aws_http_outcome classify(CURLcode result, const struct aws_http_response *response)
{
    switch (result) {
    case CURLE_OK:
        return response->status ? AWS_HTTP_ANSWERED : AWS_HTTP_GARBAGE;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
        return AWS_HTTP_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return AWS_HTTP_BROKEN;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return AWS_HTTP_UNTRUSTED;
    case CURLE_WRITE_ERROR: /* on_header() or on_body() */
        return response->too_large ? AWS_HTTP_GARBAGE : AWS_HTTP_NO_MEMORY;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9: no status line at all */
    case CURLE_BAD_CONTENT_ENCODING:
        return AWS_HTTP_GARBAGE;
    case CURLE_OUT_OF_MEMORY:
        return AWS_HTTP_NO_MEMORY;
    default:
        return AWS_HTTP_FAILED;
    }
}

static void explain(CURLcode result, const struct aws_http_transfer *transfer)
{
    struct aws_http_response *response = transfer->response;
    const char *detail = transfer->detail[0] ? transfer->detail : curl_easy_strerror(result);
    char *url = NULL;
    long os_error = 0;
    double connected = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_EFFECTIVE_URL, &url);
    curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &os_error);
    curl_easy_getinfo(transfer->easy, CURLINFO_APPCONNECT_TIME, &connected);
    if (connected <= 0 && url && strncasecmp(url, "http://", 7) == 0) {
        curl_easy_getinfo(transfer->easy, CURLINFO_CONNECT_TIME, &connected);
    }
    const char *host = url && strstr(url, "://") ? strstr(url, "://") + 3 : "the endpoint";
    int size = (int)strcspn(host, "/?");
    if (size > 120) {
        size = 120;
    }
    char *out = response->problem;
    size_t room = sizeof(response->problem);
    if (result == CURLE_COULDNT_RESOLVE_HOST) {
        snprintf(out, room, "cannot find the host %.*s: its name does not resolve", size, host);
    } else if (result == CURLE_OPERATION_TIMEDOUT && connected <= 0) {
        snprintf(out, room, "cannot connect to %.*s: no answer within %ld s", size, host,
                 (transfer->connect_timeout_ms + 999) / 1000);
    } else if (result == CURLE_OPERATION_TIMEDOUT) {
        snprintf(out, room, "%.*s fell silent for %ld s", size, host,
                 transfer->timeout_ms ? (transfer->timeout_ms + 999) / 1000
                                      : (long)AWS_HTTP_IDLE_TIMEOUT_S);
    } else if (response->outcome == AWS_HTTP_UNREACHABLE && os_error) {
        char text[128];
        snprintf(out, room, "cannot connect to %.*s: %s", size, host,
                 strerror_r((int)os_error, text, sizeof(text)));
    } else if (response->outcome == AWS_HTTP_UNREACHABLE) {
        snprintf(out, room, "cannot connect to %.*s: %s", size, host, detail);
    } else if (response->outcome == AWS_HTTP_BROKEN) {
        snprintf(out, room, "the connection to %.*s broke before the whole answer arrived (%s)",
                 size, host, detail);
    } else if (response->outcome == AWS_HTTP_UNTRUSTED) {
        snprintf(out, room, "the certificate of %.*s is not trusted (%s)", size, host, detail);
    } else if (response->too_large) {
        snprintf(out, room, "%.*s answered with more than 16 MiB, or 256 KiB of headers", size,
                 host);
    } else if (response->outcome == AWS_HTTP_GARBAGE) {
        snprintf(out, room, "%.*s answered with something that is not HTTP (%s)", size, host,
                 detail);
    } else {
        snprintf(out, room, "cannot call %.*s: %s", size, host, detail);
    }
}

static void measure(CURL *easy, struct aws_http_timing *timing)
{
    static const int versions[] = {
        [CURL_HTTP_VERSION_1_0] = 10, [CURL_HTTP_VERSION_1_1] = 11, [CURL_HTTP_VERSION_2_0] = 20};
    long version = 0;
    curl_off_t us[5] = {0};
    curl_off_t bytes[2] = {0};
    curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &us[0]);
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &us[1]);
    curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &us[2]);
    curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &us[3]);
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &us[4]);
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &bytes[0]);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes[1]);
    curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    *timing = (struct aws_http_timing){us[0], us[1], us[2], us[3], us[4], bytes[0], bytes[1], 0};
    if (version > 0 && version < (long)(sizeof(versions) / sizeof(versions[0]))) {
        timing->version = versions[version];
    }
}

void *aws_http_next(struct aws_http_client *client)
{
    if (client->performed) {
        return aws_http_next_custom(client);
    }
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(client->multi, &left))) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        struct aws_http_transfer *transfer = NULL;
        CURLcode result = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        struct aws_http_response *response = transfer->response;
        long status = 0;
        long connects = 0;
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
        response->status = (int)status;
        response->reused = connects == 0;
        response->timed_out = result == CURLE_OPERATION_TIMEDOUT;
        measure(transfer->easy, &response->timing);
        response->outcome = classify(result, response);
        if (response->outcome != AWS_HTTP_ANSWERED) {
            explain(result, transfer);
        }
        curl_multi_remove_handle(client->multi, transfer->easy);
        struct aws_http_transfer **link = &client->transfers;
        while (*link != transfer) {
            link = &(*link)->next;
        }
        *link = transfer->next;
        void *tag = transfer->tag;
        aws_http_transfer_free(transfer);
        return tag;
    }
    return NULL;
}

void aws_http_wait(struct aws_http_client *client, int timeout_ms)
{
    int running = 0;
    int before = 0;
    for (struct aws_http_transfer *transfer = client->transfers; transfer;
         transfer = transfer->next) {
        before++;
    }
    curl_multi_perform(client->multi, &running);
    if (running < before || !before) {
        return;
    }
    curl_multi_poll(client->multi, NULL, 0, timeout_ms, NULL);
    curl_multi_perform(client->multi, &running);
}
