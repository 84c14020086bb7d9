/* SPDX-License-Identifier: MIT */
/* Dry-run, recording and replay on a toy. */
#include <stdio.h>
#include <unistd.h>

#include "toy.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

static struct toy toy;
static dxaws_provider *provider;
static dxaws_context *context;
static char path[] = "/tmp/dxaws-kit-recording.XXXXXX";

static void set_up(void)
{
    toy = (struct toy){.exists = false};
    provider = toy_provider(&toy);
    context = toy_context();
    strcpy(path + sizeof path - 7, "XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void tear_down(void)
{
    provider = dxaws_provider_unref(provider);
    context = dxaws_context_unref(context);
    unlink(path);
}

static dxaws_error *decorate(const char *kind, dxaws_provider *inner, const char *file,
                             dxaws_provider **made)
{
    return dxaws_provider_decorate(&toy_module, kind,
                                   DXAWS_PROVIDER_PARTS(.inner = inner, .path = file), made);
}

static struct dx_manager *dry_run(void)
{
    dxaws_provider *dry = NULL;
    ck_ok(decorate("dry-run", provider, NULL, &dry));
    struct dx_manager *manager = toy_manager(dry);
    dxaws_provider_unref(dry);
    return manager;
}

static struct dx_manager *recording(void)
{
    dxaws_provider *made = NULL;
    ck_ok(decorate("recording", provider, path, &made));
    struct dx_manager *manager = toy_manager(made);
    dxaws_provider_unref(made);
    return manager;
}

static struct dx_manager *replay(void)
{
    dxaws_provider *made = NULL;
    ck_ok(decorate("replay", NULL, path, &made));
    struct dx_manager *manager = toy_manager(made);
    dxaws_provider_unref(made);
    return manager;
}

static char *content(void)
{
    char *text = calloc(1, 100000);
    FILE *file = fopen(path, "r");
    ck_assert_uint_lt(fread(text, 1, 99999, file), 99999);
    fclose(file);
    return text;
}

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

START_TEST(dry_run_reads_once_and_changes_nothing)
{
    struct dx_manager *manager = dry_run();
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_kinds(manager, RED, "");
    ck_assert_int_eq(toy.reads, 1);
    ck_assert_int_eq(toy.actions, 0);
    ck_assert(!toy.exists);
    dx_manager_unref(manager);
}
END_TEST

START_TEST(dry_run_simulates_a_destroy)
{
    toy.exists = true;
    strcpy(toy.colour, "red");
    struct dx_manager *manager = dry_run();
    ck_ok(toy_execute(manager, context, "{\"name\":\"lamp\",\"present\":false}", NULL));
    ck_kinds(manager, RED, "BUY PAINT WARM_UP");
    ck_assert(toy.exists);
    dx_manager_unref(manager);
}
END_TEST

START_TEST(dry_run_reads_what_is_asked_for_later)
{
    toy.exists = true;
    toy.colour_on_demand = true;
    strcpy(toy.colour, "blue");
    struct dx_manager *manager = dry_run();
    ck_ok(toy_execute(manager, context, "{\"name\":\"lamp\",\"brightness\":7}", NULL));
    ck_kinds(manager, "{\"name\":\"lamp\",\"brightness\":7,\"colour\":\"red\"}", "PAINT WARM_UP");
    ck_kinds(manager, "{\"name\":\"lamp\",\"brightness\":7,\"colour\":\"blue\"}", "");
    ck_assert_int_eq(toy.reads, 2);
    dx_manager_unref(manager);
}
END_TEST

START_TEST(dry_run_keeps_resources_apart)
{
    struct dx_manager *manager = dry_run();
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_kinds(manager, "{\"name\":\"other\"}", "BUY WARM_UP");
    dx_manager_unref(manager);
}
END_TEST

START_TEST(replay_goes_as_the_recording_went)
{
    toy.warm_after = 3;
    struct dx_manager *manager = recording();
    char *recorded = NULL;
    ck_ok(toy_execute(manager, context, RED, &recorded));
    dx_manager_unref(manager);
    int actions = toy.actions;
    manager = replay();
    char *replayed = NULL;
    ck_ok(toy_execute(manager, context, RED, &replayed));
    ck_assert_str_eq(recorded, replayed);
    ck_assert_int_eq(toy.actions, actions);
    dx_manager_unref(manager);
    free(recorded);
    free(replayed);
}
END_TEST

/* What was sent follows from a write's payload and what was observed before it, as of a
 * distribution whose document an update starts from. */
START_TEST(a_recording_has_what_a_write_was_given)
{
    toy.exists = true;
    strcpy(toy.colour, "blue");
    struct dx_manager *recorder = recording();
    ck_ok(toy_execute(recorder, context, RED, NULL));
    dx_manager_unref(recorder);
    char *text = content();
    int writes = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        json_t *object = json_loads(line, 0, NULL);
        const json_t *before = json_object_get(object, "before");
        const char *op = dx_text(object, "op");
        bool is_paint = op != NULL && strcmp(op, "toy.paint") == 0;
        ck_assert_int_eq(before == NULL, op == NULL || strcmp(op, "toy.get_current") == 0);
        if (is_paint) {
            ck_assert_str_eq(dx_text(before, "colour"), "blue");
            writes++;
        }
        json_decref(object);
    }
    ck_assert_int_eq(writes, 1);
    free(text);
}
END_TEST

/* Adds a member to each line of the recording, and to each answer. */
static void add_what_is_not_known(void)
{
    char *text = content();
    FILE *stream = fopen(path, "we");
    ck_assert_ptr_nonnull(stream);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        json_t *object = json_loads(line, 0, NULL);
        json_t *out = json_object_get(object, "out");
        json_object_set_new(object, "of_the_future", json_true());
        if (out != NULL) {
            json_object_set_new(out, "of_the_future", json_pack("{s[]}", "known"));
        }
        json_dumpf(object, stream, JSON_COMPACT);
        fputc('\n', stream);
        json_decref(object);
    }
    fclose(stream);
    free(text);
}

