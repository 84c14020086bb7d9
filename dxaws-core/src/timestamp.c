/* SPDX-License-Identifier: MIT */
/* ISO 8601 by hand: strptime() depends on the locale, mktime() on the time zone. */
#include "timestamp.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    unsigned of_era = (unsigned)(year - era * 400);
    unsigned of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
    unsigned day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + (int64_t)day_of_era - 719468;
}

/* Reads exactly so many digits. */
static bool digits(const char **text, int count, unsigned *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        if (**text < '0' || **text > '9') {
            return false;
        }
        *value = *value * 10 + (unsigned)(**text - '0');
    }
    return true;
}

static bool skip(const char **text, char character)
{
    if (**text != character) {
        return false;
    }
    (*text)++;
    return true;
}

static bool parse_zone(const char *text, int64_t *offset_ms)
{
    *offset_ms = 0;
    if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0 || strcmp(text, "UTC") == 0) {
        return true;
    }
    bool west = *text == '-';
    unsigned hours;
    unsigned minutes;
    if (!west && *text != '+') {
        return false;
    }
    text++;
    if (!digits(&text, 2, &hours)) {
        return false;
    }
    skip(&text, ':');
    if (!digits(&text, 2, &minutes) || *text || hours > 23 || minutes > 59) {
        return false;
    }
    *offset_ms = ((int64_t)hours * 60 + minutes) * (west ? -60000 : 60000);
    return true;
}

bool aws_timestamp_parse(const char *text, int64_t *ms)
{
    static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year, month, day, hour, minute, second;
    if (!digits(&text, 4, &year) || !skip(&text, '-') || !digits(&text, 2, &month) ||
        !skip(&text, '-') || !digits(&text, 2, &day) ||
        !(skip(&text, 'T') || skip(&text, 't') || skip(&text, ' ')) || !digits(&text, 2, &hour) ||
        !skip(&text, ':') || !digits(&text, 2, &minute) || !skip(&text, ':') ||
        !digits(&text, 2, &second)) {
        return false;
    }
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && leap ? 1 : 0)) {
        return false;
    }
    unsigned fraction_ms = 0;
    if (skip(&text, '.')) {
        unsigned scale = 100;
        const char *first = text;
        for (; *text >= '0' && *text <= '9'; text++, scale /= 10) {
            fraction_ms += (unsigned)(*text - '0') * scale;
        }
        if (text == first) {
            return false;
        }
    }
    int64_t offset_ms;
    if (!parse_zone(text, &offset_ms)) {
        return false;
    }
    int64_t seconds =
        days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    *ms = seconds * 1000 + fraction_ms - offset_ms;
    return true;
}

void aws_timestamp_format(int64_t ms, char text[AWS_TIMESTAMP_SIZE])
{
    int64_t seconds = ms / 1000 - (ms % 1000 < 0);
    const int64_t last = 253402300799; /* 9999-12-31T23:59:59Z */
    time_t when = (time_t)(seconds < 0 ? 0 : seconds > last ? last : seconds);
    struct tm time;
    gmtime_r(&when, &time);
    snprintf(text, AWS_TIMESTAMP_SIZE, "%04u-%02u-%02uT%02u:%02u:%02uZ",
             ((unsigned)time.tm_year + 1900) % 10000, ((unsigned)time.tm_mon + 1) % 100,
             (unsigned)time.tm_mday % 100, (unsigned)time.tm_hour % 100,
             (unsigned)time.tm_min % 100, (unsigned)time.tm_sec % 100);
}
