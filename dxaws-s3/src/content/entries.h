/* SPDX-License-Identifier: MIT */
/* Objects by their keys: packed, since there may be a hundred thousand of them (as JSON trees those
 * are 120 MB, so 14), and sorted by the bytes of the key, as S3 lists them, so that two sets are
 * compared by going along both. A set is for one thread at a time. */
#ifndef DXAWS_S3_ENTRIES_H
#define DXAWS_S3_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CONTENT_DIGEST = 32, /* SHA-256 */
    CONTENT_SHORT = 16,  /* so much of it says whether two are equal: what indexes hold */
    CONTENT_ABSENT = -1, /* no entry, as an index of one */
};

/* When an object is written: what others refer to comes first. */
enum content_stage { CONTENT_ASSETS = 1, CONTENT_PAGES = 2, CONTENT_ENTRIES = 3 };

/* One object. What a set does not say of its objects is 0. */
struct content_entry {
    uint32_t key, etag; /* texts of the set */
    int64_t size;       /* bytes */
    int64_t time_ms;    /* in a list: LastModified; in an index: since when it is not wanted */
    uint32_t headers;   /* which of the header sets beside */
    uint8_t stage;      /* enum content_stage */
    uint16_t parts;     /* the digest is that of so many parts' digests; 0: of the bytes */
    unsigned char digest[CONTENT_DIGEST];
};

/* {0} at the beginning. */
struct content_entries {
    struct content_entry *items;
    size_t count, room;
    char *texts; /* each ended by NUL; the first is "" */
    size_t used, texts_room;
    bool failed; /* something could not be added: without memory, or beyond 4 GiB of texts */
};

void entries_clear(struct content_entries *set);

/* Adds an object, and says so: NULL when it failed. An ETag may stand in quotes; NULL for none, and
 * for one that S3 would never give. The entry may move with the next that is added. */
struct content_entry *entries_add(struct content_entries *set, const char *key, const char *etag);

const char *entries_key(const struct content_entries *set, size_t index);
/* Without quotes; "" for none. */
const char *entries_etag(const struct content_entries *set, size_t index);

void entries_sort(struct content_entries *set);
/* The first key that a sorted set has twice; NULL: none. */
const char *entries_repeated(const struct content_entries *set);
/* Where in a sorted set; CONTENT_ABSENT: it is not. */
ptrdiff_t entries_find(const struct content_entries *set, const char *key);

#endif
