/* SPDX-License-Identifier: MIT */
/* Requests to the instance's metadata service: settings, tokens, retries (rule 28). */
#include "imds.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "secret.h"
#include "uri.h"

#define TOKEN_TTL_S 21600
#define TOKEN_EARLY_MS 120000
#define TIMEOUT_MS 1000
#define ATTEMPTS 4

static const char *setting(const struct aws_settings *settings, const char *variable,
                           const char *property)
{
    const char *value = aws_settings_getenv(settings, variable);
    return value ? value : aws_settings_profile_get(settings, property);
}

static dxaws_error *read_number(const struct aws_settings *settings, const char *variable,
                                const char *property, long limit, long *value)
{
    const char *text = setting(settings, variable, property);
    if (!text) {
        return NULL;
    }
    char *end;
    long number = strtol(text, &end, 10);
    if (*end || number < 1 || number > limit) {
        return aws_settings_refuse(settings, variable, property,
                                   limit == 60 ? "expected a number from 1 to 60"
                                               : "expected a number from 1 to 10");
    }
    *value = number;
    return NULL;
}

static dxaws_error *find_base(struct aws_imds *self)
{
    static const char *const names[] = {"AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                        "ec2_metadata_service_endpoint"};
    static const char *const modes[] = {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                        "ec2_metadata_service_endpoint_mode"};
    const char *endpoint = setting(self->settings, names[0], names[1]);
    const char *mode = setting(self->settings, modes[0], modes[1]);
    bool six = mode && strcasecmp(mode, "IPv6") == 0;
    if (mode && !six && strcasecmp(mode, "IPv4") != 0) {
        return aws_settings_refuse(self->settings, modes[0], modes[1], "expected IPv4 or IPv6");
    }
    if (!endpoint) {
        endpoint = six ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
    }
    struct aws_url url = {0};
    const char *bad = NULL;
    if (!aws_url_parse(endpoint, &url, &bad)) {
        return bad ? aws_settings_refuse(self->settings, names[0], names[1], bad)
                   : dxaws_error_out_of_memory();
    }
    aws_buffer_format(&self->base, "%s://%s%s", url.https ? "https" : "http", url.host, url.path);
    aws_url_free(&url);
    return self->base.failed ? dxaws_error_out_of_memory() : NULL;
}

dxaws_error *aws_imds_configure(struct aws_imds *self)
{
    const char *v1 =
        setting(self->settings, "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled");
    long timeout_s = TIMEOUT_MS / 1000;
    long attempts = 0;
    self->allow_v1 = v1 && strcasecmp(v1, "false") == 0;
    dxaws_error *error = find_base(self);
    if (!error) {
        error = read_number(self->settings, "AWS_METADATA_SERVICE_TIMEOUT",
                            "metadata_service_timeout", 60, &timeout_s);
    }
    if (!error) {
        error = read_number(self->settings, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                            "metadata_service_num_attempts", 10, &attempts);
    }
    self->timeout_ms = timeout_s * 1000;
    self->insistent = attempts > 0;
    self->attempts = attempts > 0 ? (unsigned)attempts : ATTEMPTS;
    return error;
}

static dxaws_error *send(struct aws_imds *self, const char *method, const char *path,
                         const struct aws_headers *headers, struct aws_http_response *response)
{
    struct aws_buffer url = {0};
    aws_buffer_format(&url, "%s%s", self->base.data, path);
    if (url.failed || headers->failed) {
        return dxaws_error_out_of_memory();
    }
    const struct aws_http_request request = {.method = method,
                                             .url = url.data,
                                             .headers = headers,
                                             .connect_timeout_ms = self->timeout_ms,
                                             .timeout_ms = self->probing && !self->memory->token
                                                               ? self->timeout_ms * 3 / 2
                                                               : 2 * self->timeout_ms};
    aws_http_response_clear(response);
    dxaws_error *error = aws_fetch(self->settings, self->context, &request, response);
    aws_buffer_free(&url);
    return error;
}

dxaws_error *aws_imds_broken(const struct aws_http_response *response, const char *path)
{
    if (response->outcome != AWS_HTTP_ANSWERED) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "CredentialSourceError",
                               "the " AWS_IMDS_SOURCE " does not answer: %s", response->problem);
    }
    /* Without the role's name: the service said it, and it may be anything. */
    const char *last = strstr(path, "/iam/") ? strrchr(path, '/') : NULL;
    return dxaws_error_new(response->status >= 500   ? DXAWS_ERROR_UNAVAILABLE
                           : response->status == 429 ? DXAWS_ERROR_THROTTLED
                                                     : DXAWS_ERROR_PROTOCOL,
                           "core", "CredentialSourceError",
                           "the " AWS_IMDS_SOURCE " answered HTTP %d for %.*s", response->status,
                           last ? (int)(last - path) + 1 : (int)strlen(path), path);
}

