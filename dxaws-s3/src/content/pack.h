/* SPDX-License-Identifier: MIT */
/* Sets of objects as texts, as a Current holds them: one text is a tenth of a tree. The first line
 * is JSON, {"headers":[...]}, then follows one line an object, sorted by key, whose fields stand
 * between tabs; what a set does not say is empty or 0:
 *
 *     ETAG SIZE TIME_MS DIGEST HEADERS STAGE KEY
 */
#ifndef DXAWS_S3_PACK_H
#define DXAWS_S3_PACK_H

#include "entries.h"
#include "header-sets.h"

/* A text that grows: {.whole = true} at the beginning; not whole without memory. */
struct pack_text {
    char *data;
    size_t used, room;
    bool whole;
};

void pack_add(struct pack_text *text, const char *data, size_t size);
/* What was added, ended by NUL, for free(); NULL when it is not whole. */
char *pack_end(struct pack_text *text);

/* For free(); NULL without memory. */
char *pack_write(const struct content_entries *set, const struct content_headers *headers);

enum pack_found {
    PACK_READ,
    PACK_WRONG, /* nobody of this release wrote it */
    PACK_NO_MEMORY,
};

/* Reads into empty sets, which have to be cleared in any case. */
enum pack_found pack_read(const char *text, struct content_entries *set,
                          struct content_headers *headers);

/* The parts of a line, which is cut at each tab: false when there are not as many. */
bool pack_fields(char *line, char **fields, size_t count);
/* A number of digits, without sign, that is the whole text. */
bool pack_number(const char *text, int64_t *number);
/* Writes a number, and returns where it ends; nothing ends the text. There are as many of these as
 * objects, several times a run: printf() takes as long for them as all else does. */
char *pack_put_number(char *text, int64_t number);
/* Hexadecimal digits of so many bytes, and the end. */
bool pack_digest(const char *text, unsigned char *digest, size_t size);
/* The same written, with its NUL. */
void pack_hexadecimal(const unsigned char *digest, size_t size, char *text);

#endif
