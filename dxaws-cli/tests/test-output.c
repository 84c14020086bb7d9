/* SPDX-License-Identifier: MIT */
/* What people see: plans, tables, progress. */
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>
#include <jansson.h>

#include "output/plan.h"
#include "output/progress-lines.h"
#include "output/table.h"
#include "output/terminal.h"

#define PLAN(actions)                                                                              \
    "{\"plan\": 1, \"module\": \"website\", \"resource\": \"example\", \"desired\": {},"           \
    " \"observed\": {}, \"actions\": [" actions "]}"
#define ACTION(kind, resource, expected_s, changes)                                                \
    "{\"kind\": \"" kind "\", \"resource\": \"" resource "\", \"reason\": \"drift\","              \
    " \"expected_s\": " #expected_s ", \"changes\": [" changes "], \"payload\": {}}"

static const struct {
    const char *plan;
    const char *text;
} plans[] = {
    {PLAN(""), "Nothing to do: example is as it should be.\n"},
    {PLAN(ACTION("cloudfront.UPDATE", "example", 150,
                 "{\"path\": \"HttpVersion\", \"before\": \"http2\", \"after\": \"http2and3\"}")),
     "~ cloudfront example  HttpVersion http2 -> http2and3   (UPDATE, about 2.5 min)\n"
     "Plan: 1 to change, about 2.5 min.\n"},
    {PLAN(ACTION("s3.CREATE_BUCKET", "b", 0, "")), "+ s3 b   (CREATE_BUCKET)\nPlan: 1 to make.\n"},
    {PLAN(ACTION("s3.DESTROY_BUCKET", "b", 0, "") "," ACTION("cloudfront.WAIT_DEPLOYED", "e", 150,
                                                             "")),
     "- s3 b   (DESTROY_BUCKET)\n"
     ". cloudfront e   (WAIT_DEPLOYED, about 2.5 min)\n"
     "Plan: 1 to remove, 1 to wait for, about 2.5 min.\n"},
    {PLAN(ACTION(
         "s3.PUT_TAGS", "b", 0,
         "{\"path\": \"tags.a\", \"after\": \"1\"}, {\"path\": \"tags.b\", \"after\": \"\"}")),
     "+ s3 b   (PUT_TAGS)\n"
     "      tags.a = 1\n"
     "      tags.b = \"\"\n"
     "Plan: 1 to make.\n"},
    {PLAN(ACTION(
         "PUT_TAGS", "b", 0,
         "{\"path\": \"tags.a\", \"before\": \"1\"}, {\"path\": \"tags.b\", \"before\": \"2\"}")),
     "~ website b   (PUT_TAGS)\n"
     "      tags.a 1 -> nothing\n"
     "      tags.b 2 -> nothing\n"
     "Plan: 1 to change.\n"},
    {PLAN(ACTION("s3.PUT_VERSIONING", "b", 0,
                 "{\"path\": \"versioning\", \"before\": false, \"after\": true}")),
     "~ s3 b  versioning false -> true   (PUT_VERSIONING)\nPlan: 1 to change.\n"},
    {PLAN(ACTION("s3.X", "b", 0,
                 "{\"path\": \"p\", \"before\": {\"a\": [1]}, \"after\":"
                 " \"0123456789012345678901234567890123456789012345678901234567890123456789\"}")),
     "~ s3 b  p {\"a\":[1]} -> 012345678901234567890123456789012345678901234567890123456789..."
     "   (X)\nPlan: 1 to change.\n"},
    {PLAN(ACTION("s3.X", "b", 0,
                 "{\"path\": \"p\", \"before\":"
                 " \"0123456789012345678901234567890123456789012345678901234567890123456789a\","
                 " \"after\":"
                 " \"0123456789012345678901234567890123456789012345678901234567890123456789b\"}")),
     "~ s3 b  p ...01234567890123456789a -> ...01234567890123456789b   (X)\nPlan: 1 to change.\n"},
    {PLAN(ACTION("s3.X", "b", 0, "{\"path\": \"p\", \"before\": \"a\\u001b[2J\", \"after\": 1}")),
     "~ s3 b  p a\\x1b[2J -> 1   (X)\nPlan: 1 to change.\n"},
};

