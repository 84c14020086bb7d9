/* SPDX-License-Identifier: MIT */
/* What the tests of content share: indexes made of texts, packed and read. Header only. */
#ifndef DXAWS_S3_TESTS_CONTENT_FIXTURE_H
#define DXAWS_S3_TESTS_CONTENT_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "content/index.h"

#define A_DIGEST "0123456789abcdef0123456789abcdef"

/* gzip of a text; release with free(). */
static inline unsigned char *packed_text(const char *text, size_t length, size_t *size)
{
    z_stream stream = {0};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&stream, length);
    unsigned char *data = malloc(room);
    stream.next_in = (unsigned char *)(uintptr_t)text;
    stream.avail_in = (unsigned)length;
    stream.next_out = data;
    stream.avail_out = (unsigned)room;
    deflate(&stream, Z_FINISH);
    *size = stream.total_out;
    deflateEnd(&stream);
    return data;
}

/* Reads an object that comes in pieces of that size. */
static inline enum index_found read_pieces(const void *data, size_t size, size_t piece,
                                           struct content_index *index)
{
    struct index_reader *reader = index_reader_new();
    enum index_found found = INDEX_NO_MEMORY;
    for (size_t at = 0; reader != NULL && at < size; at += piece) {
        index_reader_take(reader, (const char *)data + at, size - at < piece ? size - at : piece);
    }
    if (reader != NULL) {
        found = index_reader_end(reader, index);
    }
    index_reader_free(reader);
    return found;
}

static inline enum index_found read_text(const char *text, size_t length,
                                         struct content_index *index)
{
    size_t size = 0;
    unsigned char *data = packed_text(text, length, &size);
    enum index_found found = read_pieces(data, size, size, index);
    free(data);
    return found;
}

/* The text of an index, for free(). */
static inline char *text_of_index(const struct content_index *index)
{
    enum { ROOM = 1 << 20 };
    unsigned char *data = NULL;
    size_t size = 0;
    char *text = calloc(1, ROOM);
    if (index_write(index, &data, &size)) {
        z_stream stream = {.next_in = data, .avail_in = (unsigned)size};
        stream.next_out = (unsigned char *)text;
        stream.avail_out = ROOM - 1;
        inflateInit2(&stream, 16 + MAX_WBITS);
        inflate(&stream, Z_FINISH);
        inflateEnd(&stream);
    }
    free(data);
    return text;
}

#endif
