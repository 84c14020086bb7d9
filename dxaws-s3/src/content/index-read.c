/* SPDX-License-Identifier: MIT */
/* Reading an index: strictly, since what cannot be read costs a look at each object, and what is
 * read wrong an object that stays stale. */
#include "index.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <zlib.h>

#include "keys.h"
#include "pack.h"

enum {
    VERSION = 1,
    GZIP = 16 + MAX_WBITS,
    PIECE = 32 * 1024,
    LONGEST_LINE = 64 * 1024 * 1024, /* of the first, with a set of headers an object */
    FIELDS = 5,
};

struct index_reader {
    struct content_index index;
    enum index_found found;
    z_stream stream;
    bool inflates, ended;
    char *line;
    size_t used, room;
    unsigned char piece[PIECE];
};

void index_clear(struct content_index *index)
{
    json_decref(index->head);
    headers_clear(&index->headers);
    entries_clear(&index->entries);
    *index = (struct content_index){0};
}

static void fail(struct index_reader *reader, enum index_found found)
{
    reader->found = reader->found == INDEX_READ ? found : reader->found;
}

/* Whether a key may follow what was read. */
static bool is_next(const struct content_entries *entries, const char *key)
{
    size_t count = entries->count;
    return content_key_fault(0, key) == NULL &&
           (count == 0 || strcmp(entries_key(entries, count - 1), key) < 0);
}

static bool read_entry(struct index_reader *reader, char *line)
{
    char *fields[FIELDS];
    struct content_entry read = {0};
    int64_t headers = 0;
    if (!pack_fields(line, fields, FIELDS)) {
        return false;
    }
    bool removed = fields[3][0] == '-';
    if (!pack_number(fields[1], &read.size) ||
        !pack_digest(fields[2], read.digest, CONTENT_SHORT) ||
        !pack_number(fields[3] + removed, removed ? &read.time_ms : &headers) ||
        (removed ? read.time_ms == 0 : headers >= (int64_t)headers_count(&reader->index.headers)) ||
        !is_next(&reader->index.entries, fields[4])) {
        return false;
    }
    struct content_entry *entry = entries_add(&reader->index.entries, fields[4], fields[0]);
    if (entry == NULL) {
        fail(reader, INDEX_NO_MEMORY);
        return true;
    }
    read.key = entry->key;
    read.etag = entry->etag;
    read.headers = (uint32_t)headers;
    *entry = read;
    return strcmp(entries_etag(&reader->index.entries, reader->index.entries.count - 1),
                  fields[0]) == 0;
}

static bool is_texts(const json_t *list)
{
    size_t index;
    json_t *item;
    bool texts = json_is_array(list);
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        texts = texts && json_is_string(item);
    }
    return texts;
}

static bool is_claim(const json_t *claim)
{
    return json_is_string(json_object_get(claim, "by")) &&
           json_is_string(json_object_get(claim, "wants")) &&
           json_is_integer(json_object_get(claim, "index_modified_ms"));
}

static bool is_header_set(const json_t *set)
{
    const char *name;
    json_t *value;
    bool texts = json_is_object(set);
    json_object_foreach((json_t *)(uintptr_t)set, name, value) {
        texts = texts && json_is_string(value);
    }
    return texts;
}

static bool read_headers(struct index_reader *reader, const json_t *sets)
{
    size_t number;
    json_t *set;
    bool good = json_is_array(sets);
    json_array_foreach((json_t *)(uintptr_t)sets, number, set) {
        if (!good || !is_header_set(set)) {
            return false;
        }
        uint32_t kept = headers_add(&reader->index.headers, set);
        if (kept == CONTENT_NO_HEADERS) {
            fail(reader, INDEX_NO_MEMORY);
        }
        good = kept == number || reader->found != INDEX_READ;
    }
    return good;
}

static bool read_head(struct index_reader *reader, const char *line, size_t size)
{
    json_error_t why;
    json_t *head = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    if (head == NULL && dxaws_tree_out_of_memory(&why, line)) {
        fail(reader, INDEX_NO_MEMORY);
        return true;
    }
    reader->index.head = head;
    const json_t *version = json_object_get(head, "dxaws_content");
    if (json_is_integer(version) && json_integer_value(version) > VERSION) {
        fail(reader, INDEX_NEWER);
        return true;
    }
    const json_t *claim = json_object_get(head, "claim");
    const json_t *changed = json_object_get(head, "mutable");
    bool good = json_is_integer(version) && json_integer_value(version) == VERSION &&
                (claim == NULL || json_is_null(claim) || is_claim(claim)) &&
                (changed == NULL || is_texts(changed)) &&
                read_headers(reader, json_object_get(head, "headers"));
    json_object_del(head, "headers");
    return good;
}

