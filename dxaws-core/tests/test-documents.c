/* SPDX-License-Identifier: MIT */
/* The small readers that sources of credentials need: JSON, XML, times. */
#include "testing.h"

#include "credentials/document.h"
#include "timestamp.h"

/* A document, and all its values as "name=value|..."; NULL: it is not valid. */
static const struct {
    const char *text;
    const char *values;
} json_rows[] = {
    {"{}", ""},
    {" {\"a\" : \"b\" , \"c\":1.5e+2,\"d\":true,\"e\":null,\"f\":[1,{\"g\":[]}]}\r\n",
     "a=b|c=1.5e+2|d=true|"},
    {"{\"a\":{\"b\":{\"c\":\"d\"},\"e\":\"f\"},\"g\":\"h\"}", "a.b.c=d|a.e=f|g=h|"},
    {"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00\"}",
     "a=\"\\/\b\f\n\r\t\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80|"},
    {"{\"a\":\"x\",\"a\":\"y\"}", "a=x|a=y|"},
    {"", NULL},
    {"[]", NULL},
    {"\"a\"", NULL},
    {"{", NULL},
    {"{\"a\"}", NULL},
    {"{\"a\":}", NULL},
    {"{\"a\":1,}", NULL},
    {"{a:1}", NULL},
    {"{'a':1}", NULL},
    {"{\"a\":01}", NULL},
    {"{\"a\":.5}", NULL},
    {"{\"a\":1.}", NULL},
    {"{\"a\":+1}", NULL},
    {"{\"a\":-}", NULL},
    {"{\"a\":NaN}", NULL},
    {"{\"a\":tru}", NULL},
    {"{\"a\":\"x}", NULL},
    {"{\"a\":\"\\x\"}", NULL},
    {"{\"a\":\"\\u12\"}", NULL},
    {"{\"a\":\"\\ud83d\"}", NULL},
    {"{\"a\":\"\\ude00\"}", NULL},
    {"{\"a\":\"\\u0000\"}", NULL},
    {"{\"a\":\"\n\"}", NULL},
    {"{} {}", NULL},
    {"{}x", NULL},
    {"{\"a\":[1,]}", NULL},
    {"{\"a\":[}", NULL},
    {"{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", NULL},
};

static const struct {
    const char *text;
    const char *values;
} xml_rows[] = {
    {"<?xml version=\"1.0\"?>\n<a xmlns='x'><!-- c --><b>1</b><n:c "
     "d=\">\">&lt;&amp;&#65;&#x42;</n:c></a>\n",
     "b=1|c=<&AB|"},
    {"<a><b><c>1</c><c/><d> 2 </d></b><e></e></a>", "b.c=1|b.d= 2 |e=|"},
    {"<a/>", NULL},
    {"<a></a>", ""},
    {"", NULL},
    {"x", NULL},
    {"<a>", NULL},
    {"<a></b>", NULL},
    {"</a>", NULL},
    {"<a></a><a></a>", NULL},
    {"<a>&x;</a>", NULL},
    {"<a>&#0;</a>", NULL},
    {"<a>&#xffff;</a>", NULL},
    {"<!DOCTYPE a><a></a>", NULL},
    {"<a><![CDATA[x]]></a>", NULL},
    {"<a b='></a>", NULL},
    {"<a><b</a>", NULL},
    {"< a></a>", NULL},
};

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
    const char *text = json_rows[_i].text;
    compare(aws_document_read_json(&document, text, strlen(text)), &document, text,
            json_rows[_i].values);
}
END_TEST

START_TEST(xml_is_read_and_nothing_else)
{
    struct aws_document document = {0};
    const char *text = xml_rows[_i].text;
    compare(aws_document_read_xml(&document, text, strlen(text)), &document, text,
            xml_rows[_i].values);
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
static const struct {
    const char *text;
    int64_t ms;
} times[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"2026-05-23T12:00:00Z", 1779537600000},
    {"2026-05-23T14:00:00+02:00", 1779537600000},
    {"2026-05-23T05:30:00-0630", 1779537600000},
    {"2026-05-23T12:00:00.5Z", 1779537600500},
    {"2026-05-23T12:00:00.123456789Z", 1779537600123},
    {"2026-05-23T12:00:00UTC", 1779537600000},
    {"2024-02-29T00:00:00Z", 1709164800000},
    {"2000-02-29T23:59:60Z", 951868800000},
    {"2023-02-29T00:00:00Z", NOT_A_TIME},
    {"1900-02-29T00:00:00Z", NOT_A_TIME},
    {"2026-13-01T00:00:00Z", NOT_A_TIME},
    {"2026-00-01T00:00:00Z", NOT_A_TIME},
    {"2026-04-31T00:00:00Z", NOT_A_TIME},
    {"2026-05-23T24:00:00Z", NOT_A_TIME},
    {"2026-05-23T12:60:00Z", NOT_A_TIME},
    {"2026-05-23T12:00:00", NOT_A_TIME},
    {"2026-05-23T12:00:00.Z", NOT_A_TIME},
    {"2026-05-23T12:00:00+2", NOT_A_TIME},
    {"2026-05-23T12:00:00Zx", NOT_A_TIME},
    {"2026-05-23", NOT_A_TIME},
    {"1779537600", NOT_A_TIME},
    {"", NOT_A_TIME},
};

START_TEST(times_are_read)
{
    int64_t ms = NOT_A_TIME;
    ck_assert_int_eq(aws_timestamp_parse(times[_i].text, &ms), times[_i].ms != NOT_A_TIME);
    ck_assert_int_eq(ms, times[_i].ms);
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
    Suite *suite = suite_create("documents");
    TCase *tests = tcase_create("documents");
    tcase_add_loop_test(tests, json_is_read_and_nothing_else, 0,
                        sizeof(json_rows) / sizeof(json_rows[0]));
    tcase_add_loop_test(tests, xml_is_read_and_nothing_else, 0,
                        sizeof(xml_rows) / sizeof(xml_rows[0]));
    tcase_add_test(tests, quoted_text_is_read_back);
    tcase_add_loop_test(tests, times_are_read, 0, sizeof(times) / sizeof(times[0]));
    tcase_add_test(tests, times_are_written);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
