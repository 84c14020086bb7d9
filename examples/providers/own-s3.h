/* SPDX-License-Identifier: MIT */
/* A provider of one's own for dxaws-s3: buckets that live in a table of this program. */
#ifndef OWN_S3_H
#define OWN_S3_H

#include <dxaws/s3-provider.h>

struct json_t;

/* The table: an object, each bucket by its name. Members of a bucket are those of a Current, and
 * "owner" when it is somebody else's, "objects" when there are any. */
struct own_s3;

struct own_s3 *own_s3_new(void);
void own_s3_free(struct own_s3 *table);

/* The provider over the table, which stays the caller's and must outlive it. */
dxaws_error *own_s3_provider_new(struct own_s3 *table, dxaws_s3_provider **provider);

/* Changes a bucket behind the provider's back: lays members over it, or removes it when there are
 * none. */
dxaws_error *own_s3_change(struct own_s3 *table, const char *bucket, const char *members);

#endif
