/* SPDX-License-Identifier: MIT */
/** @file
 * For authors of providers: the entries of a run's cache, see <dxaws/cache.h>.
 *
 * A provider takes the entry of a key, finds there what it or a neighbour left, asks the service
 * for what is missing, and gives the entry back. Until then others who ask for the same key wait,
 * and so what several threads want at once is asked once. Who has an entry takes no second one,
 * except of one kind and in the order of their keys.
 */
#ifndef DXAWS_EXTEND_CACHE_H
#define DXAWS_EXTEND_CACHE_H

#include <dxaws/base.h>
#include <dxaws/cache.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** What is kept under a key: borrowed from the cache by who has taken it. One thread. @since 0.9
 */
typedef struct dxaws_cache_entry dxaws_cache_entry;

/** How a value is made and released. @since 0.9 */
typedef struct dxaws_cache_ops {
    size_t size; /**< sizeof(dxaws_cache_ops) */
    /** An empty value; it holds a reference of @a owner for as long as it lives. NULL without
     * memory. */
    void *(*make)(void *owner);
    /** Releases a value. */
    void (*destroy)(void *value);
    /* 0.9 ends here. */
} dxaws_cache_ops;

/**
 * Takes an entry: its value is the caller's alone until dxaws_cache_end(). A value that is older
 * than a minute is made anew. Without a cache in the context the entry is the caller's own, and
 * nothing is kept of it. CANCELLED and TIMEOUT while others have it; OUT_OF_MEMORY.
 * @param owner whose view of the account it is: the session.
 * @param key what it is, such as "dns.zones"; copied. A module's keys begin with its name.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cache_take(dxaws_context *context, void *owner,
                                                         const char *key,
                                                         const dxaws_cache_ops *ops,
                                                         dxaws_cache_entry **entry);

/** What is kept; borrowed until dxaws_cache_end(). @since 0.9 */
DXAWS_API void *dxaws_cache_value(dxaws_cache_entry *entry);

/** Lets the next one in. Nothing with NULL. @param keep false: the value is released, and the next
 * one finds an empty one. @since 0.9 */
DXAWS_API void dxaws_cache_end(dxaws_cache_entry *entry, bool keep);

/**
 * What was kept under a key is not so any more: for a provider that has written, or that was told
 * that it is otherwise. Does not wait: what somebody is reading just now is not kept when they
 * leave. Any thread. @since 0.9
 */
DXAWS_API void dxaws_cache_remove(dxaws_context *context, const void *owner, const char *key);

DXAWS_END_DECLS

#endif
