/* SPDX-License-Identifier: MIT */
/* A list of HTTP headers, in order of arrival, looked up by case-insensitive name. */
#ifndef DXAWS_CORE_HEADERS_H
#define DXAWS_CORE_HEADERS_H

#include <dxaws/base.h>

struct aws_header {
    const char *name;
    const char *value;
    size_t name_size;
};

struct aws_header_block;

/* All zero is an empty list. */
struct aws_headers {
    struct aws_header *items;
    size_t count;
    size_t capacity;
    bool failed;                     /* out of memory: one is missing */
    struct aws_header_block *blocks; /* what names and values are in */
};

static inline char aws_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* As strcasecmp(), of ASCII and in any locale. */
int aws_name_compare(const char *left, const char *right);
bool aws_name_starts(const char *name, const char *start);

/* A name of letters, digits and the few signs that HTTP allows. */
bool aws_header_name_is_valid(const char *text);
/* What a signature, and nobody else, says. */
bool aws_header_is_of_signature(const char *name);
/* Without control characters. */
bool aws_header_value_is_valid(const char *text);

void aws_headers_add(struct aws_headers *headers, const char *name, const char *value);
/* The first of that name, borrowed, or NULL. */
const char *aws_headers_get(const struct aws_headers *headers, const char *name);

/* The header at index; false past the end, leaving both alone. */
bool aws_headers_at(const struct aws_headers *headers, size_t index, const char **name,
                    const char **value);
/* Wipes the values: one may be a session token. clear keeps the list's memory. */
void aws_headers_clear(struct aws_headers *headers);
void aws_headers_free(struct aws_headers *headers);

#endif
