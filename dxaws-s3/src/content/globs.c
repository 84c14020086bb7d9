/* SPDX-License-Identifier: MIT */
/* Patterns of names. Both levels, letters of a segment and segments of a path, go back to the last
 * star alone: what an earlier one could take instead, the last one can as well. */
#include "globs.h"

#include <stddef.h>
#include <string.h>

#include "utf8.h"

struct text {
    const char *at;
    size_t size;
};

static struct text letter_at(const char *at, const char *end)
{
    struct utf8 state = {0};
    for (size_t size = 1; size <= 4 && at + size <= end; size++) {
        if (!utf8_take(&state, at + size - 1, 1)) {
            break;
        }
        if (utf8_is_whole(&state)) {
            return (struct text){at, size};
        }
    }
    return (struct text){at, 1};
}

/* Letters of UTF-8 are in the order of their bytes. */
static int compare(struct text left, struct text right)
{
    size_t size = left.size < right.size ? left.size : right.size;
    int order = memcmp(left.at, right.at, size);
    return order ? order : (int)left.size - (int)right.size;
}

/* A letter of the pattern, which may stand behind a backslash; where it ends. */
static const char *take_letter(const char *at, const char *end, struct text *letter)
{
    at += *at == '\\' && at + 1 < end;
    *letter = letter_at(at, end);
    return at + letter->size;
}

/* The next letters of a class, one or from one to another; NULL at its end. */
static const char *take_range(const char *at, const char *end, bool first, struct text *low,
                              struct text *high)
{
    if (at >= end || (*at == ']' && !first)) {
        return NULL;
    }
    at = take_letter(at, end, low);
    *high = *low;
    return at + 1 < end && *at == '-' && at[1] != ']' ? take_letter(at + 1, end, high) : at;
}

/* Behind the [ of a class and its negation. */
static const char *class_begin(const char *at, const char *end, bool *negated)
{
    at++;
    *negated = at < end && (*at == '!' || *at == '^');
    return at + *negated;
}

static bool class_matches(const char **at, const char *end, struct text wanted)
{
    bool negated = false;
    bool found = false;
    struct text low;
    struct text high;
    const char *last = class_begin(*at, end, &negated);
    const char *next = last;
    for (bool first = true; (next = take_range(last, end, first, &low, &high)); first = false) {
        found = found || (compare(low, wanted) <= 0 && compare(wanted, high) <= 0);
        last = next;
    }
    *at = last + (last < end);
    return found != negated;
}

/* Whether the next of the pattern, but a star, is that letter; then it is passed. */
static bool letter_matches(const char **at, const char *end, struct text wanted)
{
    const char *next = *at;
    bool matches = false;
    if (next == end) {
        return false;
    }
    if (*next == '[') {
        matches = class_matches(&next, end, wanted);
    } else if (*next == '?') {
        matches = true;
        next++;
    } else {
        struct text letter;
        next = take_letter(next, end, &letter);
        matches = compare(letter, wanted) == 0;
    }
    *at = matches ? next : *at;
    return matches;
}

static bool segment_matches(struct text pattern, struct text name)
{
    const char *star = NULL; /* what stands behind the last one */
    const char *from = NULL; /* where that is tried */
    const char *at = pattern.at;
    const char *at_end = at + pattern.size;
    const char *next = name.at;
    const char *end = next + name.size;
    while (next < end) {
        struct text letter = letter_at(next, end);
        if (at < at_end && *at == '*') {
            star = ++at;
            from = next;
        } else if (letter_matches(&at, at_end, letter)) {
            next += letter.size;
        } else if (star != NULL) {
            from += letter_at(from, end).size;
            next = from;
            at = star;
        } else {
            return false;
        }
    }
    while (at < at_end && *at == '*') {
        at++;
    }
    return at == at_end;
}

/* The segment that begins at a place of a text, and the place of the next one; NULL behind the
 * last. */
static struct text segment_at(const char *at, const char *end, const char **next)
{
    const char *slash = memchr(at, '/', (size_t)(end - at));
    *next = slash ? slash + 1 : NULL;
    return (struct text){at, (size_t)((slash ? slash : end) - at)};
}

static bool is_stars(struct text segment)
{
    return segment.size == 2 && memcmp(segment.at, "**", 2) == 0;
}

static bool path_matches(struct text pattern, struct text path)
{
    const char *pattern_end = pattern.at + pattern.size;
    const char *path_end = path.at + path.size;
    const char *stars = NULL; /* what stands behind the last ones */
    const char *from = NULL;  /* where that is tried */
    const char *at = pattern.at;
    const char *place = path.at;
    while (place != NULL) {
        const char *after = NULL;
        const char *next = NULL;
        struct text wanted = at ? segment_at(at, pattern_end, &after) : (struct text){"", 0};
        struct text segment = segment_at(place, path_end, &next);
        if (at != NULL && is_stars(wanted)) {
            if (after == NULL) {
                return true;
            }
            stars = at = after;
            from = place;
        } else if (at != NULL && segment_matches(wanted, segment)) {
            at = after;
            place = next;
        } else if (stars != NULL) {
            segment_at(from, path_end, &from);
            place = from;
            at = stars;
        } else {
            return false;
        }
    }
    return at == NULL;
}

/* A pattern without the slash at its end. */
static struct text without_end(const char *pattern, bool *below)
{
    size_t size = strlen(pattern);
    *below = size > 1 && pattern[size - 1] == '/';
    return (struct text){pattern, size - *below};
}

static bool matches_whole(struct text pattern, struct text path)
{
    if (memchr(pattern.at, '/', pattern.size) != NULL) {
        bool leads = pattern.at[0] == '/';
        return path_matches((struct text){pattern.at + leads, pattern.size - leads}, path);
    }
    const char *slash = memrchr(path.at, '/', path.size);
    size_t before = slash ? (size_t)(slash - path.at) + 1 : 0;
    struct text last = {path.at + before, path.size - before};
    return is_stars(pattern) || segment_matches(pattern, last);
}

bool glob_matches(const char *pattern, const char *path)
{
    bool below = false;
    struct text whole = without_end(pattern, &below);
    if (!below) {
        return matches_whole(whole, (struct text){path, strlen(path)});
    }
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        if (matches_whole(whole, (struct text){path, (size_t)(slash - path)})) {
            return true;
        }
    }
    return false;
}

bool glob_matches_folder(const char *pattern, const char *path)
{
    bool below = false;
    struct text whole = without_end(pattern, &below);
    return matches_whole(whole, (struct text){path, strlen(path)});
}
