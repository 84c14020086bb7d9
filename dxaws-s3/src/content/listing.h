/* SPDX-License-Identifier: MIT */
/* Answers to ListObjectsV2, read into a set. Pure. */
#ifndef DXAWS_S3_LISTING_H
#define DXAWS_S3_LISTING_H

#include <dxaws/error.h>

#include "entries.h"

/*
 * Adds one page: key without the prefix, which each must begin with, ETag, size and time. Keys of
 * our own (CONTENT_OWN) are left out.
 *
 * PROTOCOL for what is not the whole answer; OUT_OF_MEMORY also when the set could not take it.
 * @param next gets the token of the next page, for free(); NULL: this is the last.
 */
dxaws_error *listing_read_page(const char *body, size_t size, const char *prefix,
                               struct content_entries *listed, char **next);

#endif