START_TEST(replay_takes_a_recording_of_the_future)
{
    struct dx_manager *recorder = recording();
    ck_ok(toy_execute(recorder, context, RED, NULL));
    dx_manager_unref(recorder);
    add_what_is_not_known();
    struct dx_manager *replayer = replay();
    char *result = NULL;
    ck_ok(toy_execute(replayer, context, RED, &result));
    ck_assert_ptr_nonnull(strstr(result, "\"of_the_future\":{\"known\":[]}"));
    free(result);
    dx_manager_unref(replayer);
}
END_TEST

START_TEST(replay_gives_recorded_errors)
{
    write_file(
        "{\"kind\":\"header\",\"format\":\"dxaws-cassette\",\"version\":1,\"module\":\"toy\","
        "\"supports\":[]}\n"
        "{\"kind\":\"op\",\"op\":\"toy.get_current\",\"in\":{\"name\":\"lamp\"},\"error\":"
        "{\"kind\":\"UNAVAILABLE\",\"domain\":\"toy\",\"code\":\"Slow\",\"message\":\"slow "
        "down\"}}\n");
    struct dx_manager *manager = replay();
    ck_refused(toy_execute(manager, context, "{\"name\":\"lamp\"}", NULL), DXAWS_ERROR_UNAVAILABLE,
               "slow down");
    dx_manager_unref(manager);
}
END_TEST

START_TEST(replay_refuses_what_was_not_recorded)
{
    struct dx_manager *manager = recording();
    ck_ok(toy_execute(manager, context, RED, NULL));
    dx_manager_unref(manager);
    manager = replay();
    ck_refused(toy_execute(manager, context, "{\"name\":\"lamp\",\"colour\":\"blue\"}", NULL),
               DXAWS_ERROR_INVALID_STATE,
               "the recording has no toy.get_current with {\"colour\":\"blue\",\"name\":\"lamp\"}; "
               "its next operation is toy.get_current");
    dx_manager_unref(manager);
}
END_TEST

START_TEST(replay_ends_where_the_recording_ends)
{
    write_file(
        "{\"kind\":\"header\",\"format\":\"dxaws-cassette\",\"version\":1,\"module\":\"toy\"}\n");
    struct dx_manager *manager = replay();
    ck_refused(toy_execute(manager, context, RED, NULL), DXAWS_ERROR_INVALID_STATE,
               "none: it has ended");
    dx_manager_unref(manager);
}
END_TEST

