/* SPDX-License-Identifier: MIT */
/* Reading YAML: what it becomes, and where what is wrong with it stands. */
#include "told.h"
#include "yaml-tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dxaws/kit/check.h>

static const struct {
    const char *text;
    const char *json;
} documents[] = {
    {"a: 1", "{\"a\": 1}"},
    {"a: true\nb: False\nc: TRUE", "{\"a\": true, \"b\": false, \"c\": true}"},
    {"a: no\nb: yes\nc: on\nd: off",
     "{\"a\": \"no\", \"b\": \"yes\", \"c\": \"on\", \"d\": \"off\"}"},
    {"a: \"true\"\nb: '1'", "{\"a\": \"true\", \"b\": \"1\"}"},
    {"a:\nb: ~\nc: null", "{\"a\": null, \"b\": null, \"c\": null}"},
    {"a: 0x1f\nb: 0o17\nc: -3\nd: +4\ne: 017",
     "{\"a\": 31, \"b\": 15, \"c\": -3, \"d\": 4, \"e\": 17}"},
    {"a: 1.20\nb: 1e3\nc: .5\nd: 1.2.3",
     "{\"a\": \"1.20\", \"b\": \"1e3\", \"c\": \".5\", \"d\": \"1.2.3\"}"},
    {"a: 2026-01-01\nb: 12:30\nc: 0b1\nd: 1_000",
     "{\"a\": \"2026-01-01\", \"b\": \"12:30\", \"c\": \"0b1\", \"d\": \"1_000\"}"},
    {"- 1\n- [x, {y: z}]", "[1, [\"x\", {\"y\": \"z\"}]]"},
    {"{\"a\": {\"b\": [1, true, null, \"\\u00e9\"]}}",
     "{\"a\": {\"b\": [1, true, null, \"\303\251\"]}}"},
    {"{\"a\": \"\\ud83d\\ude00x\\uD83D\\uDE01\", \"b\": \"\u00fc \\\\ud83d\\u00e9 "
     "\\uda01\\udc37\"}",
     "{\"a\": \"\xf0\x9f\x98\x80x\xf0\x9f\x98\x81\", \"b\": \"\u00fc \\\\ud83d\u00e9 "
     "\xf2\x90\x90\xb7\"}"},
    {"a: '\\ud83d\\ude00'\nb: \\ud83d\\ude00\n",
     "{\"a\": \"\\\\ud83d\\\\ude00\", \"b\": \"\\\\ud83d\\\\ude00\"}"},
    {"{\"\\ud83d\\ude00\": 1}", "{\"\xf0\x9f\x98\x80\": 1}"},
    {"a: |\n  one\n  two\n", "{\"a\": \"one\\ntwo\\n\"}"},
    {"# only a comment\n---\na: 1\n...\n", "{\"a\": 1}"},
    {"\xEF\xBB\xBF"
     "a: 1",
     "{\"a\": 1}"},
    {"\xEF\xBB\xBF"
     "a: 1\r\nb: 2\r\n",
     "{\"a\": 1, \"b\": 2}"},
};

START_TEST(reads_documents)
{
    struct yaml_tree tree;
    const char *text = documents[_i].text;
    dxaws_error *error = yaml_parse("f", text, strlen(text), &tree);
    ck_assert_msg(error == NULL, "%s", error ? told(error) : "");
    json_t *got = yaml_json(tree.root);
    json_t *wanted = json_loads(documents[_i].json, 0, NULL);
    ck_assert_ptr_nonnull(wanted);
    char *shown = json_dumps(got, 0);
    ck_assert_msg(json_equal(got, wanted), "%s: %s", text, shown);
    free(shown);
    json_decref(got);
    json_decref(wanted);
    yaml_clear(&tree);
}
END_TEST

