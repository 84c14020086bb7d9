/* SPDX-License-Identifier: MIT */
/* What the tests share. */
#ifndef DXAWS_CLOUDFRONT_TESTING_H
#define DXAWS_CLOUDFRONT_TESTING_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

#define COUNT(table) (int)(sizeof table / sizeof *table)

/* Fails with the error's own words. */
#define ASSERT_DONE(expression)                                                                    \
    do {                                                                                           \
        dxaws_error *done_error = (expression);                                                    \
        ck_assert_msg(done_error == NULL, "%s",                                                    \
                      done_error ? dxaws_error_message(done_error) : "");                          \
    } while (0)

static inline json_t *json_of(const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_msg(value != NULL, "not JSON: %s", text);
    return value;
}

/* A file of tests/data; release with free(). */
static inline char *data_of(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = calloc(1, 65536);
    size_t size = fread(text, 1, 65535, file);
    ck_assert_uint_gt(size, 0);
    fclose(file);
    return text;
}

static inline int run_cases(const char *name, void (*add)(TCase *cases))
{
    Suite *suite = suite_create(name);
    TCase *cases = tcase_create(name);
    add(cases);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
