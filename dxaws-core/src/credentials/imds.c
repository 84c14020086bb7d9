/* SPDX-License-Identifier: MIT */
/* Credentials of the instance: IMDSv2, by rule 28. */
#include "sources.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "secret.h"
#include "session-private.h"
#include "uri.h"

#define TOKEN_TTL_S 21600
#define TOKEN_EARLY_MS 120000
#define TIMEOUT_MS 1000
#define ATTEMPTS 4
#define SOURCE "instance metadata service"
#define CREDENTIALS "/latest/meta-data/iam/security-credentials"

struct instance {
    const struct aws_settings *settings;
    dxaws_context *context;
    struct aws_instance_memory *memory;
    struct aws_buffer base; /* URL without a path */
    bool probing;
    bool allow_v1;
    bool use_v1; /* it has no tokens */
    long timeout_ms;
    unsigned attempts;
    bool absent; /* nothing here, why says it */
    struct aws_buffer *why;
};

static const char *setting(const struct aws_settings *settings, const char *variable,
                           const char *property)
{
    const char *value = aws_settings_getenv(settings, variable);
    return value ? value : aws_settings_profile_get(settings, property);
}

static dxaws_error *bad_setting(const char *name, const char *value, const char *expected)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "SettingError",
                           "%s is \"%s\": expected %s", name, value, expected);
}

static dxaws_error *read_number(const struct aws_settings *settings, const char *variable,
                                const char *property, long limit, long *value)
{
    const char *text = setting(settings, variable, property);
    if (!text)
        return NULL;
    char *end;
    long number = strtol(text, &end, 10);
    if (*end || number < 1 || number > limit)
        return bad_setting(variable, text, limit == 60 ? "a number from 1 to 60"
                                                       : "a number from 1 to 10");
    *value = number;
    return NULL;
}

static dxaws_error *find_base(struct instance *self)
{
    const char *endpoint = setting(self->settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                   "ec2_metadata_service_endpoint");
    const char *mode = setting(self->settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                               "ec2_metadata_service_endpoint_mode");
    bool six = mode && strcasecmp(mode, "IPv6") == 0;
    if (mode && !six && strcasecmp(mode, "IPv4") != 0)
        return bad_setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", mode, "IPv4 or IPv6");
    if (!endpoint)
        endpoint = six ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
    struct aws_url url = {0};
    const char *bad = NULL;
    if (!aws_url_parse(endpoint, &url, &bad)) {
        if (!bad)
            return dxaws_error_out_of_memory();
        return bad_setting("AWS_EC2_METADATA_SERVICE_ENDPOINT",
                           strchr(endpoint, '@') ? "..." : endpoint, bad);
    }
    aws_buffer_format(&self->base, "%s://%s%s", url.https ? "https" : "http", url.host, url.path);
    aws_url_free(&url);
    return self->base.failed ? dxaws_error_out_of_memory() : NULL;
}

static dxaws_error *configure(struct instance *self)
{
    const char *v1 = setting(self->settings, "AWS_EC2_METADATA_V1_DISABLED",
                             "ec2_metadata_v1_disabled");
    long timeout_s = TIMEOUT_MS / 1000;
    long attempts = ATTEMPTS;
    self->allow_v1 = v1 && strcasecmp(v1, "false") == 0;
    dxaws_error *error = find_base(self);
    if (!error)
        error = read_number(self->settings, "AWS_METADATA_SERVICE_TIMEOUT",
                            "metadata_service_timeout", 60, &timeout_s);
    if (!error)
        error = read_number(self->settings, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                            "metadata_service_num_attempts", 10, &attempts);
    self->timeout_ms = timeout_s * 1000;
    self->attempts = (unsigned)attempts;
    return error;
}

static dxaws_error *send(struct instance *self, const char *method, const char *path,
                         const struct aws_headers *headers, struct aws_http_response *response)
{
    struct aws_buffer url = {0};
    aws_buffer_format(&url, "%s%s", self->base.data, path);
    if (url.failed || headers->failed)
        return dxaws_error_out_of_memory();
    const struct aws_http_request request = {.method = method,
                                             .url = url.data,
                                             .headers = headers,
                                             .connect_timeout_ms = self->timeout_ms,
                                             .timeout_ms = 2 * self->timeout_ms};
    aws_http_response_clear(response);
    dxaws_error *error = aws_fetch(self->settings, self->context, &request, response);
    aws_buffer_free(&url);
    return error;
}

static dxaws_error *broken(const struct aws_http_response *response, const char *path)
{
    if (response->outcome != AWS_HTTP_ANSWERED)
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "CredentialSourceError",
                               "the " SOURCE " does not answer: %s", response->problem);
    return dxaws_error_new(response->status >= 500 ? DXAWS_ERROR_UNAVAILABLE
                                                   : DXAWS_ERROR_PROTOCOL,
                           "core", "CredentialSourceError",
                           "the " SOURCE " answered HTTP %d for %s", response->status, path);
}

