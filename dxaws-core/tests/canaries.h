/* SPDX-License-Identifier: MIT */
/* Secrets that are looked for in what comes out. */
#ifndef DXAWS_CORE_CANARIES_H
#define DXAWS_CORE_CANARIES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text has twelve characters in a row of a secret: as they are, percent-encoded, or in
 * base64 wherever it begins. */
bool canary_revealed(const char *text, const char *secret);

/* Encoded, for whoever would repeat it so; to be freed. @param before bytes in front. */
char *canary_percent(const char *text);
char *canary_base64(const char *text, size_t before);

#endif
