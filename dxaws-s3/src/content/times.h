/* SPDX-License-Identifier: MIT */
/* S3's clock, which is the only one that content is compared by: as its lists spell it, and as the
 * headers Date and Last-Modified do. In milliseconds since 1970. Pure. */
#ifndef DXAWS_S3_TIMES_H
#define DXAWS_S3_TIMES_H

#include <stdbool.h>
#include <stdint.h>

/* "2009-10-12T17:50:30.000Z", with a fraction or without. */
bool times_read_list(const char *text, int64_t *ms);
/* "Sun, 06 Nov 1994 08:49:37 GMT". */
bool times_read_header(const char *text, int64_t *ms);

#endif
