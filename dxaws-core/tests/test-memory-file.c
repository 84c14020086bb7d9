/* SPDX-License-Identifier: MIT */
/* The simulated account: its file, its time, other processes. */
#include "memory-buckets.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

static char folder[] = "/tmp/dxaws-memory.XXXXXX";
static char path[64];

static void set_up(void)
{
    strcpy(folder + sizeof(folder) - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/account", folder);
}

static void tear_down(void)
{
    char command[100];
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static void write_text(const char *where, const char *text)
{
    FILE *file = fopen(where, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

START_TEST(a_file_outlives_the_account_and_is_private)
{
    dxaws_memory_account *first = open_account(path);
    put(first, "a", "{\"v\":1}");
    dxaws_memory_account_unref(first);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    DXAWS_AUTO(dxaws_memory_account) second = open_account(path);
    ck_assert_uint_eq(count_buckets(second), 1);
    ck_ok(dxaws_memory_account_reset(second, NULL));
    ck_assert_uint_eq(count_buckets(second), 0);
}
END_TEST

START_TEST(a_file_of_the_future_keeps_what_is_not_known)
{
    write_text(path, "{\"dxaws_memory\":1,\"numbers\":{},\"of_the_future\":{\"known\":[false]},"
                     "\"resources\":{\"s3\":{\"bucket\":{\"a\":{\"v\":1,\"later\":2}}},"
                     "\"later\":{\"thing\":{\"b\":{}}}}}");
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), 1);
    put(account, "c", "{\"v\":2}");
    json_t *document = json_load_file(path, 0, NULL);
    json_t *later = json_pack("{s[b]}", "known", 0);
    ck_assert(json_equal(json_object_get(document, "of_the_future"), later));
    const json_t *resources = json_object_get(document, "resources");
    ck_assert_ptr_nonnull(json_object_get(json_object_get(resources, "later"), "thing"));
    const json_t *buckets = json_object_get(json_object_get(resources, "s3"), "bucket");
    ck_assert_uint_eq(json_object_size(buckets), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(buckets, "a"), "later")),
                     2);
    json_decref(later);
    json_decref(document);
}
END_TEST

START_TEST(reading_makes_no_file)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), 0);
    ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

/* As somebody who may read everything and write nothing; root could write all the same. */
static int read_only_outcome(void)
{
    if (geteuid() == 0 && setuid(65534) != 0) {
        return 1;
    }
    dxaws_memory_account *account = open_account(path);
    if (count_buckets(account) != 1 || dxaws_memory_begin(account, NULL) != NULL) {
        return 2;
    }
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "two", "{}"));
    dxaws_error *error = dxaws_memory_commit(account);
    bool told = error != NULL && strstr(dxaws_error_message(error), "cannot be written") != NULL &&
                strstr(dxaws_error_message(error), path) != NULL;
    dxaws_error_free(error);
    bool kept = count_buckets(account) == 1;
    dxaws_memory_account_unref(account);
    return told ? kept ? 0 : 3 : 4;
}

