/* SPDX-License-Identifier: MIT */
/** @file
 * What the modules' tests add to the Check framework. Header only.
 */
#ifndef DXAWS_KIT_CHECK_H
#define DXAWS_KIT_CHECK_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/core.h>

/** Fails the test with the error's message. */
#define ck_ok(expression)                                                                          \
    do {                                                                                           \
        dxaws_error *ck_found = (expression);                                                      \
        ck_assert_msg(ck_found == NULL, #expression ": %s",                                        \
                      ck_found ? dxaws_error_message(ck_found) : "");                              \
    } while (0)

/** Expects an error of a kind whose message, one line, holds some text; releases it. */
#define ck_refused(expression, expected, text)                                                     \
    do {                                                                                           \
        dxaws_error *ck_found = (expression);                                                      \
        ck_assert_msg(ck_found != NULL, #expression " succeeded");                                 \
        ck_assert_str_eq(dxaws_error_kind_name(dxaws_error_get_kind(ck_found)),                    \
                         dxaws_error_kind_name(expected));                                         \
        ck_assert_msg(strstr(dxaws_error_message(ck_found), (text)) != NULL,                       \
                      "\"%s\" does not say \"%s\"", dxaws_error_message(ck_found), (text));        \
        ck_assert_ptr_null(strchr(dxaws_error_message(ck_found), '\n'));                           \
        dxaws_error_free(ck_found);                                                                \
    } while (0)

/** Runs the cases; the exit status of the test program. */
static inline int run_suite(const char *name, TCase *cases)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
