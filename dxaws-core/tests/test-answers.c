/* SPDX-License-Identifier: MIT */
/* What answers of services mean for the call: errors under a 200, errors without a body, and what a
 * caller is told of them. */
#include "attempts.h"

#include <dxaws/extend/context.h>

#define FAILURE " \n<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code></Error>"

static const struct {
    const char *service, *operation, *method;
    const char *body;
    bool again;
} rows[] = {
    {"s3", "CopyObject", "PUT", FAILURE, true},
    {"s3", "UploadPartCopy", "PUT", FAILURE, true},
    {"s3", "CompleteMultipartUpload", "POST", FAILURE, true},
    {"s3", "DeleteObjects", "POST", FAILURE, true},
    {"s3", "ListObjectsV2", "GET", "<ListBucketResult><Name>", true},
    {"s3", "DeleteObjects", "POST", "<DeleteResult><Error/></DeleteResult>", false},
    {"s3", "PutObject", "PUT", "", false},
    /* Whose answer is what somebody stored. */
    {"s3", "GetObject", "GET", FAILURE, false},
    {"s3", "GetObjectTorrent", "GET", FAILURE, false},
    {"s3", "GetBucketPolicy", "GET", FAILURE, false},
    {"s3", "SelectObjectContent", "POST", FAILURE, false},
    /* Others say with the status that something is wrong. */
    {"sts", "AssumeRole", "POST", FAILURE, false},
};

/* rule 40: a 200 of S3's may be an error, and is classified by its code */
START_TEST(error_under_a_200_is_told_from_a_payload)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, rows[_i].service, rows[_i].operation, rows[_i].method,
                   strcmp(rows[_i].service, "s3") == 0 ? "my-bucket" : NULL);
    situation_send(&s);
    situation_answer(&s, 200, rows[_i].body);
    ck_assert_int_eq(s.call.state, rows[_i].again ? AWS_CALL_READY : AWS_CALL_DONE);
    ck_assert_ptr_null(dxaws_aws_request_error(s.request));
    situation_end(&s);
}
END_TEST

static const struct {
    int status;
    bool again;
    const char *code;
} heads[] = {
    {304, false, "NotModified"},        {400, false, "BadRequest"},
    {403, false, "Forbidden"},          {404, false, "NotFound"},
    {412, false, "PreconditionFailed"}, {503, true, "ServiceUnavailable"},
};

/* rule 39: the code is the status, and the request id is kept */
START_TEST(error_of_a_head_has_the_code_of_its_status)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "HeadObject", "HEAD", "my-bucket");
    for (int attempt = 0; attempt < (heads[_i].again ? 3 : 1); attempt++) {
        situation_send(&s);
        situation_header(&s, "x-amz-request-id", "R");
        situation_answer(&s, heads[_i].status, "");
    }
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_assert_int_eq(dxaws_aws_request_answer_status(s.request), heads[_i].status);
    ck_assert_str_eq(dxaws_aws_request_answer_header(s.request, "x-amz-request-id"), "R");
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_request_take_error(s.request);
    ck_assert_str_eq(dxaws_error_aws_code(error), heads[_i].code);
    ck_assert_str_eq(dxaws_error_request_id(error), "R");
    ck_assert_int_eq(dxaws_error_is_retryable(error), heads[_i].again);
    situation_end(&s);
}
END_TEST

/* rule 38: what a service said, in parts that a program can use */
START_TEST(error_has_its_parts)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "PutObject", "PUT", "my-bucket");
    situation_send(&s);
    situation_answer(&s, 409,
                     "<Error><Code>OperationAborted</Code><Message>later</Message>"
                     "<RequestId>B</RequestId></Error>");
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_request_take_error(s.request);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_str_eq(dxaws_error_aws_code(error), "OperationAborted");
    ck_assert_int_eq(dxaws_error_http_status(error), 409);
    ck_assert_str_eq(dxaws_error_request_id(error), "B");
    ck_assert_str_eq(dxaws_error_operation(error), "PutObject");
    ck_assert_str_eq(dxaws_error_resource(error), "my-bucket");
    ck_assert_str_eq(dxaws_error_message(error), "s3 PutObject my-bucket: OperationAborted: later "
                                                 "(HTTP 409, request id B)");
    situation_end(&s);
}
END_TEST

static const struct {
    int first; /* what the first attempt is answered with; 0: the connection breaks */
    const char *body;
    bool repeated;
} firsts[] = {
    {0, "", true},
    {500, "<Error><Code>InternalError</Code></Error>", true},
    {502, "<html>bad gateway</html>", true},
    {503, "<Error><Code>SlowDown</Code></Error>", false},
    {400, "<Error><Code>Throttling</Code></Error>", false},
};

