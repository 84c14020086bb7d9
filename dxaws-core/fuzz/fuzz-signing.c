/* SPDX-License-Identifier: MIT */
/* Any lines as a request: a method, a service, a bucket, a path, a query, a region, a body, then
 * headers. It is refused in one line, or it goes out with a signature that whoever receives it
 * computes as well, and so does a signed URL. */
#include <dxaws/aws.h>
#include <dxaws/kit/fuzz-main.h>
#include <dxaws/kit/sent-body.h>

#include <ctype.h>

#include <curl/curl.h>

#include "services.h"
#include "sha256.h"
#include "sigv4.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define TOKEN "IQoJb3JpZ2luX2VjEXAMPLETOKEN//"
#define REGION "eu-west-1"

/* A request as it was received. */
struct received {
    const char *method;
    const struct aws_service *service;
    char *path;
    char *query;
    struct aws_headers headers;
    const void *body;
    size_t body_size;
};

/* ---- the canonical request ---- */

static void check_header_line(const char *line, const char *end, const char *before)
{
    const char *colon = memchr(line, ':', (size_t)(end - line));
    dx_fuzz_require(colon != NULL && colon > line);
    for (const char *p = line; p < colon; p++) {
        dx_fuzz_require(*p > ' ' && *p <= '~' && !isupper((unsigned char)*p));
    }
    dx_fuzz_require(colon + 1 == end || (colon[1] != ' ' && end[-1] != ' '));
    for (const char *p = colon + 1; p + 1 < end; p++) {
        dx_fuzz_require(*p != '\t' && *p != '\r' && !(p[0] == ' ' && p[1] == ' '));
    }
    if (before) {
        size_t size = (size_t)(colon - line);
        size_t other = strcspn(before, ":");
        int order = memcmp(before, line, size < other ? size : other);
        dx_fuzz_require(order < 0 || (order == 0 && other < size));
    }
}

/* The parts of a canonical query are in order, and written in one way only. */
static void check_query(const char *query, const char *end)
{
    for (const char *p = query; p < end; p++) {
        bool escape = *p == '%' && end - p > 2 && isxdigit((unsigned char)p[1]) &&
                      isxdigit((unsigned char)p[2]) && !islower((unsigned char)p[1]) &&
                      !islower((unsigned char)p[2]);
        dx_fuzz_require(escape || isalnum((unsigned char)*p) || strchr("-_.~=&", *p));
    }
}

/* Its names, in lower case and in order, are those that are said to be signed. */
static void check_canonical(const char *text)
{
    const char *path = strchr(text, '\n');
    dx_fuzz_require(path && path[1] == '/');
    const char *query = strchr(path + 1, '\n');
    dx_fuzz_require(query != NULL);
    const char *line = strchr(query + 1, '\n');
    dx_fuzz_require(line != NULL);
    check_query(query + 1, line++);
    const char *before = NULL;
    struct aws_buffer names = {0};
    while (*line != '\n') {
        const char *end = strchr(line, '\n');
        dx_fuzz_require(end != NULL);
        check_header_line(line, end, before);
        aws_buffer_text(&names, before ? ";" : "");
        aws_buffer_append(&names, line, strcspn(line, ":"));
        before = line;
        line = end + 1;
    }
    size_t size = names.size;
    dx_fuzz_require(strncmp(line + 1, aws_buffer_string(&names), size) == 0);
    dx_fuzz_require(line[1 + size] == '\n' && strchr(line + 2 + size, '\n') == NULL);
    aws_buffer_free(&names);
}

/* ---- the receiver ---- */

/* The headers that are said to be signed, the last name first: the order is no matter. */
static void choose_headers(const struct received *received, const char *names, size_t size,
                           struct aws_headers *chosen)
{
    while (size > 0) {
        size_t start = size;
        while (start > 0 && names[start - 1] != ';') {
            start--;
        }
        char *name = strndup(names + start, size - start);
        for (size_t i = 0; i < received->headers.count; i++) {
            const struct aws_header *header = &received->headers.items[i];
            if (aws_name_compare(header->name, name) == 0) {
                aws_headers_add(chosen, header->name, header->value);
            }
        }
        free(name);
        size = start ? start - 1 : 0;
    }
}

