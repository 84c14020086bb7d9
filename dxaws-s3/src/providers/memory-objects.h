/* SPDX-License-Identifier: MIT */
/* What a simulated bucket holds: a list in its document, of all versions of all objects in the
 * order in which they came, the last of each key being the one that is served:
 *
 *     {"key", "version", "etag", "size", "sha256", "headers", "modified_ms"}
 *     {"key", "version", "marker": true}     a delete marker
 *
 * Only "key" must be there: tests put others' objects in by it alone. Bytes are in memory-bytes.h.
 */
#ifndef DXAWS_S3_MEMORY_OBJECTS_H
#define DXAWS_S3_MEMORY_OBJECTS_H

#include "memory-bytes.h"
#include "memory-call.h"

#define OBJECT_ETAG "etag"
#define OBJECT_SIZE "size"
#define OBJECT_DIGEST "sha256"
#define OBJECT_HEADERS "headers"
#define OBJECT_MODIFIED "modified_ms"
#define OBJECT_PARTS "parts"         /* of one that was uploaded in parts: how many, */
#define OBJECT_COMPOSITE "composite" /* and the SHA-256 of their SHA-256, which S3 tells of */
#define OBJECT_MARKER "marker"

/* The object that is served under a key, borrowed; NULL: none, or it was deleted. */
json_t *memory_objects_find(const json_t *bucket, const char *key);

/* Puts an object as S3 does, with the version that the bucket gives it; takes @a object over. What
 * is replaced has no more bytes: their digests are added to @a dropped. */
dxaws_error *memory_objects_put(struct memory_call *call, json_t *object, json_t *dropped);
/* Deletes what is served under a key, or in a versioned bucket marks it deleted. */
dxaws_error *memory_objects_delete(struct memory_call *call, const char *key, json_t *dropped);
/* Removes a version for good; one that is gone is passed over. */
dxaws_error *memory_objects_remove(struct memory_call *call, const json_t *version,
                                   json_t *dropped);

/* After the transaction: removes the bytes that nobody has. Releases @a dropped. */
void memory_objects_collect(dxaws_memory_account *account, dxaws_context *context, json_t *dropped);

#endif
