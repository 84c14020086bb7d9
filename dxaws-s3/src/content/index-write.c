/* SPDX-License-Identifier: MIT */
/* Writing an index, and what its first line says. */
#include "index.h"
#include "pack.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>
#include <zlib.h>

enum {
    GZIP = 16 + MAX_WBITS, /* without a name and a time */
    LEVEL = 1, /* digests are most of it: 6 takes a thirtieth off, and three times as long */
    MEMORY = 8,
    FIRST_ROOM = 4096,
    PIECE = 32 * 1024,
    LINE = 160, /* all fields but the ETag and the key */
};

/* What is packed, and what waits for that: deflate() is dear for a few bytes at a time. */
struct packer {
    z_stream stream;
    unsigned char *data;
    size_t room;
    char text[PIECE];
    size_t used;
    bool plain; /* it is only gathered */
    bool whole;
};

/* Room for what comes out; half as much again each time. */
static bool grow(struct packer *packer)
{
    size_t room = packer->room + packer->room / 2 + FIRST_ROOM;
    unsigned char *data = realloc(packer->data, room);
    if (data == NULL) {
        return false;
    }
    packer->stream.next_out = data + packer->stream.total_out;
    packer->stream.avail_out = (unsigned)(room - packer->stream.total_out);
    packer->data = data;
    packer->room = room;
    return true;
}

/* Gathers what waits, as it is. */
static void keep(struct packer *packer)
{
    while (packer->whole && packer->used > packer->room - packer->stream.total_out) {
        packer->whole = grow(packer);
    }
    if (packer->whole) {
        memcpy(packer->data + packer->stream.total_out, packer->text, packer->used);
        packer->stream.total_out += packer->used;
    }
    packer->used = 0;
}

/* Packs what waits. */
static void flush(struct packer *packer, int how)
{
    if (packer->plain) {
        keep(packer);
        return;
    }
    packer->stream.next_in = (unsigned char *)packer->text;
    packer->stream.avail_in = (unsigned)packer->used;
    packer->used = 0;
    int status = Z_OK;
    while (packer->whole && status == Z_OK && (packer->stream.avail_in > 0 || how == Z_FINISH)) {
        packer->whole = packer->stream.avail_out > 0 || grow(packer);
        status = packer->whole ? deflate(&packer->stream, how) : Z_MEM_ERROR;
        packer->whole = status == Z_OK || status == Z_STREAM_END;
    }
}

static void put(struct packer *packer, const char *text, size_t size)
{
    while (size > 0 && packer->whole) {
        size_t fits = size < PIECE - packer->used ? size : PIECE - packer->used;
        memcpy(packer->text + packer->used, text, fits);
        packer->used += fits;
        text += fits;
        size -= fits;
        if (packer->used == PIECE) {
            flush(packer, Z_NO_FLUSH);
        }
    }
}

static void put_text(struct packer *packer, const char *text)
{
    put(packer, text, strlen(text));
}

static void put_head(struct packer *packer, const struct content_index *index)
{
    bool whole = true;
    json_t *head = json_object();
    dx_put(&whole, head, "dxaws_content", json_integer(1));
    whole = (index->head == NULL || json_object_update(head, index->head) == 0) && whole;
    dx_put(&whole, head, "headers",
           index->headers.sets ? json_incref(index->headers.sets) : json_array());
    char *line = whole ? json_dumps(head, JSON_COMPACT) : NULL;
    /* jansson leaves out what it had no memory for. */
    json_t *again = line ? json_loads(line, 0, NULL) : NULL;
    packer->whole = json_equal(head, again);
    json_decref(again);
    json_decref(head);
    if (packer->whole) {
        put_text(packer, line);
        put_text(packer, "\n");
    }
    free(line);
}

static void put_entry(struct packer *packer, const struct content_index *index, size_t number)
{
    const struct content_entry *entry = &index->entries.items[number];
    char fields[LINE] = "\t";
    char *end = pack_put_number(fields + 1, entry->size);
    *end++ = '\t';
    pack_hexadecimal(entry->digest, CONTENT_SHORT, end);
    end += (size_t)2 * CONTENT_SHORT;
    *end++ = '\t';
    end = pack_put_number(end, entry->time_ms != 0 ? -entry->time_ms : (int64_t)entry->headers);
    *end++ = '\t';
    put_text(packer, entries_etag(&index->entries, number));
    put(packer, fields, (size_t)(end - fields));
    put_text(packer, entries_key(&index->entries, number));
    put_text(packer, "\n");
}

/* All of its text; what there is of it in `data`. */
static void put_lines(struct packer *packer, const struct content_index *index)
{
    put_head(packer, index);
    for (size_t i = 0; packer->whole && i < index->entries.count; i++) {
        put_entry(packer, index, i);
    }
}

/* The whole object. */
static void put_index(struct packer *packer, const struct content_index *index)
{
    if (deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, GZIP, MEMORY, Z_DEFAULT_STRATEGY) ==
        Z_OK) {
        put_lines(packer, index);
        flush(packer, Z_FINISH);
        deflateEnd(&packer->stream);
    }
}

static bool write_index(const struct content_index *index, bool plain, unsigned char **data,
                        size_t *size)
{
    struct packer *packer = calloc(1, sizeof *packer);
    if (packer == NULL) {
        return false;
    }
    packer->plain = plain;
    if (plain) {
        put_lines(packer, index);
        put(packer, "", 1);
        keep(packer);
    } else {
        put_index(packer, index);
    }
    bool whole = packer->whole;
    if (whole) {
        *data = packer->data;
        *size = packer->stream.total_out;
    } else {
        free(packer->data);
    }
    free(packer);
    return whole;
}

bool index_write(const struct content_index *index, unsigned char **data, size_t *size)
{
    return write_index(index, false, data, size);
}

char *index_write_text(const struct content_index *index)
{
    unsigned char *data = NULL;
    size_t size = 0;
    return write_index(index, true, &data, &size) ? (char *)data : NULL;
}

const json_t *index_claim(const struct content_index *index)
{
    const json_t *claim = json_object_get(index->head, "claim");
    return json_is_object(claim) ? claim : NULL;
}

bool index_is_mutable(const struct content_index *index, const char *key)
{
    return dx_has_text(json_object_get(index->head, "mutable"), key);
}
