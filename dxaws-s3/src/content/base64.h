/* SPDX-License-Identifier: MIT */
/* Base64 of digests, as S3's headers have checksums. Pure. */
#ifndef DXAWS_S3_BASE64_H
#define DXAWS_S3_BASE64_H

#include <stdbool.h>

#include "entries.h"

enum { BASE64_DIGEST = 45 }; /* of 32 bytes, with the NUL */

void base64_write(const unsigned char digest[CONTENT_DIGEST], char text[BASE64_DIGEST]);
/* False for what is no base64 of 32 bytes, and nothing else. */
bool base64_read(const char *text, unsigned char digest[CONTENT_DIGEST]);

#endif
