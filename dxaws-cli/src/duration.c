/* SPDX-License-Identifier: MIT */
/* Durations as people write them. */
#include "duration.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool duration_parse(const char *text, int64_t *seconds)
{
    return duration_parse_up_to(text, DURATION_MAX_S, seconds);
}

bool duration_parse_up_to(const char *text, int64_t most, int64_t *seconds)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};
    enum { UNITS = sizeof units / sizeof units[0] };
    int64_t total = 0;
    size_t next = 0; /* the largest unit that may still come */
    if (*text == '\0') {
        return false;
    }
    while (*text != '\0') {
        int64_t number = 0;
        if (!isdigit((unsigned char)*text)) {
            return false;
        }
        for (; isdigit((unsigned char)*text); text++) {
            number = number * 10 + (*text - '0');
            if (number > most) {
                return false;
            }
        }
        while (next < UNITS && units[next].letter != *text) {
            next++;
        }
        if (next == UNITS) {
            return false;
        }
        total += number * units[next].seconds;
        if (total > most) {
            return false;
        }
        next++;
        text++;
    }
    if (total < 1) {
        return false;
    }
    *seconds = total;
    return true;
}

void duration_format(int64_t seconds, char *text, size_t size)
{
    long long whole = seconds > 0 ? (long long)seconds : 0;
    if (whole < 90) {
        snprintf(text, size, "%lld s", whole);
    } else if (whole < 3600 && whole % 60 == 0) {
        snprintf(text, size, "%lld min", whole / 60);
    } else if (whole < 600) {
        snprintf(text, size, "%lld.%lld min", whole / 60, whole % 60 / 6);
    } else if (whole < 3600) {
        snprintf(text, size, "%lld min", (whole + 30) / 60);
    } else {
        snprintf(text, size, "%lld h %lld min", whole / 3600, whole % 3600 / 60);
    }
}
