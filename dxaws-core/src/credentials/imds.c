/* SPDX-License-Identifier: MIT */
/* Credentials of the instance: its role, and the role's keys (rule 28). */
#include "imds.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "secret.h"
#include "session-private.h"
#include "uri.h"

#define CREDENTIALS "/latest/meta-data/iam/security-credentials"

/* The first line of the list, which has one. */
static dxaws_error *keep_role(struct aws_imds *self, const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t size = strcspn(text, "\r\n");
    while (size && (text[size - 1] == ' ' || text[size - 1] == '\t')) {
        size--;
    }
    bool printable = size > 0 && size <= 128;
    for (size_t i = 0; i < size && printable; i++) {
        printable = text[i] > ' ' && text[i] <= '~';
    }
    if (!printable) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "CredentialSourceError",
                               "the " AWS_IMDS_SOURCE " answered with a role name that is none");
    }
    self->memory->role = strndup(text, size);
    return self->memory->role ? NULL : dxaws_error_out_of_memory();
}

static const char *folder(const struct aws_imds *self)
{
    return self->memory->plain_path ? CREDENTIALS "/" : CREDENTIALS "-extended/";
}

static dxaws_error *list_role(struct aws_imds *self, struct aws_http_response *response)
{
    dxaws_error *error = aws_imds_get(self, folder(self), response);
    if (!error && !self->absent && response->status == 404 && !self->memory->plain_path) {
        self->memory->plain_path = true;
        error = aws_imds_get(self, folder(self), response);
    }
    if (error || self->absent) {
        return error;
    }
    if (response->status == 404) {
        self->memory->plain_path = false;
        self->absent = true;
        aws_buffer_text(self->why, "the instance has no role");
        return NULL;
    }
    return keep_role(self, aws_buffer_string(&response->body));
}

static dxaws_error *get_role(struct aws_imds *self, struct aws_http_response *response)
{
    struct aws_buffer path = {0};
    aws_buffer_text(&path, folder(self));
    aws_uri_encode(&path, self->memory->role, strlen(self->memory->role), false);
    dxaws_error *error =
        path.failed ? dxaws_error_out_of_memory() : aws_imds_get(self, path.data, response);
    aws_buffer_free(&path);
    return error;
}

/* The role's document; a role that is remembered may have been replaced by another one. */
static dxaws_error *find_document(struct aws_imds *self, struct aws_http_response *response)
{
    for (int round = 0; round < 2; round++) {
        bool remembered = self->memory->role != NULL;
        dxaws_error *error = remembered ? NULL : list_role(self, response);
        if (!error && !self->absent) {
            error = get_role(self, response);
        }
        if (error || self->absent || response->status != 404) {
            return error;
        }
        free(self->memory->role);
        self->memory->role = NULL;
        if (!remembered) { /* extended credentials may be missing although their list is there */
            self->memory->plain_path = !self->memory->plain_path;
        }
    }
    return aws_imds_broken(response, "the role's credentials");
}

static dxaws_error *find_credentials(struct aws_imds *self, struct aws_credentials **credentials)
{
    struct aws_http_response response = {0};
    dxaws_error *error = NULL;
    for (unsigned failed = 0;;) {
        error = find_document(self, &response);
        if (error || self->absent) {
            break;
        }
        error = aws_credentials_from_json(&response.body, AWS_IMDS_SOURCE, self->memory->token,
                                          credentials);
        if (!error || dxaws_error_get_kind(error) != DXAWS_ERROR_PROTOCOL ||
            ++failed >= self->attempts) {
            break;
        }
        dxaws_error_free(error); /* half an answer */
        error = aws_fetch_pause(self->context, failed);
        if (error) {
            break;
        }
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
    struct aws_imds self = {.settings = settings,
                            .context = context,
                            .memory = &settings->session->memory.instance,
                            .probing = probing,
                            .why = why};
    dxaws_error *error = aws_imds_configure(&self);
    if (!error) {
        error = find_credentials(&self, credentials);
    }
    aws_buffer_free(&self.base);
    return error;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    return aws_instance_credentials(settings, context, !settings->options.aws_compute, credentials,
                                    why);
}

const struct aws_credential_source aws_source_instance = {AWS_IMDS_SOURCE, find};

dxaws_error *aws_instance_region(const struct aws_settings *settings, dxaws_context *context,
                                 char **region)
{
    *region = NULL;
    if (is_disabled(settings)) {
        return NULL;
    }
    struct aws_instance_memory memory = {0}; /* its own: the session's is the chain's */
    struct aws_buffer why = {0};
    struct aws_http_response response = {0};
    struct aws_imds self = {
        .settings = settings, .context = context, .memory = &memory, .why = &why};
    dxaws_error *error = aws_imds_configure(&self);
    if (!error) {
        error = aws_imds_get(&self, "/latest/meta-data/placement/region", &response);
    }
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
