/* SPDX-License-Identifier: MIT */
/* Contexts and events: deadlines, cancelling from a signal handler, clocks, the JSON Lines sink. */
#include "testing.h"

#include <dxaws/extend/events.h>

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

START_TEST(no_context_has_no_limits)
{
    ck_ok(dxaws_context_check(NULL));
    ck_assert_int_eq(dxaws_context_remaining_ms(NULL), INT64_MAX);
    ck_assert(!dxaws_context_is_cancelled(NULL));
    ck_ok(dxaws_context_sleep_ms(NULL, 1));
    dxaws_context_cancel(NULL);
    dxaws_context_emit(NULL, "dxaws.test", "x", DXAWS_EVENT_INFO, NULL, NULL);
}
END_TEST

START_TEST(a_child_has_the_nearer_deadline)
{
    DXAWS_AUTO(dxaws_context) parent = dxaws_context_new();
    dxaws_context_set_timeout_ms(parent, 10000);
    DXAWS_AUTO(dxaws_context) shorter = dxaws_context_new_child(parent, 1000);
    DXAWS_AUTO(dxaws_context) longer = dxaws_context_new_child(parent, 100000);
    DXAWS_AUTO(dxaws_context) same = dxaws_context_new_child(parent, DXAWS_NO_TIMEOUT);
    ck_assert_int_le(dxaws_context_remaining_ms(shorter), 1000);
    ck_assert_int_le(dxaws_context_remaining_ms(longer), 10000);
    ck_assert_int_gt(dxaws_context_remaining_ms(same), 5000);
}
END_TEST

START_TEST(a_deadline_is_never_beyond_the_parents_nor_overflows)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, INT64_MAX);
    ck_ok(dxaws_context_check(context));
    ck_assert_int_eq(dxaws_context_remaining_ms(context), INT64_MAX);
    DXAWS_AUTO(dxaws_context)
    free_child = dxaws_context_new_child(NULL, dxaws_context_remaining_ms(context));
    ck_ok(dxaws_context_check(free_child));
    dxaws_context_set_timeout_ms(context, 1000);
    DXAWS_AUTO(dxaws_context) child = dxaws_context_new_child(context, 100);
    dxaws_context_set_timeout_ms(child, 100000);
    ck_assert_int_le(dxaws_context_remaining_ms(child), 1000);
    dxaws_context_set_timeout_ms(child, DXAWS_NO_TIMEOUT);
    ck_assert_int_le(dxaws_context_remaining_ms(child), 1000);
    dxaws_context_set_timeout_ms(NULL, 1); /* what dxaws_context_new() gives without memory */
    dxaws_context_set_sink(NULL, NULL);
}
END_TEST

/* As what is left of something else may be. */
START_TEST(no_time_left_is_no_time)
{
    static const int64_t timeouts[] = {0, -1, INT64_MIN};
    for (size_t i = 0; i < sizeof(timeouts) / sizeof(timeouts[0]); i++) {
        DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
        dxaws_context_set_timeout_ms(context, timeouts[i]);
        ck_error(dxaws_context_check(context), DXAWS_ERROR_TIMEOUT, "the deadline passed");
        DXAWS_AUTO(dxaws_context) child = dxaws_context_new_child(NULL, timeouts[i]);
        ck_error(dxaws_context_check(child), DXAWS_ERROR_TIMEOUT, "the deadline passed");
        dxaws_context_set_timeout_ms(context, DXAWS_NO_TIMEOUT);
        ck_ok(dxaws_context_check(context));
    }
}
END_TEST

START_TEST(another_clock_keeps_what_is_left_until_the_deadline)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 60000);
    ck_ok(dxaws_context_set_scaled_clock(context, 1, 0));
    ck_assert_int_gt(dxaws_context_remaining_ms(context), 50000);
    ck_assert_int_le(dxaws_context_remaining_ms(context), 60000);
    ck_error(dxaws_context_set_scaled_clock(NULL, 1, 0), DXAWS_ERROR_INVALID_ARGUMENT,
             "a clock needs a context");
}
END_TEST

