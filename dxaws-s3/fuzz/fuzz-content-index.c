/* SPDX-License-Identifier: MIT */
/* Any bytes as the index object, as they are and packed: read cleanly or not at all; and what was
 * read, written and read again is the same. */
#include <dxaws/kit/fuzz-main.h>

#include <zlib.h>

#include "content/index.h"

enum { GZIP = 16 + MAX_WBITS };

static enum index_found read_index(const unsigned char *data, size_t size, size_t piece,
                                   struct content_index *index)
{
    struct index_reader *reader = index_reader_new();
    dx_fuzz_require(reader != NULL);
    for (size_t at = 0; at < size; at += piece) {
        index_reader_take(reader, data + at, size - at < piece ? size - at : piece);
    }
    enum index_found found = index_reader_end(reader, index);
    index_reader_free(reader);
    return found;
}

static void require_equal(const struct content_index *left, const struct content_index *right)
{
    dx_fuzz_require(json_equal(left->head, right->head));
    dx_fuzz_require(headers_count(&left->headers) == headers_count(&right->headers));
    dx_fuzz_require(left->entries.count == right->entries.count);
    for (size_t i = 0; i < left->entries.count; i++) {
        const struct content_entry *l = &left->entries.items[i];
        const struct content_entry *r = &right->entries.items[i];
        dx_fuzz_require(l->size == r->size && l->headers == r->headers && l->time_ms == r->time_ms);
        dx_fuzz_require(memcmp(l->digest, r->digest, CONTENT_DIGEST) == 0);
        dx_fuzz_require(strcmp(entries_key(&left->entries, i), entries_key(&right->entries, i)) ==
                        0);
        dx_fuzz_require(strcmp(entries_etag(&left->entries, i), entries_etag(&right->entries, i)) ==
                        0);
    }
}

static void check(const unsigned char *data, size_t size)
{
    struct content_index index = {0};
    struct content_index again = {0};
    unsigned char *written = NULL;
    size_t length = 0;
    enum index_found found = read_index(data, size, size + 1, &index);
    dx_fuzz_require(found != INDEX_NO_MEMORY);
    if (found == INDEX_READ) {
        dx_fuzz_require(index_write(&index, &written, &length));
        dx_fuzz_require(read_index(written, length, 7, &again) == INDEX_READ);
        require_equal(&index, &again);
    }
    free(written);
    index_clear(&index);
    index_clear(&again);
}

static void check_packed(const uint8_t *data, size_t size)
{
    z_stream stream = {0};
    dx_fuzz_require(deflateInit2(&stream, 1, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t room = deflateBound(&stream, size);
    unsigned char *packed = malloc(room);
    dx_fuzz_require(packed != NULL);
    stream.next_in = (unsigned char *)(uintptr_t)data;
    stream.avail_in = (unsigned)size;
    stream.next_out = packed;
    stream.avail_out = (unsigned)room;
    dx_fuzz_require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    check(packed, stream.total_out);
    deflateEnd(&stream);
    free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check(data, size);
    check_packed(data, size);
    return 0;
}