START_TEST(replay_supports_only_what_was_recorded)
{
    toy.no_brightness = true;
    struct dx_manager *manager = recording();
    ck_kinds(manager, "{\"name\":\"lamp\",\"brightness\":5}", "BUY DIM WARM_UP");
    dx_manager_unref(manager);
    manager = replay();
    ck_refused(toy_execute(manager, context, "{\"name\":\"lamp\",\"brightness\":5}", NULL),
               DXAWS_ERROR_UNSUPPORTED, "cannot perform DIM");
    dx_manager_unref(manager);
}
END_TEST

START_TEST(recording_masks_account_numbers_and_key_ids)
{
    toy.exists = true;
    strcpy(toy.colour, "red");
    struct dx_manager *manager = recording();
    ck_ok(toy_execute(manager, context, RED, NULL));
    dx_manager_unref(manager);
    char *text = content();
    ck_assert_ptr_null(strstr(text, "999988887777"));
    ck_assert_ptr_null(strstr(text, "AKIA0123456789ABCDEF"));
    ck_assert_ptr_nonnull(
        strstr(text, "arn:aws:toy:eu-west-1:123456789012:lamp/AKIAXXXXXXXXXXXXXXXX"));
    free(text);
}
END_TEST

static const struct {
    const char *text;
    const char *part;
} bad_files[] = {
    {"garbage\n", ":1: not a recording"},
    {"{}\n", ":1: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":2}\n", ":1: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n[]\n", ":2: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n{\"op\":\n", ":2: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n{\"op\":\"toy.get_current\",\"in\":{}}\n",
     ":2: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n{\"op\":\"toy.get_current\",\"out\":{}}\n",
     ":2: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n{\"op\":\"toy.get_current\",\"in\":{},\"out\":"
     "[]}\n",
     ":2: not a recording"},
    {"{\"format\":\"dxaws-cassette\",\"version\":1}\n{\"op\":\"toy.get_current\",\"in\":{},"
     "\"error\":{\"message\":1}}\n",
     ":2: not a recording"},
};

START_TEST(what_is_no_recording_is_refused_with_its_line)
{
    write_file(bad_files[_i].text);
    dxaws_provider *made = NULL;
    ck_refused(decorate("replay", NULL, path, &made), DXAWS_ERROR_INVALID_ARGUMENT,
               bad_files[_i].part);
}
END_TEST

START_TEST(files_that_cannot_be_opened_are_named)
{
    dxaws_provider *made = NULL;
    ck_refused(decorate("replay", NULL, "/dev/null/absent/r", &made), DXAWS_ERROR_INVALID_ARGUMENT,
               "\"/dev/null/absent/r\"");
    ck_refused(decorate("recording", provider, "/dev/null/absent/r", &made),
               DXAWS_ERROR_INVALID_ARGUMENT, "\"/dev/null/absent/r\"");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("decorators");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, dry_run_reads_once_and_changes_nothing);
    tcase_add_test(cases, dry_run_simulates_a_destroy);
    tcase_add_test(cases, dry_run_reads_what_is_asked_for_later);
    tcase_add_test(cases, dry_run_keeps_resources_apart);
    tcase_add_test(cases, replay_goes_as_the_recording_went);
    tcase_add_test(cases, a_recording_has_what_a_write_was_given);
    tcase_add_test(cases, replay_takes_a_recording_of_the_future);
    tcase_add_test(cases, replay_gives_recorded_errors);
    tcase_add_test(cases, replay_refuses_what_was_not_recorded);
    tcase_add_test(cases, replay_ends_where_the_recording_ends);
    tcase_add_test(cases, replay_supports_only_what_was_recorded);
    tcase_add_test(cases, recording_masks_account_numbers_and_key_ids);
    tcase_add_loop_test(cases, what_is_no_recording_is_refused_with_its_line, 0,
                        sizeof bad_files / sizeof *bad_files);
    tcase_add_test(cases, files_that_cannot_be_opened_are_named);
    return run_suite("kit decorators", cases);
}
