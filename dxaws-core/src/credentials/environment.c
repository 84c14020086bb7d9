/* SPDX-License-Identifier: MIT */
/* Credentials in environment variables. */
#include "credentials.h"
#include "settings.h"

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    (void)context;
    if (settings->options.profile) { /* a profile that the program names means that profile */
        aws_buffer_text(why, "not used, since a profile is named");
        return NULL;
    }
    const char *token = aws_settings_getenv(settings, "AWS_SESSION_TOKEN");
    if (!token)
        token = aws_settings_getenv(settings, "AWS_SECURITY_TOKEN");
    dxaws_error *error = aws_credentials_from_pair(
        "environment", "AWS_ACCESS_KEY_ID", aws_settings_getenv(settings, "AWS_ACCESS_KEY_ID"),
        "AWS_SECRET_ACCESS_KEY", aws_settings_getenv(settings, "AWS_SECRET_ACCESS_KEY"), token,
        credentials);
    if (!error && !*credentials)
        aws_buffer_text(why, "AWS_ACCESS_KEY_ID is not set");
    return error;
}

const struct aws_credential_source aws_source_environment = {"environment", find};
