/* SPDX-License-Identifier: MIT */
/* DXAWS_EVENTS, which a process looks at once, so that each case is one; and what is deprecated. */
#include "testing.h"

#include <dxaws/extend/events.h>

#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/dxaws-events.XXXXXX";
static char path[64];

static void set_up(void)
{
    strcpy(folder + sizeof(folder) - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/events", folder);
}

static void tear_down(void)
{
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0);
}

/* What the child says: 0 when all was well. */
static int in_a_process(const char *events, int (*run)(void))
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        if (setenv("DXAWS_EVENTS", events, 1) != 0) {
            _exit(100);
        }
        _exit(run());
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* The events of a file, its first lines left out. */
static json_t *events_of(const char *where, size_t *streams)
{
    json_t *events = json_array();
    char line[2000];
    FILE *file = fopen(where, "r");
    ck_assert_ptr_nonnull(file);
    *streams = 0;
    while (fgets(line, sizeof(line), file)) {
        json_t *event = json_loads(line, 0, NULL);
        ck_assert_msg(json_is_object(event), "no object: %s", line);
        if (strcmp(json_string_value(json_object_get(event, "type")), "dxaws.stream") == 0) {
            (*streams)++;
            json_decref(event);
        } else {
            json_array_append_new(events, event);
        }
    }
    fclose(file);
    return events;
}

static const char *member(const json_t *events, size_t index, const char *name)
{
    const char *text = json_string_value(json_object_get(json_array_get(events, index), name));
    return text ? text : "";
}

/* ---- the file ---- */

static char own_line[2000];

static void remember(void *self, const dxaws_event *event)
{
    (void)self;
    snprintf(own_line, sizeof(own_line), "%s", dxaws_event_text(event));
}

static int emit_with_and_without_a_context(void)
{
    static const dxaws_sink_ops ops = {.size = sizeof(ops), .emit = remember};
    dxaws_context *context = dxaws_context_new();
    dxaws_sink *sink = NULL;
    bool observed = dxaws_context_is_observed(NULL) && dxaws_context_is_observed(context);
    dxaws_context_emit(NULL, "dxaws.test", "first", DXAWS_EVENT_INFO, NULL, NULL);
    if (dxaws_sink_new(&ops, NULL, &sink)) {
        return 2;
    }
    dxaws_context_set_sink(context, sink);
    dxaws_context_emit(context, "dxaws.test", "second", DXAWS_EVENT_INFO, "s", "{\"n\":1}");
    dxaws_sink_unref(sink);
    dxaws_context_unref(context);
    FILE *file = fopen(path, "a"); /* the event in both sinks is one, with one id */
    if (!file || fprintf(file, "%s\n", own_line) < 0 || fclose(file) != 0) {
        return 3;
    }
    return observed ? 0 : 1;
}

START_TEST(events_of_every_context_and_of_none_are_appended)
{
    struct stat about;
    size_t streams = 0;
    ck_assert_int_eq(in_a_process(path, emit_with_and_without_a_context), 0);
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    json_t *events = events_of(path, &streams);
    ck_assert_uint_eq(json_array_size(events), 3);
    ck_assert_uint_eq(streams, 1);
    ck_assert_str_eq(member(events, 0, "type"), "first");
    ck_assert_str_eq(member(events, 1, "type"), "second");
    ck_assert(json_equal(json_array_get(events, 1), json_array_get(events, 2)));
    json_decref(events);
    ck_assert_int_eq(in_a_process(path, emit_with_and_without_a_context), 0);
    events = events_of(path, &streams);
    ck_assert_uint_eq(json_array_size(events), 6);
    ck_assert_uint_eq(streams, 2);
    json_decref(events);
}
END_TEST

