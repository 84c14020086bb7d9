/* SPDX-License-Identifier: MIT */
/* How addresses lead to objects: what is refused, and that equal values are equal bytes. What is
 * answered is rewrite-engines.py's. */
#include "testing.h"

#include <dxaws/cloudfront-rewrite.h>

static const struct {
    const char *said;
    const char *part;
} wrong[] = {
    {"{\"urls\":\"pretty\"}", "it must be one of directories, html, spa, exact"},
    {"{\"domain_name\":\"WWW.example.com\"}", "not a host in lower case"},
    {"{\"redirects\":[\"example.com\"]}", "\"domain_name\" is required"},
    {"{\"redirects\":[\"https://example.com\"],\"domain_name\":\"a.example\"}", "not a host"},
    {"{\"redirects\":[\"a.example\"],\"domain_name\":\"a.example\"}", "redirected to itself"},
    {"{\"root_object\":\"\"}", "a name without \"/\""},
    {"{\"root_object\":\"a/b\"}", "a name without \"/\""},
    {"{\"files\":[\"LICENSE\"]}", "begin with \"/\""},
    {"{\"folders\":[\"/v1.2/\"]}", "not end so"},
    {"{\"files\":[\"\\u0007\"]}", "control character"},
};

START_TEST(what_is_wrong_is_refused)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = NULL;
    char *code = NULL;
    int status = 0;
    ck_ok(dxaws_cloudfront_rewrite_parse(wrong[_i].said, &rewrite));
    ck_refused(dxaws_cloudfront_rewrite_format_code(rewrite, &code), DXAWS_ERROR_INVALID_ARGUMENT,
               wrong[_i].part);
    ck_refused(dxaws_cloudfront_rewrite_apply(rewrite, "GET", NULL, "/", NULL, &status, &code),
               DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].part);
    ck_assert_ptr_null(code);
}
END_TEST

static char *code_of(const dxaws_cloudfront_rewrite *rewrite)
{
    char *code = NULL;
    ck_ok(dxaws_cloudfront_rewrite_format_code(rewrite, &code));
    return code;
}

START_TEST(equal_values_are_equal_bytes)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) one = dxaws_cloudfront_rewrite_new();
    DXAWS_AUTO(dxaws_cloudfront_rewrite) two = NULL;
    dxaws_cloudfront_rewrite_set_domain_name(one, "www.example.com");
    dxaws_cloudfront_rewrite_add_redirect(one, "example.org");
    dxaws_cloudfront_rewrite_add_redirect(one, "example.com");
    dxaws_cloudfront_rewrite_add_file(one, "/LICENSE");
    dxaws_cloudfront_rewrite_add_file(one, "/LICENSE");
    dxaws_cloudfront_rewrite_add_folder(one, "/v1.2");
    ck_ok(dxaws_cloudfront_rewrite_parse(
        "{\"folders\":[\"/v1.2\"],\"files\":[\"/LICENSE\"],\"root_object\":\"index.html\",\"urls\":"
        "\"directories\",\"redirects\":[\"example.com\",\"example.org\"],\"domain_name\":"
        "\"www.example.com\"}",
        &two));
    char *first = code_of(one);
    char *second = code_of(two);
    ck_assert_str_eq(first, second);
    free(first);
    free(second);
}
END_TEST

START_TEST(what_does_nothing_is_no_function)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = dxaws_cloudfront_rewrite_new();
    dxaws_cloudfront_rewrite_set_urls(rewrite, "exact");
    ck_assert_ptr_null(code_of(rewrite));
    dxaws_cloudfront_rewrite_set_domain_name(rewrite, "www.example.com");
    dxaws_cloudfront_rewrite_add_redirect(rewrite, "example.com");
    char *code = code_of(rewrite);
    ck_assert_ptr_nonnull(code);
    free(code);
}
END_TEST

START_TEST(what_is_too_long_is_refused_before_cloudfront_does)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = dxaws_cloudfront_rewrite_new();
    char path[40];
    char *code = NULL;
    int files = 0;
    dxaws_error *error = NULL;
    while (error == NULL && files < 1000) {
        ck_assert(code == NULL || strlen(code) <= DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES);
        free(code);
        snprintf(path, sizeof path, "/a/path/of/a/file-%d", files++);
        dxaws_cloudfront_rewrite_add_file(rewrite, path);
        error = dxaws_cloudfront_rewrite_format_code(rewrite, &code);
    }
    ck_assert_int_gt(files, 300);
    ck_assert_ptr_null(code);
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, "name fewer files");
}
END_TEST

