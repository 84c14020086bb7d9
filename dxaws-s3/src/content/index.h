/* SPDX-License-Identifier: MIT */
/* The index object: what was published, in the bucket itself. gzip of one line of JSON and one line
 * an object, sorted by key, whose fields stand between tabs:
 *
 *     {"dxaws_content":1,"headers":[{"Content-Type":...},...],"claim":null,"mutable":[]}
 *     ETAG SIZE DIGEST HEADERS KEY
 *
 * DIGEST is half of a SHA-256 in hexadecimal, HEADERS the number of a set of the first line, or for
 * an object that is not wanted any more `-` and since when that is, in milliseconds. Members of the
 * first line that are not known here are kept.
 *
 * `claim` is there while a run is under way: {"by": whose, "wants": what, "index_modified_ms": of
 * the index that it replaced, "begun_ms": since when a run may have written that did not end, once
 * it was taken over}. `mutable` has the keys whose names carry a hash and whose bytes changed all
 * the same. */
#ifndef DXAWS_S3_INDEX_H
#define DXAWS_S3_INDEX_H

#include "entries.h"
#include "header-sets.h"

/* {0} at the beginning, which is also: there is none. */
struct content_index {
    json_t *head; /* the first line but `headers`; NULL: none */
    struct content_headers headers;
    struct content_entries entries; /* time_ms: since when it is not wanted; 0: published */
};

void index_clear(struct content_index *index);

enum index_found {
    INDEX_READ,      /* all of it */
    INDEX_UNKNOWN,   /* cut, damaged or not ours: as if there were none */
    INDEX_NEWER,     /* of a release that says that this one must not touch it */
    INDEX_NO_MEMORY, /* not known */
};

/* Reads an index that comes in pieces, never holding more of it than one line. */
struct index_reader;

struct index_reader *index_reader_new(void); /* NULL without memory */
void index_reader_free(struct index_reader *reader);
/* Takes the next bytes; what is wrong with them index_reader_end() says. */
void index_reader_take(struct index_reader *reader, const void *data, size_t size);
/* Begins again, as if nothing had come. */
void index_reader_restart(struct index_reader *reader);
/* After the last piece: @a index, which must be empty, gets what was read, with INDEX_READ only. */
enum index_found index_reader_end(struct index_reader *reader, struct content_index *index);

/* The whole object, always the same for the same index and zlib; false without memory.
 * @param data for free(). */
bool index_write(const struct content_index *index, unsigned char **data, size_t *size);

/* The same text as it is before it is packed, which is what documents hold of an index: for free(),
 * NULL without memory; and read into an empty @a index. */
char *index_write_text(const struct content_index *index);
enum index_found index_read_text(const char *text, struct content_index *index);

/* The claim of an unfinished run, or NULL. */
const json_t *index_claim(const struct content_index *index);
bool index_is_mutable(const struct content_index *index, const char *key);

#endif
