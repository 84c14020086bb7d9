/* SPDX-License-Identifier: MIT */
/* Credentials of a container, from the endpoint that ECS, EKS or another host offers (rule 29). */
#include "sources.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "secret.h"

#define SOURCE "container credentials endpoint"
#define CONNECT_TIMEOUT_MS 2000
#define READ_TIMEOUT_MS 5000
#define ATTEMPTS 3

/* ---- where credentials may be asked for ---- */

static bool is_local_address(const char *host)
{
    struct in_addr four;
    if (inet_pton(AF_INET, host, &four) == 1) {
        uint32_t address = ntohl(four.s_addr);
        return address >> 24 == 127 || address == 0xa9feaa02 || /* 169.254.170.2: ECS */
               address == 0xa9feaa17;                           /* 169.254.170.23: EKS */
    }
    size_t size = strlen(host);
    char inner[64];
    if (size < 3 || size - 2 >= sizeof(inner) || host[0] != '[' || host[size - 1] != ']') {
        return false;
    }
    memcpy(inner, host + 1, size - 2);
    inner[size - 2] = '\0';
    struct in6_addr six;
    struct in6_addr pods;
    return inet_pton(AF_INET6, inner, &six) == 1 &&
           inet_pton(AF_INET6, "fd00:ec2::23", &pods) == 1 &&
           (IN6_IS_ADDR_LOOPBACK(&six) || memcmp(&six, &pods, sizeof(six)) == 0);
}

/* No name but "localhost" over plain HTTP: a name can mean another host the next time it is looked
 * up. libcurl takes "localhost" for loopback without asking anybody. */
static const char *refusal(const char *scheme, const char *host, const char *user)
{
    if (user) {
        return "it has a user name";
    }
    if (strcmp(scheme, "https") == 0) {
        return NULL;
    }
    if (strcmp(scheme, "http") != 0) {
        return "expected http or https";
    }
    if (strcmp(host, "localhost") == 0 || is_local_address(host)) {
        return NULL;
    }
    return "over http it must be on loopback, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]";
}

bool aws_container_url_is_allowed(const char *url, char **clean, const char **why)
{
    char *scheme = NULL, *host = NULL, *user = NULL, *whole = NULL;
    CURLU *parts = curl_url();
    *clean = NULL;
    *why = NULL;
    if (!parts) {
        return false;
    }
    CURLUcode code =
        curl_url_set(parts, CURLUPART_URL, url, CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME);
    if (code == CURLUE_OK && curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK && *host) {
        curl_url_get(parts, CURLUPART_USER, &user, 0);
        *why = refusal(scheme, host, user);
        if (!*why && curl_url_get(parts, CURLUPART_URL, &whole, 0) == CURLUE_OK) {
            *clean = strdup(whole); /* as libcurl will understand it, and nobody else */
        }
    } else if (code != CURLUE_OUT_OF_MEMORY) {
        *why = "it is not a URL";
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(user);
    curl_free(whole);
    curl_url_cleanup(parts);
    return *clean != NULL;
}

static dxaws_error *find_url(const struct aws_settings *settings, char **url,
                             struct aws_buffer *why)
{
    const char *variable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    const char *value = aws_settings_getenv(settings, variable);
    struct aws_buffer text = {0};
    *url = NULL;
    if (value && value[0] != '/') { /* or it would end up in the host's name */
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "SettingError",
                               "%s is \"%s\": expected a path that starts with a slash", variable,
                               value);
    }
    if (value) {
        aws_buffer_format(&text, "http://169.254.170.2%s", value);
    } else {
        variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
        value = aws_settings_getenv(settings, variable);
        if (!value) {
            aws_buffer_text(why, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor _FULL_URI is "
                                 "set");
            return NULL;
        }
        aws_buffer_text(&text, value);
    }
    const char *bad = NULL;
    if (text.failed || aws_container_url_is_allowed(aws_buffer_string(&text), url, &bad)) {
        dxaws_error *error = text.failed ? dxaws_error_out_of_memory() : NULL;
        aws_buffer_free(&text);
        return error;
    }
    aws_buffer_free(&text);
    if (!bad) {
        return dxaws_error_out_of_memory();
    }
    bool shown = !strchr(value, '@');   /* or it may hold a password */
    size_t size = strcspn(value, "?#"); /* what comes then may be a token */
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "SettingError",
                           "%s%s%.*s%s is not where credentials may be asked for: %s", variable,
                           shown ? " (\"" : "",
                           !shown       ? 0
                           : size < 200 ? (int)size
                                        : 200,
                           value, shown ? "\")" : "", bad);
}

/* ---- the token that the endpoint wants ---- */

