/* SPDX-License-Identifier: MIT */
/* "Did you mean": the nearest of some names. */
#ifndef DXAWS_CLI_SUGGEST_H
#define DXAWS_CLI_SUGGEST_H

#include <stddef.h>

/* A search for the candidate nearest to @a wanted; begin with {.wanted = name}. */
struct suggestion {
    const char *wanted;
    const char *best; /* NULL as long as none is near enough */
    size_t distance;
};

void suggestion_try(struct suggestion *suggestion, const char *candidate);

#endif