START_TEST(a_folder_that_may_not_be_written_is_read_all_the_same)
{
    dxaws_memory_account *account = open_account(path);
    put(account, "one", "{}");
    dxaws_memory_account_unref(account);
    char lock[80];
    snprintf(lock, sizeof lock, "%s.lock", path);
    unlink(lock);
    ck_assert_int_eq(chmod(path, 0444) + chmod(folder, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        _exit(read_only_outcome());
    }
    int status = -1;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert_int_eq(status, 0);
}
END_TEST

static const char *const foreign[] = {
    " \n",
    "{\"dxaws_memory\":1,\"numbers\":{",
    "null",
    "not json",
    "{}",
    "[]",
    "{\"dxaws_memory\":2,\"numbers\":{},\"resources\":{}}",
    "{\"dxaws_memory\":1,\"numbers\":{},\"resources\":[]}",
    "{\"dxaws_memory\":1,\"numbers\":{},\"resources\":{\"s3\":[]}}",
    "{\"dxaws_memory\":1,\"numbers\":{},\"resources\":{\"s3\":{\"bucket\":1}}}",
    "{\"dxaws_memory\":1,\"numbers\":{},\"resources\":{\"s3\":{\"bucket\":{\"b\":1}}}}",
    "{\"dxaws_memory\":1,\"numbers\":{\"n\":9223372036854775807},\"resources\":{}}",
    "{\"dxaws_memory\":1,\"numbers\":{\"n\":\"1\"},\"resources\":{}}",
    "{\"dxaws_memory\":1,\"clock_ms\":-1,\"numbers\":{},\"resources\":{}}"};

START_TEST(a_file_that_is_no_account_is_left_alone)
{
    write_text(path, foreign[_i]);
    dxaws_memory_account *account = NULL;
    ck_error(dxaws_memory_account_new(path, NULL, &account), DXAWS_ERROR_INVALID_ARGUMENT,
             "is not a simulated account of dxaws, and was left alone: name one, or a file that is "
             "empty or not there yet");
    ck_assert_ptr_null(account);
    char text[100] = "";
    FILE *file = fopen(path, "r");
    size_t size = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    ck_assert_uint_eq(size, strlen(foreign[_i]));
    ck_assert_str_eq(text, foreign[_i]);
}
END_TEST

/* As mktemp makes one. */
START_TEST(an_empty_file_is_an_account_that_has_nothing_yet)
{
    write_text(path, "");
    dxaws_memory_account *account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), 0);
    put(account, "one", "{}");
    dxaws_memory_account_unref(account);
    account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), 1);
    dxaws_memory_account_unref(account);
}
END_TEST

START_TEST(what_is_no_file_is_not_waited_for_nor_replaced)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    dxaws_memory_account *account = NULL;
    ck_error(dxaws_memory_account_new(path, NULL, &account), DXAWS_ERROR_INVALID_ARGUMENT,
             "is no regular file: name one");
    ck_error(dxaws_memory_account_new(folder, NULL, &account), DXAWS_ERROR_INVALID_ARGUMENT,
             "is a folder: name a file in it");
    char below[100];
    snprintf(below, sizeof below, "%s/absent/account", folder);
    ck_error(dxaws_memory_account_new(below, NULL, &account), DXAWS_ERROR_INVALID_ARGUMENT,
             "has no folder, which is to be made first");
}
END_TEST

START_TEST(two_processes_take_turns)
{
    enum { PROCESSES = 4, ROUNDS = 25 };
    for (int i = 0; i < PROCESSES; i++) {
        pid_t child = fork();
        if (child == 0) {
            DXAWS_AUTO(dxaws_memory_account) account = NULL;
            dxaws_error *error = dxaws_memory_account_new(path, NULL, &account);
            for (int k = 0; k < ROUNDS && !error; k++) {
                error = dxaws_memory_begin(account, NULL);
                char id[32];
                snprintf(id, sizeof(id), "b%llu",
                         (unsigned long long)dxaws_memory_next_number(account, "n"));
                error = error ? error : dxaws_memory_put(account, "s3", "bucket", id, "{}");
                error = error ? error : dxaws_memory_commit(account);
            }
            _exit(error ? 1 : 0);
        }
        ck_assert_int_gt(child, 0);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = 1;
        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), PROCESSES * ROUNDS);
}
END_TEST

START_TEST(a_writer_killed_in_a_transaction_leaves_the_last_state)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    put(account, "a", "{}");
    pid_t child = fork();
    if (child == 0) {
        dxaws_memory_account *own = NULL;
        dxaws_error *error = dxaws_memory_account_new(path, NULL, &own);
        error = error ? error : dxaws_memory_begin(own, NULL);
        error = error ? error : dxaws_memory_put(own, "s3", "bucket", "b", "{}");
        _exit(error ? 1 : 77); /* with the lock held, and no commit */
    }
    int status = 0;
    waitpid(child, &status, 0);
    ck_assert_int_eq(WEXITSTATUS(status), 77);
    char leftover[80];
    snprintf(leftover, sizeof(leftover), "%s.new", path);
    write_text(leftover, "{\"dxaws_memory\":"); /* as if killed while writing */
    ck_assert_uint_eq(count_buckets(account), 1);
    put(account, "c", "{}");
    ck_assert_uint_eq(count_buckets(account), 2);
}
END_TEST

