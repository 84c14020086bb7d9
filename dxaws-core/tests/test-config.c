/* SPDX-License-Identifier: MIT */
/* The grammar of the configuration files, as a table. */
#include "testing.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config-file.h"
#include "files.h"
#include "settings.h"

#define CONFIG AWS_SYNTAX_CONFIG
#define CREDENTIALS AWS_SYNTAX_CREDENTIALS
#define PROFILE AWS_CONFIG_PROFILE
#define SERVICES AWS_CONFIG_SERVICES
#define SSO AWS_CONFIG_SSO_SESSION

/* A file, and what one property of it is (NULL: there is none). */
static const struct {
    enum aws_config_syntax syntax;
    const char *text;
    enum aws_config_kind kind;
    const char *section;
    const char *property;
    const char *value;
} grammar[] = {
    {CONFIG, "[default]\nregion = eu-west-1\n", PROFILE, "default", "region", "eu-west-1"},
    {CONFIG, "[default]\r\nregion=x\r\n", PROFILE, "default", "region", "x"},
    {CONFIG, "\xef\xbb\xbf[default]\nregion=x", PROFILE, "default", "region", "x"},
    {CONFIG, "[default]\nRegion =\tx \t\n", PROFILE, "default", "region", "x"},
    {CONFIG, "[default]\na = b#c\n", PROFILE, "default", "a", "b#c"},
    {CONFIG, "[default]\na = b #c\n", PROFILE, "default", "a", "b"},
    {CONFIG, "[default]\na = b ;c\n", PROFILE, "default", "a", "b"},
    {CONFIG, "# c\n; c\n\n \n[default]\n# c\na = 1\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[default] # c\na = 1\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[default];c\na = 1\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[ \t default ]\na = 1\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[default]\na = b=c\n", PROFILE, "default", "a", "b=c"},
    {CONFIG, "[default]\na = 1\n 2\n\t# 3\n", PROFILE, "default", "a", "1\n2\n# 3"},
    {CONFIG, "[default]\na =\n", PROFILE, "default", "a", NULL},
    {CONFIG, "[default]\na = 1\na = 2\n", PROFILE, "default", "a", "2"},
    {CONFIG, "[profile x]\na = 1\n[profile x]\nb = 2\n", PROFILE, "x", "a", "1"},
    {CONFIG, "[profile x]\na = 1\n[profile x]\na = 2\n", PROFILE, "x", "a", "2"},
    {CONFIG, "[profile\tx-1_/.%@:+]\na = 1\n", PROFILE, "x-1_/.%@:+", "a", "1"},
    {CONFIG, "[profile \"x\"]\na = 1\n", PROFILE, "x", "a", "1"},
    {CONFIG, "[profile \"x y\"]\na = 1\n", PROFILE, "x y", "a", "1"},
    {CONFIG, "[x]\na = 1\n", PROFILE, "x", "a", NULL},
    {CONFIG, "[profile x y]\na = 1\n b\n", PROFILE, "x y", "a", NULL},
    {CONFIG, "[profile default]\na = 1\n[default]\na = 2\nb = 3\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[profile default]\na = 1\n[default]\nb = 3\n", PROFILE, "default", "b", NULL},
    {CONFIG, "[default]\na = 2\nb = 3\n[profile default]\na = 1\n", PROFILE, "default", "b", NULL},
    {CONFIG, "[default]\na = 2\n[profile default]\na = 1\n", PROFILE, "default", "a", "1"},
    {CONFIG, "[default]\ns3 =\n  a = 1\n  b=2 \n", PROFILE, "default", "s3.b", "2"},
    {CONFIG, "[default]\ns3 =\n a = 1\nc = 4\n", PROFILE, "default", "c", "4"},
    {CONFIG, "[services x]\ns3 =\n endpoint_url = http://h:1\n", SERVICES, "x", "s3.endpoint_url",
     "http://h:1"},
    {CONFIG, "[sso-session x]\na = 1\n", SSO, "x", "a", "1"},
    {CONFIG, "[profile x]\na = 1\n", SSO, "x", "a", NULL},
    {CREDENTIALS, "[x]\na = 1\n", PROFILE, "x", "a", "1"},
    {CREDENTIALS, "[profile x]\na = 1\n", PROFILE, "x", "a", NULL},
    {CREDENTIALS, "[services x]\na = 1\n", SERVICES, "x", "a", NULL},
    {CREDENTIALS, "", PROFILE, "x", "a", NULL},
};

