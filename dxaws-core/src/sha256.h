/* SPDX-License-Identifier: MIT */
/* SHA-256 and its HMAC, without allocation and without failure. */
#ifndef DXAWS_CORE_SHA256_H
#define DXAWS_CORE_SHA256_H

#include <dxaws/base.h>

#define AWS_SHA256_SIZE 32
#define AWS_SHA256_HEX 65 /* with the final NUL */

void aws_sha256(const void *data, size_t size, unsigned char digest[AWS_SHA256_SIZE]);
/* In lower-case hexadecimal. */
void aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX]);
/* The key is prefix (a string) and key, one behind the other. */
void aws_hmac_sha256(const char *prefix, const void *key, size_t key_size, const void *data,
                     size_t size, unsigned char digest[AWS_SHA256_SIZE]);
/* A digest as aws_sha256_hex() writes it. */
void aws_digest_hex(const unsigned char digest[AWS_SHA256_SIZE], char hex[AWS_SHA256_HEX]);

#endif
