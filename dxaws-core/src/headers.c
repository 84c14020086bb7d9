/* SPDX-License-Identifier: MIT */
/* A list of HTTP headers, in order of arrival, looked up by case-insensitive name. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

static int to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

int aws_name_compare(const char *left, const char *right)
{
    while (*left && to_lower(*left) == to_lower(*right)) {
        left++;
        right++;
    }
    return to_lower(*left) - to_lower(*right);
}

bool aws_name_starts(const char *name, const char *start)
{
    while (*start && to_lower(*name) == to_lower(*start)) {
        name++;
        start++;
    }
    return !*start;
}

void aws_headers_add(struct aws_headers *headers, const char *name, const char *value)
{
    if (headers->failed) {
        return;
    }
    headers->failed = true;
    if (headers->count == headers->capacity) {
        size_t capacity = headers->capacity ? headers->capacity * 2 : 16;
        struct aws_header *items = realloc(headers->items, capacity * sizeof(*items));
        if (!items) {
            return;
        }
        headers->items = items;
        headers->capacity = capacity;
    }
    size_t name_size = strlen(name) + 1;
    size_t value_size = strlen(value) + 1;
    char *both = malloc(name_size + value_size);
    if (!both) {
        return;
    }
    memcpy(both, name, name_size);
    memcpy(both + name_size, value, value_size);
    headers->items[headers->count++] = (struct aws_header){both, both + name_size};
    headers->failed = false;
}

const char *aws_headers_get(const struct aws_headers *headers, const char *name)
{
    for (size_t i = 0; i < headers->count; i++) {
        if (aws_name_compare(headers->items[i].name, name) == 0) {
            return headers->items[i].value;
        }
    }
    return NULL;
}

void aws_headers_clear(struct aws_headers *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        OPENSSL_cleanse(headers->items[i].value, strlen(headers->items[i].value));
        free(headers->items[i].name);
    }
    headers->count = 0;
    headers->failed = false;
}

void aws_headers_free(struct aws_headers *headers)
{
    aws_headers_clear(headers);
    free(headers->items);
    *headers = (struct aws_headers){0};
}
