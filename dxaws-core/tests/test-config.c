/* SPDX-License-Identifier: MIT */
/* The grammar of the configuration files: the tables data/config-grammar*.json. */
#include "table.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config-file.h"
#include "files.h"
#include "settings.h"

/*
 * A case is {"name", "input": {"configFile", "credentialsFile"}, "output": {"config": {"profiles":
 * {"name": {"property": "value"}}, "sso_sessions", "services"}}} or {"errorContaining": "a part of
 * the message"}; "noteContaining" is ours, for what is passed over. A block of properties is
 * "\nname = value\n...". This is the shape of the parser tests that the SDKs of AWS share, so that
 * theirs can be given on the command line; there errors are told in other words, so that any error
 * will do.
 */
static struct tables grammar;

static const json_t *member(const json_t *row, const char *object, const char *name)
{
    return json_object_get(json_object_get(row, object), name);
}

static dxaws_error *read_both(struct aws_config *config, const json_t *row)
{
    const char *first = json_string_value(member(row, "input", "configFile"));
    const char *second = json_string_value(member(row, "input", "credentialsFile"));
    dxaws_error *error = NULL;
    if (first) {
        error = aws_config_parse(config, AWS_SYNTAX_CONFIG, "config", first, strlen(first));
    }
    if (second && !error) {
        error =
            aws_config_parse(config, AWS_SYNTAX_CREDENTIALS, "credentials", second, strlen(second));
    }
    return error;
}

/* The lines of a block, which are properties of their own. */
static size_t check_block(const struct aws_config_section *section, const char *block,
                          const char *text)
{
    size_t count = 0;
    char copy[512];
    ck_assert_int_lt(snprintf(copy, sizeof(copy), "%s", text), (int)sizeof(copy));
    char *rest = copy;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *value = strstr(line, " =");
        if (!value) {
            continue;
        }
        char name[512];
        snprintf(name, sizeof(name), "%s.%.*s", block, (int)(value - line), line);
        value += 2 + (value[2] == ' ');
        const struct aws_config_property *found = aws_config_find_property(section, name);
        ck_assert_msg(found && strcmp(found->value, value) == 0, "%s is \"%s\"", name,
                      found ? found->value : "not there");
        count++;
    }
    return count;
}

static void check_section(const struct aws_config_section *section, const json_t *wanted)
{
    const char *name;
    json_t *value;
    size_t count = 0;
    json_object_foreach((json_t *)(uintptr_t)wanted, name, value) {
        const char *text = json_string_value(value);
        const struct aws_config_property *found = aws_config_find_property(section, name);
        ck_assert_msg(found != NULL, "%s is not there", name);
        if (text[0] == '\n') {
            count += check_block(section, name, text);
        } else {
            ck_assert_str_eq(found->value, text);
        }
        count++;
    }
    ck_assert_uint_eq(section->count, count);
}

static void check_sections(const struct aws_config *config, enum aws_config_kind kind,
                           const json_t *wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < config->count; i++) {
        count += config->sections[i].kind == kind;
    }
    const char *name;
    json_t *properties;
    json_object_foreach((json_t *)(uintptr_t)wanted, name, properties) {
        const struct aws_config_section *section =
            aws_config_find_section(config, kind, name, strlen(name));
        ck_assert_msg(section != NULL, "there is no section %s", name);
        check_section(section, properties);
    }
    ck_assert_uint_eq(count, json_object_size(wanted));
}

/* Whether a note, or what a section is refused with, says that; NULL for anything. */
static bool tells(const struct aws_config *config, bool unusable, const char *text)
{
    bool told = false;
    for (size_t i = 0; i < config->note_count; i++) {
        const char *note = dxaws_error_message(config->notes[i].error);
        bool refuses = false;
        for (size_t j = 0; j < config->count; j++) {
            refuses |= config->sections[j].fault == i + 1;
        }
        told |= (!unusable || refuses) && (!text || strstr(note, text));
    }
    return told;
}