START_TEST(a_child_is_cancelled_with_its_parent_only)
{
    DXAWS_AUTO(dxaws_context) parent = dxaws_context_new();
    DXAWS_AUTO(dxaws_context) child = dxaws_context_new_child(parent, DXAWS_NO_TIMEOUT);
    DXAWS_AUTO(dxaws_context) sibling = dxaws_context_new_child(parent, DXAWS_NO_TIMEOUT);
    dxaws_context_cancel(child);
    ck_assert(!dxaws_context_is_cancelled(parent));
    ck_assert(!dxaws_context_is_cancelled(sibling));
    dxaws_context_cancel(parent);
    ck_error(dxaws_context_check(sibling), DXAWS_ERROR_CANCELLED, "cancelled");
}
END_TEST

START_TEST(a_sleep_ends_at_the_deadline)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    /* Before the deadline is set: a busy machine may stop in between. */
    int64_t start = dxaws_context_monotonic_ms(context);
    dxaws_context_set_timeout_ms(context, 30);
    ck_error(dxaws_context_sleep_ms(context, 60000), DXAWS_ERROR_TIMEOUT, "deadline");
    int64_t slept = dxaws_context_monotonic_ms(context) - start;
    ck_assert_int_ge(slept, 30);
    ck_assert_int_lt(slept, 5000);
}
END_TEST

static dxaws_context *interrupted;

static void on_alarm(int number)
{
    (void)number;
    dxaws_context_cancel(interrupted);
}

START_TEST(a_signal_handler_ends_a_sleep)
{
    interrupted = dxaws_context_new();
    signal(SIGALRM, on_alarm);
    const struct itimerval soon = {.it_value = {.tv_usec = 20000}};
    setitimer(ITIMER_REAL, &soon, NULL);
    int64_t start = dxaws_context_monotonic_ms(NULL);
    ck_error(dxaws_context_sleep_ms(interrupted, 60000), DXAWS_ERROR_CANCELLED, "cancelled");
    ck_assert_int_lt(dxaws_context_monotonic_ms(NULL) - start, 1000);
    signal(SIGALRM, SIG_DFL);
    interrupted = dxaws_context_unref(interrupted);
}
END_TEST

START_TEST(a_scaled_clock_runs_faster)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_ok(dxaws_context_set_scaled_clock(context, 1000, 5000000));
    ck_assert_int_ge(dxaws_context_now_ms(context), 5000000);
    int64_t start = dxaws_context_monotonic_ms(NULL);
    ck_ok(dxaws_context_sleep_ms(context, 60000));
    ck_assert_int_ge(dxaws_context_now_ms(context), 5060000);
    ck_assert_int_lt(dxaws_context_monotonic_ms(NULL) - start, 5000);
    ck_error(dxaws_context_set_scaled_clock(context, 0, 0), DXAWS_ERROR_INVALID_ARGUMENT,
             "greater than 0");
}
END_TEST

START_TEST(events_are_lines_of_json_in_a_private_file)
{
    char path[] = "/tmp/dxaws-events.XXXXXX";
    close(mkstemp(path));
    unlink(path);
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new_json_lines(path, &sink));
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_assert(!dxaws_context_is_observed(context));
    dxaws_context_set_sink(context, sink);
    dxaws_context_emit(context, "dxaws.s3", "manager.plan.done", DXAWS_EVENT_WARN, "my-bucket",
                       "{\"noop\":true,\"type\":\"never\"}");
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    char text[2000] = "";
    FILE *file = fopen(path, "r");
    ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, file), 0);
    fclose(file);
    unlink(path);
    ck_assert_ptr_nonnull(strstr(text, "{\"type\":\"dxaws.stream\",\"schema\":\"dxaws.event/1\""));
    json_t *event = json_loads(strchr(text, '\n') + 1, 0, NULL);
    static const char *const members[][2] = {{"schema", "dxaws.event/1"},
                                             {"source", "dxaws.s3"},
                                             {"type", "manager.plan.done"},
                                             {"level", "warn"},
                                             {"subject", "my-bucket"}};
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        ck_assert_str_eq(json_string_value(json_object_get(event, members[i][0])), members[i][1]);
    }
    ck_assert(json_is_true(json_object_get(event, "noop")));
    ck_assert_uint_eq(json_string_length(json_object_get(event, "id")), 36);
    json_decref(event);
}
END_TEST

/* What a sink was told, and how often it was flushed. */
struct heard {
    char line[1000];
    unsigned flushed;
};

static void hear(void *self, const dxaws_event *event)
{
    struct heard *heard = self;
    snprintf(heard->line, sizeof heard->line, "%s", dxaws_event_text(event));
}

static void hear_all(void *self)
{
    struct heard *heard = self;
    heard->flushed++;
}

