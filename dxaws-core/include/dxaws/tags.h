/* SPDX-License-Identifier: MIT */
/** @file
 * Tags: a set of key and value pairs, sorted by key bytewise, each key once. All functions accept a
 * NULL set, which is empty. Several threads may read a set; changing it is for one alone.
 */
#ifndef DXAWS_TAGS_H
#define DXAWS_TAGS_H

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** A set of tags: a value. @since 0.1 */
typedef struct dxaws_tags dxaws_tags;

/** An empty set, which the caller owns. NULL without memory. @since 0.1 */
DXAWS_API dxaws_tags *dxaws_tags_new(void);
DXAWS_API void dxaws_tags_free(dxaws_tags *tags);
DXAWS_DEFINE_CLEANUP(dxaws_tags, dxaws_tags_free)

/**
 * Adds or replaces a tag; copies both. Nothing happens when one of them is NULL. Cannot fail:
 * running out of memory is remembered and reported by the call that consumes the set. @since 0.1
 */
DXAWS_API void dxaws_tags_set(dxaws_tags *tags, const char *key, const char *value);
/** Removes a tag; nothing happens when there is none. @since 0.1 */
DXAWS_API void dxaws_tags_remove(dxaws_tags *tags, const char *key);
/** The value of a tag, borrowed until the set changes; NULL when there is none. @since 0.1 */
DXAWS_API const char *dxaws_tags_get(const dxaws_tags *tags, const char *key);
/** How many tags there are. @since 0.1 */
DXAWS_API size_t dxaws_tags_count(const dxaws_tags *tags);
/** The tag at @a index in key order; both borrowed. False past the end. @since 0.1 */
DXAWS_API bool dxaws_tags_at(const dxaws_tags *tags, size_t index, const char **key,
                             const char **value);
/** Whether both have the same tags. @since 0.1 */
DXAWS_API bool dxaws_tags_equal(const dxaws_tags *left, const dxaws_tags *right);
/** OUT_OF_MEMORY when a dxaws_tags_set() had none; else NULL. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_tags_check(const dxaws_tags *tags);

/**
 * Why no AWS service takes a key: words that follow "the key ...", such as "must have 1 to 128
 * characters"; static. NULL when all take it, as far as ASCII goes: which characters beyond are
 * letters is left to AWS. AWS: S3, ACM and CloudFront take letters, digits, blanks and `_ . : / = +
 * - @`, and keep what begins with "aws:" to themselves. @since 0.9
 */
DXAWS_API const char *dxaws_tag_key_fault(const char *key);
/** The same of a value, static or NULL as well; one has at most 256 characters, or none. @since 0.9
 */
DXAWS_API const char *dxaws_tag_value_fault(const char *value);

DXAWS_END_DECLS

#endif
