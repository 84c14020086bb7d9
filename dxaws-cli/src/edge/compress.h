/* SPDX-License-Identifier: MIT */
/* Objects in fewer bytes, for viewers who take them. */
#ifndef DXAWS_CLI_EDGE_COMPRESS_H
#define DXAWS_CLI_EDGE_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/* Whether CloudFront compresses an object with these headers, when a viewer takes it. */
bool edge_is_compressed(const json_t *headers, int64_t size);

/* The bytes of a file as gzip, for free(); NULL without memory, or when it cannot be read. */
unsigned char *edge_compress(int file, int64_t size, size_t *packed);

#endif