/* 0 when the report says what is wrong with the file, and nothing else notices. */
static int use_without_events(void)
{
    dxaws_session *session = NULL;
    dxaws_settings_report *report = NULL;
    dxaws_context_emit(NULL, "dxaws.test", "x", DXAWS_EVENT_INFO, NULL, NULL);
    if (dxaws_context_is_observed(NULL) || dxaws_session_new(NULL, &session) ||
        dxaws_session_get_settings_report(session, NULL, &report)) {
        return 2;
    }
    int found = 1;
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(report, i);
        const dxaws_error *problem = dxaws_setting_problem(setting);
        if (strcmp(dxaws_setting_name(setting), "events") == 0 &&
            strcmp(dxaws_setting_source(setting), "DXAWS_EVENTS") == 0 && problem &&
            strstr(dxaws_error_message(problem), "DXAWS_EVENTS: events cannot be written to \"/")) {
            found = 0;
        }
    }
    dxaws_settings_report_free(report);
    dxaws_session_unref(session);
    return found;
}

START_TEST(file_that_cannot_be_written_fails_nothing_and_is_reported)
{
    ck_assert_int_eq(in_a_process("/dev/null/absent/folder/events", use_without_events), 0);
}
END_TEST

static int is_silent(void)
{
    return dxaws_context_is_observed(NULL) ? 1 : 0;
}

START_TEST(blank_is_as_good_as_unset)
{
    ck_assert_int_eq(in_a_process("", is_silent), 0);
    ck_assert_int_eq(in_a_process(" ", is_silent), 0);
}
END_TEST

/* ---- what is deprecated ---- */

static const dxaws_deprecation old_word = {
    .size = sizeof(old_word), .name = "cdn.http", .since = "1.2", .use = "cdn.http_version"};

static int use_what_is_deprecated(void)
{
    dxaws_context *context = dxaws_context_new();
    dxaws_context *child = dxaws_context_new_child(context, DXAWS_NO_TIMEOUT);
    dxaws_context *other = dxaws_context_new();
    dxaws_context_tell_deprecated(child, "dxaws.test", "site", &old_word);
    dxaws_context_tell_deprecated(context, "dxaws.test", "site", &old_word);
    dxaws_context_tell_deprecated(context, "dxaws.other", "site", &old_word);
    dxaws_context_tell_deprecated(other, "dxaws.test", "site", &old_word);
    dxaws_context_unref(child);
    dxaws_context_unref(context);
    dxaws_context_unref(other);
    return 0;
}

START_TEST(deprecation_is_told_once_a_run)
{
    size_t streams;
    ck_assert_int_eq(in_a_process(path, use_what_is_deprecated), 0);
    json_t *events = events_of(path, &streams);
    ck_assert_uint_eq(json_array_size(events), 3);
    ck_assert_str_eq(member(events, 0, "type"), "deprecated.used");
    ck_assert_str_eq(member(events, 0, "level"), "warn");
    ck_assert_str_eq(member(events, 0, "subject"), "site");
    ck_assert_str_eq(member(events, 0, "name"), "cdn.http");
    ck_assert_str_eq(member(events, 0, "since"), "1.2");
    ck_assert_str_eq(member(events, 0, "use"), "cdn.http_version");
    ck_assert_str_eq(member(events, 1, "source"), "dxaws.other");
    ck_assert_str_eq(member(events, 2, "source"), "dxaws.test");
    json_decref(events);
}
END_TEST

static unsigned heard;

static void count(void *self, const dxaws_event *event)
{
    (void)self;
    (void)event;
    heard++;
}

/* Nobody heard it the first time. */
START_TEST(deprecation_is_told_to_who_comes_later)
{
    static const dxaws_sink_ops ops = {.size = sizeof(ops), .emit = count};
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new(&ops, NULL, &sink));
    dxaws_context_tell_deprecated(NULL, "dxaws.test", "site", &old_word);
    dxaws_context_tell_deprecated(context, "dxaws.test", "site", &old_word);
    dxaws_context_set_sink(context, sink);
    dxaws_context_tell_deprecated(context, "dxaws.test", "site", &old_word);
    dxaws_context_tell_deprecated(context, "dxaws.test", "site", &old_word);
    ck_assert_uint_eq(heard, 1);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("events file");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, events_of_every_context_and_of_none_are_appended);
    tcase_add_test(cases, file_that_cannot_be_written_fails_nothing_and_is_reported);
    tcase_add_test(cases, blank_is_as_good_as_unset);
    tcase_add_test(cases, deprecation_is_told_once_a_run);
    tcase_add_test(cases, deprecation_is_told_to_who_comes_later);
    Suite *suite = suite_create("events file");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
