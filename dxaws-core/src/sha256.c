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

void aws_sha256(const void *data, size_t size, unsigned char digest[AWS_SHA256_SIZE])
{
    SHA256_CTX state;
    SHA256_Init(&state);
    SHA256_Update(&state, data, size);
    SHA256_Final(digest, &state);
    OPENSSL_cleanse(&state, sizeof(state));
}

void aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX])
{
    unsigned char digest[AWS_SHA256_SIZE];
    aws_sha256(data, size, digest);
    aws_digest_hex(digest, hex);
}

/* One of HMAC's two passes: the padded key, then the data. */
static void pass(const unsigned char key[BLOCK], unsigned char pad, const void *data, size_t size,
                 unsigned char digest[AWS_SHA256_SIZE])
{
    unsigned char block[BLOCK];
    SHA256_CTX state;
    for (size_t i = 0; i < BLOCK; i++) {
        block[i] = key[i] ^ pad;
    }
    SHA256_Init(&state);
    SHA256_Update(&state, block, sizeof(block));
    SHA256_Update(&state, data, size);
    SHA256_Final(digest, &state);
    OPENSSL_cleanse(block, sizeof(block));
    OPENSSL_cleanse(&state, sizeof(state));
}

void aws_hmac_sha256(const char *prefix, const void *key, size_t key_size, const void *data,
                     size_t size, unsigned char digest[AWS_SHA256_SIZE])
{
    unsigned char padded[BLOCK] = {0};
    unsigned char inner[AWS_SHA256_SIZE];
    size_t prefix_size = strlen(prefix);
    if (prefix_size + key_size > BLOCK) {
        SHA256_CTX state;
        SHA256_Init(&state);
        SHA256_Update(&state, prefix, prefix_size);
        SHA256_Update(&state, key, key_size);
        SHA256_Final(padded, &state);
        OPENSSL_cleanse(&state, sizeof(state));
    } else {
        memcpy(padded, prefix, prefix_size);
        if (key_size) {
            memcpy(padded + prefix_size, key, key_size);
        }
    }
    pass(padded, 0x36, data, size, inner);
    pass(padded, 0x5c, inner, sizeof(inner), digest);
    OPENSSL_cleanse(padded, sizeof(padded));
    OPENSSL_cleanse(inner, sizeof(inner));
}
