/* SPDX-License-Identifier: MIT */
/* Patterns that nobody can mean: refused, with what to write instead. */
#include "globs.h"

#include <stddef.h>
#include <string.h>

#include "utf8.h"

enum { MOST_BYTES = 1024 };

/* How many bytes a letter has that is UTF-8. */
static size_t letter_size(const char *at)
{
    size_t size = 1;
    while (((unsigned char)at[size] & 0xc0) == 0x80) {
        size++;
    }
    return size;
}

static const char *take_letter(const char *at, const char *end, const char **letter)
{
    at += *at == '\\' && at + 1 < end;
    *letter = at;
    return at + letter_size(at);
}

/* What is wrong with the class that begins here; its end. */
static const char *class_fault(const char **at, const char *end)
{
    const char *next = *at + 1;
    next += next < end && (*next == '!' || *next == '^');
    for (bool first = true; next < end && (first || *next != ']'); first = false) {
        const char *low = NULL;
        const char *high = NULL;
        next = take_letter(next, end, &low);
        if (next + 1 < end && *next == '-' && next[1] != ']') {
            next = take_letter(next + 1, end, &high);
            size_t sizes[] = {letter_size(low), letter_size(high)};
            int order = memcmp(low, high, sizes[0] < sizes[1] ? sizes[0] : sizes[1]);
            if (order > 0 || (order == 0 && sizes[0] > sizes[1])) {
                return "has a range that ends before it begins";
            }
        }
    }
    *at = next + 1;
    return next < end ? NULL : "has a [ without its ]: \\[ is the letter";
}

static const char *segment_fault(const char *at, const char *end)
{
    size_t size = (size_t)(end - at);
    if (size == 0) {
        return "has an empty segment: no two / in a row";
    }
    if ((size == 1 && *at == '.') || (size == 2 && memcmp(at, "..", 2) == 0)) {
        return "has the segment . or ..: a pattern begins at the folder itself";
    }
    const char *fault = NULL;
    while (at < end && fault == NULL) {
        if (*at == '\\' && at + 1 == end) {
            fault = "ends a segment with \\, which stands before a letter";
        } else if (*at == '[') {
            fault = class_fault(&at, end);
        } else if (*at == '{' || *at == '}') {
            fault = "has a { or }: write each as a pattern of its own, or \\{ for the letter";
        } else if (*at == '*' && at + 1 < end && at[1] == '*' && size != 2) {
            fault = "has ** beside letters; alone it is any folders, as in a/**/*.js";
        } else {
            at += *at == '\\' ? 2 : 1;
        }
    }
    return fault;
}

const char *glob_fault(const char *pattern)
{
    size_t size = strlen(pattern);
    struct utf8 state = {0};
    if (size == 0) {
        return "is empty";
    }
    if (size > MOST_BYTES) {
        return "is longer than 1,024 bytes";
    }
    if (!utf8_take(&state, pattern, size) || !utf8_is_whole(&state)) {
        return "is not UTF-8";
    }
    if (pattern[0] == '!') {
        return "begins with !, but nothing is taken back: \\! is the letter";
    }
    if (strcmp(pattern, "/") == 0) {
        return "is the folder itself: ** is all that is in it";
    }
    const char *end = pattern + size - (pattern[size - 1] == '/');
    const char *fault = NULL;
    for (const char *at = pattern + (pattern[0] == '/'); fault == NULL && at != NULL;) {
        const char *slash = memchr(at, '/', (size_t)(end - at));
        fault = segment_fault(at, slash ? slash : end);
        at = slash ? slash + 1 : NULL;
    }
    return fault;
}
