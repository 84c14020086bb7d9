/* SPDX-License-Identifier: MIT */
/* The small readers that sources of credentials need: the tables data/json-documents*.json,
 * data/xml-documents*.json and data/timestamps*.json. */
#include "table.h"

#include "credentials/document.h"
#include "timestamp.h"

static struct tables json_rows;
static struct tables xml_rows;
static struct tables times;

static void compare(bool valid, struct aws_document *document, const char *text, const char *values)
{
    char got[512] = "";
    for (size_t i = 0; i < document->count; i++) {
        strcat(got, document->text.data + document->values[i].name);
        strcat(got, "=");
        strcat(got, document->text.data + document->values[i].value);
        strcat(got, "|");
    }
    aws_document_free(document);
    if (values) {
        ck_assert_msg(valid && strcmp(got, values) == 0, "%s: %d %s", text, valid, got);
    } else {
        ck_assert_msg(!valid, "%s is taken for valid", text);
    }
}

START_TEST(json_is_read_and_nothing_else)
{
    struct aws_document document = {0};
    const json_t *row = tables_row(&json_rows, (size_t)_i);
    const char *text = table_text(row, "text");
    compare(aws_document_read_json(&document, text, strlen(text)), &document, text,
            table_text(row, "values"));
}
END_TEST

START_TEST(xml_is_read_and_nothing_else)
{
    struct aws_document document = {0};
    const json_t *row = tables_row(&xml_rows, (size_t)_i);
    const char *text = table_text(row, "text");
    compare(aws_document_read_xml(&document, text, strlen(text)), &document, text,
            table_text(row, "values"));
}
END_TEST

START_TEST(quoted_text_is_read_back)
{
    const char *const texts[] = {"", "a", "\"\\/", "\n\t\x01", "\xc3\xa9"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct aws_buffer text = {0};
        struct aws_document document = {0};
        aws_buffer_text(&text, "{\"a\": ");
        aws_json_quote(&text, texts[i]);
        aws_buffer_char(&text, '}');
        ck_assert(aws_document_read_json(&document, text.data, text.size));
        ck_assert_str_eq(aws_document_get(&document, "a"), texts[i]);
        aws_document_free(&document);
        aws_buffer_free(&text);
    }
}
END_TEST

#define NOT_A_TIME INT64_MIN

/* rule 31, rule 47: times with fractions and offsets, whatever the locale */
START_TEST(times_are_read)
{
    const json_t *row = tables_row(&times, (size_t)_i);
    const json_t *wanted = json_object_get(row, "ms");
    int64_t ms = NOT_A_TIME;
    ck_assert_msg(aws_timestamp_parse(table_text(row, "text"), &ms) == (wanted != NULL), "%s",
                  table_text(row, "text"));
    ck_assert_int_eq(ms, wanted ? json_integer_value(wanted) : NOT_A_TIME);
}
END_TEST

START_TEST(times_are_written)
{
    char text[AWS_TIMESTAMP_SIZE];
    aws_timestamp_format(1779537600999, text);
    ck_assert_str_eq(text, "2026-05-23T12:00:00Z");
    aws_timestamp_format(INT64_MAX, text);
    ck_assert_str_eq(text, "9999-12-31T23:59:59Z");
}
END_TEST

int main(void)
{
    tables_open(&json_rows, "json-documents*.json", "name:s text:s! values:s");
    tables_open(&xml_rows, "xml-documents*.json", "name:s text:s! values:s");
    tables_open(&times, "timestamps*.json", "name:s text:s! ms:i");
    Suite *suite = suite_create("documents");
    TCase *tests = tcase_create("documents");
    tcase_add_loop_test(tests, json_is_read_and_nothing_else, 0, (int)json_rows.rows);
    tcase_add_loop_test(tests, xml_is_read_and_nothing_else, 0, (int)xml_rows.rows);
    tcase_add_test(tests, quoted_text_is_read_back);
    tcase_add_loop_test(tests, times_are_read, 0, (int)times.rows);
    tcase_add_test(tests, times_are_written);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&json_rows);
    tables_close(&xml_rows);
    tables_close(&times);
    return result;
}
