/* SPDX-License-Identifier: MIT */
/* A role that is assumed with the token of another identity provider, found in a file. */
#include "sources.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "secret.h"
#include "files.h"

#define TOKEN_LIMIT ((size_t)64 * 1024)

dxaws_error *aws_token_file(const struct aws_settings *settings, const char *path,
                            const char *named_by, char **token)
{
    struct aws_buffer text = {.limit = TOKEN_LIMIT};
    bool found = false;
    dxaws_error *error = aws_file_read(&settings->options, path, &text, &found);
    if (error && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT) {
        dxaws_error *cause = error;
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "TokenFileError",
                                "%s; %s names it as the token file: expected a file",
                                dxaws_error_message(cause), named_by);
        dxaws_error_set_cause(error, cause);
    } else if (!error && !found) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "TokenFileError",
                                "there is no token file %s, which %s names: write it, or take the "
                                "setting away",
                                path, named_by);
    }
    if (!error) {
        while (text.size && strchr(" \t\r\n", text.data[text.size - 1])) {
            text.data[--text.size] = '\0';
        }
        if (!text.size || strlen(text.data) != text.size) {
            error =
                dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "TokenFileError",
                                "the token file %s, which %s names, has no token in it: expected "
                                "one, and nothing else",
                                path, named_by);
        } else if (!(*token = aws_secret_copy(text.data))) {
            error = dxaws_error_out_of_memory();
        }
    }
    aws_buffer_free(&text);
    return error;
}

dxaws_error *aws_web_identity_step(const struct aws_settings *settings, dxaws_context *context,
                                   const struct aws_step *step, const char *source,
                                   struct aws_credentials **credentials)
{
    char *token = NULL;
    struct aws_buffer named_by = {0};
    if (step->place.file) {
        aws_buffer_format(&named_by, "%s line %u", step->place.file, step->place.line);
    } else {
        aws_buffer_text(&named_by, "AWS_WEB_IDENTITY_TOKEN_FILE");
    }
    dxaws_error *error = named_by.failed
                             ? dxaws_error_out_of_memory()
                             : aws_token_file(settings, step->token_file, named_by.data, &token);
    aws_buffer_free(&named_by);
    if (error) {
        return error;
    }
    const struct aws_role role = {
        .role_arn = step->role_arn,
        .session_name = step->session_name,
        .web_token = token,
        .region = step->region,
        .place = step->place,
        .name_place = aws_step_place(&settings->config, step, "role_session_name"),
    };
    error = aws_sts_assume_role(settings, context, &role, NULL, source, credentials);
    aws_secret_free(token);
    return error;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    const struct aws_step step = {
        .kind = AWS_STEP_WEB_IDENTITY,
        .token_file = aws_settings_getenv(settings, "AWS_WEB_IDENTITY_TOKEN_FILE"),
        .role_arn = aws_settings_getenv(settings, "AWS_ROLE_ARN"),
        .session_name = aws_settings_getenv(settings, "AWS_ROLE_SESSION_NAME"),
    };
    *credentials = NULL;
    if (!step.token_file) {
        aws_buffer_text(why, "AWS_WEB_IDENTITY_TOKEN_FILE is not set");
        return NULL;
    }
    if (!step.role_arn) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "SettingError",
            "AWS_WEB_IDENTITY_TOKEN_FILE is set but AWS_ROLE_ARN is not: set the "
            "role that the token is for");
    }
    return aws_web_identity_step(settings, context, &step, "web identity", credentials);
}

const struct aws_credential_source aws_source_web_identity = {"web identity", find};
