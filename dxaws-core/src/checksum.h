/* SPDX-License-Identifier: MIT */
/* A checksum of S3's, of data that comes in pieces. */
#ifndef DXAWS_CORE_CHECKSUM_H
#define DXAWS_CORE_CHECKSUM_H

#include <openssl/evp.h>

#include "headers.h"

#define AWS_CHECKSUM_TEXT 48 /* the longest in base64, with the final NUL */

struct aws_checksum_algorithm;

/* All zero: there is none. */
struct aws_checksum {
    const struct aws_checksum_algorithm *algorithm;
    uint64_t crc;
    EVP_MD_CTX *digest;
    char expected[AWS_CHECKSUM_TEXT + 1]; /* what it should be, cut if longer than any */
};

/* Begins with the one that an answer's headers tell; none when they tell none of ours, or that of
 * the checksums of parts. */
void aws_checksum_begin(struct aws_checksum *checksum, const struct aws_headers *headers);
void aws_checksum_take(struct aws_checksum *checksum, const void *data, size_t size);
/* The header that tells it. */
const char *aws_checksum_header(const struct aws_checksum *checksum);
/* False when it cannot be computed. */
bool aws_checksum_end(struct aws_checksum *checksum, char text[AWS_CHECKSUM_TEXT]);
void aws_checksum_forget(struct aws_checksum *checksum);
/* A CRC in base64, of so many bytes. */
void aws_checksum_text(uint64_t value, size_t size, char text[AWS_CHECKSUM_TEXT]);

#endif
