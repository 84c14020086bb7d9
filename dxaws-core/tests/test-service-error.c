/* SPDX-License-Identifier: MIT */
/* What services say went wrong, in every shape: the tables data/service-errors*.json and
 * data/error-documents*.json. */
#include "table.h"

#include "service-error.h"

static struct tables errors;
static struct tables documents;

/* rule 45 and rule 46: no entities, any namespace; nulls, unknown members, surrogates. rule 38: the
 * three shapes of XML, JSON, and none; rule 39: by the status when there is no body */
START_TEST(error_is_read_as)
{
    const json_t *row = tables_row(&errors, (size_t)_i);
    const char *name;
    json_t *value;
    struct aws_headers headers = {0};
    json_object_foreach(json_object_get(row, "headers"), name, value) {
        aws_headers_add(&headers, name, json_string_value(value));
    }
    int status = (int)table_number(row, "status");
    const char *body = table_text(row, "body");
    const char *service = table_text(row, "service");
    struct aws_fault fault;
    ck_assert(aws_fault_read(&fault, status, &headers, body, strlen(body)));
    ck_assert_str_eq(fault.code, table_text(row, "code"));
    ck_assert_pstr_eq(fault.message, table_text(row, "message"));
    ck_assert_pstr_eq(fault.request_id, table_text(row, "request_id"));
    const char *kind = table_text(row, "kind"); /* which tables from elsewhere have not */
    dxaws_error_kind got =
        aws_fault_kind(&fault, service ? service : "s3", "PutObject", status, false);
    ck_assert_str_eq(dxaws_error_kind_name(got), kind ? kind : dxaws_error_kind_name(got));
    aws_fault_free(&fault);
    aws_headers_free(&headers);
}
END_TEST

START_TEST(region_of_a_bucket_is_read_from_header_or_body)
{
    struct aws_headers headers = {0};
    struct aws_fault fault;
    const char *body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region>"
                       "</Error>";
    ck_assert(aws_fault_read(&fault, 400, &headers, body, strlen(body)));
    ck_assert_str_eq(fault.region, "eu-west-1");
    aws_fault_free(&fault);
    aws_headers_add(&headers, "X-Amz-Bucket-Region", "eu-west-3");
    ck_assert(aws_fault_read(&fault, 301, &headers, "", 0));
    ck_assert_str_eq(fault.region, "eu-west-3");
    aws_fault_free(&fault);
    aws_headers_free(&headers);
}
END_TEST

START_TEST(message_is_bounded_and_utf8)
{
    char body[8000] = "{\"__type\":\"A\",\"message\":\"";
    size_t size = strlen(body);
    memset(body + size, 'x', 5000);
    strcpy(body + size + 5000, "\"}");
    struct aws_headers headers = {0};
    struct aws_fault fault;
    ck_assert(aws_fault_read(&fault, 400, &headers, body, strlen(body)));
    ck_assert_uint_lt(strlen(fault.message), 1100);
    aws_fault_free(&fault);
    aws_headers_add(&headers, "x-amzn-requestid", "a\xff\xc3\xbc\xed\xa0\x80");
    ck_assert(aws_fault_read(&fault, 400, &headers, "", 0));
    ck_assert_str_eq(fault.request_id, "a?\xc3\xbc???");
    aws_fault_free(&fault);
    aws_headers_free(&headers);
}
END_TEST

/* No table of JSON can have such a body. */
START_TEST(junk_is_shown_fit_for_a_line)
{
    const char *body = " \x01\n\xff ";
    struct aws_headers headers = {0};
    struct aws_fault fault;
    ck_assert(aws_fault_read(&fault, 403, &headers, body, strlen(body)));
    ck_assert_str_eq(fault.code, "Forbidden");
    ck_assert_str_eq(fault.message, "?");
    ck_assert_int_eq(aws_fault_kind(&fault, "s3", "PutObject", 403, false), DXAWS_ERROR_PROTOCOL);
    aws_fault_free(&fault);
}
END_TEST

/* rule 46: nesting has a limit */
START_TEST(deep_json_is_refused)
{
    enum { DEPTH = 100000 };
    char *body = malloc(2 * DEPTH + 64);
    strcpy(body, "{\"code\":\"A\",\"deep\":");
    size_t size = strlen(body);
    memset(body + size, '[', DEPTH);
    memset(body + size + DEPTH, ']', DEPTH);
    strcpy(body + size + 2 * DEPTH, "}");
    struct aws_headers headers = {0};
    struct aws_fault fault;
    ck_assert(aws_fault_read(&fault, 400, &headers, body, strlen(body)));
    ck_assert(!fault.understood);
    aws_fault_free(&fault);
    free(body);
}
END_TEST

/* rule 40: S3's errors under a 200, and answers that end too early */
START_TEST(error_document_is_told_by_its_root)
{
    const json_t *row = tables_row(&documents, (size_t)_i);
    const char *body = table_text(row, "body");
    ck_assert_msg(aws_fault_is_in_body(body, strlen(body)) == table_flag(row, "is_error"), "%s",
                  body);
}
END_TEST

int main(void)
{
    tables_open(&errors, "service-errors*.json",
                "name:s protocol:s! service:s status:i! headers:o body:s! code:s! message:s "
                "request_id:s kind:s");
    tables_open(&documents, "error-documents*.json", "name:s body:s! is_error:b!");
    Suite *suite = suite_create("service-error");
    TCase *tests = tcase_create("service-error");
    tcase_add_loop_test(tests, error_is_read_as, 0, (int)errors.rows);
    tcase_add_test(tests, region_of_a_bucket_is_read_from_header_or_body);
    tcase_add_test(tests, deep_json_is_refused);
    tcase_add_test(tests, message_is_bounded_and_utf8);
    tcase_add_test(tests, junk_is_shown_fit_for_a_line);
    tcase_add_loop_test(tests, error_document_is_told_by_its_root, 0, (int)documents.rows);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&errors);
    tables_close(&documents);
    return result;
}