/* The line that is whole, without its end. */
static void read_line(struct index_reader *reader)
{
    reader->line[reader->used] = '\0';
    bool clean = strlen(reader->line) == reader->used;
    bool read = clean && (reader->index.head == NULL ? read_head(reader, reader->line, reader->used)
                                                     : read_entry(reader, reader->line));
    if (!read) {
        fail(reader, INDEX_UNKNOWN);
    }
    reader->used = 0;
}

static bool append(struct index_reader *reader, const char *data, size_t size)
{
    if (size >= reader->room - reader->used) {
        size_t room = 2 * (reader->used + size) + 256;
        if (room > LONGEST_LINE) {
            fail(reader, INDEX_UNKNOWN);
            return false;
        }
        char *line = realloc(reader->line, room);
        if (line == NULL) {
            fail(reader, INDEX_NO_MEMORY);
            return false;
        }
        reader->line = line;
        reader->room = room;
    }
    memcpy(reader->line + reader->used, data, size);
    reader->used += size;
    return true;
}

/* Bytes as they were before they were packed. */
static void take_text(struct index_reader *reader, const char *data, size_t size)
{
    while (size > 0 && reader->found == INDEX_READ) {
        const char *end = memchr(data, '\n', size);
        size_t length = end ? (size_t)(end - data) : size;
        if (!append(reader, data, length)) {
            return;
        }
        if (end != NULL) {
            read_line(reader);
        }
        length += end != NULL;
        data += length;
        size -= length;
    }
}

void index_reader_take(struct index_reader *reader, const void *data, size_t size)
{
    if (reader->found != INDEX_READ || size == 0) {
        return;
    }
    if (reader->ended || size > UINT32_MAX) { /* something behind the end */
        fail(reader, INDEX_UNKNOWN);
        return;
    }
    reader->stream.next_in = (unsigned char *)(uintptr_t)data;
    reader->stream.avail_in = (unsigned)size;
    int status = Z_OK;
    do {
        reader->stream.next_out = reader->piece;
        reader->stream.avail_out = PIECE;
        status = inflate(&reader->stream, Z_NO_FLUSH);
        take_text(reader, (char *)reader->piece, PIECE - reader->stream.avail_out);
    } while (status == Z_OK && reader->found == INDEX_READ &&
             (reader->stream.avail_in > 0 || reader->stream.avail_out == 0));
    reader->ended = status == Z_STREAM_END;
    bool starved = status == Z_BUF_ERROR && reader->stream.avail_in == 0;
    if (status == Z_MEM_ERROR) {
        fail(reader, INDEX_NO_MEMORY);
    } else if (!starved && status != Z_OK && (!reader->ended || reader->stream.avail_in > 0)) {
        fail(reader, INDEX_UNKNOWN);
    }
}

void index_reader_restart(struct index_reader *reader)
{
    index_clear(&reader->index);
    reader->used = 0;
    reader->ended = false;
    reader->found = INDEX_READ;
    if (reader->inflates) {
        inflateReset(&reader->stream);
    } else {
        reader->inflates = inflateInit2(&reader->stream, GZIP) == Z_OK;
    }
    if (!reader->inflates) {
        fail(reader, INDEX_NO_MEMORY);
    }
}

struct index_reader *index_reader_new(void)
{
    struct index_reader *reader = calloc(1, sizeof *reader);
    if (reader != NULL) {
        index_reader_restart(reader);
    }
    return reader;
}

void index_reader_free(struct index_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    if (reader->inflates) {
        inflateEnd(&reader->stream);
    }
    index_clear(&reader->index);
    free(reader->line);
    free(reader);
}

enum index_found index_reader_end(struct index_reader *reader, struct content_index *index)
{
    bool whole = reader->ended && reader->used == 0 && reader->index.head != NULL;
    if (!whole) {
        fail(reader, INDEX_UNKNOWN);
    }
    if (reader->found == INDEX_READ) {
        *index = reader->index;
        reader->index = (struct content_index){0};
    }
    return reader->found;
}

enum index_found index_read_text(const char *text, struct content_index *index)
{
    struct index_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return INDEX_NO_MEMORY;
    }
    take_text(reader, text, strlen(text));
    reader->ended = true;
    enum index_found found = index_reader_end(reader, index);
    index_reader_free(reader);
    return found;
}
