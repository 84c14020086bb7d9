/* SPDX-License-Identifier: MIT */
/* Derived signing keys and the cache of them. */
#include "signing-key.h"

#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>

void aws_signing_keys_init(struct aws_signing_keys *keys)
{
    *keys = (struct aws_signing_keys){0};
    pthread_mutex_init(&keys->lock, NULL);
}

void aws_signing_keys_free(struct aws_signing_keys *keys)
{
    OPENSSL_cleanse(keys->entries, sizeof(keys->entries));
    keys->uses = 0;
    pthread_mutex_destroy(&keys->lock);
}

static void derive(const char *secret, const char *day, const char *region, const char *service,
                   unsigned char key[AWS_SHA256_SIZE])
{
    aws_hmac_sha256("AWS4", secret, strlen(secret), day, 8, key);
    aws_hmac_sha256("", key, AWS_SHA256_SIZE, region, strlen(region), key);
    aws_hmac_sha256("", key, AWS_SHA256_SIZE, service, strlen(service), key);
    aws_hmac_sha256("", key, AWS_SHA256_SIZE, "aws4_request", 12, key);
}

/* The entry of a scope and secret, or the one to replace: a free one, or the least recently used.
 * With the lock held. */
static struct aws_signing_key_entry *look_up(struct aws_signing_keys *keys, const char *scope,
                                             const unsigned char *secret, bool *known)
{
    struct aws_signing_key_entry *oldest = &keys->entries[0];
    *known = true;
    for (size_t i = 0; i < AWS_SIGNING_KEYS; i++) {
        struct aws_signing_key_entry *entry = &keys->entries[i];
        if (entry->used && strcmp(entry->scope, scope) == 0 &&
            CRYPTO_memcmp(entry->secret, secret, AWS_SHA256_SIZE) == 0) {
            return entry;
        }
        if (entry->used < oldest->used) {
            oldest = entry;
        }
    }
    *known = false;
    return oldest;
}

void aws_signing_key(struct aws_signing_keys *keys, const char *secret, const char *day,
                     const char *region, const char *service, unsigned char key[AWS_SHA256_SIZE])
{
    char scope[AWS_SCOPE_LIMIT];
    int size = snprintf(scope, sizeof(scope), "%.8s/%s/%s", day, region, service);
    if (!keys || size < 0 || (size_t)size >= sizeof(scope)) {
        derive(secret, day, region, service, key);
        return;
    }
    unsigned char fingerprint[AWS_SHA256_SIZE];
    aws_sha256(secret, strlen(secret), fingerprint);
    pthread_mutex_lock(&keys->lock);
    bool known;
    struct aws_signing_key_entry *entry = look_up(keys, scope, fingerprint, &known);
    if (!known) {
        OPENSSL_cleanse(entry, sizeof(*entry));
        derive(secret, day, region, service, entry->key);
        memcpy(entry->secret, fingerprint, sizeof(fingerprint));
        memcpy(entry->scope, scope, (size_t)size + 1);
    }
    entry->used = ++keys->uses;
    memcpy(key, entry->key, AWS_SHA256_SIZE);
    pthread_mutex_unlock(&keys->lock);
}
