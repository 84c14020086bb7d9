/* SPDX-License-Identifier: MIT */
/* What the tests of sessions, signing and transport share. */
#ifndef DXAWS_CORE_TESTING_H
#define DXAWS_CORE_TESTING_H

#include <check.h>
#include <dxaws/core.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Fails the test with the error's message. */
#define ck_ok(expression)                                                                          \
    do {                                                                                           \
        dxaws_error *ck_error = (expression);                                                      \
        ck_assert_msg(!ck_error, #expression ": %s", dxaws_error_message(ck_error));               \
    } while (0)

/* Expects an error of a kind whose message holds some text. */
static inline void ck_error(dxaws_error *error, dxaws_error_kind kind, const char *text)
{
    ck_assert_msg(error != NULL, "expected %s: %s", dxaws_error_kind_name(kind), text);
    ck_assert_msg(dxaws_error_get_kind(error) == kind && strstr(dxaws_error_message(error), text),
                  "expected %s with \"%s\", got %s: %s", dxaws_error_kind_name(kind), text,
                  dxaws_error_kind_name(dxaws_error_get_kind(error)), dxaws_error_message(error));
    ck_assert_ptr_null(strchr(dxaws_error_message(error), '\n'));
    dxaws_error_free(error);
}

/* Below what is no folder: nobody can make it, root neither. */
#define ABSENT_PATH "/dev/null/absent"

/* An environment of "NAME=value" strings, for dxaws_session_options_set_environment(). The
 * configuration files are nowhere, and there is no instance, unless it says otherwise. */
static inline const char *test_environment(void *self, const char *name)
{
    size_t size = strlen(name);
    for (const char *const *entry = self; *entry; entry++) {
        if (strncmp(*entry, name, size) == 0 && (*entry)[size] == '=') {
            return *entry + size + 1;
        }
    }
    if (strcmp(name, "AWS_EC2_METADATA_DISABLED") == 0) {
        return "true";
    }
    return strcmp(name, "AWS_CONFIG_FILE") == 0 || strcmp(name, "AWS_SHARED_CREDENTIALS_FILE") == 0
               ? ABSENT_PATH
               : NULL;
}

/* How many times longer than by itself a program may take under a tool that watches it. */
static inline int slowness(void)
{
    const char *text = getenv("TEST_SLOWNESS");
    return text ? atoi(text) : 1;
}

/* Of a clock that nobody sets. */
static inline int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
