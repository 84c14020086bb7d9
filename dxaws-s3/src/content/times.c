/* SPDX-License-Identifier: MIT */
/* Times by hand: strptime() depends on the locale. */
#include "times.h"

#include <stddef.h>
#include <string.h>
#include <time.h>

/* Where a text is read. */
struct cursor {
    const char *at;
    bool good;
};

static int digits(struct cursor *text, int count)
{
    int value = 0;
    for (int i = 0; i < count && text->good; i++) {
        text->good = *text->at >= '0' && *text->at <= '9';
        value = value * 10 + (text->good ? *text->at++ - '0' : 0);
    }
    return value;
}

static void expect(struct cursor *text, const char *word)
{
    size_t size = strlen(word);
    text->good = text->good && strncmp(text->at, word, size) == 0;
    text->at += text->good ? size : 0;
}

static int word_of(struct cursor *text, const char *words, size_t size)
{
    for (int i = 0; text->good && words[(size_t)i * size] != '\0'; i++) {
        if (strncmp(text->at, words + (size_t)i * size, size) == 0) {
            text->at += size;
            return i;
        }
    }
    text->good = false;
    return 0;
}

static void clock_time(struct cursor *text, struct tm *time)
{
    time->tm_hour = digits(text, 2);
    expect(text, ":");
    time->tm_min = digits(text, 2);
    expect(text, ":");
    time->tm_sec = digits(text, 2);
}

/* timegm() mends what is out of range, such as 30 February, so that is looked at before. */
static bool finish(const struct cursor *text, struct tm *time, int64_t fraction, int64_t *ms)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = time->tm_year + 1900;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    bool good = text->good && *text->at == '\0' && year >= 1970 && time->tm_mon >= 0 &&
                time->tm_mon < 12 && time->tm_mday >= 1 &&
                time->tm_mday <= days[time->tm_mon] - (time->tm_mon == 1 && !leap) &&
                time->tm_hour < 24 && time->tm_min < 60 && time->tm_sec <= 60;
    if (good) {
        *ms = (int64_t)timegm(time) * 1000 + fraction;
    }
    return good;
}

bool times_read_list(const char *text, int64_t *ms)
{
    struct cursor at = {text, true};
    struct tm time = {0};
    time.tm_year = digits(&at, 4) - 1900;
    expect(&at, "-");
    time.tm_mon = digits(&at, 2) - 1;
    expect(&at, "-");
    time.tm_mday = digits(&at, 2);
    expect(&at, "T");
    clock_time(&at, &time);
    int64_t fraction = 0;
    if (at.good && *at.at == '.') {
        at.at++;
        fraction = digits(&at, 3);
    }
    expect(&at, "Z");
    return finish(&at, &time, fraction, ms);
}

bool times_read_header(const char *text, int64_t *ms)
{
    struct cursor at = {text, true};
    struct tm time = {0};
    word_of(&at, "SunMonTueWedThuFriSat", 3);
    expect(&at, ", ");
    time.tm_mday = digits(&at, 2);
    expect(&at, " ");
    time.tm_mon = word_of(&at, "JanFebMarAprMayJunJulAugSepOctNovDec", 3);
    expect(&at, " ");
    time.tm_year = digits(&at, 4) - 1900;
    expect(&at, " ");
    clock_time(&at, &time);
    expect(&at, " GMT");
    return finish(&at, &time, 0, ms);
}
