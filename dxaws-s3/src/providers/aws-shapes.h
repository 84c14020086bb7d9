/* SPDX-License-Identifier: MIT */
/* S3's request bodies and answers. Pure: texts in, texts and values out. */
#ifndef DXAWS_S3_AWS_SHAPES_H
#define DXAWS_S3_AWS_SHAPES_H

#include "service.h"

#include <libxml/tree.h>

/* Request bodies; release with free(). NULL without memory. */
/* Without a region for us-east-1, which wants none. */
char *shape_create_bucket(const char *region, const json_t *tags);
char *shape_versioning(bool enabled);
char *shape_public_access_block(const json_t *block);
char *shape_ownership_controls(const char *ownership);
char *shape_encryption(const json_t *encryption);
char *shape_tagging(const json_t *tags);

/* Answers, as members of a Current: new references. PROTOCOL, without touching the output, for what
 * is not the whole answer. */
dxaws_error *shape_read_versioning(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_public_access_block(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_tagging(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_policy(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_ownership_controls(const char *body, size_t size, json_t **found);
/* No member when the ACL lets only the owner in. */
dxaws_error *shape_read_grants(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_encryption(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_has_objects(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_has_uploads(const char *body, size_t size, json_t **found);
dxaws_error *shape_read_lock(const char *body, size_t size, json_t **found);

/* Appends name, region and since of each; *next is the token of the next page, for free(), or NULL.
 */
dxaws_error *shape_read_buckets(const char *body, size_t size, json_t *buckets, char **next);

/* The document as text; NULL when any part of it could not be made. Releases it. */
char *shape_finish(xmlDoc *document, bool complete);
/* PROTOCOL: an answer without an element. */
dxaws_error *shape_incomplete(const char *operation, const char *element);
/* Gives what was read, takes @a made over. */
dxaws_error *shape_give(dxaws_error *error, json_t *made, json_t **found);

/* aws-lifecycle.c */
char *shape_lifecycle(const json_t *lifecycle);
dxaws_error *shape_read_lifecycle(const char *body, size_t size, json_t **found);

/* aws-list.c */
dxaws_error *aws_list(void *self, dxaws_context *context, json_t *buckets);

#endif
