/* SPDX-License-Identifier: MIT */
/* The calls on a bucket that publishing is made from. Whoever implements them tries again what may
 * be tried again; so a write whose answer was lost may be refused for its own condition.
 *
 * ETags are without quotes. Errors are for what went wrong with the call. That a condition does not
 * hold (412, and 404 where an object was to be there) is none: it is `refused`. */
#ifndef DXAWS_S3_STORE_H
#define DXAWS_S3_STORE_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "../providers/service.h"
#include "index.h"

/* What is published, and by whose means. */
struct content_place {
    void *self; /* the service's: a session, an account */
    struct s3_bucket bucket;
    const char *prefix; /* that all keys have, "" or with a slash at its end */
    int64_t part_bytes; /* what is larger is uploaded in parts of that; 0: as usual (parts.h) */
};

/* Where the bytes of an object are: one of them; borrowed. */
struct content_body {
    const char *file; /* a path, which is opened by each call */
    const void *data;
};

/* One object to be written. What is read must be what was hashed: a store refuses other bytes. */
struct content_put {
    const char *key;                    /* borrowed, as all that is to be written */
    const struct content_entry *wanted; /* size and digest */
    const json_t *headers;              /* what is sent with it: names and texts */
    struct content_body body;
    const char *if_match; /* its ETag as it was read; NULL: there must be none */
    char *etag;           /* as it was written, for free() */
    bool refused;
    /* Uploaded in parts: so many, and what S3 says is the digest (parts.h); 0: it was not. */
    uint16_t parts;
    unsigned char composite[CONTENT_DIGEST];
    dxaws_error *error; /* owned */
};

/* Uploads in parts that are not finished. {0} at the beginning. */
struct content_uploads {
    struct content_upload {
        char *key, *id; /* the key without the prefix; owned */
        int64_t begun_ms;
    } * items;
    size_t count, room;
};

/* What came of a write of the index. */
struct content_index_put {
    char *etag; /* for free() */
    bool refused;
    bool versioned; /* the one before is kept as an old version */
};

struct content_store {
    /* All objects below the prefix, sorted, but the index. */
    dxaws_error *(*list)(const struct content_place *place, dxaws_context *context,
                         struct content_entries *listed);
    /* Gives the index to the reader; @a etag, for free(), stays NULL when there is none. Unless
     * @a listed is NULL, lists as well, side by side with it, and never what was there before an
     * index that is found. */
    dxaws_error *(*get_index)(const struct content_place *place, dxaws_context *context,
                              struct index_reader *reader, char **etag, int64_t *modified_ms,
                              int64_t *now_ms, struct content_entries *listed);
    /* Whether the index still has that ETag. */
    dxaws_error *(*holds_index)(const struct content_place *place, dxaws_context *context,
                                const char *etag, bool *holds);
    dxaws_error *(*put_index)(const struct content_place *place, dxaws_context *context,
                              const void *data, size_t size, const char *if_match,
                              struct content_index_put *outcome);
    /* Removes all versions of the index but the one that is served. */
    dxaws_error *(*sweep_index)(const struct content_place *place, dxaws_context *context);
    /* Adds what each key has, in any order: size, ETag, digest and headers; without an ETag when
     * there is no such object any more. */
    dxaws_error *(*look)(const struct content_place *place, dxaws_context *context,
                         const char *const *keys, size_t count, struct content_entries *seen,
                         struct content_headers *headers);
    /* Writes a set, many at a time; each has an outcome of its own. An error when some have none,
     * such as at a cancellation. */
    dxaws_error *(*put)(const struct content_place *place, dxaws_context *context,
                        struct content_put *puts, size_t count);
    /* Removes a set, each only while it has its ETag; one that is gone, or another by now, is none
     * of ours any more. */
    dxaws_error *(*remove)(const struct content_place *place, dxaws_context *context,
                           const char *const *keys, const char *const *etags, size_t count);
    /* All uploads in parts below the prefix that are not finished; to be cleared in any case. */
    dxaws_error *(*list_uploads)(const struct content_place *place, dxaws_context *context,
                                 struct content_uploads *uploads);
    /* Aborts them; one that is gone is passed over. */
    dxaws_error *(*abort_uploads)(const struct content_place *place, dxaws_context *context,
                                  const struct content_uploads *uploads);
};

/* uploads.c: adds one, copied; false without memory. */
bool uploads_add(struct content_uploads *uploads, const char *key, const char *id,
                 int64_t begun_ms);
void uploads_clear(struct content_uploads *uploads);

#endif
