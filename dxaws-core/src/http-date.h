/* SPDX-License-Identifier: MIT */
/* The Date header of HTTP, read without regard to locale or time zone. */
#ifndef DXAWS_CORE_HTTP_DATE_H
#define DXAWS_CORE_HTTP_DATE_H

#include <dxaws/base.h>

/* "Sun, 06 Nov 1994 08:49:37 GMT" as milliseconds since 1970; false when it is anything else. */
bool aws_http_date_parse(const char *text, int64_t *ms);

#endif