/* rule 15: lines; rule 16: properties; rule 17: sections; rule 18: merging */
START_TEST(grammar_is_that_of_the_sdks)
{
    struct aws_config config = {0};
    const char *text = grammar[_i].text;
    ck_ok(aws_config_parse(&config, grammar[_i].syntax, "f", text, strlen(text)));
    const char *value =
        aws_config_get(&config, grammar[_i].kind, grammar[_i].section, grammar[_i].property);
    ck_assert_pstr_eq(value, grammar[_i].value);
    aws_config_free(&config);
}
END_TEST

static const struct {
    const char *text;
    const char *message;
} mistakes[] = {
    {"a = 1\n", "f line 1: the property comes before any section"},
    {"[default]\n\nsecret\n", "f line 3: expected \"name = value\""},
    {"[default]\n= 1\n", "f line 2: there is no name"},
    {"[default\na = 1\n", "f line 1: the section header has no closing bracket"},
    {"[default] x\n", "f line 1: there is text after the section header"},
    {"[]\n", "f line 1: the section header is empty"},
    {" a = 1\n", "f line 1: the indented line continues no property"},
    {"[default]\n a = 1\n", "f line 2: the indented line continues no property"},
    {"[default]\ns3 =\n  x\n", "f line 3: expected \"name = value\""},
};

/* rule 16: a mistake is one of the whole file */
START_TEST(mistakes_name_file_and_line)
{
    struct aws_config config = {0};
    const char *text = mistakes[_i].text;
    ck_error(aws_config_parse(&config, CONFIG, "f", text, strlen(text)),
             DXAWS_ERROR_INVALID_ARGUMENT, mistakes[_i].message);
    aws_config_free(&config);
}
END_TEST

/* rule 32: what is in the line may be a secret */
START_TEST(mistakes_do_not_show_the_line)
{
    struct aws_config config = {0};
    const char *text = "[default]\naws_secret_access_key wJalrXUtnFEMI\n";
    dxaws_error *error = aws_config_parse(&config, CREDENTIALS, "f", text, strlen(text));
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "wJalr"));
    dxaws_error_free(error);
    aws_config_free(&config);
}
END_TEST

/* rule 18: across files */
START_TEST(credentials_file_wins_over_config_by_property)
{
    struct aws_config config = {0};
    const char *first = "[profile x]\nregion = r\naws_access_key_id = old\n";
    const char *second = "[x]\naws_access_key_id = new\n";
    ck_ok(aws_config_parse(&config, CONFIG, "c", first, strlen(first)));
    ck_ok(aws_config_parse(&config, CREDENTIALS, "d", second, strlen(second)));
    ck_assert_str_eq(aws_config_get(&config, PROFILE, "x", "aws_access_key_id"), "new");
    ck_assert_str_eq(aws_config_get(&config, PROFILE, "x", "region"), "r");
    aws_config_free(&config);
}
END_TEST

/* rule 19 */
START_TEST(missing_file_is_empty_and_unreadable_one_an_error)
{
    const dxaws_session_options options = {0};
    struct aws_buffer text = {0};
    bool found = true;
    ck_ok(aws_file_read(&options, "/nonexistent/config", &text, &found));
    ck_assert(!found);
    ck_error(aws_file_read(&options, "/", &text, &found), DXAWS_ERROR_INVALID_ARGUMENT,
             "cannot read /: Is a directory");
    aws_buffer_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("config");
    TCase *tests = tcase_create("config");
    tcase_add_loop_test(tests, grammar_is_that_of_the_sdks, 0,
                        sizeof(grammar) / sizeof(grammar[0]));
    tcase_add_loop_test(tests, mistakes_name_file_and_line, 0,
                        sizeof(mistakes) / sizeof(mistakes[0]));
    tcase_add_test(tests, mistakes_do_not_show_the_line);
    tcase_add_test(tests, credentials_file_wins_over_config_by_property);
    tcase_add_test(tests, missing_file_is_empty_and_unreadable_one_an_error);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