/* The signature of what was received, from the 64 digits' caller. */
static void check_signature(const struct received *received, const char *names, size_t names_size,
                            const char *date, const char *region, const char *hash,
                            const char *signature)
{
    struct aws_headers chosen = {0};
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    choose_headers(received, names, names_size, &chosen);
    const struct aws_sigv4_input input = {
        .method = received->method,
        .path = received->path,
        .query = received->query,
        .headers = &chosen,
        .payload_hash = hash,
        .path_as_is = received->service->path_as_is,
        .access_key_id = KEY_ID,
        .secret = SECRET,
        .region = region,
        .service = received->service->signing,
        .date = date,
    };
    dx_fuzz_require(aws_sigv4_sign(&input, &authorization, &canonical, NULL) == NULL);
    const char *computed = strstr(authorization.data, "Signature=");
    dx_fuzz_require(computed && strncmp(computed + 10, signature, 64) == 0);
    dx_fuzz_require(strstr(authorization.data, "SignedHeaders=") != NULL);
    dx_fuzz_require(strncmp(strstr(authorization.data, "SignedHeaders=") + 14, names, names_size) ==
                    0);
    check_canonical(canonical.data);
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_headers_free(&chosen);
}

/* Takes a URL apart; curl, which will be given it, agrees where its parts are. */
static void receive_url(struct received *received, const char *url)
{
    CURLU *parsed = curl_url();
    char *host = NULL;
    dx_fuzz_require(curl_url_set(parsed, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK);
    dx_fuzz_require(curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK);
    const char *start = strstr(url, "://");
    dx_fuzz_require(start && strncmp(start + 3, host, strlen(host)) == 0);
    const char *path = strchr(start + 3, '/');
    dx_fuzz_require(path == start + 3 + strlen(host));
    size_t size = strcspn(path, "?");
    received->path = strndup(path, size);
    received->query = strdup(path[size] ? path + size + 1 : "");
    dx_fuzz_require(strpbrk(url, " \t\r\n#\"<>\\^`{|}") == NULL);
    dx_fuzz_require(!strstr(url, SECRET));
    curl_free(host);
    curl_url_cleanup(parsed);
}

static void clear_received(struct received *received)
{
    free(received->path);
    free(received->query);
    aws_headers_free(&received->headers);
}

/* "AKID/20150830/eu-west-1/s3/aws4_request": the region that it was signed for. */
static char *region_of(const char *scope, const char *separator)
{
    const char *region = scope;
    for (int i = 0; i < 2; i++) {
        region = strstr(region, separator);
        dx_fuzz_require(region != NULL);
        region += strlen(separator);
    }
    const char *end = strstr(region, separator);
    dx_fuzz_require(end != NULL);
    return strndup(region, (size_t)(end - region));
}

/* ---- what is sent ---- */

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)context;
    struct received received = {.method = dxaws_transport_request_method(request),
                                .service = *(const struct aws_service *const *)self};
    char *body = dx_sent_body(request, &received.body_size);
    received.body = body;
    receive_url(&received, dxaws_transport_request_url(request));
    const char *name;
    const char *value;
    for (size_t i = 0; dxaws_transport_request_header_at(request, i, &name, &value); i++) {
        dx_fuzz_require(!strpbrk(value, "\r\n") && !strstr(value, SECRET));
        aws_headers_add(&received.headers, name, value);
    }
    char hash[AWS_SHA256_HEX];
    aws_sha256_hex(received.body ? received.body : "", received.body_size, hash);
    const char *said = dxaws_transport_request_header(request, "x-amz-content-sha256");
    dx_fuzz_require(!said || strcmp(said, hash) == 0);
    const char *authorization = dxaws_transport_request_header(request, "authorization");
    dx_fuzz_require(authorization != NULL);
    const char *names = strstr(authorization, "SignedHeaders=");
    const char *signature = strstr(authorization, "Signature=");
    dx_fuzz_require(names && signature && strlen(signature + 10) == 64);
    names += strlen("SignedHeaders=");
    char *region = region_of(strstr(authorization, "Credential="), "/");
    check_signature(&received, names, strcspn(names, ","),
                    dxaws_transport_request_header(request, "x-amz-date"), region, hash,
                    signature + 10);
    free(region);
    clear_received(&received);
    free(body);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    return NULL;
}

/* ---- the signed URL ---- */

/* A parameter's value in a query, decoded. */
static char *parameter(const char *query, const char *name)
{
    const char *at = strstr(query, name);
    dx_fuzz_require(at != NULL);
    at += strlen(name);
    return curl_easy_unescape(NULL, at, (int)strcspn(at, "&"), NULL);
}

