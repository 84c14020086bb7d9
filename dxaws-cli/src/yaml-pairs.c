/* SPDX-License-Identifier: MIT */
/* Joining the surrogate pairs of JSON. In YAML only the parser knows where a scalar has escapes at
 * all, so each is joined when it stops there; in JSON all of them are, at once. */
#include "yaml-pairs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

enum { ESCAPE = 6, PAIR = 2 * ESCAPE, JOINED = 10 };

bool yaml_stopped_at_pair(const yaml_parser_t *parser)
{
    return parser->error == YAML_SCANNER_ERROR && parser->problem != NULL &&
           strcmp(parser->problem, "found invalid Unicode character escape code") == 0;
}

/* The code of "\uXXXX", or 0. */
static unsigned unit(const char *text, size_t size)
{
    char digits[5] = "";
    if (size < ESCAPE || text[0] != '\\' || text[1] != 'u') {
        return 0;
    }
    memcpy(digits, text + 2, 4);
    return strspn(digits, "0123456789abcdefABCDEF") == 4 ? (unsigned)strtoul(digits, NULL, 16) : 0;
}

/* The character of a pair, or 0. */
static unsigned pair(const char *text, size_t size)
{
    unsigned high = unit(text, size);
    unsigned low = size >= PAIR ? unit(text + ESCAPE, size - ESCAPE) : 0;
    bool is_pair = high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
    return is_pair ? 0x10000U + ((high - 0xd800) << 10) + (low - 0xdc00) : 0;
}

/* The byte of a character, counted from the beginning. */
static size_t byte_of(const char *text, size_t size, size_t character)
{
    size_t at = 0;
    while (at < size && character > 0) {
        at++;
        while (at < size && ((unsigned char)text[at] & 0xc0) == 0x80) {
            at++;
        }
        character--;
    }
    return at;
}

/* Then all that is quoted may have escapes. */
static bool is_json(const char *text, size_t size)
{
    json_t *value = json_loadb(text, size, 0, NULL);
    json_decref(value);
    return value != NULL;
}

static bool keep_place(struct yaml_pairs *pairs, struct yaml_pair place)
{
    struct yaml_pair *places = realloc(pairs->places, (pairs->count + 1) * sizeof *places);
    if (places == NULL) {
        return false;
    }
    pairs->places = places;
    places[pairs->count++] = place;
    return true;
}

bool yaml_join_pairs(struct yaml_pairs *pairs, const yaml_parser_t *parser, char *text,
                     size_t *size)
{
    const yaml_mark_t *mark = &parser->problem_mark; /* behind "\u" */
    size_t at = byte_of(text, *size, mark->index);
    struct yaml_pair place = {mark->line, mark->column - 2};
    if (mark->column < 2 || at < 2 || !pair(text + at - 2, *size - at + 2)) {
        return false;
    }
    bool all = is_json(text, *size);
    bool quoted = true;
    size_t out = at -= 2;
    while (at < *size && (all || text[at] != '"')) {
        unsigned character = quoted ? pair(text + at, *size - at) : 0;
        size_t length = quoted && text[at] == '\\' && at + 1 < *size ? 2 : 1;
        quoted ^= text[at] == '"';
        if (character != 0) {
            char joined[JOINED + 1];
            snprintf(joined, sizeof joined, "\\U%08x", character);
            if (!keep_place(pairs, place)) {
                return false;
            }
            memcpy(text + out, joined, JOINED);
            out += JOINED;
            at += PAIR;
            place.column += JOINED;
            continue;
        }
        for (; length > 0; length--) {
            bool begins = ((unsigned char)text[at] & 0xc0) != 0x80;
            place.column = text[at] == '\n' ? 0 : place.column + begins;
            place.line += text[at] == '\n';
            text[out++] = text[at++];
        }
    }
    memmove(text + out, text + at, *size - at);
    *size -= at - out;
    return true;
}

/* How many there are before a place; they are in order. */
static size_t count_before(const struct yaml_pairs *pairs, size_t line, size_t column)
{
    size_t low = 0;
    size_t high = pairs->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct yaml_pair *place = &pairs->places[middle];
        bool before = place->line < line || (place->line == line && place->column < column);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

size_t yaml_pairs_column(const struct yaml_pairs *pairs, size_t line, size_t column)
{
    size_t count = count_before(pairs, line, column) - count_before(pairs, line, 0);
    return column + count * (PAIR - JOINED);
}

void yaml_pairs_clear(struct yaml_pairs *pairs)
{
    free(pairs->places);
    *pairs = (struct yaml_pairs){0};
}
