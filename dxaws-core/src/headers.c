/* SPDX-License-Identifier: MIT */
/* A list of HTTP headers, in order of arrival, looked up by case-insensitive name. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"

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

void aws_headers_add(struct aws_headers *headers, const char *name, const char *value)
{
    if (headers->failed)
        return;
    headers->failed = true;
    if (headers->count == headers->capacity) {
        size_t capacity = headers->capacity ? headers->capacity * 2 : 8;
        struct aws_header *items = realloc(headers->items, capacity * sizeof(*items));
        if (!items)
            return;
        headers->items = items;
        headers->capacity = capacity;
    }
    struct aws_header *item = &headers->items[headers->count];
    item->name = strdup(name);
    item->value = strdup(value);
    if (!item->name || !item->value) {
        free(item->name);
        aws_string_wipe(item->value);
        return;
    }
    headers->count++;
    headers->failed = false;
}

const char *aws_headers_get(const struct aws_headers *headers, const char *name)
{
    for (size_t i = 0; i < headers->count; i++)
        if (aws_name_compare(headers->items[i].name, name) == 0)
            return headers->items[i].value;
    return NULL;
}

void aws_headers_clear(struct aws_headers *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        free(headers->items[i].name);
        aws_string_wipe(headers->items[i].value);
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