static const struct {
    const char *text;
    const char *message; /* what it must contain */
} mistakes[] = {
    {"", "f:1:1: the file is empty"},
    {"# nothing\n", "f:1:1: the file is empty"},
    {"a: 1\nb: 2\na: 3\n", "f:3:1: \"a\" is there twice: first at line 1, column 1"},
    {"x:\n  a: 1\n  \"a\": 2\n", "f:3:3: \"a\" is there twice: first at line 2"},
    {"a: &x 1\n", "f:1:4: anchor \"&x\": anchors are not supported"},
    {"a: *x\n", "f:1:4: alias \"*x\": aliases are not supported"},
    {"a: !!str 1\n", "f:1:4: tag \"tag:yaml.org,2002:str\": tags are not supported"},
    {"a: !thing {}\n", "f:1:4: tag \"!thing\": tags are not supported"},
    {"<<: {a: 1}\n", "f:1:1: \"<<\": merging is not supported"},
    {"? [a]\n: b\n", "f:1:3: a key must be text"},
    {"\"\": 1\n", "f:1:1: a key must have 1 to 256 characters"},
    {"a: 1\n---\nb: 2\n", "f:2:1: a second document"},
    {"a: [1, 2\nb: 3\n", "not YAML: "},
    {"a: 1\n\tb: 2\n", "f:2:1: not YAML: a tab in the indentation"},
    {"a: b: c\n", "f:1:5: not YAML: two \": \" in one line"},
    {"a: \"\\0\"\n", "f:1:4: text with a NUL character"},
    {"%YAML 9.9\n---\na: 1\n", "not YAML: this cannot be read; a text with other signs"},
    {"{\"a\": \"\\ud83d\"}", "f:1:10: not YAML: \\u here is half of a pair"},
    {"{\"a\": \"\\ude00\\ud83d\"}", "f:1:10: not YAML: \\u here is half of a pair"},
    {"{\"a\": \"\\ud83d\\ude00\", \"a\": 1}", "f:1:23: \"a\" is there twice"},
    {"{\"a\": \"\\ud83d\\ude00\",\n \"a\": 1}", "f:2:2: \"a\" is there twice"},
    {"a: 99999999999999999999\n", "f:1:4: 99999999999999999999: the number is too large"},
    {"a: \xff\n", "f:1:4: this is not UTF-8; write the file in UTF-8"},
    {"a: \x01\n", "f:1:4: a control character"},
    {"[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]", "f:1:17: nested more than 16 deep"},
};

START_TEST(says_where_a_mistake_is)
{
    struct yaml_tree tree;
    const char *text = mistakes[_i].text;
    dxaws_error *error = yaml_parse("f", text, strlen(text), &tree);
    ck_assert_msg(error != NULL, "accepted: %s", text);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_msg(strstr(told(error), mistakes[_i].message) != NULL, "%s", told(error));
    ck_assert_ptr_null(strchr(told(error), '\n'));
    dxaws_error_free(error);
}
END_TEST

/* A JSON file may have any number of them, and is not read again for each. */
START_TEST(reads_many_pairs_of_json)
{
    struct yaml_tree tree;
    enum { COUNT = 5000 };
    char *text = malloc(20 * COUNT + 10);
    size_t size = (size_t)sprintf(text, "[");
    for (int i = 0; i < COUNT; i++) {
        size += (size_t)sprintf(text + size, "%s\"\\ud83d\\ude00\"", i > 0 ? ", " : "");
    }
    strcpy(text + size, "]");
    dxaws_error *error = yaml_parse("f", text, size + 1, &tree);
    ck_assert_msg(error == NULL, "%s", error ? told(error) : "");
    ck_assert_str_eq(tree.root->last->text, "\xf0\x9f\x98\x80");
    ck_assert_uint_eq(tree.root->last->column, size - 13);
    yaml_clear(&tree);
    free(text);
}
END_TEST

START_TEST(bounds_size)
{
    struct yaml_tree tree;
    char *text = malloc(YAML_SIZE_MAX + 2);
    memset(text, ' ', YAML_SIZE_MAX + 1);
    dxaws_error *error = yaml_parse("f", text, YAML_SIZE_MAX + 1, &tree);
    ck_assert_str_eq(told(error), "f: larger than 32 MiB; give a file that has at most that");
    dxaws_error_free(error);
    free(text);
}
END_TEST

/* Files of one and of several reads, and the last byte of each. */
START_TEST(reads_big_files_to_their_end)
{
    static const size_t counts[] = {1, 6500, 80000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct yaml_tree tree;
        char path[] = "/tmp/dxaws-yaml-XXXXXX";
        FILE *file = fdopen(mkstemp(path), "w");
        for (size_t k = 0; k < counts[i]; k++) {
            fprintf(file, "%s[%zu]\n", "- ", k);
        }
        fclose(file);
        dxaws_error *error = yaml_load(path, NULL, &tree);
        ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
        ck_assert_int_eq(tree.root->last->first->integer, (int64_t)counts[i] - 1);
        yaml_clear(&tree);
        unlink(path);
    }
}
END_TEST

/* By the core schema, where an exponent begins and ends. */
static const struct {
    const char *text;
    enum yaml_kind kind;
} scalars[] = {
    {"1e3", YAML_REAL},   {"1E3", YAML_REAL},    {"1e+3", YAML_REAL},     {"-1.5e-3", YAML_REAL},
    {".5e1", YAML_REAL},  {"1.e1", YAML_REAL},   {"+.5E+01", YAML_REAL},  {"1.5", YAML_REAL},
    {"-.inf", YAML_REAL}, {".NaN", YAML_REAL},   {"1e", YAML_TEXT},       {"1e+", YAML_TEXT},
    {"1e-", YAML_TEXT},   {"e3", YAML_TEXT},     {".e3", YAML_TEXT},      {"1e3x", YAML_TEXT},
    {"1e3.5", YAML_TEXT}, {"1e+-3", YAML_TEXT},  {".", YAML_TEXT},        {"1ee3", YAML_TEXT},
    {"12", YAML_INTEGER}, {"-12", YAML_INTEGER}, {"0x1e3", YAML_INTEGER}, {"0o8", YAML_TEXT},
};

