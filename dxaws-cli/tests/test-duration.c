/* SPDX-License-Identifier: MIT */
/* Durations. */
#include "duration.h"

#include <stdlib.h>

#include <dxaws/kit/check.h>

static const struct {
    const char *text;
    int64_t seconds; /* 0: refused */
} readings[] = {
    {"90s", 90},         {"45m", 2700},
    {"1h", 3600},        {"1h30m", 5400},
    {"1d", 86400},       {"7d", 604800},
    {"1d2h3m4s", 93784}, {"", 0},
    {"90", 0},           {"s", 0},
    {"0s", 0},           {"-5s", 0},
    {"5 s", 0},          {"1m1h", 0},
    {"1s1s", 0},         {"8d", 0},
    {"7d1s", 0},         {"99999999999999999999s", 0},
    {"1.5h", 0},         {"5x", 0},
    {"5s ", 0},
};

START_TEST(reads_and_refuses_durations)
{
    int64_t seconds = 0;
    bool good = duration_parse(readings[_i].text, &seconds);
    ck_assert_msg(good == (readings[_i].seconds != 0), "%s", readings[_i].text);
    ck_assert_int_eq(seconds, readings[_i].seconds);
}
END_TEST

static const struct {
    int64_t seconds;
    const char *text;
} writings[] = {
    {0, "0 s"},       {-4, "0 s"},         {89, "89 s"},         {90, "1.5 min"},
    {150, "2.5 min"}, {180, "3 min"},      {599, "9.9 min"},     {2700, "45 min"},
    {725, "12 min"},  {3600, "1 h 0 min"}, {5400, "1 h 30 min"},
};

START_TEST(writes_durations_for_people)
{
    char text[32];
    duration_format(writings[_i].seconds, text, sizeof text);
    ck_assert_str_eq(text, writings[_i].text);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, reads_and_refuses_durations, 0,
                        sizeof readings / sizeof readings[0]);
    tcase_add_loop_test(tests, writes_durations_for_people, 0,
                        sizeof writings / sizeof writings[0]);
    return run_suite("duration", tests);
}
