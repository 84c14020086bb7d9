/* SPDX-License-Identifier: MIT */
/* SHA-256 and its HMAC by OpenSSL's block functions: EVP would look its algorithm up and allocate
 * for each of the three digests of a signature, which costs more than the digests. */
#define OPENSSL_API_COMPAT 0x10101000L /* where these functions are not yet discouraged */
#include "sha256.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/sha.h>

#define BLOCK 64

void aws_digest_hex(const unsigned char digest[AWS_SHA256_SIZE], char hex[AWS_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < AWS_SHA256_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * AWS_SHA256_SIZE] = '\0';
}

void aws_sha256_begin(SHA256_CTX *state)
{
    SHA256_Init(state);
}

void aws_sha256_add(SHA256_CTX *state, const void *data, size_t size)
{
    SHA256_Update(state, data, size);
}

void aws_sha256_end(SHA256_CTX *state, unsigned char digest[AWS_SHA256_SIZE])
{
    SHA256_Final(digest, state); /* wipes what it still has of the data */
}

void aws_sha256(const void *data, size_t size, unsigned char digest[AWS_SHA256_SIZE])
{
    SHA256_CTX state;
    aws_sha256_begin(&state);
    aws_sha256_add(&state, data, size);
    aws_sha256_end(&state, digest);
}

void aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX])
{
    unsigned char digest[AWS_SHA256_SIZE];
    aws_sha256(data, size, digest);
    aws_digest_hex(digest, hex);
}

/* A block of the key, hashed. */
static void set_pad(SHA256_CTX *state, const unsigned char key[BLOCK], unsigned char pad)
{
    unsigned char block[BLOCK];
    for (size_t i = 0; i < BLOCK; i++) {
        block[i] = key[i] ^ pad;
    }
    SHA256_Init(state);
    SHA256_Update(state, block, sizeof(block));
    OPENSSL_cleanse(block, sizeof(block));
}

void aws_hmac_key_set(struct aws_hmac_key *key, const char *prefix, const void *bytes, size_t size)
{
    unsigned char padded[BLOCK] = {0};
    size_t prefix_size = strlen(prefix);
    if (prefix_size + size > BLOCK) {
        SHA256_CTX state;
        SHA256_Init(&state);
        SHA256_Update(&state, prefix, prefix_size);
        SHA256_Update(&state, bytes, size);
        SHA256_Final(padded, &state);
        OPENSSL_cleanse(&state, sizeof(state));
    } else {
        memcpy(padded, prefix, prefix_size);
        if (size) {
            memcpy(padded + prefix_size, bytes, size);
        }
    }
    set_pad(&key->inner, padded, 0x36);
    set_pad(&key->outer, padded, 0x5c);
    OPENSSL_cleanse(padded, sizeof(padded));
}

void aws_hmac_key_wipe(struct aws_hmac_key *key)
{
    OPENSSL_cleanse(key, sizeof(*key));
}

void aws_hmac_sign(const struct aws_hmac_key *key, const void *data, size_t size,
                   unsigned char digest[AWS_SHA256_SIZE])
{
    unsigned char inner[AWS_SHA256_SIZE];
    SHA256_CTX state = key->inner;
    SHA256_Update(&state, data, size);
    SHA256_Final(inner, &state);
    state = key->outer;
    SHA256_Update(&state, inner, sizeof(inner));
    SHA256_Final(digest, &state);
    OPENSSL_cleanse(&state, sizeof(state)); /* one signature is the next one's key */
    OPENSSL_cleanse(inner, sizeof(inner));
}

void aws_hmac_sha256(const char *prefix, const void *key, size_t key_size, const void *data,
                     size_t size, unsigned char digest[AWS_SHA256_SIZE])
{
    struct aws_hmac_key both;
    aws_hmac_key_set(&both, prefix, key, key_size);
    aws_hmac_sign(&both, data, size, digest);
    aws_hmac_key_wipe(&both);
}
