/* SPDX-License-Identifier: MIT */
/* The order of lists. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/* A key has one number a character, labels from the right, each ended by the separator. */
enum { SEPARATOR = 1, FIRST_BYTE = 2, ESCAPED = 0x400, PLACE = 0x3ff };

const char *dns_name_parent(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot != NULL && dot[1] != '\0' ? dot + 1 : NULL;
}

/* Appends a label; what follows the key so far. */
static uint16_t *put_label(uint16_t *out, const char *label, const char *end)
{
    while (label < end) {
        unsigned char byte = (unsigned char)*label;
        if (byte == '\\') {
            byte = (unsigned char)((label[1] - '0') * 64 + (label[2] - '0') * 8 + (label[3] - '0'));
            label += 4;
            *out++ = (uint16_t)((FIRST_BYTE + byte) | ESCAPED);
        } else {
            label++;
            *out++ = (uint16_t)((FIRST_BYTE + byte) | (byte == '*' ? ESCAPED : 0));
        }
    }
    *out++ = SEPARATOR;
    return out;
}

uint16_t *dns_order_key(const char *name)
{
    size_t length = strlen(name);
    uint16_t *key = malloc((length + 2) * sizeof *key);
    uint16_t *out = key;
    const char *end = name + length - (length > 0 && name[length - 1] == '.');
    while (key != NULL && end > name) {
        const char *start = end;
        while (start > name && start[-1] != '.') {
            start--;
        }
        out = put_label(out, start, end);
        end = start > name ? start - 1 : name;
    }
    if (key != NULL) {
        *out = 0;
    }
    return key;
}

/* Goes on to where they differ. */
static void skip_common(const uint16_t **left, const uint16_t **right)
{
    while (**left == **right && **left != 0) {
        ++*left;
        ++*right;
    }
}

int dns_order_compare(const uint16_t *left, const uint16_t *right)
{
    skip_common(&left, &right);
    return (*left & PLACE) - (*right & PLACE);
}

/* The places at which a number may stand: a separator as such or as a dot, an escaped character as
 * itself or as a backslash. */
static void places_of(uint16_t unit, uint16_t *first, uint16_t *last)
{
    uint16_t other = unit == SEPARATOR ? FIRST_BYTE + '.'
                     : unit & ESCAPED  ? FIRST_BYTE + '\\'
                                       : unit;
    uint16_t own = unit & PLACE;
    *first = own < other ? own : other;
    *last = own < other ? other : own;
}

bool dns_order_is_before(const uint16_t *left, const uint16_t *right)
{
    skip_common(&left, &right);
    if (*left & *right & ESCAPED) {
        return *left < *right;
    }
    uint16_t left_first, left_last, right_first, right_last;
    places_of(*left, &left_first, &left_last);
    places_of(*right, &right_first, &right_last);
    return left_last < right_first;
}
