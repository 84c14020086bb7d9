/* SPDX-License-Identifier: MIT */
/* Keys as a value: given to the program, or by it. */
#include "credentials-value.h"

#include <string.h>

#include "credentials/document.h"
#include "secret.h"
#include "timestamp.h"

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

/* Takes the keys over. */
static void replace(dxaws_credentials *credentials, struct aws_credentials *keys)
{
    bool whole = keys && aws_credentials_access_key_id(keys) && aws_credentials_secret(keys);
    char *json = whole ? format(keys) : NULL;
    if (!keys || (whole && !json)) {
        credentials->failed = true;
        aws_credentials_unref(keys);
        return;
    }
    aws_credentials_unref(credentials->keys);
    aws_secret_free(credentials->process_json);
    credentials->keys = keys;
    credentials->process_json = json;
}

dxaws_credentials *aws_credentials_value_new(struct aws_credentials *keys)
{
    dxaws_credentials *credentials = keys ? aws_secret_allocate(sizeof(*credentials)) : NULL;
    if (!credentials) {
        aws_credentials_unref(keys);
        return NULL;
    }
    replace(credentials, keys);
    if (credentials->failed) {
        aws_secret_free(credentials);
        return NULL;
    }
    return credentials;
}

/* Blank is as good as nothing, so that a caller may pass on an empty argument. */
static const char *or_nothing(const char *text)
{
    return text && text[strspn(text, " \t\r\n")] ? text : NULL;
}

dxaws_credentials *dxaws_credentials_new(const char *access_key_id, const char *secret_access_key)
{
    return aws_credentials_value_new(aws_credentials_new(
        &(struct aws_credentials_fields){.access_key_id = or_nothing(access_key_id),
                                         .secret = or_nothing(secret_access_key),
                                         .expires_ms = INT64_MAX}));
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

static struct aws_credentials_fields fields_of(const dxaws_credentials *credentials)
{
    const struct aws_credentials *keys = credentials->keys;
    return (struct aws_credentials_fields){.access_key_id = aws_credentials_access_key_id(keys),
                                           .secret = aws_credentials_secret(keys),
                                           .token = aws_credentials_token(keys),
                                           .account_id = aws_credentials_account_id(keys),
                                           .source = aws_credentials_source(keys),
                                           .expires_ms = aws_credentials_expires_ms(keys)};
}

void dxaws_credentials_set_session_token(dxaws_credentials *credentials, const char *token)
{
    if (credentials) {
        struct aws_credentials_fields fields = fields_of(credentials);
        fields.token = or_nothing(token);
        replace(credentials, aws_credentials_new(&fields));
    }
}

void dxaws_credentials_set_account_id(dxaws_credentials *credentials, const char *account_id)
{
    if (credentials) {
        struct aws_credentials_fields fields = fields_of(credentials);
        fields.account_id = or_nothing(account_id);
        replace(credentials, aws_credentials_new(&fields));
    }
}

void dxaws_credentials_set_expires_ms(dxaws_credentials *credentials, int64_t expires_ms)
{
    if (credentials) {
        struct aws_credentials_fields fields = fields_of(credentials);
        fields.expires_ms = expires_ms;
        replace(credentials, aws_credentials_new(&fields));
    }
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

bool dxaws_credentials_expires_ms(const dxaws_credentials *credentials, int64_t *expires_ms)
{
    int64_t moment_ms = aws_credentials_expires_ms(credentials->keys);
    if (moment_ms == INT64_MAX) {
        return false;
    }
    *expires_ms = moment_ms;
    return true;
}

const char *dxaws_credentials_process_json(const dxaws_credentials *credentials)
{
    return credentials->process_json;
}
