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

/* Whether S3 has one of that name, such as "CRC32". */
bool aws_checksum_is_known(const char *name);
/* Begins with the one of that name; none without memory, or where it is forbidden. */
void aws_checksum_named(struct aws_checksum *checksum, const char *name);
/* Begins with the one that an answer's headers tell; none when they tell none of ours, or that of
 * the checksums of parts. */
void aws_checksum_begin(struct aws_checksum *checksum, const struct aws_headers *headers);
void aws_checksum_take(struct aws_checksum *checksum, const void *data, size_t size);
/* The header that tells it. */
const char *aws_checksum_header(const struct aws_checksum *checksum);
/* False when it cannot be computed. */
bool aws_checksum_end(struct aws_checksum *checksum, char text[AWS_CHECKSUM_TEXT]);
void aws_checksum_forget(struct aws_checksum *checksum);

#endif
