/* SPDX-License-Identifier: MIT */
/* Parts read and hashed, one piece at a time. The block functions of OpenSSL are used, as core
 * does: they allocate nothing and cannot fail. */
#define OPENSSL_API_COMPAT 0x10101000L /* where these functions are not yet discouraged */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/md5.h>
#include <openssl/sha.h>

#include <dxaws/s3-errors.h>

enum {
    MIB = 1024 * 1024,
    USUAL = 16 * MIB, /* what is larger is uploaded in parts of that */
    MOST = 10000,     /* parts of an upload */
    PIECE = 128 * 1024,
};

static int64_t usual(const struct content_place *place)
{
    return place->part_bytes > 0 ? place->part_bytes : USUAL;
}

bool parts_are_wanted(const struct content_place *place, int64_t size)
{
    return size > usual(place);
}

int64_t parts_bytes(const struct content_place *place, int64_t size)
{
    int64_t least = (size + MOST - 1) / MOST;
    int64_t part = usual(place);
    return least > part ? (least + MIB - 1) / MIB * MIB : part;
}

size_t parts_count(const struct content_place *place, int64_t size)
{
    int64_t part = parts_bytes(place, size);
    return (size_t)((size + part - 1) / part);
}

int64_t parts_offset(const struct content_parts *parts, size_t part)
{
    return (int64_t)part * parts->part;
}

int64_t parts_length(const struct content_parts *parts, size_t part)
{
    int64_t left = parts->size - parts_offset(parts, part);
    return left < parts->part ? left : parts->part;
}

void parts_clear(struct content_parts *parts)
{
    if (parts->file >= 0) {
        close(parts->file);
    }
    free(parts->digests);
    *parts = (struct content_parts){.file = -1};
}

static dxaws_error *changed(const struct content_place *place, const char *key)
{
    return dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_FILE_CHANGED,
        "s3 %s: plan again when \"%.60s\" does not change any more: it has other "
        "bytes than when it was read, or cannot be read",
        place->bucket.name, key);
}

/* All that is hashed on the way. */
struct hashing {
    struct content_parts *parts;
    SHA256_CTX all, part, composite;
    MD5_CTX part_md5, composite_md5;
    bool md5;
    unsigned char *piece;
};

static void take(struct hashing *hashing, const void *data, size_t size)
{
    SHA256_Update(&hashing->all, data, size);
    SHA256_Update(&hashing->part, data, size);
    if (hashing->md5) {
        MD5_Update(&hashing->part_md5, data, size);
    }
}

/* The next bytes of a file, as many as there are to be; false: there are none, or not now. */
static bool read_piece(struct hashing *hashing, int64_t offset, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t got = pread(hashing->parts->file, hashing->piece + done, size - done,
                            (off_t)(offset + (int64_t)done));
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* Hashes one part; false: it could not be read, or the context says stop. */
static bool hash_part(struct hashing *hashing, dxaws_context *context, size_t number)
{
    struct content_parts *parts = hashing->parts;
    unsigned char md5[PARTS_MD5];
    int64_t offset = parts_offset(parts, number);
    int64_t end = offset + parts_length(parts, number);
    SHA256_Init(&hashing->part);
    MD5_Init(&hashing->part_md5);
    while (offset < end) {
        size_t size = end - offset < PIECE ? (size_t)(end - offset) : PIECE;
        if (dxaws_context_is_cancelled(context) || dxaws_context_remaining_ms(context) == 0 ||
            (parts->file >= 0 && !read_piece(hashing, offset, size))) {
            return false;
        }
        take(hashing, parts->file >= 0 ? (const char *)hashing->piece : parts->data + offset, size);
        offset += (int64_t)size;
    }
    SHA256_Final(parts->digests[number], &hashing->part);
    SHA256_Update(&hashing->composite, parts->digests[number], CONTENT_DIGEST);
    MD5_Final(md5, &hashing->part_md5);
    MD5_Update(&hashing->composite_md5, md5, sizeof md5);
    return true;
}

static bool hash_all(struct hashing *hashing, dxaws_context *context)
{
    struct content_parts *parts = hashing->parts;
    bool read = true;
    SHA256_Init(&hashing->all);
    SHA256_Init(&hashing->composite);
    MD5_Init(&hashing->composite_md5);
    for (size_t i = 0; i < parts->count && read; i++) {
        read = hash_part(hashing, context, i);
    }
    SHA256_Final(parts->digest, &hashing->all);
    SHA256_Final(parts->composite, &hashing->composite);
    MD5_Final(parts->md5, &hashing->composite_md5);
    return read;
}

/* A file that is still as long as it was. */
static dxaws_error *open_file(const struct content_place *place, const char *key, const char *path,
                              struct content_parts *parts)
{
    struct stat status;
    parts->file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool same = parts->file >= 0 && fstat(parts->file, &status) == 0 && S_ISREG(status.st_mode) &&
                status.st_size == parts->size;
    return same ? NULL : changed(place, key);
}

dxaws_error *parts_read(const struct content_place *place, dxaws_context *context, const char *key,
                        const struct content_body *body, int64_t size, bool md5,
                        struct content_parts *parts)
{
    *parts = (struct content_parts){.file = -1,
                                    .data = body->data,
                                    .size = size,
                                    .part = parts_bytes(place, size),
                                    .count = parts_count(place, size)};
    struct hashing hashing = {.parts = parts, .md5 = md5, .piece = malloc(PIECE)};
    parts->digests = calloc(parts->count + 1, sizeof *parts->digests);
    dxaws_error *error = hashing.piece && parts->digests ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && body->file != NULL) {
        error = open_file(place, key, body->file, parts);
    }
    if (error == NULL && !hash_all(&hashing, context)) {
        error = dxaws_context_check(context);
        error = error ? error : changed(place, key);
    }
    free(hashing.piece);
    return error;
}

dxaws_error *parts_read_wanted(const struct content_place *place, dxaws_context *context,
                               struct content_put *put, bool md5, struct content_parts *parts)
{
    dxaws_error *error =
        parts_read(place, context, put->key, &put->body, put->wanted->size, md5, parts);
    if (error == NULL && memcmp(parts->digest, put->wanted->digest, CONTENT_DIGEST) != 0) {
        error = changed(place, put->key);
    }
    put->parts = (uint16_t)parts->count;
    memcpy(put->composite, parts->composite, CONTENT_DIGEST);
    return error;
}
