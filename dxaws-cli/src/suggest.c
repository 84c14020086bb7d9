/* SPDX-License-Identifier: MIT */
/* Edit distance with transpositions, for short names. */
#include "suggest.h"

#include <string.h>

enum { NAME_MAX_LENGTH = 40 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

static size_t distance(const char *left, size_t left_size, const char *right, size_t right_size)
{
    size_t rows[3][NAME_MAX_LENGTH + 1];
    for (size_t j = 0; j <= right_size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= left_size; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        now[0] = i;
        for (size_t j = 1; j <= right_size; j++) {
            size_t change = before[j - 1] + (left[i - 1] != right[j - 1]);
            now[j] = smallest(before[j] + 1, now[j - 1] + 1, change);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                size_t swapped = rows[(i + 1) % 3][j - 2] + 1;
                now[j] = swapped < now[j] ? swapped : now[j];
            }
        }
    }
    return rows[left_size % 3][right_size];
}

void suggestion_try(struct suggestion *suggestion, const char *candidate)
{
    size_t wanted_size = strlen(suggestion->wanted);
    size_t size = strlen(candidate);
    if (wanted_size > NAME_MAX_LENGTH || size > NAME_MAX_LENGTH) {
        return;
    }
    size_t far = distance(suggestion->wanted, wanted_size, candidate, size);
    size_t limit = size < 5 ? 1 : size / 3; /* a name that shares little is no help */
    if (far <= limit && (suggestion->best == NULL || far < suggestion->distance)) {
        suggestion->best = candidate;
        suggestion->distance = far;
    }
}
