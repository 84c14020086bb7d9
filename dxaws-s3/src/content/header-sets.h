/* SPDX-License-Identifier: MIT */
/* What is sent with objects, each set once: a site has a dozen of them, whatever its size. A set is
 * an object of names and texts. For one thread at a time. */
#ifndef DXAWS_S3_HEADER_SETS_H
#define DXAWS_S3_HEADER_SETS_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

/* {0} at the beginning. */
struct content_headers {
    json_t *sets;    /* array */
    json_t *numbers; /* which one it is, by its text */
};

#define CONTENT_NO_HEADERS UINT32_MAX

void headers_clear(struct content_headers *headers);

/* The number of a set, which is kept when it is new; CONTENT_NO_HEADERS without memory. */
uint32_t headers_add(struct content_headers *headers, json_t *set);
/* Gets the number of a set equal to this, CONTENT_NO_HEADERS for none; false without memory. */
bool headers_find(const struct content_headers *headers, const json_t *set, uint32_t *number);

size_t headers_count(const struct content_headers *headers);
/* Borrowed. */
json_t *headers_at(const struct content_headers *headers, uint32_t number);

#endif
