/* SPDX-License-Identifier: MIT */
/* What services say went wrong, in every shape, as a table. */
#include "testing.h"

#include "service-error.h"

#define XML AWS_PROTOCOL_XML
#define JSON AWS_PROTOCOL_JSON
#define KIND(name) DXAWS_ERROR_##name

static const struct {
    enum aws_protocol protocol;
    int status;
    const char *header; /* one header's name ... */
    const char *value;  /* ... and value */
    const char *body;
    const char *code;
    const char *message;
    const char *request_id;
    dxaws_error_kind kind;
} rows[] = {
    {XML, 404, "x-amz-request-id", "H",
     "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchBucket</Code><Message>The bucket does\n not "
     "exist</Message><RequestId>B</RequestId></Error>",
     "NoSuchBucket", "The bucket does not exist", "H", KIND(NOT_FOUND)},
    {XML, 403, NULL, NULL,
     " \n<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><RequestId>B</RequestId></Error>",
     "AccessDenied", NULL, "B", KIND(PERMISSION)},
    {XML, 403, NULL, NULL,
     "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
     "<Code>InvalidClientTokenId</Code><Message>bad &amp; wrong</Message></Error>"
     "<RequestId>R</RequestId></ErrorResponse>",
     "InvalidClientTokenId", "bad & wrong", "R", KIND(UNAUTHENTICATED)},
    {XML, 400, NULL, NULL,
     "<r:ErrorResponse xmlns:r=\"x\"><r:Error><r:Code>Throttling</r:Code></r:Error>"
     "</r:ErrorResponse>",
     "Throttling", NULL, NULL, KIND(THROTTLED)},
    {XML, 400, NULL, NULL,
     "<InvalidChangeBatch xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Messages>"
     "<Message>one</Message><Message>two</Message></Messages><RequestId>R</RequestId>"
     "</InvalidChangeBatch>",
     "InvalidChangeBatch", "one; two", "R", KIND(INVALID_ARGUMENT)},
    {XML, 400, NULL, NULL,
     "<ErrorResponse><Error><Code>PriorRequestNotComplete</Code></Error></ErrorResponse>",
     "PriorRequestNotComplete", NULL, NULL, KIND(THROTTLED)},
    {XML, 400, NULL, NULL,
     "<ErrorResponse><Error><Code>InvalidIfMatchVersion</Code></Error></ErrorResponse>",
     "InvalidIfMatchVersion", NULL, NULL, KIND(STALE)},
    {XML, 409, NULL, NULL, "<Error><Code>BucketNotEmpty</Code></Error>", "BucketNotEmpty", NULL,
     NULL, KIND(CONFLICT)},
    {XML, 400, NULL, NULL, "<Error><Code>MalformedXML</Code></Error>", "MalformedXML", NULL, NULL,
     KIND(INVALID_ARGUMENT)},
    {XML, 503, NULL, NULL, "<Error><Code>SlowDown</Code></Error>", "SlowDown", NULL, NULL,
     KIND(THROTTLED)},
    {XML, 500, NULL, NULL, "<Error><Code>InternalError</Code></Error>", "InternalError", NULL, NULL,
     KIND(UNAVAILABLE)},
    {XML, 400, NULL, NULL, "<Error><Code>ExpiredToken</Code></Error>", "ExpiredToken", NULL, NULL,
     KIND(UNAUTHENTICATED)},
    {XML, 404, "x-amz-request-id", "H", "", "NotFound", NULL, "H", KIND(NOT_FOUND)},
    {XML, 403, NULL, NULL, "", "Forbidden", NULL, NULL, KIND(PERMISSION)},
    {XML, 304, NULL, NULL, "", "NotModified", NULL, NULL, KIND(INVALID_ARGUMENT)},
    {XML, 412, NULL, NULL, "", "PreconditionFailed", NULL, NULL, KIND(STALE)},
    {XML, 418, NULL, NULL, "", "418", NULL, NULL, KIND(INVALID_ARGUMENT)},
    {XML, 403, NULL, NULL, "<Error><Code>AccessDen", "Forbidden", "<Error><Code>AccessDen", NULL,
     KIND(PROTOCOL)},
    {XML, 404, NULL, NULL, "<html><body>not\n here</body></html>", "NotFound",
     "<html><body>not here</body></html>", NULL, KIND(PROTOCOL)},
    {XML, 502, NULL, NULL, "<html>bad gateway</html>", "502", "<html>bad gateway</html>", NULL,
     KIND(UNAVAILABLE)},
    {XML, 429, NULL, NULL, "slow down", "TooManyRequests", "slow down", NULL, KIND(THROTTLED)},
    {XML, 403, NULL, NULL,
     "<!DOCTYPE Error [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Error><Code>A</Code><Message>&e;"
     "</Message></Error>",
     "Forbidden",
     "<!DOCTYPE Error [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Error><Code>A</Code><Message>&e;"
     "</Message></Error>",
     NULL, KIND(PROTOCOL)},
    {XML, 403, NULL, NULL, "<Error><Code>two words</Code></Error>", "Forbidden",
     "<Error><Code>two words</Code></Error>", NULL, KIND(PROTOCOL)},
    {JSON, 400, "x-amzn-errortype", "ResourceNotFoundException:http://x/",
     "{\"__type\":\"Other\",\"message\":\"gone\"}", "ResourceNotFoundException", "gone", NULL,
     KIND(NOT_FOUND)},
    {JSON, 400, "X-Amzn-RequestId", "J",
     "{\"__type\":\"com.amazonaws.acm#InvalidArnException\",\"Message\":\"bad\\narn\"}",
     "InvalidArnException", "bad arn", "J", KIND(INVALID_ARGUMENT)},
    {JSON, 400, NULL, NULL, "{\"code\":\"UnrecognizedClientException\"}",
     "UnrecognizedClientException", NULL, NULL, KIND(UNAUTHENTICATED)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"AccessDeniedException\"}", "AccessDeniedException", NULL,
     NULL, KIND(PERMISSION)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"ThrottlingException\"}", "ThrottlingException", NULL,
     NULL, KIND(THROTTLED)},
    {JSON, 400, NULL, NULL, "", "BadRequest", NULL, NULL, KIND(INVALID_ARGUMENT)},
    {JSON, 400, NULL, NULL, "{\"__type\":7}", "BadRequest", "{\"__type\":7}", NULL, KIND(PROTOCOL)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"A\",\"message\":null,\"Message\":\"b\",\"more\":[{}]}",
     "A", "b", NULL, KIND(INVALID_ARGUMENT)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"A\",\"message\":\"\\ud83d\\ude00\"}", "A",
     "\xf0\x9f\x98\x80", NULL, KIND(INVALID_ARGUMENT)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"A\",\"message\":\"\\ud83d\"}", "BadRequest",
     "{\"__type\":\"A\",\"message\":\"\\ud83d\"}", NULL, KIND(PROTOCOL)},
    {JSON, 400, NULL, NULL, "{\"n\":123456789012345678,\"code\":\"A\"}", "A", NULL, NULL,
     KIND(INVALID_ARGUMENT)},
    {JSON, 400, NULL, NULL, "[]", "BadRequest", "[]", NULL, KIND(PROTOCOL)},
    {JSON, 400, NULL, NULL, "{\"__type\":\"Trunc", "BadRequest", "{\"__type\":\"Trunc", NULL,
     KIND(PROTOCOL)},
    {JSON, 403, NULL, NULL, " \x01\n\xff ", "Forbidden", "?", NULL, KIND(PROTOCOL)},
    {JSON, 200, NULL, NULL, "canary", "200", NULL, NULL, KIND(PROTOCOL)},
    {JSON, 500, NULL, NULL, "oops", "InternalError", "oops", NULL, KIND(UNAVAILABLE)},
};

