/* SPDX-License-Identifier: MIT */
/* What CloudFront takes as the paths of an invalidation. Pure. */
#include "invalidation-rules.h"

#include <ctype.h>
#include <string.h>

#include <dxaws/kit/json.h>

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
