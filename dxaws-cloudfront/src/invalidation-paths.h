/* SPDX-License-Identifier: MIT */
/* Which paths to invalidate for objects that changed, as few as CloudFront has room for: at most 20
 * of them, or 15 wildcards in progress with single ones beside, else everything. Pure.
 *
 * A path is the address that a viewer asked for, and where a function or a rewrite leads from that
 * to the object, both sides of it are. What a path cannot say, or what clients spell in different
 * ways, is cut off before the first such letter and becomes a wildcard: `~` is refused raw, and its
 * escape matches nothing. */
#ifndef DXAWS_CLOUDFRONT_INVALIDATION_PATHS_H
#define DXAWS_CLOUDFRONT_INVALIDATION_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* By which addresses an object is asked for. */
enum invalidation_urls {
    INVALIDATION_EXACT,       /* its own */
    INVALIDATION_DIRECTORIES, /* docs/index.html also as /docs and /docs/ */
    INVALIDATION_HTML,        /* about.html also as /about */
};

struct invalidation_asked {
    const char *const *keys; /* UTF-8, in any order */
    size_t count;
    const char *prefix;    /* that the origin path stands for, such as "site/"; NULL for none */
    const char *root_name; /* of the object that stands for its folder; NULL for index.html */
    enum invalidation_urls urls;
    bool queries;    /* the cache keeps an object for each query: every path is a wildcard */
    bool everything; /* nobody knows what the edge holds */
};

/* Sorted texts, for an InvalidationBatch; none when there are no keys. NULL without memory. */
json_t *invalidation_paths(const struct invalidation_asked *asked);

#endif
