/* SPDX-License-Identifier: MIT */
/* The calls of content/store.h on the simulated account, with S3's rules. */
#ifndef DXAWS_S3_MEMORY_STORE_H
#define DXAWS_S3_MEMORY_STORE_H

#include "../providers/memory-objects.h"
#include "keys.h"
#include "store.h"

/* A place's `self` is an account. */
extern const struct content_store memory_store;

#define MEMORY_INDEX_KEY CONTENT_OWN "content.gz"

/* One object, and what became of it. */
struct memory_writing {
    char *key; /* with its prefix */
    const json_t *headers;
    const char *if_match;
    struct memory_bytes bytes;
    /* Of one that is uploaded in parts: how many, its ETag, and the digest that S3 tells. */
    uint16_t parts;
    char of_parts[BYTES_MD5 + 8], composite[BYTES_DIGEST];
    bool refused;
    char etag[BYTES_MD5 + 8];
};

/* memory-store-write.c: reads what is to be written: other bytes than were hashed are refused, as
 * S3 does by the checksum. */
dxaws_error *memory_store_prepare(const struct content_place *place, dxaws_context *context,
                                  const struct content_put *put, struct memory_writing *writing);
/* What S3 refuses of an object's name and headers. */
dxaws_error *memory_store_check(const struct memory_call *call, const char *key,
                                const json_t *headers);
/* Within a transaction: writes it, if its condition holds. */
dxaws_error *memory_store_write_now(struct memory_call *call, struct memory_writing *writing,
                                    json_t *dropped);
/* Keeps the document, unless the condition did not hold: S3 answers that with an error. */
dxaws_error *memory_store_settle(const struct memory_call *call,
                                 const struct memory_writing *writing);
/* Ends the call, so that one which was refused is none that wrote. */
dxaws_error *memory_store_end(struct memory_call *call, const struct memory_writing *writing,
                              dxaws_error *error);
dxaws_error *memory_store_put_index(const struct content_place *place, dxaws_context *context,
                                    const void *data, size_t size, const char *if_match,
                                    struct content_index_put *outcome);
dxaws_error *memory_store_sweep_index(const struct content_place *place, dxaws_context *context);
dxaws_error *memory_store_put(const struct content_place *place, dxaws_context *context,
                              struct content_put *puts, size_t count);
dxaws_error *memory_store_remove(const struct content_place *place, dxaws_context *context,
                                 const char *const *keys, const char *const *etags, size_t count);
/* memory-store-parts.c: one large object; the outcome is in it. */
dxaws_error *memory_store_put_parts(const struct content_place *place, dxaws_context *context,
                                    struct content_put *put);
dxaws_error *memory_store_list_uploads(const struct content_place *place, dxaws_context *context,
                                       struct content_uploads *uploads);
dxaws_error *memory_store_abort_uploads(const struct content_place *place, dxaws_context *context,
                                        const struct content_uploads *uploads);
/* A call on the place's bucket, not begun. */
struct memory_call memory_store_call(const struct content_place *place, const char *operation);
/* A key with the place's prefix, for free(). */
char *memory_store_key(const struct content_place *place, const char *key);

#endif
