/* SPDX-License-Identifier: MIT */
/* SHA-256 and its HMAC, without allocation and without failure. */
#ifndef DXAWS_CORE_SHA256_H
#define DXAWS_CORE_SHA256_H

#include <dxaws/base.h>

#include <openssl/sha.h>

#define AWS_SHA256_SIZE 32
#define AWS_SHA256_HEX 65 /* with the final NUL */

void aws_sha256(const void *data, size_t size, unsigned char digest[AWS_SHA256_SIZE]);
/* The same piece by piece. */
void aws_sha256_begin(SHA256_CTX *state);
void aws_sha256_add(SHA256_CTX *state, const void *data, size_t size);
void aws_sha256_end(SHA256_CTX *state, unsigned char digest[AWS_SHA256_SIZE]);
/* In lower-case hexadecimal. */
void aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX]);
/* A key for HMAC, of which both blocks are hashed already: half the work of a short message. It is
 * a secret. */
struct aws_hmac_key {
    SHA256_CTX inner;
    SHA256_CTX outer;
};

/* The key is prefix (a string) and bytes, one behind the other. */
void aws_hmac_key_set(struct aws_hmac_key *key, const char *prefix, const void *bytes, size_t size);
void aws_hmac_key_wipe(struct aws_hmac_key *key);
void aws_hmac_sign(const struct aws_hmac_key *key, const void *data, size_t size,
                   unsigned char digest[AWS_SHA256_SIZE]);
/* The same in one. */
void aws_hmac_sha256(const char *prefix, const void *key, size_t key_size, const void *data,
                     size_t size, unsigned char digest[AWS_SHA256_SIZE]);
/* A digest as aws_sha256_hex() writes it. */
void aws_digest_hex(const unsigned char digest[AWS_SHA256_SIZE], char hex[AWS_SHA256_HEX]);

#endif