START_TEST(waiting_for_another_process_ends_at_the_deadline)
{
    int ready[2];
    char byte = 0;
    ck_assert_int_eq(pipe(ready), 0);
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    pid_t child = fork();
    if (child == 0) {
        dxaws_memory_account *own = NULL;
        dxaws_error *error = dxaws_memory_account_new(path, NULL, &own);
        error = error ? error : dxaws_memory_begin(own, NULL);
        if (error || write(ready[1], "x", 1) != 1) {
            _exit(1);
        }
        pause();
    }
    close(ready[1]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 50);
    ck_error(dxaws_memory_begin(account, context), DXAWS_ERROR_TIMEOUT, "deadline");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    ck_assert_uint_eq(count_buckets(account), 0); /* the lock went with its holder */
}
END_TEST

START_TEST(a_transaction_that_was_cancelled_changes_nothing)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_ok(dxaws_memory_begin(account, context));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", "{}"));
    dxaws_context_cancel(context);
    ck_error(dxaws_memory_commit(account), DXAWS_ERROR_CANCELLED, "cancelled");
    ck_assert_uint_eq(count_buckets(account), 0);
}
END_TEST

START_TEST(opening_looking_at_the_clock_and_emptying_end_with_the_context)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    put(account, "a", "{}");
    DXAWS_AUTO(dxaws_context) cancelled = dxaws_context_new();
    dxaws_context_cancel(cancelled);
    ck_error(dxaws_memory_account_reset(account, cancelled), DXAWS_ERROR_CANCELLED, "");
    ck_assert_uint_eq(count_buckets(account), 1);
    ck_ok(dxaws_memory_begin(account, NULL)); /* holds the file's lock, too */
    DXAWS_AUTO(dxaws_memory_account) other = NULL;
    ck_error(dxaws_memory_account_new(path, cancelled, &other), DXAWS_ERROR_CANCELLED, "");
    dxaws_memory_abort(account);
    other = open_account(path);
    ck_ok(dxaws_memory_begin(account, NULL));
    int64_t clock_ms = -1;
    ck_error(dxaws_memory_account_get_clock_ms(other, cancelled, &clock_ms), DXAWS_ERROR_CANCELLED,
             "");
    ck_assert_int_eq(clock_ms, -1);
    dxaws_memory_abort(account);
}
END_TEST

START_TEST(time_never_runs_backwards)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    DXAWS_AUTO(dxaws_context) future = dxaws_context_new();
    ck_ok(dxaws_context_set_scaled_clock(future, 1, 4000000000000));
    ck_ok(dxaws_memory_begin(account, future));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", "{}"));
    ck_ok(dxaws_memory_commit(account));
    int64_t clock_ms = 0;
    ck_ok(dxaws_memory_account_get_clock_ms(account, NULL, &clock_ms));
    ck_assert_int_ge(clock_ms, 4000000000000);
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_int_ge(dxaws_memory_now_ms(account), clock_ms);
    dxaws_memory_abort(account);
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_named)
{
    dxaws_memory_account *account = NULL;
    ck_error(dxaws_memory_account_new("/dev/null/absent/account", NULL, &account),
             DXAWS_ERROR_INVALID_ARGUMENT, "\"/dev/null/absent/account\"");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory file");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 30);
    tcase_add_test(cases, a_file_outlives_the_account_and_is_private);
    tcase_add_test(cases, a_file_of_the_future_keeps_what_is_not_known);
    tcase_add_test(cases, reading_makes_no_file);
    tcase_add_test(cases, a_folder_that_may_not_be_written_is_read_all_the_same);
    tcase_add_loop_test(cases, a_file_that_is_no_account_is_left_alone, 0,
                        sizeof(foreign) / sizeof(foreign[0]));
    tcase_add_test(cases, an_empty_file_is_an_account_that_has_nothing_yet);
    tcase_add_test(cases, what_is_no_file_is_not_waited_for_nor_replaced);
    tcase_add_test(cases, two_processes_take_turns);
    tcase_add_test(cases, a_writer_killed_in_a_transaction_leaves_the_last_state);
    tcase_add_test(cases, waiting_for_another_process_ends_at_the_deadline);
    tcase_add_test(cases, a_transaction_that_was_cancelled_changes_nothing);
    tcase_add_test(cases, opening_looking_at_the_clock_and_emptying_end_with_the_context);
    tcase_add_test(cases, time_never_runs_backwards);
    tcase_add_test(cases, a_file_that_cannot_be_written_is_named);
    Suite *suite = suite_create("memory file");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
