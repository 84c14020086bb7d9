/* SPDX-License-Identifier: MIT */
/* Any pattern, and any path behind it on the next line: refused or matched as it is written down,
 * which is here tried in every way. */
#include <dxaws/kit/fuzz-main.h>

#include "content/globs.h"

enum { LONGEST = 24 }; /* trying every way takes time */

static size_t letter(const char *at)
{
    static const unsigned char lows[] = {0, 0x80, 0xa0, 0x80, 0x90, 0x80};
    const unsigned char *from = (const unsigned char *)at;
    size_t size = from[0] < 0xc2   ? 1
                  : from[0] < 0xe0 ? 2
                  : from[0] < 0xf0 ? 3
                  : from[0] < 0xf5 ? 4
                                   : 1;
    for (size_t i = 1; i < size; i++) {
        if ((from[i] & 0xc0) != 0x80) {
            return 1;
        }
    }
    bool second = (from[0] == 0xe0 && from[1] < lows[2]) || (from[0] == 0xed && from[1] >= 0xa0) ||
                  (from[0] == 0xf0 && from[1] < lows[4]) || (from[0] == 0xf4 && from[1] >= 0x90);
    return second ? 1 : size;
}

/* A letter as a number whose order is that of the letters. */
static uint64_t value(const char *at)
{
    uint64_t all = 0;
    size_t size = letter(at);
    for (size_t i = 0; i < 4; i++) {
        all = all << 8 | (i < size ? (unsigned char)at[i] : 0);
    }
    return all;
}

static bool in_class(const char **pattern, uint64_t wanted)
{
    const char *at = *pattern + 1;
    bool negated = *at == '!' || *at == '^';
    bool found = false;
    at += negated;
    for (bool first = true; first || *at != ']'; first = false) {
        at += *at == '\\';
        uint64_t low = value(at);
        uint64_t high = low;
        at += letter(at);
        if (*at == '-' && at[1] != ']') {
            at += 1 + (at[1] == '\\');
            high = value(at);
            at += letter(at);
        }
        found = found || (low <= wanted && wanted <= high);
    }
    *pattern = at + 1;
    return found != negated;
}

/* Whether all of the pattern is of all of the path; `begins`: a segment does here. */
static bool is_of(const char *pattern, const char *path, bool begins)
{
    if (begins && strncmp(pattern, "**", 2) == 0 && (pattern[2] == '/' || pattern[2] == '\0')) {
        if (pattern[2] == '\0') {
            return true;
        }
        const char *slash = strchr(path, '/');
        return is_of(pattern + 3, path, true) || (slash && is_of(pattern, slash + 1, true));
    }
    if (*pattern == '\0') {
        return *path == '\0';
    }
    if (*pattern == '*') {
        return is_of(pattern + 1, path, false) ||
               (*path != '\0' && *path != '/' && is_of(pattern, path + letter(path), false));
    }
    if (*pattern == '/') {
        return *path == '/' && is_of(pattern + 1, path + 1, true);
    }
    if (*path == '\0' || *path == '/') {
        return false;
    }
    const char *next = pattern;
    bool matches = true;
    if (*pattern == '[') {
        matches = in_class(&next, value(path));
    } else if (*pattern == '?') {
        next++;
    } else {
        next += *next == '\\';
        matches = value(next) == value(path);
        next += letter(next);
    }
    return matches && is_of(next, path + letter(path), false);
}

static bool expected_folder(const char *pattern, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (strchr(pattern, '/') == NULL) {
        return is_of(pattern, slash ? slash + 1 : path, true);
    }
    return is_of(pattern + (*pattern == '/'), path, true);
}

static bool expected(const char *pattern, char *path)
{
    size_t size = strlen(pattern);
    if (pattern[size - 1] != '/') {
        return expected_folder(pattern, path);
    }
    char *folder = strndup(pattern, size - 1);
    bool matches = false;
    dx_fuzz_require(folder != NULL);
    for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        matches = matches || expected_folder(folder, path);
        *slash = '/';
    }
    free(folder);
    return matches;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *pattern = dx_fuzz_text(data, size);
    char *path = strchr(pattern, '\n');
    if (path != NULL) {
        *path++ = '\0';
        size_t length = strlen(path);
        const char *fault = glob_fault(pattern);
        bool is_path = length > 0 && path[0] != '/' && path[length - 1] != '/';
        if (is_path && fault == NULL) {
            bool matches = glob_matches(pattern, path);
            if (length <= LONGEST && strlen(pattern) <= LONGEST) {
                dx_fuzz_require(matches == expected(pattern, path));
            }
        }
    }
    free(pattern);
    return 0;
}
