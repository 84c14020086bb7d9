/* SPDX-License-Identifier: MIT */
/* The table of well-formed byte sequences of RFC 3629. */
#include "utf8.h"

#include <stdint.h>
#include <string.h>

/* What the first byte of a letter of more than one says of those behind it; a second byte has its
 * own bounds where a letter could be written shorter, is a surrogate, or beyond U+10FFFF. */
static const struct {
    unsigned char first, last;
    struct utf8 then;
} leads[] = {
    {0xc2, 0xdf, {1, 0x80, 0xbf}}, {0xe0, 0xe0, {2, 0xa0, 0xbf}}, {0xe1, 0xec, {2, 0x80, 0xbf}},
    {0xed, 0xed, {2, 0x80, 0x9f}}, {0xee, 0xef, {2, 0x80, 0xbf}}, {0xf0, 0xf0, {3, 0x90, 0xbf}},
    {0xf1, 0xf3, {3, 0x80, 0xbf}}, {0xf4, 0xf4, {3, 0x80, 0x8f}},
};

static bool begin(struct utf8 *state, unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (byte >= leads[i].first && byte <= leads[i].last) {
            *state = leads[i].then;
            return true;
        }
    }
    return false;
}

/* Where the first byte that is not of ASCII can be, eight at a time: texts are mostly of it. */
static const unsigned char *pass_ascii(const unsigned char *at, const unsigned char *end)
{
    uint64_t eight;
    while (end - at >= (ptrdiff_t)sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) {
            break;
        }
        at += sizeof eight;
    }
    return at;
}

bool utf8_take(struct utf8 *state, const void *data, size_t size)
{
    const unsigned char *at = data;
    for (const unsigned char *end = at + size; at < end; at++) {
        if (state->missing == 0) {
            at = pass_ascii(at, end);
            if (at == end) {
                break;
            }
            if (*at >= 0x80 && !begin(state, *at)) {
                return false;
            }
            continue;
        }
        if (*at < state->low || *at > state->high) {
            return false;
        }
        *state = (struct utf8){(unsigned char)(state->missing - 1), 0x80, 0xbf};
    }
    return true;
}

bool utf8_is_whole(const struct utf8 *state)
{
    return state->missing == 0;
}
