/* SPDX-License-Identifier: MIT */
/* Credentials from a source of the program's own. */
#include <dxaws/error-codes.h>
#include <dxaws/extend/error.h>

#include "credentials-value.h"
#include "settings.h"

/* The program's error becomes the cause; its kind says what can be done, as it did before. */
static dxaws_error *failure(const char *name, dxaws_error *cause)
{
    dxaws_error *error = dxaws_error_new(
        dxaws_error_get_kind(cause), "core", DXAWS_CORE_ERROR_CREDENTIAL_SOURCE,
        "the credential source \"%s\" failed: %s", name, dxaws_error_message(cause));
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    dxaws_error_set_cause(error, cause);
    return error;
}

static dxaws_error *copy(const char *name, const dxaws_credentials *given,
                         struct aws_credentials **credentials)
{
    const struct aws_credentials_fields fields = {
        .access_key_id = dxaws_credentials_access_key_id(given),
        .secret = dxaws_credentials_secret_access_key(given),
        .token = dxaws_credentials_session_token(given),
        .account_id = dxaws_credentials_account_id(given),
        .source = name,
        .expires_ms = aws_credentials_expires_ms(given->keys),
        .renewable = true,
    };
    if (given->failed) {
        return dxaws_error_out_of_memory();
    }
    if (!fields.access_key_id && !fields.secret) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_PARTIAL_CREDENTIALS,
            "the credential source \"%s\" gave credentials without an access key "
            "id and a secret: give none, or whole ones",
            name);
    }
    return aws_credentials_from_pair("the access key id", "the secret access key", &fields,
                                     credentials);
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    const dxaws_session_options *options = &settings->options;
    const char *name = options->source_name ? options->source_name : "program";
    dxaws_credentials *given = NULL;
    dxaws_error *error = options->source_fetch(options->source_self, context, &given);
    if (error) {
        error = failure(name, error);
    } else if (given) {
        error = copy(name, given, credentials);
    } else {
        aws_buffer_format(why, "\"%s\" has none", name);
    }
    dxaws_credentials_free(given);
    return error;
}

const struct aws_credential_source aws_source_program = {"program", find};
