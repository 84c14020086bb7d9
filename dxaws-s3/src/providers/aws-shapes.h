/* SPDX-License-Identifier: MIT */
/* S3's request bodies and answers. Pure: texts in, texts and values out. */
#ifndef DXAWS_S3_AWS_SHAPES_H
#define DXAWS_S3_AWS_SHAPES_H

#include <dxaws/s3.h>
#include <jansson.h>

/* Request bodies; release with free(). NULL without memory. */
char *shape_create_bucket(const char *region); /* not for us-east-1, which wants none */
char *shape_versioning(bool enabled);
char *shape_public_access_block(unsigned blocks);
/* Both sets of tags in one; either may be NULL. */
char *shape_tagging(const json_t *tags, const json_t *system_tags);

/* Answers. PROTOCOL, without touching the output, for what is not the whole answer. */
dxaws_error *shape_read_versioning(const char *body, size_t size, bool *enabled);
dxaws_error *shape_read_public_access_block(const char *body, size_t size, unsigned *blocks);
/* AWS's own tags apart. Both sets are the caller's, made before. */
dxaws_error *shape_read_tagging(const char *body, size_t size, dxaws_tags *tags,
                                dxaws_tags *system_tags);
/* A policy is JSON; only checked here. */
dxaws_error *shape_check_policy(const char *body, size_t size);

#endif