/* Who is refused after an attempt in doubt is told so: it may be his own work that is in the way */
START_TEST(refusal_after_an_attempt_in_doubt_says_so)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "cloudfront", "CreateDistributionWithTags", "POST", NULL);
    situation_send(&s);
    if (firsts[_i].first) {
        situation_answer(&s, firsts[_i].first, firsts[_i].body);
    } else {
        s.call.response.outcome = AWS_HTTP_BROKEN;
        aws_call_finish(&s.call);
    }
    situation_send(&s);
    situation_answer(&s, 409, "<Error><Code>DistributionAlreadyExists</Code></Error>");
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_request_take_error(s.request);
    ck_assert_str_eq(dxaws_error_aws_code(error), "DistributionAlreadyExists");
    ck_assert_int_eq(dxaws_error_was_repeated(error), firsts[_i].repeated);
    ck_assert_uint_eq(dxaws_context_writes(s.context), firsts[_i].repeated);
    ck_assert_int_eq(dxaws_aws_request_answer_was_repeated(s.request), firsts[_i].repeated);
    char *text = dxaws_error_format(error);
    DXAWS_AUTO(dxaws_error) parsed = dxaws_error_parse(text);
    ck_assert_int_eq(dxaws_error_was_repeated(parsed), firsts[_i].repeated);
    free(text);
    situation_end(&s);
}
END_TEST

static const struct {
    const char *service, *operation, *method;
    int status;
    enum { AS_USUAL, IT_WRITES, IT_READS } says; /* the request */
    uint64_t writes;
} writes[] = {
    {"s3", "PutBucketTagging", "PUT", 200, AS_USUAL, 1},
    {"s3", "PutBucketTagging", "PUT", 403, AS_USUAL, 0},
    {"s3", "GetBucketTagging", "GET", 200, AS_USUAL, 0},
    {"s3", "HeadBucket", "HEAD", 200, AS_USUAL, 0},
    {"route53", "ChangeResourceRecordSets", "POST", 200, AS_USUAL, 1},
    {"acm", "RequestCertificate", "POST", 200, AS_USUAL, 1},
    {"acm", "RequestCertificate", "POST", 400, AS_USUAL, 0},
    {"acm", "DescribeCertificate", "POST", 200, AS_USUAL, 0},
    {"acm", "ListTagsForCertificate", "POST", 200, AS_USUAL, 0},
    {"sts", "AssumeRole", "POST", 200, AS_USUAL, 0},
    {"lambda", "Invoke", "POST", 200, AS_USUAL, 1},
    {"lambda", "Invoke", "POST", 200, IT_READS, 0},
    {"s3", "GetBucketTagging", "GET", 200, IT_WRITES, 1},
};

/* with the context of the call, and the one that it was made of; not with others of that */
START_TEST(writes_are_noted_with_the_context)
{
    struct situation s;
    situation_begin(&s, NULL);
    dxaws_context *top = s.context;
    DXAWS_AUTO(dxaws_context) beside = dxaws_context_new_child(top, DXAWS_NO_TIMEOUT);
    s.context = dxaws_context_new_child(top, DXAWS_NO_TIMEOUT);
    situation_call(&s, writes[_i].service, writes[_i].operation, writes[_i].method,
                   strcmp(writes[_i].service, "s3") == 0 ? "my-bucket" : NULL);
    if (writes[_i].says != AS_USUAL) {
        dxaws_aws_request_set_writes(s.request, writes[_i].says == IT_WRITES);
    }
    situation_send(&s);
    situation_answer(&s, writes[_i].status, "");
    ck_assert_uint_eq(dxaws_context_writes(s.context), writes[_i].writes);
    ck_assert_uint_eq(dxaws_context_writes(top), writes[_i].writes);
    ck_assert_uint_eq(dxaws_context_writes(beside), 0);
    ck_assert_uint_eq(dxaws_context_writes(NULL), 0);
    situation_end(&s);
    dxaws_context_unref(top);
}
END_TEST

/* a program that does not know their names sees them all, also those that come twice */
START_TEST(headers_can_be_counted)
{
    static const char *const sent[][2] = {{"x-amz-meta-b", "1"},
                                          {"X-Amz-Meta-A", "2"},
                                          {"x-amz-meta-b", "3"},
                                          {"x-amz-request-id", "4"}};
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "HeadObject", "HEAD", "my-bucket");
    situation_send(&s);
    for (size_t i = 0; i < 4; i++) {
        situation_header(&s, sent[i][0], sent[i][1]);
    }
    situation_answer(&s, 200, "");
    ck_assert_uint_eq(dxaws_aws_request_answer_header_count(s.request), 4);
    const char *name = NULL;
    const char *value = NULL;
    for (size_t i = 0; i < 4; i++) {
        ck_assert(dxaws_aws_request_answer_header_at(s.request, i, &name, &value));
        ck_assert_str_eq(name, sent[i][0]);
        ck_assert_str_eq(value, sent[i][1]);
    }
    ck_assert(!dxaws_aws_request_answer_header_at(s.request, 4, &name, &value));
    ck_assert_str_eq(name, sent[3][0]);
    ck_assert(!dxaws_aws_request_answer_header_at(NULL, 0, &name, &value));
    ck_assert_uint_eq(dxaws_aws_request_answer_header_count(NULL), 0);
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("answers");
    TCase *tests = tcase_create("answers");
    tcase_add_loop_test(tests, error_under_a_200_is_told_from_a_payload, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_loop_test(tests, error_of_a_head_has_the_code_of_its_status, 0,
                        sizeof(heads) / sizeof(heads[0]));
    tcase_add_test(tests, error_has_its_parts);
    tcase_add_loop_test(tests, refusal_after_an_attempt_in_doubt_says_so, 0,
                        sizeof(firsts) / sizeof(firsts[0]));
    tcase_add_loop_test(tests, writes_are_noted_with_the_context, 0,
                        sizeof(writes) / sizeof(writes[0]));
    tcase_add_test(tests, headers_can_be_counted);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