/* Whether to go on after an attempt that failed; when not, *error may say why. */
static bool again(struct instance *self, const struct aws_http_response *response, unsigned failed,
                  dxaws_error **error)
{
    bool transient = response->outcome == AWS_HTTP_BROKEN ||
                     (response->outcome == AWS_HTTP_UNREACHABLE && !self->probing) ||
                     (response->outcome == AWS_HTTP_ANSWERED && response->status >= 500);
    if (!transient || failed >= self->attempts)
        return false;
    *error = aws_fetch_pause(self->context, failed);
    return !*error;
}

/* ---- tokens ---- */

static bool is_token(const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i < size; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    return size > 0 && size <= 4096;
}

static dxaws_error *keep_token(struct instance *self, const struct aws_http_response *response)
{
    const char *text = aws_buffer_string(&response->body);
    if (!is_token(text))
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "CredentialSourceError",
                               "the " SOURCE " answered with a token that is none");
    const char *ttl = aws_headers_get(&response->headers, "x-aws-ec2-metadata-token-ttl-seconds");
    long seconds = ttl ? strtol(ttl, NULL, 10) : TOKEN_TTL_S;
    if (seconds < 1 || seconds > TOKEN_TTL_S)
        seconds = TOKEN_TTL_S;
    aws_secret_free(self->memory->token);
    self->memory->token = aws_secret_copy(text);
    self->memory->token_renew_ms =
        dxaws_context_now_ms(self->context) + seconds * 1000 - TOKEN_EARLY_MS;
    return self->memory->token ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *judge_token(struct instance *self, const struct aws_http_response *response)
{
    if (response->outcome == AWS_HTTP_UNREACHABLE && self->probing) {
        aws_buffer_text(self->why, response->problem);
        self->absent = true;
        return NULL;
    }
    if (response->outcome != AWS_HTTP_ANSWERED)
        return broken(response, "a token");
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
        if (self->absent)
            aws_buffer_format(self->why, "it has no tokens (HTTP %d), and version 1 is not used "
                                         "unless AWS_EC2_METADATA_V1_DISABLED is false",
                              response->status);
        return NULL;
    default:
        return broken(response, "a token");
    }
}

static dxaws_error *need_token(struct instance *self)
{
    if (self->use_v1 || (self->memory->token && dxaws_context_now_ms(self->context) <
                                                    self->memory->token_renew_ms))
        return NULL;
    struct aws_headers headers = {0};
    aws_headers_add(&headers, "x-aws-ec2-metadata-token-ttl-seconds", "21600");
    struct aws_http_response response = {0};
    dxaws_error *error = NULL;
    unsigned failed = 0;
    do
        error = send(self, "PUT", "/latest/api/token", &headers, &response);
    while (!error && again(self, &response, ++failed, &error));
    if (!error)
        error = judge_token(self, &response);
    aws_http_response_clear(&response);
    aws_headers_free(&headers);
    return error;
}

/* ---- documents ---- */

/* Asks for a path. 200 and 404 are answers; anything else is an error, or self->absent. */
static dxaws_error *get(struct instance *self, const char *path, struct aws_http_response *response)
{
    bool renewed = false;
    dxaws_error *error = NULL;
    for (unsigned failed = 0;;) {
        error = need_token(self);
        if (error || self->absent)
            return error;
        struct aws_headers headers = {0};
        if (!self->use_v1)
            aws_headers_add(&headers, "x-aws-ec2-metadata-token", self->memory->token);
        error = send(self, "GET", path, &headers, response);
        aws_headers_free(&headers);
        if (error)
            return error;
        if (response->status == 401 && !renewed && !self->use_v1) {
            renewed = true;
            aws_secret_free(self->memory->token);
            self->memory->token = NULL;
            continue;
        }
        bool good = response->outcome == AWS_HTTP_ANSWERED &&
                    (response->status == 404 || (response->status == 200 && response->body.size));
        if (good)
            return NULL;
        if (response->status == 200) /* empty: as good as a failure of the service */
            response->status = 503;
        if (!again(self, response, ++failed, &error))
            return error ? error : broken(response, path);
    }
}

/* The first line of the list, which has one. */
static dxaws_error *keep_role(struct instance *self, const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t size = strcspn(text, "\r\n");
    while (size && (text[size - 1] == ' ' || text[size - 1] == '\t'))
        size--;
    bool printable = size > 0 && size <= 128;
    for (size_t i = 0; i < size && printable; i++)
        printable = text[i] > ' ' && text[i] <= '~';
    if (!printable)
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "CredentialSourceError",
                               "the " SOURCE " answered with a role name that is none");
    self->memory->role = strndup(text, size);
    return self->memory->role ? NULL : dxaws_error_out_of_memory();
}

