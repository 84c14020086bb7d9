/* SPDX-License-Identifier: MIT */
/* One transfer of libcurl's: what is sent, and what is taken in. */
#include "http-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/crypto.h>

#define HEADERS_LIMIT ((size_t)256 * 1024)
#define STREAM_BUFFER_SIZE 131072L
#define LENGTH_DIGITS 18 /* more may be no number that fits */

/* ---- what libcurl calls ---- */

/* Two lengths that differ would let one answer pass for two (rule 44). */
static const char *find_defect(const struct aws_headers *headers, const char *name,
                               const char *value)
{
    if (aws_name_compare(name, "content-length") != 0) {
        return NULL;
    }
    size_t digits = strspn(value, "0123456789");
    if (!digits || digits > LENGTH_DIGITS || value[digits]) {
        return "a Content-Length that is no number";
    }
    const char *other = aws_headers_get(headers, name);
    return other && strcmp(other, value) != 0 ? "two lengths of one body" : NULL;
}

/* False without memory, or when there is something wrong with it. */
static bool keep_header(struct aws_http_response *response, const char *line, const char *colon,
                        const char *end)
{
    const char *value = colon + 1;
    while (value < end && (*value == ' ' || *value == '\t')) {
        value++;
    }
    while (end > value && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    char *name = strndup(line, (size_t)(colon - line));
    char *text = strndup(value, (size_t)(end - value));
    if (name && text) {
        response->defect = find_defect(&response->headers, name, text);
        aws_headers_add(&response->headers, name, text);
    }
    bool done = name && text && !response->headers.failed && !response->defect;
    free(name);
    free(text);
    return done;
}

static size_t on_header(char *line, size_t size, size_t count, void *self)
{
    struct aws_http_response *response = ((struct aws_http_transfer *)self)->response;
    size *= count;
    response->headers_size += size;
    if (response->headers_size > HEADERS_LIMIT) {
        response->defect = AWS_HTTP_TOO_LARGE;
        return 0;
    }
    if (size >= 5 && memcmp(line, "HTTP/", 5) == 0) { /* after a "100 Continue", another one */
        aws_headers_free(&response->headers);
        response->headers_done = false;
        return size;
    }
    response->headers_done = response->headers_done || *line == '\r' || *line == '\n';
    const char *colon = memchr(line, ':', size);
    if (!colon || colon == line) {
        return size;
    }
    return keep_header(response, line, colon, line + size) ? size : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *self)
{
    struct aws_http_transfer *transfer = self;
    long status = 0;
    size *= count;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    bool taken = aws_http_response_take(transfer->response, (int)status, data, size);
    OPENSSL_cleanse(data, size); /* libcurl's copy, of what may be credentials, would stay */
    return taken ? size : 0;
}

static size_t on_read(char *buffer, size_t size, size_t count, void *self)
{
    const struct aws_http_source *source = self;
    size_t got = 0;
    return source->read(source->self, buffer, size * count, &got) ? got : CURL_READFUNC_ABORT;
}

/* On a connection that was closed before it took anything, libcurl sends the body again. */
static int on_seek(void *self, curl_off_t offset, int origin)
{
    const struct aws_http_source *source = self;
    bool is_start = offset == 0 && origin == SEEK_SET;
    return is_start && source->rewind(source->self) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
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
    /* libcurl: "Name:" removes its own header, "Name;" sends one without a value */
    aws_buffer_reserve(&line, strlen(name) + (value ? strlen(value) : 0) + 3);
    aws_buffer_text(&line, name);
    aws_buffer_text(&line, value && *value ? ": " : value ? ";" : ":");
    aws_buffer_text(&line, value ? value : "");
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
    } else if (request->body || request->source || strcmp(request->method, "POST") == 0 ||
               strcmp(request->method, "PUT") == 0) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size);
        if (request->source) {
            curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
            curl_easy_setopt(easy, CURLOPT_READDATA, request->source);
            curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek);
            curl_easy_setopt(easy, CURLOPT_SEEKDATA, request->source);
            curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, STREAM_BUFFER_SIZE);
        } else {
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body ? request->body : "");
        }
    }
    if (request->sink) {
        curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, STREAM_BUFFER_SIZE);
    }
    if (strcmp(request->method, "HEAD") != 0) {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    }
}

/* Both always: where one is not set, libcurl looks into the environment of the process. */
static bool set_proxy(CURL *easy, const struct aws_http_request *request)
{
    const char *proxy = request->proxy && !request->direct ? request->proxy : "";
    const char *none = request->no_proxy ? request->no_proxy : "";
    return curl_easy_setopt(easy, CURLOPT_PROXY, proxy) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOPROXY, request->direct ? "*" : none) == CURLE_OK &&
           (!request->ca_bundle ||
            curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, request->ca_bundle) == CURLE_OK);
}

bool aws_http_set_options(struct aws_http_transfer *transfer,
                          const struct aws_http_request *request)
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
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, transfer->idle_limit_s);
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
    return set_proxy(easy, request) &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
           set_headers(transfer, request);
}
