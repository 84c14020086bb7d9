/* SPDX-License-Identifier: MIT */
/* Which keys an object cannot have: those that S3 does not take, that its answers cannot say, that
 * a browser never asks for, and those of the index. Pure. */
#ifndef DXAWS_S3_KEYS_H
#define DXAWS_S3_KEYS_H

#include <stddef.h>

/* Where the index lies, below the prefix. Nobody else's keys begin so. */
#define CONTENT_OWN ".dxaws/"

/* What is wrong with a key below a prefix of so many bytes, as in `"a//b" has an empty segment`;
 * NULL: nothing. */
const char *content_key_fault(size_t prefix, const char *key);

#endif