/* Where nobody says that this is an instance, what does not answer is none. */
static bool is_nobody(const struct aws_imds *self, const struct aws_http_response *response)
{
    return self->probing &&
           (response->outcome == AWS_HTTP_UNREACHABLE ||
            (response->outcome == AWS_HTTP_BROKEN && response->timed_out && !self->insistent));
}

/* Whether to go on after an attempt that failed; when not, *error may say why. */
static bool again(struct aws_imds *self, const struct aws_http_response *response, unsigned failed,
                  dxaws_error **error)
{
    bool transient = response->outcome == AWS_HTTP_BROKEN ||
                     response->outcome == AWS_HTTP_UNREACHABLE ||
                     (response->outcome == AWS_HTTP_ANSWERED &&
                      (response->status >= 500 || response->status == 429));
    if (!transient || (!self->memory->token && is_nobody(self, response)) ||
        failed >= self->attempts) {
        return false;
    }
    *error = aws_fetch_pause(self->context, failed);
    return !*error;
}

/* ---- tokens ---- */

static bool is_token(const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] <= ' ' || text[i] > '~') {
            return false;
        }
    }
    return size > 0 && size <= 4096;
}

static dxaws_error *keep_token(struct aws_imds *self, const struct aws_http_response *response)
{
    const char *text = aws_buffer_string(&response->body);
    if (!is_token(text)) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "CredentialSourceError",
                               "the " AWS_IMDS_SOURCE " answered with a token that is none");
    }
    const char *ttl = aws_headers_get(&response->headers, "x-aws-ec2-metadata-token-ttl-seconds");
    long seconds = ttl ? strtol(ttl, NULL, 10) : TOKEN_TTL_S;
    if (seconds < 1 || seconds > TOKEN_TTL_S) {
        seconds = TOKEN_TTL_S;
    }
    aws_secret_free(self->memory->token);
    self->memory->token = aws_secret_copy(text);
    self->memory->token_renew_ms =
        dxaws_context_now_ms(self->context) + seconds * 1000 - TOKEN_EARLY_MS;
    return self->memory->token ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *judge_token(struct aws_imds *self, const struct aws_http_response *response)
{
    if (is_nobody(self, response)) {
        aws_buffer_text(self->why, response->problem);
        if (response->timed_out) {
            aws_buffer_text(self->why, " (in a container on an instance, its hop limit must be 2)");
        }
        self->absent = true;
        return NULL;
    }
    if (response->outcome != AWS_HTTP_ANSWERED) {
        return aws_imds_broken(response, "a token");
    }
    switch (response->status) {
    case 200:
        return keep_token(self, response);
    case 403:
        aws_buffer_text(self->why, "it is there but forbidden (HTTP 403 for a token)");
        self->absent = true;
        return NULL;
    case 404:
    case 405:
        self->use_v1 = self->allow_v1;
        self->absent = !self->allow_v1;
        if (self->absent) {
            aws_buffer_format(self->why,
                              "it has no tokens (HTTP %d), and version 1 is not used "
                              "unless AWS_EC2_METADATA_V1_DISABLED is false",
                              response->status);
        }
        return NULL;
    default:
        return aws_imds_broken(response, "a token");
    }
}

static dxaws_error *need_token(struct aws_imds *self)
{
    if (self->use_v1 || (self->memory->token &&
                         dxaws_context_now_ms(self->context) < self->memory->token_renew_ms)) {
        return NULL;
    }
    struct aws_headers headers = {0};
    aws_headers_add(&headers, "x-aws-ec2-metadata-token-ttl-seconds", "21600");
    struct aws_http_response response = {0};
    dxaws_error *error = NULL;
    unsigned failed = 0;
    do {
        error = send(self, "PUT", "/latest/api/token", &headers, &response);
    } while (!error && again(self, &response, ++failed, &error));
    if (!error) {
        error = judge_token(self, &response);
    }
    aws_http_response_clear(&response);
    aws_headers_free(&headers);
    return error;
}

/* ---- documents ---- */

dxaws_error *aws_imds_get(struct aws_imds *self, const char *path,
                          struct aws_http_response *response)
{
    bool renewed = false;
    dxaws_error *error = NULL;
    for (unsigned failed = 0;;) {
        error = need_token(self);
        if (error || self->absent) {
            return error;
        }
        struct aws_headers headers = {0};
        if (!self->use_v1) {
            aws_headers_add(&headers, "x-aws-ec2-metadata-token", self->memory->token);
        }
        error = send(self, "GET", path, &headers, response);
        aws_headers_free(&headers);
        if (error) {
            return error;
        }
        if (response->status == 401 && !renewed && !self->use_v1) {
            renewed = true;
            aws_secret_free(self->memory->token);
            self->memory->token = NULL;
            continue;
        }
        bool good = response->outcome == AWS_HTTP_ANSWERED &&
                    (response->status == 404 || (response->status == 200 && response->body.size));
        if (good) {
            return NULL;
        }
        if (response->status == 200) { /* empty: as good as a failure of the service */
            response->status = 503;
        }
        if (!again(self, response, ++failed, &error)) {
            return error ? error : aws_imds_broken(response, path);
        }
    }
}
