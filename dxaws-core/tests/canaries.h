/* SPDX-License-Identifier: MIT */
/* Secrets that are looked for in what comes out. */
#ifndef DXAWS_CORE_CANARIES_H
#define DXAWS_CORE_CANARIES_H

#include <stddef.h>

enum {
    CANARY_RUN = 12, /* so many characters of a secret reveal it */
    CANARY_SLOTS = 1 << 14
};

/* All that reveals one: runs of it, as it is, percent-encoded, or in base64 wherever it begins. All
 * zero is none. */
struct canaries {
    char runs[CANARY_SLOTS][CANARY_RUN]; /* a hash table */
    size_t count;
};

void canaries_add(struct canaries *canaries, const char *secret);
/* Where a text reveals something, or NULL. */
const char *canaries_find(const struct canaries *canaries, const char *text);

/* Encoded, for whoever would repeat it so; to be freed. @param before bytes in front. */
char *canary_percent(const char *text);
char *canary_base64(const char *text, size_t before);

#endif
