/* SPDX-License-Identifier: MIT */
/* Credentials given by the program itself. */
#include "credentials.h"
#include "settings.h"

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    (void)context;
    const dxaws_session_options *options = &settings->options;
    const struct aws_credentials_fields fields = {.access_key_id = options->access_key_id,
                                                  .secret = options->secret,
                                                  .token = options->token,
                                                  .source = "session options",
                                                  .expires_ms = INT64_MAX};
    dxaws_error *error =
        aws_credentials_from_pair("the access key id", "the secret", &fields, credentials);
    if (!error && !*credentials) {
        aws_buffer_text(why, "none given");
    }
    return error;
}

const struct aws_credential_source aws_source_explicit = {"explicit keys", find};