/* rule 45 and rule 46: no entities, any namespace; nulls, unknown members, surrogates. rule 38: the
 * three shapes of XML, JSON, and none; rule 39: by the status when there is no body */
START_TEST(error_is_read_as)
{
    struct aws_headers headers = {0};
    if (rows[_i].header) {
        aws_headers_add(&headers, rows[_i].header, rows[_i].value);
    }
    struct aws_fault fault;
    ck_assert(aws_fault_read(&fault, rows[_i].protocol, rows[_i].status, &headers, rows[_i].body,
                             strlen(rows[_i].body)));
    ck_assert_str_eq(fault.code, rows[_i].code);
    ck_assert_pstr_eq(fault.message, rows[_i].message);
    ck_assert_pstr_eq(fault.request_id, rows[_i].request_id);
    ck_assert_str_eq(dxaws_error_kind_name(aws_fault_kind(&fault, "s3", rows[_i].status)),
                     dxaws_error_kind_name(rows[_i].kind));
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
    ck_assert(aws_fault_read(&fault, XML, 400, &headers, body, strlen(body)));
    ck_assert_str_eq(fault.region, "eu-west-1");
    aws_fault_free(&fault);
    aws_headers_add(&headers, "X-Amz-Bucket-Region", "eu-west-3");
    ck_assert(aws_fault_read(&fault, XML, 301, &headers, "", 0));
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
    ck_assert(aws_fault_read(&fault, JSON, 400, &headers, body, strlen(body)));
    ck_assert_uint_lt(strlen(fault.message), 1100);
    aws_fault_free(&fault);
    aws_headers_add(&headers, "x-amzn-requestid", "a\xff\xc3\xbc\xed\xa0\x80");
    ck_assert(aws_fault_read(&fault, JSON, 400, &headers, "", 0));
    ck_assert_str_eq(fault.request_id, "a?\xc3\xbc???");
    aws_fault_free(&fault);
    aws_headers_free(&headers);
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
    ck_assert(aws_fault_read(&fault, JSON, 400, &headers, body, strlen(body)));
    ck_assert(!fault.understood);
    aws_fault_free(&fault);
    free(body);
}
END_TEST

static const struct {
    const char *body;
    bool is;
} documents[] = {{"<Error><Code>x</Code></Error>", true},
                 {" \n<?xml version=\"1.0\"?>\n<Error/>", true},
                 {"<Error", true},
                 {"<!-- c --><Error/>", true},
                 {"<Errors/>", false},
                 {"<Errors>", true},
                 {"<?xml", true},
                 {"<?xml?>", true},
                 {"<", true},
                 {"<a>", true},
                 {"<a", true},
                 {"<a/>", false},
                 {"<a b='/'/>\n", false},
                 {"<a><b></b>", true},
                 {"<a><b></a", true},
                 {"<a><b/></a >\n", false},
                 {"<a></b>", true},
                 {"<n:a></n:a>", false},
                 {"<ListBucketResult/>", false},
                 {"", false},
                 {"   ", false},
                 {"Error", false}};

/* rule 40: S3's errors under a 200, and answers that end too early */
START_TEST(error_document_is_told_by_its_root)
{
    ck_assert_int_eq(aws_fault_is_in_body(documents[_i].body, strlen(documents[_i].body)),
                     documents[_i].is);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service-error");
    TCase *tests = tcase_create("service-error");
    tcase_add_loop_test(tests, error_is_read_as, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, region_of_a_bucket_is_read_from_header_or_body);
    tcase_add_test(tests, deep_json_is_refused);
    tcase_add_test(tests, message_is_bounded_and_utf8);
    tcase_add_loop_test(tests, error_document_is_told_by_its_root, 0,
                        sizeof(documents) / sizeof(documents[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
