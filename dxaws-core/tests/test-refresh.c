/* SPDX-License-Identifier: MIT */
/* When credentials are renewed, and what happens when they cannot be. */
#include "refresh-situation.h"
#include "table.h"

/* ---- windows ---- */

static struct tables windows;

/* rule 31: how early, as a table of lifetimes and what is left of them */
START_TEST(need_depends_on_lifetime_and_what_is_left)
{
    static const char *const names[] = {[AWS_NEED_NOTHING] = "nothing",
                                        [AWS_NEED_ADVISED] = "advised",
                                        [AWS_NEED_MANDATORY] = "mandatory"};
    const json_t *row = tables_row(&windows, (size_t)_i);
    int64_t lifetime_s = json_integer_value(json_object_get(row, "lifetime_s"));
    int64_t left_s = json_integer_value(json_object_get(row, "left_s"));
    const int64_t begin_ms = BEGIN_MS;
    int64_t end_ms = begin_ms + lifetime_s * 1000;
    enum aws_need need = aws_refresh_need(begin_ms, end_ms, end_ms - left_s * 1000);
    ck_assert_msg(strcmp(names[need], json_string_value(json_object_get(row, "need"))) == 0,
                  "lifetime %lld s, %lld s left: %s", (long long)lifetime_s, (long long)left_s,
                  names[need]);
}
END_TEST

START_TEST(what_never_expires_is_never_renewed)
{
    ck_assert_int_eq(aws_refresh_need(0, INT64_MAX, INT64_MAX - 1), AWS_NEED_NOTHING);
}
END_TEST

/* ---- what comes of asking ---- */

/* rule 31: kept until the window, renewed in it */
START_TEST(renewed_in_the_window)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.now_ms += 45 * MINUTE_MS;
    expect(&s, "KEY1", 1);
    s.source.now_ms += 1;
    expect(&s, "KEY2", 2);
    expect(&s, "KEY2", 2);
    end(&s);
}
END_TEST

/* rule 31: the old ones are used on, even expired, and the source is left alone for a while */
START_TEST(source_that_is_away_is_borne)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    s.source.now_ms += 61 * MINUTE_MS;
    expect(&s, "KEY1", 2);
    s.source.now_ms += 450000 - 1; /* 300 to 600 s; by a half of the jitter */
    expect(&s, "KEY1", 2);
    s.source.now_ms += 1;
    expect(&s, "KEY1", 3);
    s.source.fails = 0;
    s.source.now_ms += 450000;
    expect(&s, "KEY4", 4);
    end(&s);
}
END_TEST

/* rule 31: but not those of a process or another source of the program's own */
START_TEST(unstable_source_must_answer_once_they_have_expired)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, false);
    expect(&s, "KEY1", 1);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    s.source.now_ms += 50 * MINUTE_MS;
    expect(&s, "KEY1", 2); /* only advised */
    s.source.now_ms += 11 * MINUTE_MS;
    expect(&s, "the source is told to fail", 3);
    end(&s);
}
END_TEST

/* rule 31: an error that does not pass is told, and kept for a few seconds */
START_TEST(final_error_is_kept_for_a_while)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    s.source.fails = DXAWS_ERROR_PERMISSION;
    expect(&s, "the source is told to fail", 1);
    expect(&s, "the source is told to fail", 1);
    s.source.now_ms += 3000; /* 1 to 5 s; by a half of the jitter */
    expect(&s, "the source is told to fail", 2);
    s.source.fails = 0;
    s.source.now_ms += 3000;
    expect(&s, "KEY3", 3);
    s.source.fails = DXAWS_ERROR_PERMISSION;
    s.source.now_ms += 60 * MINUTE_MS;
    expect(&s, "the source is told to fail", 4);
    end(&s);
}
END_TEST

/* rule 31: without any, an error that may pass is raised, and the next caller tries again */
START_TEST(passing_error_without_credentials_is_not_kept)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    expect(&s, "the source is told to fail", 1);
    expect(&s, "the source is told to fail", 2);
    end(&s);
}
END_TEST

/* rule 31: an answer that has already expired is a failure */
START_TEST(expired_answer_is_a_failure)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.lifetime_ms = 0;
    s.source.now_ms += 61 * MINUTE_MS;
    expect(&s, "KEY1", 2);
    end(&s);
}
END_TEST

/* rule 31: what a service refuses is renewed at once, once */
START_TEST(refused_credentials_are_renewed)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    struct aws_credentials *credentials = obtain(&s);
    ck_assert(aws_refresh_refuse(&s.refresh, s.context, 0, credentials));
    expect(&s, "KEY2", 2);
    ck_assert(
        aws_refresh_refuse(&s.refresh, s.context, 0, credentials)); /* the old ones: already done */
    expect(&s, "KEY2", 2);
    aws_credentials_unref(credentials);
    end(&s);
}
END_TEST

/* rule 31: a source whose credentials last less than a minute is asked once a second, not by each
 * call */
START_TEST(what_hardly_lasts_is_fetched_once_a_second)
{
    struct situation s;
    begin(&s, 30000, true);
    expect(&s, "KEY1", 1);
    for (int i = 0; i < 99; i++) {
        s.source.now_ms += 10;
        expect(&s, "KEY1", 1);
    }
    s.source.now_ms += 10;
    expect(&s, "KEY2", 2);
    s.source.lifetime_ms = 500; /* never used when they have expired */
    s.source.now_ms += 1000;
    expect(&s, "KEY3", 3);
    s.source.now_ms += 500;
    expect(&s, "KEY4", 4);
    end(&s);
}
END_TEST

/* rule 31: times are compared with the services' clock */
START_TEST(skew_counts)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    struct aws_credentials *credentials = NULL;
    ck_ok(aws_refresh_get(&s.refresh, s.context, 50 * MINUTE_MS, &credentials));
    ck_assert_str_eq(aws_credentials_access_key_id(credentials), "KEY2");
    aws_credentials_unref(credentials);
    end(&s);
}
END_TEST

int main(void)
{
    tables_open(&windows, "refresh-windows*.json", "name:s lifetime_s:i! left_s:i! need:s!");
    Suite *suite = suite_create("refresh");
    TCase *tests = tcase_create("refresh");
    tcase_add_loop_test(tests, need_depends_on_lifetime_and_what_is_left, 0, (int)windows.rows);
    tcase_add_test(tests, what_never_expires_is_never_renewed);
    tcase_add_test(tests, renewed_in_the_window);
    tcase_add_test(tests, source_that_is_away_is_borne);
    tcase_add_test(tests, unstable_source_must_answer_once_they_have_expired);
    tcase_add_test(tests, final_error_is_kept_for_a_while);
    tcase_add_test(tests, passing_error_without_credentials_is_not_kept);
    tcase_add_test(tests, expired_answer_is_a_failure);
    tcase_add_test(tests, refused_credentials_are_renewed);
    tcase_add_test(tests, what_hardly_lasts_is_fetched_once_a_second);
    tcase_add_test(tests, skew_counts);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&windows);
    return result;
}
