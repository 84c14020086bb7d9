/* SPDX-License-Identifier: MIT */
/* Points in time as text: ISO 8601, read without regard to locale or time zone. */
#ifndef DXAWS_CORE_TIMESTAMP_H
#define DXAWS_CORE_TIMESTAMP_H

#include <dxaws/base.h>

#define AWS_TIMESTAMP_SIZE 24

/* "2026-05-23T18:31:31.25+02:00" as milliseconds since 1970; a fraction is optional, the zone is
 * "Z", "UTC" (which old sign-on caches have) or an offset. False when it is anything else. */
bool aws_timestamp_parse(const char *text, int64_t *ms);
/* "2026-05-23T18:31:31Z". */
void aws_timestamp_format(int64_t ms, char text[AWS_TIMESTAMP_SIZE]);

#endif
