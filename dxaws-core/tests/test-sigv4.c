/* SPDX-License-Identifier: MIT */
/* Signatures against published and independently computed ones. A further table of the same
 * form, dropped beside these as data/sigv4-*.json, is run as well. */
#include "testing.h"

#include <glob.h>
#include <jansson.h>

#include "sigv4.h"
#include "uri.h"

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    ck_assert_msg(value != NULL, "the table lacks %s", name);
    return value;
}

static void check_case(const char *file, const json_t *row)
{
    struct aws_headers headers = {0};
    size_t i;
    json_t *header;
    json_array_foreach (json_object_get(row, "headers"), i, header)
        aws_headers_add(&headers, json_string_value(json_array_get(header, 0)),
                        json_string_value(json_array_get(header, 1)));
    const struct aws_sigv4_input input = {
        .method = text(row, "method"),
        .path = text(row, "path"),
        .query = text(row, "query"),
        .headers = &headers,
        .payload_hash = text(row, "payload_hash"),
        .path_as_is = json_is_true(json_object_get(row, "path_as_is")),
        .access_key_id = text(row, "access_key_id"),
        .secret = text(row, "secret"),
        .region = text(row, "region"),
        .service = text(row, "service"),
        .date = text(row, "date"),
    };
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    struct aws_buffer to_sign = {0};
    ck_ok(aws_sigv4_sign(&input, &authorization, &canonical, &to_sign));
    const char *expected = json_string_value(json_object_get(row, "canonical"));
    if (expected)
        ck_assert_msg(strcmp(expected, canonical.data) == 0, "%s, %s: canonical request\n%s\nis not\n%s",
                      file, text(row, "name"), canonical.data, expected);
    ck_assert_msg(strcmp(authorization.data, text(row, "authorization")) == 0, "%s, %s: got\n%s",
                  file, text(row, "name"), authorization.data);
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_buffer_free(&to_sign);
    aws_headers_free(&headers);
}

START_TEST(signatures_are_those_of_the_tables)
{
    glob_t files;
    ck_assert_int_eq(glob(TEST_DATA "/sigv4-*.json", 0, NULL, &files), 0);
    size_t count = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        json_t *table = json_load_file(files.gl_pathv[i], 0, NULL);
        ck_assert_ptr_nonnull(table);
        size_t index;
        json_t *row;
        json_array_foreach (json_object_get(table, "cases"), index, row) {
            check_case(files.gl_pathv[i], row);
            count++;
        }
        json_decref(table);
    }
    globfree(&files);
    ck_assert_uint_ge(count, 29);
}
END_TEST

START_TEST(repeated_headers_are_joined_in_order_of_arrival)
{
    struct aws_headers headers = {0};
    aws_headers_add(&headers, "Host", "h");
    aws_headers_add(&headers, "My-Header", "b");
    aws_headers_add(&headers, "my-header", " a\n  c ");
    const struct aws_sigv4_input input = {
        .method = "GET", .path = "/", .headers = &headers, .payload_hash = "x",
        .access_key_id = "k", .secret = "s", .region = "r", .service = "v",
        .date = "20150830T123600Z"};
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    ck_ok(aws_sigv4_sign(&input, &authorization, &canonical, NULL));
    ck_assert_str_eq(canonical.data, "GET\n/\n\nhost:h\nmy-header:b,a c\n\nhost;my-header\nx");
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_headers_free(&headers);
}
END_TEST

static const struct {
    int64_t ms;
    const char *date;
} dates[] = {{0, "19700101T000000Z"},
             {1440938160999, "20150830T123600Z"},
             {1709164799000, "20240228T235959Z"},
             {1709164800000, "20240229T000000Z"},
             {4102444800000, "21000101T000000Z"}};

START_TEST(date_is_utc)
{
    char date[AWS_DATE_SIZE];
    aws_sigv4_date(dates[_i].ms, date);
    ck_assert_str_eq(date, dates[_i].date);
}
END_TEST

static const struct {
    const char *query;
    const char *canonical;
} queries[] = {{"", ""},
               {"tagging", "tagging="},
               {"b=2&a=1", "a=1&b=2"},
               {"a-b=&a=", "a=&a-b="},
               {"a=b=c", "a=b%3Dc"},
               {"a=%2f%2F", "a=%2F%2F"},
               {"a=%zz", "a=%25zz"},
               {"a=+", "a=%2B"},
               {"&&a=1&", "a=1"},
               {"a=2&a=10&a=1", "a=1&a=10&a=2"}};

START_TEST(query_is_sorted_by_encoded_pair)
{
    struct aws_buffer out = {0};
    aws_uri_canonical_query(&out, queries[_i].query);
    ck_assert_str_eq(aws_buffer_string(&out), queries[_i].canonical);
    aws_buffer_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sigv4");
    TCase *tests = tcase_create("sigv4");
    tcase_add_test(tests, signatures_are_those_of_the_tables);
    tcase_add_test(tests, repeated_headers_are_joined_in_order_of_arrival);
    tcase_add_loop_test(tests, date_is_utc, 0, sizeof(dates) / sizeof(dates[0]));
    tcase_add_loop_test(tests, query_is_sorted_by_encoded_pair, 0,
                        sizeof(queries) / sizeof(queries[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
