/* SPDX-License-Identifier: MIT */
/* Keys handed out for use by other tools. */
#include <dxaws/credentials.h>

#include "credentials/document.h"
#include "secret.h"
#include "session-private.h"
#include "timestamp.h"

struct dxaws_credentials {
    struct aws_credentials *keys;
    char *process_json;
};

static void put_member(struct aws_buffer *out, const char *name, const char *value)
{
    if (!value) {
        return;
    }
    aws_buffer_format(out, ", \"%s\": ", name);
    aws_json_quote(out, value);
}

static char *format(const struct aws_credentials *keys)
{
    struct aws_buffer text = {0};
    char expiration[AWS_TIMESTAMP_SIZE];
    int64_t expires_ms = aws_credentials_expires_ms(keys);
    aws_timestamp_format(expires_ms, expiration);
    aws_buffer_text(&text, "{\"Version\": 1");
    put_member(&text, "AccessKeyId", aws_credentials_access_key_id(keys));
    put_member(&text, "SecretAccessKey", aws_credentials_secret(keys));
    put_member(&text, "SessionToken", aws_credentials_token(keys));
    put_member(&text, "Expiration", expires_ms == INT64_MAX ? NULL : expiration);
    put_member(&text, "AccountId", aws_credentials_account_id(keys));
    aws_buffer_char(&text, '}');
    char *copy = text.failed ? NULL : aws_secret_copy(text.data);
    aws_buffer_free(&text);
    return copy;
}

dxaws_error *dxaws_session_export_credentials(dxaws_session *session, dxaws_context *context,
                                              dxaws_credentials **credentials)
{
    if (!session || !credentials) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_session_export_credentials() needs a session and a result");
    }
    struct aws_credentials *keys = NULL;
    dxaws_error *error = aws_session_credentials(session, context, &keys);
    if (error) {
        return error;
    }
    dxaws_credentials *self = aws_secret_allocate(sizeof(*self));
    char *json = format(keys);
    if (!self || !json) {
        aws_secret_free(self);
        aws_secret_free(json);
        aws_credentials_unref(keys);
        return dxaws_error_out_of_memory();
    }
    *self = (struct dxaws_credentials){keys, json};
    *credentials = self;
    return NULL;
}

void dxaws_credentials_free(dxaws_credentials *credentials)
{
    if (!credentials) {
        return;
    }
    aws_credentials_unref(credentials->keys);
    aws_secret_free(credentials->process_json);
    aws_secret_free(credentials);
}

const char *dxaws_credentials_access_key_id(const dxaws_credentials *credentials)
{
    return aws_credentials_access_key_id(credentials->keys);
}

const char *dxaws_credentials_secret_access_key(const dxaws_credentials *credentials)
{
    return aws_credentials_secret(credentials->keys);
}

const char *dxaws_credentials_session_token(const dxaws_credentials *credentials)
{
    return aws_credentials_token(credentials->keys);
}

const char *dxaws_credentials_account_id(const dxaws_credentials *credentials)
{
    return aws_credentials_account_id(credentials->keys);
}

const char *dxaws_credentials_source(const dxaws_credentials *credentials)
{
    return aws_credentials_source(credentials->keys);
}

int64_t dxaws_credentials_expires_ms(const dxaws_credentials *credentials)
{
    return aws_credentials_expires_ms(credentials->keys);
}

const char *dxaws_credentials_process_json(const dxaws_credentials *credentials)
{
    return credentials->process_json;
}
