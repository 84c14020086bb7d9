/* SPDX-License-Identifier: MIT */
/* Credentials: immutable, shared by counting, wiped at the end. */
#include "credentials.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct aws_credentials {
    atomic_uint references;
    int64_t expires_ms;
    char *access_key_id;
    char *secret;
    char *token;
    char *source;
};

struct aws_credentials *aws_credentials_new(const char *access_key_id, const char *secret,
                                            const char *token, int64_t expires_ms,
                                            const char *source)
{
    struct aws_credentials *credentials = calloc(1, sizeof(*credentials));
    if (!credentials)
        return NULL;
    atomic_init(&credentials->references, 1);
    credentials->expires_ms = expires_ms;
    credentials->access_key_id = strdup(access_key_id);
    credentials->secret = strdup(secret);
    credentials->token = token ? strdup(token) : NULL;
    credentials->source = strdup(source);
    if (credentials->access_key_id && credentials->secret && credentials->source &&
        (credentials->token || !token))
        return credentials;
    aws_credentials_unref(credentials);
    return NULL;
}

struct aws_credentials *aws_credentials_ref(struct aws_credentials *credentials)
{
    atomic_fetch_add_explicit(&credentials->references, 1, memory_order_relaxed);
    return credentials;
}

void aws_credentials_unref(struct aws_credentials *credentials)
{
    if (!credentials ||
        atomic_fetch_sub_explicit(&credentials->references, 1, memory_order_acq_rel) != 1)
        return;
    aws_string_wipe(credentials->access_key_id);
    aws_string_wipe(credentials->secret);
    aws_string_wipe(credentials->token);
    free(credentials->source);
    free(credentials);
}

const char *aws_credentials_access_key_id(const struct aws_credentials *credentials)
{
    return credentials->access_key_id;
}

const char *aws_credentials_secret(const struct aws_credentials *credentials)
{
    return credentials->secret;
}

const char *aws_credentials_token(const struct aws_credentials *credentials)
{
    return credentials->token;
}

const char *aws_credentials_source(const struct aws_credentials *credentials)
{
    return credentials->source;
}

int64_t aws_credentials_expires_ms(const struct aws_credentials *credentials)
{
    return credentials->expires_ms;
}
