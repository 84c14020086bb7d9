/* SPDX-License-Identifier: MIT */
/* Credentials in environment variables. */
#include "credentials.h"
#include "settings.h"
#include "timestamp.h"

dxaws_error *aws_environment_credentials(const struct aws_settings *settings,
                                         struct aws_credentials **credentials,
                                         struct aws_buffer *why)
{
    const char *expiration = aws_settings_getenv(settings, "AWS_CREDENTIAL_EXPIRATION");
    struct aws_credentials_fields fields = {
        .access_key_id = aws_settings_getenv(settings, "AWS_ACCESS_KEY_ID"),
        .secret = aws_settings_getenv(settings, "AWS_SECRET_ACCESS_KEY"),
        .token = aws_settings_getenv(settings, "AWS_SESSION_TOKEN"),
        .account_id = aws_settings_getenv(settings, "AWS_ACCOUNT_ID"),
        .source = "environment",
        .expires_ms = INT64_MAX,
    };
    if (!fields.token) {
        fields.token = aws_settings_getenv(settings, "AWS_SECURITY_TOKEN");
    }
    *credentials = NULL;
    if ((fields.access_key_id || fields.secret) && expiration) {
        if (!aws_timestamp_parse(expiration, &fields.expires_ms)) {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidCredentials",
                                   "AWS_CREDENTIAL_EXPIRATION is \"%s\": expected a time such as "
                                   "2026-05-23T18:31:31Z",
                                   expiration);
        }
        fields.renewable = true; /* somebody may set them anew */
    }
    dxaws_error *error = aws_credentials_from_pair("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                                                   &fields, credentials);
    if (!error && !*credentials) {
        aws_buffer_text(why, "AWS_ACCESS_KEY_ID is not set");
    }
    return error;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    (void)context;
    if (settings->options.profile) { /* a profile that the program names means that profile */
        aws_buffer_text(why, "not used, since a profile is named");
        return NULL;
    }
    return aws_environment_credentials(settings, credentials, why);
}

const struct aws_credential_source aws_source_environment = {"environment", find};
