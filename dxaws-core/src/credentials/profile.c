/* SPDX-License-Identifier: MIT */
/* Credentials in the profile of the shared configuration files: static keys. */
#include "credentials.h"
#include "settings.h"

#include <stdlib.h>

/* A profile that says how to get credentials, in a way that this version cannot use. */
static dxaws_error *check_unsupported(const struct aws_settings *settings)
{
    static const char *const properties[] = {"role_arn",          "web_identity_token_file",
                                             "sso_session",       "sso_start_url",
                                             "credential_process", "login_session"};
    for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++)
        if (aws_settings_profile_get(settings, properties[i]))
            return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "core", "CredentialSourceUnsupported",
                                   "profile \"%s\" gets its credentials by %s, which this version "
                                   "cannot do: use a profile with aws_access_key_id and "
                                   "aws_secret_access_key, or the environment",
                                   settings->profile, properties[i]);
    return NULL;
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    (void)context;
    dxaws_error *error = check_unsupported(settings);
    if (error)
        return error;
    struct aws_buffer source = {0};
    aws_buffer_format(&source, "profile \"%s\"", settings->profile);
    char *name = aws_buffer_take(&source);
    if (!name)
        return dxaws_error_out_of_memory();
    error = aws_credentials_from_pair(
        name, "aws_access_key_id", aws_settings_profile_get(settings, "aws_access_key_id"),
        "aws_secret_access_key", aws_settings_profile_get(settings, "aws_secret_access_key"),
        aws_settings_profile_get(settings, "aws_session_token"), credentials);
    free(name);
    if (!error && !*credentials) {
        if (!settings->config_found && !settings->credentials_found)
            aws_buffer_format(why, "neither %s nor %s exists", settings->config_file,
                              settings->credentials_file);
        else
            aws_buffer_format(why, "profile \"%s\" has no keys in %s or %s", settings->profile,
                              settings->config_file, settings->credentials_file);
    }
    return error;
}

const struct aws_credential_source aws_source_profile = {"profile", find};
