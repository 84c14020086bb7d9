/* SPDX-License-Identifier: MIT */
/* Objects that are uploaded in parts: how they are cut, and what S3 tells of one that was. Its
 * SHA-256 is then not that of the bytes, but of the SHA-256 of each part, one behind the other, and
 * its ETag likewise of their MD5, with the number of parts: that of the bytes S3 does not know. */
#ifndef DXAWS_S3_PARTS_H
#define DXAWS_S3_PARTS_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "store.h"

enum { PARTS_MD5 = 16 };

struct content_parts {
    size_t count;
    int64_t size, part; /* of all, and of each but the last, in bytes */
    int file;           /* open, or -1: the bytes are in memory */
    const char *data;
    unsigned char (*digests)[CONTENT_DIGEST]; /* of each */
    unsigned char digest[CONTENT_DIGEST];     /* of all bytes */
    unsigned char composite[CONTENT_DIGEST];  /* of the digests */
    unsigned char md5[PARTS_MD5];             /* of their MD5; only when it was asked for */
};

/* Whether an object of that size is uploaded in parts, how large they are and how many: the same
 * for the same size, so that what was uploaded once is recognised. */
bool parts_are_wanted(const struct content_place *place, int64_t size);
int64_t parts_bytes(const struct content_place *place, int64_t size);
size_t parts_count(const struct content_place *place, int64_t size);

/* Reads an object of that size, so that its parts are known, and whether it is still what was
 * hashed; to be cleared in any case. INVALID_STATE, code FileChanged, for a file that is not as
 * long, or cannot be read any more. */
dxaws_error *parts_read(const struct content_place *place, dxaws_context *context, const char *key,
                        const struct content_body *body, int64_t size, bool md5,
                        struct content_parts *parts);
/* The same of what is to be written, which gets what S3 will tell of it; FileChanged also when
 * other bytes were read than were hashed. */
dxaws_error *parts_read_wanted(const struct content_place *place, dxaws_context *context,
                               struct content_put *put, bool md5, struct content_parts *parts);
void parts_clear(struct content_parts *parts);

/* Where a part begins, and how long it is. */
int64_t parts_offset(const struct content_parts *parts, size_t part);
int64_t parts_length(const struct content_parts *parts, size_t part);

#endif
