/* SPDX-License-Identifier: MIT */
/* Texts in quotation marks, as values hold them: read in any spelling, written in one. */
#ifndef DXAWS_DNS_QUOTED_H
#define DXAWS_DNS_QUOTED_H

#include <stdbool.h>
#include <stddef.h>

enum { DNS_LONGEST_PIECE = 255 };

/* What is being written; big enough from the start. */
struct quoted {
    char *text;
    size_t size;
    size_t piece_bytes;
};

/* Room for whatever @a text becomes; released with free(quoted->text). False without memory. */
bool quoted_init(struct quoted *quoted, const char *text);

/* Rewrites the text in quotation marks that @a text begins with: what follows it, or NULL with
 * *why set, as for one of more than @a longest bytes. */
const char *quoted_take(struct quoted *quoted, const char *text, size_t longest, const char **why);

/* Puts @a size bytes into quotation marks, cut into pieces of at most @a longest. */
void quoted_put(struct quoted *quoted, const char *text, size_t size, size_t longest);

#endif
