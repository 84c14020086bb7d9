/* SPDX-License-Identifier: MIT */
/* Whether bytes are UTF-8, as RFC 3629 has it, in pieces of any size. Pure. */
#ifndef DXAWS_S3_UTF8_H
#define DXAWS_S3_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* How far a letter is: {0} at the beginning. */
struct utf8 {
    unsigned char missing;   /* bytes of the letter still to come */
    unsigned char low, high; /* what the next of them may be */
};

/* False from the first piece on that is none. */
bool utf8_take(struct utf8 *state, const void *data, size_t size);
/* Whether a text may end here. */
bool utf8_is_whole(const struct utf8 *state);

#endif
