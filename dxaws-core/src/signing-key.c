/* SPDX-License-Identifier: MIT */
/* Derived signing keys and the cache of them. */
#include "signing-key.h"

#include <string.h>

#include <openssl/crypto.h>

#include "secret.h"

void aws_signing_keys_init(struct aws_signing_keys *keys)
{
    *keys = (struct aws_signing_keys){0};
    pthread_mutex_init(&keys->lock, NULL);
}

void aws_signing_keys_free(struct aws_signing_keys *keys)
{
    aws_secret_free(keys->entries);
    keys->entries = NULL;
    keys->uses = 0;
    pthread_mutex_destroy(&keys->lock);
}

static void derive(const struct aws_signing_scope *scope, struct aws_hmac_key *key)
{
    unsigned char step[AWS_SHA256_SIZE];
    const char *const rest[] = {scope->region, scope->service, "aws4_request"};
    aws_hmac_sha256("AWS4", scope->secret, strlen(scope->secret), scope->day, 8, step);
    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
        aws_hmac_sha256("", step, sizeof(step), rest[i], strlen(rest[i]), step);
    }
    aws_hmac_key_set(key, "", step, sizeof(step));
    OPENSSL_cleanse(step, sizeof(step));
}

/* The entry of a scope and secret, or the one to replace: a free one, or the least recently used.
 * With the lock held. */
static struct aws_signing_key_entry *look_up(struct aws_signing_keys *keys, const char *scope,
                                             const unsigned char *fingerprint, bool *known)
{
    struct aws_signing_key_entry *oldest = &keys->entries[0];
    *known = true;
    for (size_t i = 0; i < AWS_SIGNING_KEYS; i++) {
        struct aws_signing_key_entry *entry = &keys->entries[i];
        if (entry->used && strcmp(entry->scope, scope) == 0 &&
            CRYPTO_memcmp(entry->fingerprint, fingerprint, AWS_SHA256_SIZE) == 0) {
            return entry;
        }
        if (entry->used < oldest->used) {
            oldest = entry;
        }
    }
    *known = false;
    return oldest;
}

void aws_signing_key(struct aws_signing_keys *keys, const struct aws_signing_scope *scope,
                     struct aws_hmac_key *key)
{
    size_t size = strlen(scope->text) + 1;
    if (!keys || size > AWS_SCOPE_LIMIT) {
        derive(scope, key);
        return;
    }
    unsigned char computed[AWS_SHA256_SIZE];
    const unsigned char *fingerprint = scope->fingerprint;
    if (!fingerprint) {
        aws_sha256(scope->secret, strlen(scope->secret), computed);
        fingerprint = computed;
    }
    pthread_mutex_lock(&keys->lock);
    if (!keys->entries) {
        keys->entries = aws_secret_allocate(AWS_SIGNING_KEYS * sizeof(*keys->entries));
    }
    if (!keys->entries) {
        pthread_mutex_unlock(&keys->lock);
        derive(scope, key);
        return;
    }
    bool known;
    struct aws_signing_key_entry *entry = look_up(keys, scope->text, fingerprint, &known);
    if (!known) {
        OPENSSL_cleanse(entry, sizeof(*entry));
        derive(scope, &entry->key);
        memcpy(entry->fingerprint, fingerprint, AWS_SHA256_SIZE);
        memcpy(entry->scope, scope->text, size);
    }
    entry->used = ++keys->uses;
    *key = entry->key;
    pthread_mutex_unlock(&keys->lock);
}
