/* SPDX-License-Identifier: MIT */
/* What CloudFront takes as the paths of an invalidation. Pure. */
#ifndef DXAWS_CLOUDFRONT_INVALIDATION_RULES_H
#define DXAWS_CLOUDFRONT_INVALIDATION_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* How many of either kind may be in progress. */
enum { INVALIDATION_MOST_PATHS = 3000, INVALIDATION_MOST_WILDCARDS = 15 };

/* Whether CloudFront takes a path: letters of a URL, escapes, and "*" at its end only. */
bool invalidation_is_path(const char *path);
/* How many of them end in "*". */
size_t invalidation_wildcards(const json_t *paths);

#endif
