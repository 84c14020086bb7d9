/* SPDX-License-Identifier: MIT */
/** @file
 * Tags: a set of key and value pairs, sorted by key, each key once.
 */
#ifndef DXAWS_TAGS_H
#define DXAWS_TAGS_H

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** A value with one owner. */
typedef struct dxaws_tags dxaws_tags;

/** An empty set. NULL without memory. @since 0.1 */
DXAWS_API dxaws_tags *dxaws_tags_new(void);
DXAWS_API void dxaws_tags_free(dxaws_tags *tags);
DXAWS_DEFINE_CLEANUP(dxaws_tags, dxaws_tags_free)

/**
 * Adds or replaces a tag; copies both. Cannot fail: running out of memory is remembered and
 * reported by the call that consumes the set. @since 0.1
 */
DXAWS_API void dxaws_tags_set(dxaws_tags *tags, const char *key, const char *value);
DXAWS_API void dxaws_tags_remove(dxaws_tags *tags, const char *key);
/** The value, borrowed; NULL when there is no such tag. @since 0.1 */
DXAWS_API const char *dxaws_tags_get(const dxaws_tags *tags, const char *key);
DXAWS_API size_t dxaws_tags_count(const dxaws_tags *tags);
/** The tag at @a index in key order; both borrowed. False past the end. @since 0.1 */
DXAWS_API bool dxaws_tags_at(const dxaws_tags *tags, size_t index, const char **key,
                             const char **value);
DXAWS_API bool dxaws_tags_equal(const dxaws_tags *left, const dxaws_tags *right);
/** OUT_OF_MEMORY when a dxaws_tags_set() had none; else NULL. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_tags_check(const dxaws_tags *tags);

DXAWS_END_DECLS

#endif
