/* SPDX-License-Identifier: MIT */
/** @file
 * What a run has read: lists that belong to an account and not to one resource, such as its hosted
 * zones, kept for everything that works under one context, so that each is read once.
 *
 * Who begins a run (a command, a program that converges many sites) puts a cache into its context;
 * a website's manager does so for each call by itself, where its caller has not. Nothing else is
 * to be done: providers that know of it share what they read, others read for themselves.
 *
 * Kept is only what a later call checks again: a list leads to a resource, which is then read
 * itself, and a record is written by a call that repeats what was read. What is read is kept for a
 * minute of the context's clock; what a provider of the run writes, it removes or mends there.
 * Any number of threads may use a cache.
 */
#ifndef DXAWS_CACHE_H
#define DXAWS_CACHE_H

#include <dxaws/base.h>
#include <dxaws/context.h>

DXAWS_BEGIN_DECLS

/** Refcounted; any number of threads. @since 0.9 */
typedef struct dxaws_cache dxaws_cache;

/** Nothing read yet. The caller owns the reference; NULL without memory. Any thread. @since 0.9 */
DXAWS_API dxaws_cache *dxaws_cache_new(void);
/** One more reference, of the caller's; NULL of NULL. Any thread. @since 0.9 */
DXAWS_API dxaws_cache *dxaws_cache_ref(dxaws_cache *cache);
/** Gives a reference up; the last one takes all that was kept with it. NULL, always; does nothing
 * with NULL. Any thread. @since 0.9 */
DXAWS_API dxaws_cache *dxaws_cache_unref(dxaws_cache *cache);
/** For DXAWS_AUTO(dxaws_cache). @since 0.9 */
static inline void dxaws_cache_cleanup(dxaws_cache **pointer)
{
    *pointer = dxaws_cache_unref(*pointer);
}

/**
 * Lets everything that works under the context, and under contexts made below it from now on, share
 * what it reads. Nothing without a context.
 * @param cache a reference is taken; NULL: nothing is shared, which is so of a new context.
 * @since 0.9
 */
DXAWS_API void dxaws_context_set_cache(dxaws_context *context, dxaws_cache *cache);
/** Borrowed from the context; NULL for none. Any thread. @since 0.9 */
DXAWS_API dxaws_cache *dxaws_context_cache(const dxaws_context *context);

/**
 * A context below @a parent for one run: what works under it shares the parent's cache, or a new
 * one where the parent has none.
 * @param parent a reference is taken; may be NULL.
 * @return the caller owns the reference; NULL without memory. @since 0.9
 */
DXAWS_API dxaws_context *dxaws_context_new_run(dxaws_context *parent);

DXAWS_END_DECLS

#endif
