/* SPDX-License-Identifier: MIT */
/* Media types by name. Compiled in, and the same on every machine: the tables of machines disagree
 * (freedesktop.org's, media-types' and Python's in 17 of 37 extensions of real sites), and two that
 * publish the same folder would change its headers to and fro for ever. Pure. */
#ifndef DXAWS_S3_MEDIA_TYPES_H
#define DXAWS_S3_MEDIA_TYPES_H

#include <stdbool.h>

/* What is sent for a name that the table does not have. */
#define CONTENT_UNKNOWN_TYPE "application/octet-stream"

enum { CONTENT_TYPE_SIZE = 128 };

/* The type of a key, by the extension of its last segment; NULL when that is not in the table. */
const char *content_media_type(const char *key);

/* Content-Type as it is sent: a text that is UTF-8 says so. What is no UTF-8 says nothing, and the
 * browser looks into it. */
void content_type_header(const char *key, bool is_utf8, char header[CONTENT_TYPE_SIZE]);

#endif
