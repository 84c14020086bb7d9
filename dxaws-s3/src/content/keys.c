/* SPDX-License-Identifier: MIT */
/* What is refused by name, before the first write. */
#include "keys.h"

#include <stdbool.h>
#include <string.h>

#include "utf8.h"

enum { MOST_BYTES = 1024 };

/* What is wrong with its letters. */
static const char *letters_fault(const char *key, size_t size)
{
    struct utf8 state = {0};
    if (!utf8_take(&state, key, size) || !utf8_is_whole(&state)) {
        return "is not UTF-8";
    }
    for (const char *at = key; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            return "has a control character, which no page links to";
        }
    }
    bool has_none = strstr(key, "\xef\xbf\xbe") == NULL && strstr(key, "\xef\xbf\xbf") == NULL;
    return has_none ? NULL : "has U+FFFE or U+FFFF, which S3's answers cannot say";
}

static const char *segment_fault(const char *at, size_t size)
{
    if (size == 0) {
        return "has an empty segment: no / at its ends, and no two in a row";
    }
    bool dots = (size == 1 && at[0] == '.') || (size == 2 && at[0] == '.' && at[1] == '.');
    return dots ? "has the segment . or .., which browsers resolve" : NULL;
}

const char *content_key_fault(size_t prefix, const char *key)
{
    size_t size = strlen(key);
    if (size == 0) {
        return "is empty";
    }
    if (size > MOST_BYTES || prefix > MOST_BYTES - size) {
        return prefix ? "is longer than 1,024 bytes with its prefix" : "is longer than 1,024 bytes";
    }
    const char *fault = letters_fault(key, size);
    for (const char *at = key; fault == NULL; at++) {
        size_t segment = strcspn(at, "/");
        fault = segment_fault(at, segment);
        at += segment;
        if (*at == '\0') {
            break;
        }
    }
    if (fault == NULL && strncmp(key, CONTENT_OWN, strlen(CONTENT_OWN)) == 0) {
        fault = "is below " CONTENT_OWN ", where the index of the content lies";
    }
    return fault;
}