static const char *folder(const struct instance *self)
{
    return self->memory->plain_path ? CREDENTIALS "/" : CREDENTIALS "-extended/";
}

static dxaws_error *list_role(struct instance *self, struct aws_http_response *response)
{
    dxaws_error *error = get(self, folder(self), response);
    if (!error && !self->absent && response->status == 404 && !self->memory->plain_path) {
        self->memory->plain_path = true;
        error = get(self, folder(self), response);
    }
    if (error || self->absent)
        return error;
    if (response->status == 404) {
        self->memory->plain_path = false;
        self->absent = true;
        aws_buffer_text(self->why, "the instance has no role");
        return NULL;
    }
    return keep_role(self, aws_buffer_string(&response->body));
}

static dxaws_error *get_role(struct instance *self, struct aws_http_response *response)
{
    struct aws_buffer path = {0};
    aws_buffer_text(&path, folder(self));
    aws_uri_encode(&path, self->memory->role, strlen(self->memory->role), false);
    dxaws_error *error =
        path.failed ? dxaws_error_out_of_memory() : get(self, path.data, response);
    aws_buffer_free(&path);
    return error;
}

/* The role's document; a role that is remembered may have been replaced by another one. */
static dxaws_error *find_document(struct instance *self, struct aws_http_response *response)
{
    for (int round = 0; round < 2; round++) {
        bool remembered = self->memory->role != NULL;
        dxaws_error *error = remembered ? NULL : list_role(self, response);
        if (!error && !self->absent)
            error = get_role(self, response);
        if (error || self->absent || response->status != 404)
            return error;
        free(self->memory->role);
        self->memory->role = NULL;
        if (!remembered) /* extended credentials may be missing although their list is there */
            self->memory->plain_path = !self->memory->plain_path;
    }
    return broken(response, "the role's credentials");
}

static dxaws_error *find_credentials(struct instance *self, struct aws_credentials **credentials)
{
    struct aws_http_response response = {0};
    dxaws_error *error = NULL;
    for (unsigned failed = 0;;) {
        error = find_document(self, &response);
        if (error || self->absent)
            break;
        error = aws_credentials_from_json(&response.body, SOURCE, credentials);
        if (!error || dxaws_error_get_kind(error) != DXAWS_ERROR_PROTOCOL ||
            ++failed >= self->attempts)
            break;
        dxaws_error_free(error); /* half an answer */
        error = aws_fetch_pause(self->context, failed);
        if (error)
            break;
    }
    aws_http_response_clear(&response);
    return error;
}

static bool is_disabled(const struct aws_settings *settings)
{
    const char *value = aws_settings_getenv(settings, "AWS_EC2_METADATA_DISABLED");
    return value && strcasecmp(value, "true") == 0;
}

dxaws_error *aws_instance_credentials(const struct aws_settings *settings, dxaws_context *context,
                                      bool probing, struct aws_credentials **credentials,
                                      struct aws_buffer *why)
{
    *credentials = NULL;
    if (is_disabled(settings)) {
        aws_buffer_text(why, "AWS_EC2_METADATA_DISABLED is true");
        return NULL;
    }
    struct instance self = {.settings = settings,
                            .context = context,
                            .memory = &settings->session->memory.instance,
                            .probing = probing,
                            .why = why};
    dxaws_error *error = configure(&self);
    if (!error)
        error = find_credentials(&self, credentials);
    aws_buffer_free(&self.base);
    return error;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    return aws_instance_credentials(settings, context, !settings->options.aws_compute, credentials,
                                    why);
}

const struct aws_credential_source aws_source_instance = {SOURCE, find};

dxaws_error *aws_instance_region(const struct aws_settings *settings, dxaws_context *context,
                                 char **region)
{
    *region = NULL;
    if (is_disabled(settings))
        return NULL;
    struct aws_instance_memory memory = {0}; /* its own: the session's is the chain's */
    struct aws_buffer why = {0};
    struct aws_http_response response = {0};
    struct instance self = {
        .settings = settings, .context = context, .memory = &memory, .why = &why};
    dxaws_error *error = configure(&self);
    if (!error)
        error = get(&self, "/latest/meta-data/placement/region", &response);
    if (!error && !self.absent && response.status == 200) {
        const char *text = aws_buffer_string(&response.body);
        *region = strndup(text, strcspn(text, " \t\r\n"));
        error = *region ? NULL : dxaws_error_out_of_memory();
    }
    aws_http_response_clear(&response);
    aws_buffer_free(&self.base);
    aws_buffer_free(&why);
    aws_secret_free(memory.token);
    free(memory.role);
    return error;
}

void aws_source_memory_free(struct aws_source_memory *memory)
{
    aws_secret_free(memory->instance.token);
    free(memory->instance.role);
}