START_TEST(prints_plans)
{
    char *text = NULL;
    size_t size = 0;
    dxaws_plan *plan = NULL;
    dxaws_error *error = dxaws_plan_parse(plans[_i].plan, &plan);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    FILE *stream = open_memstream(&text, &size);
    plan_print(stream, plan, &(struct plan_style){.subject = "example"});
    fclose(stream);
    ck_assert_str_eq(text, plans[_i].text);
    free(text);
    dxaws_plan_free(plan);
}
END_TEST

START_TEST(shortens_long_lists_of_changes_unless_verbose)
{
    static const char json[] =
        PLAN(ACTION("s3.X", "b", 0,
                    "{\"path\": \"a\", \"after\": 1}, {\"path\": \"b\", \"after\": 1},"
                    "{\"path\": \"c\", \"after\": 1}, {\"path\": \"d\", \"after\": 1},"
                    "{\"path\": \"e\", \"after\": 1}, {\"path\": \"f\", \"after\": 1},"
                    "{\"path\": \"g\", \"after\": 1}, {\"path\": \"h\", \"after\": 1},"
                    "{\"path\": \"i\", \"after\": 1}"));
    for (int verbose = 0; verbose < 2; verbose++) {
        char *text = NULL;
        size_t size = 0;
        dxaws_plan *plan = NULL;
        ck_assert_ptr_null(dxaws_plan_parse(json, &plan));
        FILE *stream = open_memstream(&text, &size);
        plan_print(stream, plan, &(struct plan_style){.subject = "x", .verbose = verbose});
        fclose(stream);
        ck_assert((strstr(text, "and 2 more (-v shows them)") != NULL) == !verbose);
        ck_assert((strstr(text, "      i = 1\n") != NULL) == verbose);
        free(text);
        dxaws_plan_free(plan);
    }
}
END_TEST

START_TEST(prints_documents_with_the_url_first)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    table_print(stream,
                "{\"bucket\": \"b\", \"empty\": {}, \"gone\": null, \"s3\": {\"exists\":"
                " true, \"tags\": {\"k\": \"v\\n\"}}, \"list\": [1, 2], \"none\": [],"
                " \"end_ms\": 1830212747747, \"took_ms\": 86400000,"
                " \"records\": [{\"a\": 1, \"b\": \"x\"}, {\"a\": 2}], \"url\": \"https://x/\"}",
                false);
    fclose(stream);
    ck_assert_str_eq(text, "  url        https://x/\n"
                           "  bucket     b\n"
                           "  s3.exists  true\n"
                           "  s3.tags.k  v\\x0a\n"
                           "  list       [1,2]\n"
                           "  end_ms     1830212747747 (2027-12-31 00:25 UTC)\n"
                           "  took_ms    86400000\n"
                           "  records    a=1 b=x\n"
                           "  records    a=2\n");
    free(text);
}
END_TEST

START_TEST(records_read_as_one_would_write_them)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    table_print(
        stream,
        "{\"r\": [{\"name\": \"www.example.com.\", \"type\": \"A\", \"alias\": {\"dns_name\":"
        " \"d1.cloudfront.net.\"}}, {\"name\": \"x\\u001b\", \"type\": \"TXT\", \"values\":"
        " [\"1\", \"2\"]}, {\"name\": \"y\", \"type\": \"CNAME\", \"value\": \"z.\"},"
        " {\"name\": \"n\", \"type\": \"A\", \"values\": []}]}",
        false);
    fclose(stream);
    ck_assert_str_eq(text, "  r  A     www.example.com -> d1.cloudfront.net\n"
                           "  r  TXT   x\\x1b -> 1, 2\n"
                           "  r  CNAME y -> z\n"
                           "  r  name=n type=A values=[]\n");
    free(text);
}
END_TEST

