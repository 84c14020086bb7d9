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

/* memory-store-write.c */
dxaws_error *memory_store_put_index(const struct content_place *place, dxaws_context *context,
                                    const void *data, size_t size, const char *if_match,
                                    struct content_index_put *outcome);
dxaws_error *memory_store_sweep_index(const struct content_place *place, dxaws_context *context);
dxaws_error *memory_store_put(const struct content_place *place, dxaws_context *context,
                              struct content_put *puts, size_t count);
dxaws_error *memory_store_remove(const struct content_place *place, dxaws_context *context,
                                 const char *const *keys, const char *const *etags, size_t count);
/* A call on the place's bucket, not begun. */
struct memory_call memory_store_call(const struct content_place *place, const char *operation);
/* A key with the place's prefix, for free(). */
char *memory_store_key(const struct content_place *place, const char *key);

#endif
