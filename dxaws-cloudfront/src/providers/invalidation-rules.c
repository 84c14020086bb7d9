/* SPDX-License-Identifier: MIT */
/* What CloudFront takes as the paths of an invalidation. Pure. */
#include "invalidation-rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

json_t *invalidation_sorted(const json_t *paths)
{
    size_t count = json_array_size(paths);
    const char **texts = calloc(count + 1, sizeof *texts);
    json_t *sorted = texts ? json_array() : NULL;
    bool whole = sorted != NULL;
    size_t kept = 0;
    for (size_t i = 0; whole && i < count; i++) {
        const char *text = json_string_value(json_array_get(paths, i));
        texts[kept] = text;
        kept += text != NULL;
    }
    if (kept > 0) {
        qsort(texts, kept, sizeof *texts, compare);
    }
    for (size_t i = 0; i < kept; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0) {
            dx_append(&whole, sorted, json_string(texts[i]));
        }
    }
    free(texts);
    return dx_whole(whole, sorted);
}

bool invalidation_is_path(const char *path)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-_.$/\"'@:+&()!,;=?";
    if (*path != '/') {
        return false;
    }
    for (; *path != '\0'; path++) {
        bool escape = *path == '%' && isxdigit((unsigned char)path[1]) != 0 &&
                      isxdigit((unsigned char)path[2]) != 0;
        bool end = *path == '*' && path[1] == '\0';
        if (!escape && !end && strchr(letters, *path) == NULL) {
            return false;
        }
    }
    return true;
}

size_t invalidation_wildcards(const json_t *paths)
{
    size_t count = 0;
    size_t index;
    json_t *path;
    json_array_foreach((json_t *)(uintptr_t)paths, index, path) {
        size_t length = json_string_length(path);
        count += length > 0 && json_string_value(path)[length - 1] == '*';
    }
    return count;
}
