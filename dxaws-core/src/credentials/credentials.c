/* SPDX-License-Identifier: MIT */
/* Credentials: immutable, shared by counting, wiped at the end. */
#include "credentials.h"

#include <stdatomic.h>
#include <string.h>

#include "secret.h"
#include "sha256.h"

/* One block of secret memory, strings and all. */
struct aws_credentials {
    atomic_uint references;
    int64_t expires_ms;
    bool renewable;
    bool stable;
    const char *access_key_id;
    const char *secret;
    const char *token;
    const char *account_id;
    const char *source;
    unsigned char fingerprint[AWS_SHA256_SIZE];
    char strings[];
};

static size_t size_of(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *put(char **at, const char *text)
{
    if (!text) {
        return NULL;
    }
    char *start = *at;
    size_t size = strlen(text) + 1;
    memcpy(start, text, size);
    *at += size;
    return start;
}

struct aws_credentials *aws_credentials_new(const struct aws_credentials_fields *fields)
{
    size_t size = size_of(fields->access_key_id) + size_of(fields->secret) +
                  size_of(fields->token) + size_of(fields->account_id) + size_of(fields->source);
    struct aws_credentials *credentials =
        aws_secret_allocate(offsetof(struct aws_credentials, strings) + size);
    if (!credentials) {
        return NULL;
    }
    atomic_init(&credentials->references, 1);
    char *at = credentials->strings;
    credentials->expires_ms = fields->expires_ms;
    credentials->renewable = fields->renewable;
    credentials->stable = fields->stable;
    credentials->access_key_id = put(&at, fields->access_key_id);
    credentials->secret = put(&at, fields->secret);
    if (credentials->secret) {
        aws_sha256(credentials->secret, strlen(credentials->secret), credentials->fingerprint);
    }
    credentials->token = put(&at, fields->token);
    credentials->account_id = put(&at, fields->account_id);
    credentials->source = put(&at, fields->source);
    return credentials;
}

struct aws_credentials *aws_credentials_ref(struct aws_credentials *credentials)
{
    atomic_fetch_add_explicit(&credentials->references, 1, memory_order_relaxed);
    return credentials;
}

void aws_credentials_unref(struct aws_credentials *credentials)
{
    if (credentials &&
        atomic_fetch_sub_explicit(&credentials->references, 1, memory_order_acq_rel) == 1) {
        aws_secret_free(credentials);
    }
}

const char *aws_credentials_access_key_id(const struct aws_credentials *credentials)
{
    return credentials->access_key_id;
}

const char *aws_credentials_secret(const struct aws_credentials *credentials)
{
    return credentials->secret;
}

const unsigned char *aws_credentials_fingerprint(const struct aws_credentials *credentials)
{
    return credentials->fingerprint;
}

const char *aws_credentials_token(const struct aws_credentials *credentials)
{
    return credentials->token;
}

const char *aws_credentials_account_id(const struct aws_credentials *credentials)
{
    return credentials->account_id;
}

const char *aws_credentials_source(const struct aws_credentials *credentials)
{
    return credentials->source;
}

int64_t aws_credentials_expires_ms(const struct aws_credentials *credentials)
{
    return credentials->expires_ms;
}

bool aws_credentials_is_renewable(const struct aws_credentials *credentials)
{
    return credentials->renewable;
}

bool aws_credentials_is_stable(const struct aws_credentials *credentials)
{
    return credentials->stable;
}
