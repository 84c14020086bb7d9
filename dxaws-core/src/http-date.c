/* SPDX-License-Identifier: MIT */
/* The Date header of HTTP. */
#include "http-date.h"

#include <string.h>

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = year / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static bool number(const char *text, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *value = *value * 10 + text[i] - '0';
    }
    return true;
}

/* ".5 GMT", as a service may say it that is exact. */
static bool fraction(const char *text, int *ms)
{
    *ms = 0;
    if (*text == '.') {
        int digits = 0;
        for (int unit = 100; *++text >= '0' && *text <= '9'; unit /= 10, digits++) {
            *ms += (*text - '0') * unit;
        }
        if (!digits) {
            return false;
        }
    }
    return strcmp(text, " GMT") == 0;
}

bool aws_http_date_parse(const char *text, int64_t *ms)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (strlen(text) < 29 || memcmp(text + 3, ", ", 2) != 0 || text[7] != ' ' || text[11] != ' ' ||
        text[16] != ' ' || text[19] != ':' || text[22] != ':') {
        return false;
    }
    int month = 0;
    while (month < 12 && memcmp(months + 3 * month, text + 8, 3) != 0) {
        month++;
    }
    int day;
    int year;
    int hour;
    int minute;
    int second;
    int part_ms;
    if (month == 12 || !number(text + 5, 2, &day) || !number(text + 12, 4, &year) ||
        !number(text + 17, 2, &hour) || !number(text + 20, 2, &minute) ||
        !number(text + 23, 2, &second) || !fraction(text + 25, &part_ms) || day < 1 || day > 31 ||
        year < 1970 || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    *ms =
        (((days_from_civil(year, month + 1, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000 +
        part_ms;
    return true;
}
