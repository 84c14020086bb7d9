/* SPDX-License-Identifier: MIT */
/* What is wanted, what the bucket lists and what its index says of that, made into what is to be
 * done. Pure: no clock, no reading, the same for the same.
 *
 * An entry of the index is believed while the list has its size and ETag and a time before that of
 * the index itself: a copy of an object onto itself changes its headers and its time, and leaves
 * its ETag. What is not believed is looked at (HEAD), when its size is that which is wanted, before
 * it is written again. Whatever was there and is not believed and equal is stale at the edge,
 * whether this run writes it or not: a run before it may have, and been killed.
 *
 * What stands under a key is ours while its ETag is that of the index, or while a run is under way
 * that may have written it since it began. What somebody else put in the place of ours that is not
 * wanted any more is theirs. */
#ifndef DXAWS_S3_COMPARE_H
#define DXAWS_S3_COMPARE_H

#include "index.h"

/* Why an object is written or goes; the words in lower case are what people and JSON read. */
enum content_reason {
    CONTENT_NEW = 1,     /* the bucket has none */
    CONTENT_BYTES = 2,   /* "content" */
    CONTENT_HEADERS = 3, /* equal bytes, other headers */
    CONTENT_TOUCHED = 4, /* somebody wrote it since the index was, and it is not as wanted */
    CONTENT_REMOVED = 5, /* published once, and not wanted any more: it stays until it expires */
    CONTENT_EXPIRED = 6, /* not wanted for longer than it is kept */
};

const char *content_reason_name(enum content_reason reason);

/* What one object needs. Where it stands in each set, or CONTENT_ABSENT. */
struct content_change {
    ptrdiff_t wanted, listed, known;
    enum content_reason reason; /* 0: as it should be, or not known before it is looked at */
    int64_t since_ms;           /* CONTENT_REMOVED, CONTENT_EXPIRED: since when it is not wanted */
    bool looks;                 /* to be looked at first */
    bool stale;                 /* the edge may have another */
    bool changes_name;          /* its name carries a hash, and its bytes are others all the same */
    bool of_others;             /* it stands there, and nothing says that we put it */
};

struct content_comparison {
    struct content_change *changes; /* all that is wanted, kept or to go, sorted by key */
    size_t count;
    size_t looks, writes, expired, stale;
    size_t published; /* what the index has of what was wanted so far */
    size_t vanished;  /* how much of that is not wanted any more */
    size_t others;    /* what the bucket has of others, which stays */
    bool all_stale;   /* nobody knows what was there */
    bool differs;     /* the index would be another: something is to be written */
};

struct content_compared {
    const struct content_entries *wanted; /* sorted, as all are; `headers` are of wanted_headers */
    const struct content_headers *wanted_headers;
    const bool *hashed; /* whose name carries a hash, one a wanted object; NULL: none */
    const struct content_entries *listed;
    const struct content_index *index; /* {0}: there is none */
    int64_t index_modified_ms;         /* its own, also when it has a claim */
    /* What was looked at: size, ETag and digest; `headers` are of seen_headers. An object that was
     * not there any more has no ETag. */
    const struct content_entries *seen;
    const struct content_headers *seen_headers;
    int64_t
        begun_ms; /* since when a run that did not end may have written; INT64_MAX: there is none */
    int64_t now_ms;   /* of S3 */
    int64_t prune_ms; /* how long what is not wanted is kept */
    bool withdraws;   /* nothing is wanted, and nothing is kept */
};

/* False without memory. */
bool content_compare(const struct content_compared *compared, struct content_comparison *made);
void content_comparison_clear(struct content_comparison *made);

/* The order of writing: by stage, of assets new ones first, then by key. For qsort_r() over changes
 * with the wanted set. */
int content_write_order(const void *left, const void *right, void *wanted);

#endif