static dxaws_error *check_token(const char *token, const char *variable)
{
    for (; *token; token++) {
        if ((*token < ' ' && *token != '\t') || *token > '~') {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "SettingError",
                                   "the token of %s has a line break or another character that "
                                   "no header can have: expected one line",
                                   variable);
        }
    }
    return NULL;
}

/* The file wins over the variable, and is read anew each time. *token is NULL without either. */
static dxaws_error *find_token(const struct aws_settings *settings, char **token)
{
    const char *variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    const char *path = aws_settings_getenv(settings, variable);
    *token = NULL;
    dxaws_error *error = NULL;
    if (path) {
        error = aws_token_file(settings, path, variable, token);
    } else {
        variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
        const char *value = aws_settings_getenv(settings, variable);
        if (value && !(*token = aws_secret_copy(value))) {
            error = dxaws_error_out_of_memory();
        }
    }
    if (!error && *token) {
        error = check_token(*token, variable);
    }
    if (error) {
        aws_secret_free(*token);
        *token = NULL;
    }
    return error;
}

/* ---- asking ---- */

static dxaws_error *refused(const struct aws_settings *settings, const char *token,
                            const struct aws_http_response *response)
{
    const char *variable = aws_settings_getenv(settings, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                               ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
                               : "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    if (response->outcome != AWS_HTTP_ANSWERED) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "CredentialSourceError",
                               "the " SOURCE
                               ", which %s names, does not answer: %s; where there is "
                               "none, unset the variable",
                               variable, response->problem);
    }
    struct aws_document document = {0};
    struct aws_buffer text = {0};
    if (aws_document_read_json(&document, aws_buffer_string(&response->body),
                               response->body.size)) {
        aws_append_answer(&text, &document, token);
    }
    dxaws_error *error = dxaws_error_new(
        response->status >= 500   ? DXAWS_ERROR_UNAVAILABLE
        : response->status == 429 ? DXAWS_ERROR_THROTTLED
                                  : DXAWS_ERROR_UNAUTHENTICATED,
        "core", "CredentialSourceError", "the " SOURCE ", which %s names, answered HTTP %d%s%s",
        variable, response->status, text.size ? ": " : "", aws_buffer_string(&text));
    aws_buffer_free(&text);
    aws_document_free(&document);
    return error;
}

static bool is_transient(const struct aws_http_response *response)
{
    return response->outcome == AWS_HTTP_UNREACHABLE || response->outcome == AWS_HTTP_BROKEN ||
           (response->outcome == AWS_HTTP_ANSWERED &&
            (response->status >= 500 || response->status == 429));
}

static dxaws_error *ask(const struct aws_settings *settings, dxaws_context *context,
                        const struct aws_http_request *request,
                        struct aws_credentials **credentials)
{
    struct aws_http_response response = {0};
    const char *token = aws_headers_get(request->headers, "authorization");
    dxaws_error *error = NULL;
    for (unsigned attempt = 1; attempt <= ATTEMPTS; attempt++) {
        dxaws_error_free(error);
        aws_http_response_clear(&response);
        error = aws_fetch(settings, context, request, &response);
        if (error) {
            break;
        }
        bool transient = is_transient(&response);
        if (response.outcome != AWS_HTTP_ANSWERED || response.status != 200) {
            error = refused(settings, token, &response);
        } else {
            error = aws_credentials_from_json(&response.body, SOURCE, token, credentials);
            transient = error && dxaws_error_get_kind(error) == DXAWS_ERROR_PROTOCOL;
        }
        if (!error || !transient || attempt == ATTEMPTS) {
            break;
        }
        dxaws_error *stop = aws_fetch_pause(context, attempt);
        if (stop) {
            dxaws_error_free(error);
            error = stop;
            break;
        }
    }
    aws_http_response_clear(&response);
    return error;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    char *url = NULL;
    char *token = NULL;
    *credentials = NULL;
    dxaws_error *error = find_url(settings, &url, why);
    if (!error && url) {
        error = find_token(settings, &token);
    }
    if (!error && url) {
        struct aws_headers headers = {0};
        aws_headers_add(&headers, "Accept", "application/json");
        if (token) {
            aws_headers_add(&headers, "Authorization", token);
        }
        const struct aws_http_request request = {
            .method = "GET",
            .url = url,
            .headers = &headers,
            .ca_bundle = settings->ca_bundle,
            .connect_timeout_ms = CONNECT_TIMEOUT_MS,
            .timeout_ms = CONNECT_TIMEOUT_MS + READ_TIMEOUT_MS,
        };
        error = headers.failed ? dxaws_error_out_of_memory()
                               : ask(settings, context, &request, credentials);
        aws_headers_free(&headers);
    }
    aws_secret_free(token);
    free(url);
    return error;
}

const struct aws_credential_source aws_source_container = {SOURCE, find};