/* What the AWS CLI reads as well, or another SDK, and the Rust SDK does not. */
static bool is_read_by_others(const char *name)
{
    static const char *const names[] = {
        "Profile names support alphanumeric characters and - / . % @ _ : +",
        "Property definitions must contain an equals sign.",
        "Invalid profile names are ignored.",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* rule 15: lines; rule 16: properties, and mistakes with file and line; rule 17: sections; rule 18:
 * merging, in a file and across files */
START_TEST(grammar_is_that_of_the_sdks)
{
    const json_t *row = tables_row(&grammar, (size_t)_i);
    bool ours = tables_is_ours(&grammar, (size_t)_i);
    const char *mistake = json_string_value(member(row, "output", "errorContaining"));
    const char *note = json_string_value(member(row, "output", "noteContaining"));
    struct aws_config config = {0};
    ck_ok(read_both(&config, row));
    if (ours || !is_read_by_others(table_name(row))) {
        ck_assert_msg(!mistake || tells(&config, ours, ours ? mistake : " line "), "not told");
        ck_assert_msg(!note || tells(&config, false, note), "not noted");
        ck_assert_msg(!ours || mistake || note || !config.note_count, "told for nothing");
    }
    const json_t *sections = member(row, "output", "config");
    if (sections && (ours || !is_read_by_others(table_name(row)))) {
        check_sections(&config, AWS_CONFIG_PROFILE, json_object_get(sections, "profiles"));
        check_sections(&config, AWS_CONFIG_SSO_SESSION, json_object_get(sections, "sso_sessions"));
        check_sections(&config, AWS_CONFIG_SERVICES, json_object_get(sections, "services"));
    }
    aws_config_free(&config);
}
END_TEST

/* rule 16: a mistake concerns who uses its section */
START_TEST(mistakes_are_errors_of_their_sections)
{
    struct aws_config config = {0};
    const char *text = "[default]\na = 1\n[profile x]\nwhat\n[profile y]\nb = 2\n";
    ck_ok(aws_config_parse(&config, AWS_SYNTAX_CONFIG, "f", text, strlen(text)));
    ck_ok(aws_config_check(&config, AWS_CONFIG_PROFILE, "default"));
    ck_error(aws_config_check(&config, AWS_CONFIG_PROFILE, "x"), DXAWS_ERROR_INVALID_ARGUMENT,
             "f line 4: expected \"name = value\" or \"[section]\"");
    ck_ok(aws_config_check(&config, AWS_CONFIG_PROFILE, "y"));
    ck_assert_str_eq(aws_config_get(&config, AWS_CONFIG_PROFILE, "y", "b"), "2");
    aws_config_free(&config);
}
END_TEST

/* rule 32: what is in the line may be a secret */
START_TEST(mistakes_do_not_show_the_line)
{
    struct aws_config config = {0};
    const char *text = "[default]\naws_secret_access_key wJalrXUtnFEMI\n";
    ck_ok(aws_config_parse(&config, AWS_SYNTAX_CREDENTIALS, "f", text, strlen(text)));
    dxaws_error *error = aws_config_check(&config, AWS_CONFIG_PROFILE, "default");
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "wJalr"));
    dxaws_error_free(error);
    aws_config_free(&config);
}
END_TEST

/* rule 19 */
START_TEST(missing_file_is_empty_and_unreadable_one_an_error)
{
    const dxaws_session_options options = {0};
    struct aws_buffer text = {0};
    bool found = true;
    ck_ok(aws_file_read(&options, "/dev/null/absent/config", &text, &found));
    ck_assert(!found);
    ck_error(aws_file_read(&options, "/", &text, &found), DXAWS_ERROR_INVALID_ARGUMENT,
             "cannot read /: Is a directory");
    aws_buffer_free(&text);
}
END_TEST

/* Tables from elsewhere are named on the command line. */
int main(int count, char **arguments)
{
    tables_open(&grammar, "config-grammar*.json", "name:s! input:o! output:o!");
    for (int i = 1; i < count; i++) {
        tables_add(&grammar, arguments[i]);
    }
    for (size_t i = 0; i < grammar.rows; i++) {
        const json_t *row = tables_row(&grammar, i);
        const char *file = tables_file(&grammar, i);
        const char *name = table_name(row);
        table_understand(file, name, json_object_get(row, "input"),
                         "configFile:s credentialsFile:s");
        table_understand(file, name, json_object_get(row, "output"),
                         "config:o errorContaining:s noteContaining:s");
        table_understand(file, name, member(row, "output", "config"),
                         "profiles:o sso_sessions:o services:o");
    }
    Suite *suite = suite_create("config");
    TCase *tests = tcase_create("config");
    tcase_add_loop_test(tests, grammar_is_that_of_the_sdks, 0, (int)grammar.rows);
    tcase_add_test(tests, mistakes_are_errors_of_their_sections);
    tcase_add_test(tests, mistakes_do_not_show_the_line);
    tcase_add_test(tests, missing_file_is_empty_and_unreadable_one_an_error);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&grammar);
    return result;
}