static const struct {
    const char *text;
    const char *shown;
} safe[] = {
    {"www.example.com", "www.example.com"},
    {"gr\xc3\xbcn \xe2\x82\xac \xf0\x9f\x8c\x90 \xe6\x97\xa5",
     "gr\xc3\xbcn \xe2\x82\xac \xf0\x9f\x8c\x90 \xe6\x97\xa5"},
    {"a\x1b[2Jb\x7f\t", "a\\x1b[2Jb\\x7f\\x09"},
    {"a\xc2\x9b"
     "2Jb",
     "a\\u009b2Jb"}, /* C1's CSI */
    {"\xe2\x80\xae"
     "evil",
     "\\u202eevil"},                                  /* right to left */
    {"\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069"}, /* isolates */
    {"a\xe2\x80\x8b"
     "b\xef\xbb\xbf",
     "a\\u200bb\\ufeff"},
    {"a\xe2\x80\xa8"
     "b\xe2\x80\xa9",
     "a\\u2028b\\u2029"},
    {"\xf3\xa0\x81\x81", "\\ue0041"}, /* a tag letter */
    {"\xc2\xad\xd8\x9c", "\\u00ad\\u061c"},
    {"\x9b"
     "31m \xff",
     "\\x9b31m \\xff"},
    {"\xc0\xaf \xe0\x80\xaf", "\\xc0\\xaf \\xe0\\x80\\xaf"}, /* longer than need be */
    {"\xed\xa0\x80 \xf4\x90\x80\x80", "\\xed\\xa0\\x80 \\xf4\\x90\\x80\\x80"},
    {"\xe2\x80", "\\xe2\\x80"},
};

/* What is seen is what it says, letter by letter. */
START_TEST(nothing_is_hidden_from_who_reads)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    print_safely(stream, safe[_i].text);
    fclose(stream);
    ck_assert_str_eq(text, safe[_i].shown);
    free(text);
}
END_TEST

/* Every text of two bytes, and every code point: nothing is printed that drives a terminal. */
START_TEST(no_control_or_format_character_is_ever_printed)
{
    size_t tried = 0;
    for (unsigned long point = 1; point < 0x110000; point += point < 0x2800 ? 1 : 997) {
        const char raw[3] = {(char)(point >> 8 & 0xff), (char)(point & 0xff), '\0'};
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        print_safely(stream, raw);
        fclose(stream);
        for (size_t i = 0; i < size; i++) {
            unsigned char letter = (unsigned char)text[i];
            bool c1 = letter == 0xc2 && i + 1 < size && (unsigned char)text[i + 1] < 0xa0;
            ck_assert_msg(letter >= 0x20 && letter != 0x7f && !c1, "%lx", point);
        }
        json_t *probe = json_string(text); /* it is UTF-8 */
        ck_assert_msg(probe != NULL, "%lx", point);
        json_decref(probe);
        free(text);
        tried++;
    }
    ck_assert_uint_gt(tried, 10000);
}
END_TEST

START_TEST(plain_progress_says_each_reason_once)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    struct lines lines = {.stream = stream};
    struct line_event event = {.module = "acm",
                               .subject = "www.example.com",
                               .action = "WAIT_ISSUED",
                               .status = "start",
                               .why = ""};
    lines_event(&lines, &event);
    event.status = "waiting";
    event.why = "status PENDING_VALIDATION";
    lines_event(&lines, &event);
    event.elapsed_ms = 20000;
    lines_event(&lines, &event);
    event.status = "done";
    event.why = "";
    event.elapsed_ms = 61000;
    lines_event(&lines, &event);
    lines_end(&lines);
    fclose(stream);
    ck_assert_str_eq(text, "  wait   acm www.example.com  WAIT_ISSUED: status PENDING_VALIDATION\n"
                           "  done   acm www.example.com  WAIT_ISSUED  61 s\n");
    free(text);
}
END_TEST

/* A line that is redrawn is cut; what has no room in it stays above, once. */
START_TEST(live_progress_keeps_what_it_would_cut)
{
    char *text = NULL;
    size_t size = 0;
    char why[300];
    FILE *stream = open_memstream(&text, &size);
    struct lines lines = {.stream = stream, .live = true};
    struct line_event event = {.module = "acm",
                               .subject = "www.example.com",
                               .action = "WAIT_ISSUED",
                               .status = "start",
                               .why = ""};
    memset(why, 'x', sizeof why - 1);
    memcpy(why + sizeof why - 4, "end", 4);
    lines_event(&lines, &event);
    event.status = "waiting";
    event.why = "short";
    lines_event(&lines, &event);
    fflush(stream);
    ck_assert_ptr_null(strstr(text, "wait "));
    event.why = why;
    lines_event(&lines, &event);
    lines_event(&lines, &event);
    lines_end(&lines);
    fclose(stream);
    const char *kept = strstr(text, "end\n");
    ck_assert_msg(kept != NULL && strstr(kept + 1, "end\n") == NULL, "%s", text);
    free(text);
}
END_TEST

