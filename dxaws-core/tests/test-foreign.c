/* SPDX-License-Identifier: MIT */
/* Answers of somebody who is not the service: nothing that was written, and nothing that is gone.
 */
#include "attempts.h"

#define PAGE "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>"
#define GONE "<Error><Code>NoSuchBucket</Code></Error>"

/* With AWS's own endpoint no answer counts without a request id, whatever is in it. */
static const struct {
    int status;
    const char *type;
    const char *body;
    dxaws_error_kind kind;
} answers[] = {
    {200, "text/html", PAGE, DXAWS_ERROR_PROTOCOL},
    {200, NULL, "\n <HTML><p>hello", DXAWS_ERROR_PROTOCOL},
    {200, NULL, "", DXAWS_ERROR_PROTOCOL},
    {204, NULL, "", DXAWS_ERROR_PROTOCOL},
    {200, "application/json", "{\"status\":\"ok\"}", DXAWS_ERROR_PROTOCOL},
    {200, "application/xml", "<ListQueuesResponse/>", DXAWS_ERROR_PROTOCOL},
    {200, "application/xml", "<VersioningConfiguration/>", DXAWS_ERROR_PROTOCOL},
    {200, "application/xml", "<VersioningConfigurat", DXAWS_ERROR_PROTOCOL},
    {302, "text/html", PAGE, DXAWS_ERROR_PROTOCOL},
    {403, "text/html", PAGE, DXAWS_ERROR_PROTOCOL},
    {403, NULL, "", DXAWS_ERROR_PROTOCOL},
    {404, "text/html", PAGE, DXAWS_ERROR_PROTOCOL},
    {404, NULL, "", DXAWS_ERROR_PROTOCOL},
    {404, "application/json", "{\"code\":\"NotFound\"}", DXAWS_ERROR_PROTOCOL},
    {404, "application/xml", "<Error><Code>NoSuchDistribution</Code></Error>",
     DXAWS_ERROR_PROTOCOL},
    {412, NULL, "", DXAWS_ERROR_PROTOCOL},
    {502, "text/html", PAGE, DXAWS_ERROR_UNAVAILABLE},
};

static const struct {
    const char *service, *operation, *method, *bucket;
} calls[] = {
    {"s3", "GetBucketVersioning", "GET", "b1b"},
    {"s3", "PutBucketVersioning", "PUT", "b1b"},
    {"s3", "DeleteBucket", "DELETE", "b1b"},
    {"s3", "HeadBucket", "HEAD", "b1b"},
    {"route53", "ChangeResourceRecordSets", "POST", NULL},
    {"route53", "GetHostedZone", "GET", NULL},
    {"acm", "DescribeCertificate", "POST", NULL},
    {"acm", "DeleteCertificate", "POST", NULL},
    {"dynamodb", "PutItem", "POST", NULL},
    {"sts", "AssumeRole", "POST", NULL},
};

/* What all attempts of a call are answered with is what it ends with. */
static dxaws_error_kind outcome(struct situation *s, int status, const char *type, const char *body)
{
    do {
        situation_send(s);
        situation_header(s, "content-type", type);
        situation_answer(s, status, strcmp(s->request->method, "HEAD") == 0 ? "" : body);
    } while (s->call.state != AWS_CALL_DONE && s->call.attempt < 5);
    ck_assert_int_eq(s->call.state, AWS_CALL_DONE);
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_request_take_error(s->request);
    return error ? dxaws_error_get_kind(error) : 0;
}

START_TEST(no_answer_of_a_stranger_counts)
{
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        struct situation s;
        situation_begin(&s, NULL);
        s.stranger = true;
        situation_call(&s, calls[i].service, calls[i].operation, calls[i].method, calls[i].bucket);
        dxaws_error_kind kind = outcome(&s, answers[_i].status, answers[_i].type, answers[_i].body);
        bool told = strcmp(calls[i].service, "dynamodb") == 0 && kind == DXAWS_ERROR_NOT_FOUND &&
                    strstr(answers[_i].body, "ode") != NULL; /* whose codes are in no table */
        told = told || (strcmp(calls[i].service, "sts") == 0 && kind == DXAWS_ERROR_NOT_FOUND);
        ck_assert_msg(kind == answers[_i].kind || told, "%s, answer %d: %s", calls[i].operation, _i,
                      dxaws_error_kind_name(kind));
        situation_end(&s);
    }
}
END_TEST