START_TEST(what_was_said_can_be_asked)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = dxaws_cloudfront_rewrite_new();
    char *code = NULL;
    dxaws_cloudfront_rewrite_set_urls(rewrite, "html");
    dxaws_cloudfront_rewrite_set_domain_name(rewrite, "www.example.com");
    dxaws_cloudfront_rewrite_set_root_object(rewrite, "home.html");
    dxaws_cloudfront_rewrite_add_redirect(rewrite, "example.com");
    dxaws_cloudfront_rewrite_add_file(rewrite, "/a");
    dxaws_cloudfront_rewrite_add_folder(rewrite, "/b.c");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_urls(rewrite), "html");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_domain_name(rewrite), "www.example.com");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_root_object(rewrite), "home.html");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_redirect_at(rewrite, 0), "example.com");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_file_at(rewrite, 0), "/a");
    ck_assert_str_eq(dxaws_cloudfront_rewrite_folder_at(rewrite, 0), "/b.c");
    dxaws_cloudfront_rewrite_clear_redirects(rewrite);
    dxaws_cloudfront_rewrite_clear_files(rewrite);
    dxaws_cloudfront_rewrite_clear_folders(rewrite);
    ck_assert_uint_eq(dxaws_cloudfront_rewrite_redirect_count(rewrite), 0);
    ck_assert_uint_eq(dxaws_cloudfront_rewrite_file_count(rewrite), 0);
    ck_assert_uint_eq(dxaws_cloudfront_rewrite_folder_count(rewrite), 0);
    char *text = dxaws_cloudfront_rewrite_format(rewrite);
    ck_assert_ptr_nonnull(strstr(text, "\"urls\":\"html\""));
    free(text);
    dxaws_cloudfront_rewrite_add_file(rewrite, "/\xff");
    ck_refused(dxaws_cloudfront_rewrite_format_code(rewrite, &code), DXAWS_ERROR_INVALID_ARGUMENT,
               "files");
    ck_refused(dxaws_cloudfront_rewrite_format_code(NULL, &code), DXAWS_ERROR_OUT_OF_MEMORY,
               "memory");
}
END_TEST

static const char *const forms[] = {
    "{}",
    "{\"urls\":\"directories\",\"files\":[\"/a "
    "\\\"b\\\"\",\"/caf\u00e9\"],\"folders\":[\"/v1.2\"]}",
    "{\"urls\":\"html\",\"root_object\":\"a\\\"b.html\",\"files\":[\"/x\"]}",
    "{\"urls\":\"spa\",\"root_object\":\"app.html\"}",
    "{\"urls\":\"exact\",\"domain_name\":\"a.example\",\"redirects\":[\"b.example\",\"c.example\"]"
    "}",
    "{\"urls\":\"directories\",\"domain_name\":\"a.example\",\"redirects\":[\"b.example\"]}",
};

/* Code that another has changed by a letter is not ours; neither is what begins as ours does. */
START_TEST(code_of_ours_is_recognised)
{
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = NULL;
    DXAWS_AUTO(dxaws_cloudfront_rewrite) read = NULL;
    dxaws_cloudfront_rewrite *none = NULL;
    ck_ok(dxaws_cloudfront_rewrite_parse(forms[_i], &rewrite));
    char *code = code_of(rewrite);
    ck_ok(dxaws_cloudfront_rewrite_parse_code(code, &read));
    char *again = code_of(read);
    ck_assert_str_eq(code, again);
    size_t length = strlen(code);
    size_t refused = 0;
    for (size_t at = 0; at < length; at += length / 61) {
        char before = code[at];
        code[at] = before == 'x' ? 'y' : 'x';
        dxaws_error *error = dxaws_cloudfront_rewrite_parse_code(code, &none);
        char *same = error == NULL ? code_of(none) : NULL; /* another name in the same code */
        ck_assert(error ? dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT
                        : strcmp(same, code) == 0);
        refused += error != NULL;
        dxaws_error_free(error);
        dxaws_cloudfront_rewrite_free(none);
        none = NULL;
        free(same);
        code[at] = before;
    }
    ck_assert_uint_ge(refused, 40);
    code[length - 1] = '\0';
    ck_refused(dxaws_cloudfront_rewrite_parse_code(code, &none), DXAWS_ERROR_INVALID_ARGUMENT,
               "not one that dxaws writes");
    ck_refused(dxaws_cloudfront_rewrite_parse_code("", &none), DXAWS_ERROR_INVALID_ARGUMENT, "");
    ck_assert_ptr_null(none);
    free(code);
    free(again);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("rewrite");
    tcase_add_loop_test(cases, what_is_wrong_is_refused, 0, COUNT(wrong));
    tcase_add_test(cases, equal_values_are_equal_bytes);
    tcase_add_test(cases, what_does_nothing_is_no_function);
    tcase_add_test(cases, what_is_too_long_is_refused_before_cloudfront_does);
    tcase_add_test(cases, what_was_said_can_be_asked);
    tcase_add_loop_test(cases, code_of_ours_is_recognised, 0, COUNT(forms));
    return run_suite("rewrite", cases);
}