START_TEST(live_progress_redraws_what_runs_below_what_is_done)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = tmpfile(); /* the width is asked of its descriptor */
    struct lines lines = {.stream = stream, .live = true};
    struct line_event wait = {.module = "acm",
                              .subject = "w",
                              .action = "WAIT",
                              .why = "",
                              .status = "start",
                              .expected_s = 60,
                              .now_ms = 1000};
    struct line_event put = {.module = "s3",
                             .subject = "b",
                             .action = "PUT",
                             .why = "",
                             .status = "start",
                             .now_ms = 2000};
    lines_event(&lines, &wait);
    lines_event(&lines, &put);
    put.status = "done";
    lines_event(&lines, &put);
    wait.status = "waiting";
    wait.why = "status PENDING";
    wait.now_ms = 31000;
    lines_event(&lines, &wait);
    lines_redraw(&lines, 41000);
    lines_end(&lines);
    size = (size_t)ftell(stream);
    rewind(stream);
    text = calloc(1, size + 1);
    ck_assert_uint_eq(fread(text, 1, size, stream), size);
    fclose(stream);
    ck_assert_str_eq(text, "  ...    acm w  WAIT  0 s of about 60 s\n"
                           "\033[1A\r\033[J"
                           "  ...    acm w  WAIT  1 s of about 60 s\n"
                           "  ...    s3 b  PUT  0 s\n"
                           "\033[2A\r\033[J"
                           "  done   s3 b  PUT\n"
                           "  ...    acm w  WAIT  1 s of about 60 s\n"
                           "\033[1A\r\033[J"
                           "  ...    acm w  WAIT  30 s of about 60 s\n"
                           "         status PENDING\n"
                           "\033[2A\r\033[J"
                           "  ...    acm w  WAIT  40 s of about 60 s\n"
                           "         status PENDING\n"
                           "\033[2A\r\033[J");
    free(text);
}
END_TEST

#define EVIL "a\\u202eb\\u009b2Jc\\u2028d"

/* Whatever part of a plan or a table is somebody else's text. */
START_TEST(no_part_of_what_is_shown_hides_anything)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_plan_parse("{\"plan\": 1, \"module\": \"s3\", \"resource\": \"" EVIL
                             "\", \"desired\": {}, \"observed\": {}, \"actions\": [" ACTION(
                                 EVIL, EVIL, 0,
                                 "{\"path\": \"" EVIL "\", \"before\": \"" EVIL
                                 "\", \"after\": {\"" EVIL "\": 1}}") "]}",
                             &plan);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    const struct plan_style style = {.subject = "a\u202eb", .verbose = true};
    plan_print(stream, plan, &style);
    table_print(stream,
                "{\"" EVIL "\": \"" EVIL "\", \"l\": [{\"type\": \"" EVIL "\", \"name\": \"" EVIL
                "\", \"values\": [\"" EVIL "\"]}]}",
                false);
    fclose(stream);
    ck_assert_ptr_nonnull(strstr(text, "\\u202e"));
    ck_assert_msg(strstr(text, "\u202e") == NULL && strstr(text, "\xc2\x9b") == NULL &&
                      strstr(text, "\u2028") == NULL,
                  "%s", text);
    free(text);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, prints_plans, 0, sizeof plans / sizeof plans[0]);
    tcase_add_test(tests, shortens_long_lists_of_changes_unless_verbose);
    tcase_add_test(tests, prints_documents_with_the_url_first);
    tcase_add_test(tests, records_read_as_one_would_write_them);
    tcase_add_test(tests, no_part_of_what_is_shown_hides_anything);
    tcase_add_loop_test(tests, nothing_is_hidden_from_who_reads, 0, sizeof safe / sizeof *safe);
    tcase_add_test(tests, no_control_or_format_character_is_ever_printed);
    tcase_add_test(tests, plain_progress_says_each_reason_once);
    tcase_add_test(tests, live_progress_redraws_what_runs_below_what_is_done);
    tcase_add_test(tests, live_progress_keeps_what_it_would_cut);
    return run_suite("output", tests);
}