static const struct {
    const char *operation, *method, *id;
    int status;
    const char *body;
    dxaws_error_kind kind;
} absences[] = {
    {"HeadBucket", "HEAD", "R", 404, "", DXAWS_ERROR_NOT_FOUND},
    {"HeadBucket", "HEAD", NULL, 404, "", DXAWS_ERROR_PROTOCOL},
    {"HeadBucket", "HEAD", "R", 403, "", DXAWS_ERROR_PERMISSION},
    {"HeadBucket", "HEAD", NULL, 403, "", DXAWS_ERROR_PROTOCOL},
    {"GetBucketPolicy", "GET", "R", 404, "", DXAWS_ERROR_PROTOCOL},
    {"GetBucketPolicy", "GET", "R", 404, GONE, DXAWS_ERROR_NOT_FOUND},
    {"GetBucketPolicy", "GET", "R", 404, "<Error><Code>NoSuchBucketPolicy</Code></Error>",
     DXAWS_ERROR_NOT_FOUND},
    {"GetBucketPolicy", "GET", "R", 404, "<Error><Code>NoSuchTagSet</Code></Error>",
     DXAWS_ERROR_PROTOCOL},
    {"CreateBucket", "PUT", "R", 404, GONE, DXAWS_ERROR_PROTOCOL},
};

START_TEST(absent_is_only_what_the_operation_says_so_of)
{
    struct situation s;
    situation_begin(&s, NULL);
    s.stranger = true;
    situation_call(&s, "s3", absences[_i].operation, absences[_i].method, "b1b");
    situation_send(&s);
    situation_header(&s, "x-amz-request-id", absences[_i].id);
    situation_answer(&s, absences[_i].status, absences[_i].body);
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_request_take_error(s.request);
    ck_assert_int_eq(dxaws_error_get_kind(error), absences[_i].kind);
    situation_end(&s);
}
END_TEST

/* Other servers than AWS's may have no ids: until they send the first one. */
START_TEST(configured_endpoint_needs_ids_once_it_sends_them)
{
    struct situation s;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, "https://store.example");
    situation_begin(&s, options);
    s.stranger = true;
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    ck_assert_int_eq(outcome(&s, 200, NULL, ""), 0);
    situation_call(&s, "s3", "HeadBucket", "HEAD", "b1b");
    ck_assert_int_eq(outcome(&s, 404, NULL, ""), DXAWS_ERROR_NOT_FOUND);
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    ck_assert_int_eq(outcome(&s, 200, "text/html", PAGE), DXAWS_ERROR_PROTOCOL);
    s.stranger = false;
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    ck_assert_int_eq(outcome(&s, 200, NULL, ""), 0);
    s.stranger = true;
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    ck_assert_int_eq(outcome(&s, 200, NULL, ""), DXAWS_ERROR_PROTOCOL);
    situation_call(&s, "s3", "HeadBucket", "HEAD", "b1b");
    ck_assert_int_eq(outcome(&s, 404, NULL, ""), DXAWS_ERROR_PROTOCOL);
    situation_end(&s);
}
END_TEST

/* An object may be a page; what a service says of a bucket may not, whoever sends ids. */
START_TEST(page_is_an_answer_only_where_it_may_be)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "GetObject", "GET", "b1b");
    ck_assert_int_eq(outcome(&s, 200, "text/html", PAGE), 0);
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    ck_assert_int_eq(outcome(&s, 200, "text/html", PAGE), DXAWS_ERROR_PROTOCOL);
    situation_call(&s, "lambda", "Invoke", "POST", NULL);
    ck_assert_int_eq(outcome(&s, 200, "text/html", PAGE), 0);
    situation_call(&s, "cloudfront", "TagResource", "POST", NULL);
    ck_assert_int_eq(outcome(&s, 200, "text/html", PAGE), DXAWS_ERROR_PROTOCOL);
    situation_end(&s);
}
END_TEST

/* What passes by itself is tried again, as with a gateway that has lost its service. */
START_TEST(stranger_is_asked_again)
{
    struct situation s;
    situation_begin(&s, NULL);
    s.stranger = true;
    situation_call(&s, "s3", "PutBucketVersioning", "PUT", "b1b");
    situation_send(&s);
    situation_answer(&s, 200, PAGE);
    ck_assert_int_eq(s.call.state, AWS_CALL_READY);
    s.stranger = false;
    ck_assert_int_eq(outcome(&s, 200, NULL, ""), 0);
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("foreign");
    TCase *tests = tcase_create("foreign");
    tcase_add_loop_test(tests, no_answer_of_a_stranger_counts, 0,
                        sizeof(answers) / sizeof(answers[0]));
    tcase_add_loop_test(tests, absent_is_only_what_the_operation_says_so_of, 0,
                        sizeof(absences) / sizeof(absences[0]));
    tcase_add_test(tests, configured_endpoint_needs_ids_once_it_sends_them);
    tcase_add_test(tests, page_is_an_answer_only_where_it_may_be);
    tcase_add_test(tests, stranger_is_asked_again);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