static dxaws_sink *hearing(struct heard *heard)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = hear, .flush = hear_all};
    dxaws_sink *sink = NULL;
    ck_ok(dxaws_sink_new(&ops, heard, &sink));
    return sink;
}

static json_t *told(struct heard *heard, dxaws_context *context)
{
    dxaws_context_emit(context, "dxaws.s3", "manager.plan.done", DXAWS_EVENT_INFO, "my-bucket",
                       "{\"noop\":true}");
    return json_loads(heard->line, 0, NULL);
}

START_TEST(events_say_what_their_context_says)
{
    struct heard heard = {.flushed = 0};
    DXAWS_AUTO(dxaws_sink) sink = hearing(&heard);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_sink(context, sink);
    ck_assert_ptr_null(dxaws_context_fields(context));
    ck_ok(dxaws_context_set_fields(context, "{\"run_id\": \"7\", \"noop\": 1, \"level\": 2}"));
    DXAWS_AUTO(dxaws_context) child = dxaws_context_new_child(context, DXAWS_NO_TIMEOUT);
    ck_ok(dxaws_context_set_fields(context, NULL)); /* the child has what it inherited */
    json_t *event = told(&heard, child);
    ck_assert_str_eq(json_string_value(json_object_get(event, "run_id")), "7");
    ck_assert(json_is_true(json_object_get(event, "noop")));
    ck_assert_str_eq(json_string_value(json_object_get(event, "level")), "info");
    json_decref(event);
    event = told(&heard, context);
    ck_assert_ptr_null(json_object_get(event, "run_id"));
    json_decref(event);
    static const char *const wrong[] = {"", "[]", "7", "{\"a\":1,\"a\":2}", "{"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_error(dxaws_context_set_fields(child, wrong[i]), DXAWS_ERROR_INVALID_ARGUMENT,
                 "must be a JSON object");
    }
    ck_assert_str_eq(dxaws_context_fields(child), "{\"run_id\":\"7\",\"noop\":1,\"level\":2}");
}
END_TEST

START_TEST(a_tee_gives_each_event_to_both)
{
    struct heard heard[2] = {{.flushed = 0}};
    DXAWS_AUTO(dxaws_sink) first = hearing(&heard[0]);
    DXAWS_AUTO(dxaws_sink) second = hearing(&heard[1]);
    DXAWS_AUTO(dxaws_sink) tee = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_error(dxaws_sink_new_tee(first, NULL, &tee), DXAWS_ERROR_INVALID_ARGUMENT, "two sinks");
    ck_ok(dxaws_sink_new_tee(first, second, &tee));
    dxaws_context_set_sink(context, tee);
    json_decref(told(&heard[0], context));
    ck_assert_str_eq(heard[0].line, heard[1].line);
    dxaws_sink_flush(tee);
    dxaws_sink_flush(first);
    dxaws_sink_flush(NULL);
    ck_assert_uint_eq(heard[0].flushed, 2);
    ck_assert_uint_eq(heard[1].flushed, 1);
}
END_TEST

START_TEST(an_events_file_that_cannot_be_made_is_named)
{
    dxaws_sink *sink = NULL;
    ck_error(dxaws_sink_new_json_lines("/dev/null/absent/e", &sink), DXAWS_ERROR_INVALID_ARGUMENT,
             "\"/dev/null/absent/e\"");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("context");
    tcase_add_test(cases, no_context_has_no_limits);
    tcase_add_test(cases, a_child_has_the_nearer_deadline);
    tcase_add_test(cases, a_deadline_is_never_beyond_the_parents_nor_overflows);
    tcase_add_test(cases, no_time_left_is_no_time);
    tcase_add_test(cases, another_clock_keeps_what_is_left_until_the_deadline);
    tcase_add_test(cases, a_child_is_cancelled_with_its_parent_only);
    tcase_add_test(cases, a_sleep_ends_at_the_deadline);
    tcase_add_test(cases, a_signal_handler_ends_a_sleep);
    tcase_add_test(cases, a_scaled_clock_runs_faster);
    tcase_add_test(cases, events_are_lines_of_json_in_a_private_file);
    tcase_add_test(cases, events_say_what_their_context_says);
    tcase_add_test(cases, a_tee_gives_each_event_to_both);
    tcase_add_test(cases, an_events_file_that_cannot_be_made_is_named);
    Suite *suite = suite_create("context");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