START_TEST(tells_numbers_from_texts)
{
    struct yaml_tree tree;
    char text[32];
    snprintf(text, sizeof text, "a: %s", scalars[_i].text);
    DXAWS_AUTO(dxaws_error) error = yaml_parse("f", text, strlen(text), &tree);
    ck_assert_ptr_null(error);
    ck_assert_int_eq(yaml_member(tree.root, "a")->kind, scalars[_i].kind);
    yaml_clear(&tree);
}
END_TEST

START_TEST(names_a_file_that_cannot_be_read)
{
    struct yaml_tree tree;
    char folder[] = "/tmp/dxaws-yaml.XXXXXX";
    char path[64];
    char message[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/site.yaml", folder);
    snprintf(message, sizeof message, "%s: cannot be read: No such file or directory", path);
    dxaws_error *error = yaml_load(path, NULL, &tree);
    ck_assert_int_eq(rmdir(folder), 0);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_NOT_FOUND);
    ck_assert_str_eq(told(error), message);
    dxaws_error_free(error);
    error = yaml_load("/", NULL, &tree);
    ck_assert_str_eq(told(error), "/: cannot be read: Is a directory");
    dxaws_error_free(error);
}
END_TEST

/* A named pipe, before and after somebody writes to it, and a device. */
START_TEST(what_is_no_file_is_read_until_the_deadline)
{
    struct yaml_tree tree = {.root = NULL};
    char folder[] = "/tmp/dxaws-yaml.XXXXXX";
    char path[64];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 100);
    DXAWS_AUTO(dxaws_error) late = yaml_load(path, context, &tree);
    ck_assert_ptr_nonnull(late);
    ck_assert_int_eq(dxaws_error_get_kind(late), DXAWS_ERROR_TIMEOUT);
    dxaws_context_cancel(context);
    DXAWS_AUTO(dxaws_error) cancelled = yaml_load(path, context, &tree);
    ck_assert_int_eq(dxaws_error_get_kind(cancelled), DXAWS_ERROR_CANCELLED);
    pid_t child = fork();
    if (child == 0) {
        int pipe = open(path, O_WRONLY);
        usleep(100000); /* open, and nothing in it yet */
        _exit(write(pipe, "a: 1\n", 5) == 5 ? 0 : 1);
    }
    DXAWS_AUTO(dxaws_error) error = yaml_load(path, NULL, &tree);
    ck_assert_ptr_null(error);
    ck_assert_ptr_nonnull(yaml_member(tree.root, "a"));
    yaml_clear(&tree);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    unlink(path);
    rmdir(folder);
    DXAWS_AUTO(dxaws_error) endless = yaml_load("/dev/zero", NULL, &tree);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(endless), "larger than 32 MiB"));
}
END_TEST

START_TEST(members_are_replaced_in_place_of_older_ones)
{
    struct yaml_tree tree;
    const char *text = "a: 1\nb: 2\nc: 3\n";
    ck_assert_ptr_null(yaml_parse("f", text, strlen(text), &tree));
    ck_assert(yaml_set_member(tree.root, "c", yaml_map_new(tree.origin)));
    ck_assert(yaml_set_member(tree.root, "a", yaml_map_new(tree.origin)));
    json_t *got = yaml_json(tree.root);
    char *shown = json_dumps(got, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_str_eq(shown, "{\"a\":{},\"b\":2,\"c\":{}}");
    free(shown);
    json_decref(got);
    yaml_clear(&tree);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, reads_documents, 0, sizeof documents / sizeof documents[0]);
    tcase_add_loop_test(tests, says_where_a_mistake_is, 0, sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tests, reads_many_pairs_of_json);
    tcase_add_test(tests, bounds_size);
    tcase_add_test(tests, reads_big_files_to_their_end);
    tcase_add_loop_test(tests, tells_numbers_from_texts, 0, sizeof scalars / sizeof *scalars);
    tcase_add_test(tests, names_a_file_that_cannot_be_read);
    tcase_add_test(tests, what_is_no_file_is_read_until_the_deadline);
    tcase_add_test(tests, members_are_replaced_in_place_of_older_ones);
    return run_suite("yaml", tests);
}
