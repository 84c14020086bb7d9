/* SPDX-License-Identifier: MIT */
/* Durations as people write them: "90s", "45m", "1h30m". */
#ifndef DXAWS_CLI_DURATION_H
#define DXAWS_CLI_DURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DURATION_DAY_S = 24 * 3600, DURATION_MAX_S = 7 * DURATION_DAY_S };

/* False unless @a text is one or more whole numbers, each with its unit (d, h, m, s), the larger
 * ones first, together 1 s to 7 days, or to @a most seconds. */
bool duration_parse(const char *text, int64_t *seconds);
bool duration_parse_up_to(const char *text, int64_t most, int64_t *seconds);

/* "45 s", "2.5 min", "1 h 10 min": short, for people. */
void duration_format(int64_t seconds, char *text, size_t size);

#endif