static void check_url(const char *url, struct received *received)
{
    receive_url(received, url);
    char *own = strstr(received->query, "X-Amz-Algorithm=AWS4-HMAC-SHA256&");
    for (char *next; own && (next = strstr(own + 1, "X-Amz-Algorithm=AWS4-HMAC-SHA256&"));) {
        own = next; /* the last: those before it are the caller's */
    }
    dx_fuzz_require(own != NULL);
    char *names = parameter(own, "X-Amz-SignedHeaders=");
    char *date = parameter(own, "X-Amz-Date=");
    char *region = region_of(strstr(own, "X-Amz-Credential="), "%2F");
    char *signature = strstr(own, "&X-Amz-Signature=");
    dx_fuzz_require(signature && strlen(signature) == strlen("&X-Amz-Signature=") + 64);
    *signature = '\0';
    char hash[AWS_SHA256_HEX];
    aws_sha256_hex(received->body ? received->body : "", received->body_size, hash);
    check_signature(received, names, strlen(names), date, region,
                    received->service->payload_header ? AWS_UNSIGNED_PAYLOAD : hash,
                    signature + strlen("&X-Amz-Signature="));
    curl_free(names);
    curl_free(date);
    free(region);
}

static void presign(dxaws_session *session, dxaws_context *context, dxaws_aws_request *request,
                    struct received *received)
{
    char *url = NULL;
    if (!dx_fuzz_succeeds(dxaws_aws_presign(session, context, request, 3600, &url))) {
        return;
    }
    const char *host = strstr(url, "://") + 3;
    char *name = strndup(host, strcspn(host, "/"));
    aws_headers_add(&received->headers, "Host", name);
    check_url(url, received);
    free(name);
    free(url);
}

/* ---- the input ---- */

static const char *no_environment(void *self, const char *name)
{
    (void)self;
    (void)name;
    return NULL;
}

/* One for all inputs: making it costs more than signing. */
static dxaws_session *new_session(const struct aws_service **service)
{
    static const dxaws_transport_ops ops = {.size = sizeof(ops), .perform = perform};
    dxaws_session *session = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, no_environment, NULL);
    dxaws_session_options_set_keys(options, KEY_ID, SECRET, TOKEN);
    dxaws_session_options_set_region(options, REGION);
    dxaws_session_options_set_transport(options, &ops, (void *)service);
    dx_fuzz_require(dxaws_session_new(options, &session) == NULL);
    dxaws_session_options_free(options);
    return session;
}

/* The next line of the input, without its end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    size_t size = strcspn(line, "\n");
    *rest = line + size + (line[size] != '\0');
    line[size] = '\0';
    return line;
}

static void add_query(dxaws_aws_request *request, char *text)
{
    for (char *pair = text; pair && *pair;) {
        char *next = strchr(pair, '&');
        if (next) {
            *next++ = '\0';
        }
        char *value = strchr(pair, '=');
        if (value) {
            *value++ = '\0';
        }
        dxaws_aws_request_add_query(request, pair, value);
        pair = next;
    }
}

static void add_headers(dxaws_aws_request *request, struct received *received, char *rest)
{
    while (*rest) {
        char *line = next_line(&rest);
        char *value = strchr(line, ':');
        if (value) {
            *value++ = '\0';
            dxaws_aws_request_add_header(request, line, value);
            aws_headers_add(&received->headers, line, value);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (memmem(data, size, SECRET, strlen(SECRET))) {
        return 0; /* it would be found in what is sent */
    }
    static const struct aws_service *service; /* that the session's transport expects */
    static struct aws_service described;
    char key[AWS_SERVICE_NAME_SIZE];
    static dxaws_session *session;
    session = session ? session : new_session(&service);
    int64_t now_ms = 1440938160000;
    dxaws_context *context = dx_fuzz_context(&now_ms);
    char *text = dx_fuzz_text(data, size);
    char *rest = text;
    const char *method = next_line(&rest);
    const char *name = next_line(&rest);
    const char *bucket = next_line(&rest);
    struct received received = {.method = method};
    dxaws_aws_request *request = dxaws_aws_request_new(name, "Fuzz", method, next_line(&rest));
    described = aws_service_of(name, key);
    service = &described;
    received.service = service;
    add_query(request, next_line(&rest));
    const char *region = next_line(&rest);
    dxaws_aws_request_set_region(request, *region ? region : NULL);
    dxaws_aws_request_set_bucket(request, *bucket ? bucket : NULL);
    const char *body = next_line(&rest);
    if (*body) {
        received.body = body;
        received.body_size = strlen(body);
        dxaws_aws_request_set_body(request, body, received.body_size);
    }
    add_headers(request, &received, rest);
    presign(session, context, request, &received);
    dx_fuzz_succeeds(dxaws_aws_call(session, context, request));
    clear_received(&received);
    dxaws_aws_request_free(request);
    dxaws_context_unref(context);
    free(text);
    return 0;
}
