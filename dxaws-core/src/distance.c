/* SPDX-License-Identifier: MIT */
/* Edit distance with transpositions, for short names. */
#include <dxaws/extend/names.h>

#include <string.h>

enum { LONGEST = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t dxaws_name_distance(const char *left, const char *right)
{
    size_t left_size = strlen(left);
    size_t right_size = strlen(right);
    size_t rows[3][LONGEST + 1];
    if (left_size > LONGEST || right_size > LONGEST) {
        return SIZE_MAX;
    }
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
