/* SPDX-License-Identifier: MIT */
/* What went wrong, as it is told, and the exit statuses. */
#include "failure.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

static const struct {
    dxaws_error_kind kind;
    int status;
} statuses[] = {
    {DXAWS_ERROR_INVALID_ARGUMENT, 1},
    {DXAWS_ERROR_NOT_FOUND, 1},
    {DXAWS_ERROR_CONFLICT, 3},
    {DXAWS_ERROR_PERMISSION, 1},
    {DXAWS_ERROR_UNAUTHENTICATED, 1},
    {DXAWS_ERROR_THROTTLED, 1},
    {DXAWS_ERROR_UNAVAILABLE, 1},
    {DXAWS_ERROR_TIMEOUT, 4},
    {DXAWS_ERROR_CANCELLED, 130},
    {DXAWS_ERROR_UNSUPPORTED, 1},
    {DXAWS_ERROR_PARTIAL, 1},
    {DXAWS_ERROR_PROTOCOL, 1},
    {DXAWS_ERROR_INVALID_STATE, 3},
    {DXAWS_ERROR_OUT_OF_MEMORY, 1},
    {DXAWS_ERROR_INTERNAL, 1},
    {DXAWS_ERROR_REFUSED, 3},
    {DXAWS_ERROR_STALE, 5},
};

START_TEST(the_kind_alone_decides_the_exit_status)
{
    dxaws_error *error = dxaws_error_new(statuses[_i].kind, "x", "Code", "message");
    ck_assert_int_eq(failure_status(error), statuses[_i].status);
    /* Partly done counts as what stopped it, however deep; but it is no refusal. */
    for (int depth = 0; depth < 2; depth++) {
        dxaws_error *outer = dxaws_error_new(DXAWS_ERROR_PARTIAL, "x", "Partial", "some done");
        dxaws_error_set_cause(outer, error);
        error = outer;
        ck_assert_int_eq(failure_status(error), statuses[_i].status == 3 ? 1 : statuses[_i].status);
    }
    dxaws_error_free(error);
}
END_TEST

static char *printed(const dxaws_error *error, const struct options *options)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = tmpfile(); /* with a descriptor, for the question whether it is a terminal */
    failure_print(stream, error, options);
    size = (size_t)ftell(stream);
    rewind(stream);
    text = calloc(1, size + 1);
    ck_assert_uint_eq(fread(text, 1, size, stream), size);
    fclose(stream);
    return text;
}

START_TEST(an_interrupted_apply_says_how_to_go_on)
{
    struct options options;
    const char *const words[] = {"apply", "my site.yaml", "--set", "tags={a: 'b'}", "--yes"};
    ck_assert_ptr_null(options_parse(5, words, &options));
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_PARTIAL, "x", "Partial", "1 of 2 done");
    dxaws_error_set_cause(error, dxaws_error_new(DXAWS_ERROR_CANCELLED, "x", "C", "cancelled"));
    char *text = printed(error, &options);
    ck_assert_str_eq(text, "dxaws: 1 of 2 done; to go on: dxaws apply 'my site.yaml' --set "
                           "'tags={a: '\\''b'\\''}' --yes\n");
    free(text);
    dxaws_error_free(error);
}
END_TEST

START_TEST(an_error_is_one_line_without_controls)
{
    struct options options = {.no_color = true};
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "x", "C", "a\033[2Jb\nc");
    char *text = printed(error, &options);
    ck_assert_str_eq(text, "dxaws: a [2Jb c\n");
    free(text);
    dxaws_error_free(error);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, the_kind_alone_decides_the_exit_status, 0,
                        sizeof statuses / sizeof statuses[0]);
    tcase_add_test(tests, an_interrupted_apply_says_how_to_go_on);
    tcase_add_test(tests, an_error_is_one_line_without_controls);
    return run_suite("failure", tests);
}
