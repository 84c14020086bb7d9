/* SPDX-License-Identifier: MIT */
/* A list of HTTP headers, in order of arrival, looked up by case-insensitive name. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 1000 /* enough for the headers of most requests and answers */

/* Where headers lie one behind the other, so that few allocations hold many. */
struct aws_header_block {
    struct aws_header_block *next;
    size_t used;
    size_t size;
    char bytes[];
};

int aws_name_compare(const char *left, const char *right)
{
    while (*left && aws_lower(*left) == aws_lower(*right)) {
        left++;
        right++;
    }
    return (unsigned char)aws_lower(*left) - (unsigned char)aws_lower(*right);
}

bool aws_name_starts(const char *name, const char *start)
{
    while (*start && aws_lower(*name) == aws_lower(*start)) {
        name++;
        start++;
    }
    return !*start;
}

static char *find_room(struct aws_headers *headers, size_t size)
{
    struct aws_header_block *block = headers->blocks;
    if (!block || size > block->size - block->used) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        block = malloc(sizeof(*block) + room);
        if (!block) {
            return NULL;
        }
        *block = (struct aws_header_block){.next = headers->blocks, .size = room};
        headers->blocks = block;
    }
    char *start = block->bytes + block->used;
    block->used += size;
    return start;
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
    size_t name_size = strlen(name);
    size_t value_size = strlen(value);
    char *both = find_room(headers, name_size + value_size + 2);
    if (!both) {
        return;
    }
    memcpy(both, name, name_size + 1);
    memcpy(both + name_size + 1, value, value_size + 1);
    headers->items[headers->count++] = (struct aws_header){both, both + name_size + 1, name_size};
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

bool aws_headers_at(const struct aws_headers *headers, size_t index, const char **name,
                    const char **value)
{
    if (index >= headers->count) {
        return false;
    }
    *name = headers->items[index].name;
    *value = headers->items[index].value;
    return true;
}

/* All blocks but the oldest are released. */
void aws_headers_clear(struct aws_headers *headers)
{
    struct aws_header_block *block = headers->blocks;
    while (block) {
        struct aws_header_block *next = block->next;
        explicit_bzero(block->bytes, block->used);
        block->used = 0;
        headers->blocks = block;
        if (next) {
            free(block);
        }
        block = next;
    }
    headers->count = 0;
    headers->failed = false;
}

void aws_headers_free(struct aws_headers *headers)
{
    aws_headers_clear(headers);
    free(headers->blocks);
    free(headers->items);
    *headers = (struct aws_headers){0};
}

bool aws_header_name_is_valid(const char *text)
{
    if (!*text) {
        return false;
    }
    for (; *text; text++) {
        if (*text <= ' ' || *text > '~' || strchr("\"(),/:;<=>?@[\\]{}", *text)) {
            return false;
        }
    }
    return true;
}

bool aws_header_is_of_signature(const char *name)
{
    static const char *const names[] = {"authorization",        "host",
                                        "x-amz-date",           "x-amz-content-sha256",
                                        "x-amz-security-token", "x-amz-s3session-token"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (aws_name_compare(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

bool aws_header_value_is_valid(const char *text)
{
    for (; *text; text++) {
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7f) {
            return false;
        }
    }
    return true;
}
