/* SPDX-License-Identifier: MIT */
/* Buckets that are in another region than the request says. */
#include "attempts.h"

static void begin(struct situation *s, const char *operation, const char *method, const char *url)
{
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, url);
    situation_begin(s, options);
    situation_call(s, "s3", operation, method, "my-bucket");
}

static void answer(struct situation *s, int status, const char *region, const char *body)
{
    situation_send(s);
    situation_header(s, "x-amz-bucket-region", region);
    situation_header(s, "x-amz-request-id", "R");
    situation_answer(s, status, body);
}

#define MALFORMED                                                                                  \
    "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>"

static const struct {
    const char *operation, *method, *url;
    int status;
    const char *region, *body;
    const char *host; /* where it goes next, or NULL: an error */
} rows[] = {
    {"GetObject", "GET", NULL, 301, "eu-west-1", "", "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"GetObject", "GET", NULL, 307, "eu-west-1", "", "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"GetObject", "GET", NULL, 400, NULL, MALFORMED, "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"HeadBucket", "HEAD", NULL, 400, "eu-west-1", "", "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"GetObject", "GET", NULL, 301, "us-east-1", "", NULL},
    {"GetObject", "GET", NULL, 301, "cn-north-1", "", NULL},
    {"GetObject", "GET", NULL, 301, "evil.example/", "", NULL},
    {"HeadBucket", "HEAD", NULL, 301, NULL, "", NULL},
    {"HeadBucket", "HEAD", NULL, 403, "eu-west-1", "", NULL},
    {"HeadObject", "HEAD", NULL, 301, "eu-west-1", "", "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"GetObject", "GET", NULL, 302, "eu-west-1", "", "my-bucket.s3.eu-west-1.amazonaws.com"},
    {"GetObject", "GET", NULL, 403, "eu-west-1", "", NULL},
    {"GetObject", "GET", "https://store.example", 301, "eu-west-1", "", NULL},
    {"CreateBucket", "PUT", NULL, 400, NULL,
     "<Error><Code>IllegalLocationConstraintException</Code><Region>eu-west-1</Region></Error>",
     NULL},
    {"PutObject", "PUT", NULL, 400, NULL,
     "<Error><Code>IllegalLocationConstraintException</Code><Region>eu-west-1</Region></Error>",
     "my-bucket.s3.eu-west-1.amazonaws.com"},
    /* The header counts before the body. */
    {"GetObject", "GET", NULL, 301, "eu-west-1",
     "<Error><Code>PermanentRedirect</Code><Region>eu-west-3</Region></Error>",
     "my-bucket.s3.eu-west-1.amazonaws.com"},
};

/* rule 41: where S3 says a bucket is, the request goes; never elsewhere */
START_TEST(answer_leads_to)
{
    struct situation s;
    begin(&s, rows[_i].operation, rows[_i].method, rows[_i].url);
    answer(&s, rows[_i].status, rows[_i].region, rows[_i].body);
    if (rows[_i].host) {
        ck_assert_int_eq(s.call.state, AWS_CALL_READY);
        ck_assert_str_eq(s.call.endpoint.host, rows[_i].host);
        ck_assert_str_eq(s.call.endpoint.signing_region, "eu-west-1");
    } else {
        ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
        ck_assert_int_eq(dxaws_error_http_status(dxaws_aws_request_error(s.request)),
                         rows[_i].status);
    }
    situation_end(&s);
}
END_TEST

/* rule 41: a directory bucket is in its zone, and nowhere else */
START_TEST(directory_bucket_is_not_looked_for)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3express", "GetObject", "GET", "my-bucket--use1-az1--x-s3");
    answer(&s, 301, "us-west-2", "");
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_assert_int_eq(dxaws_error_http_status(dxaws_aws_request_error(s.request)), 301);
    situation_end(&s);
}
END_TEST

/* rule 41: once per request */
START_TEST(second_redirect_is_an_error)
{
    struct situation s;
    begin(&s, "GetObject", "GET", NULL);
    answer(&s, 301, "eu-west-1", "");
    ck_assert_int_eq(s.call.state, AWS_CALL_READY);
    answer(&s, 301, "eu-west-3", "");
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_error(dxaws_aws_request_take_error(s.request), DXAWS_ERROR_INVALID_ARGUMENT,
             "the bucket is in eu-west-3, not eu-west-1");
    situation_end(&s);
}
END_TEST

static const struct {
    int status; /* of the probe; 0: no answer */
    const char *region;
    bool follows;
} probes[] = {{200, "eu-west-1", true}, {403, "eu-west-1", true},  {301, "eu-west-1", true},
              {404, NULL, false},       {200, "us-east-1", false}, {200, "cn-north-1", false},
              {0, NULL, false}};

/* rule 41: an answer that does not say where the bucket is makes it be asked */
START_TEST(bucket_is_asked_where_it_is)
{
    struct situation s;
    begin(&s, "PutObject", "PUT", NULL);
    dxaws_aws_request_set_body(s.request, "hello", 5);
    answer(&s, 301, NULL, "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>");
    ck_assert_int_eq(s.call.state, AWS_CALL_READY);
    ck_assert_str_eq(s.call.probe->method, "HEAD");
    ck_assert_str_eq(s.call.probe->bucket, "my-bucket");
    if (probes[_i].status) {
        answer(&s, probes[_i].status, probes[_i].region, "");
    } else {
        situation_send(&s);
        s.call.response.outcome = AWS_HTTP_UNREACHABLE;
        aws_call_finish(&s.call);
    }
    if (probes[_i].follows) {
        ck_assert_int_eq(s.call.state, AWS_CALL_READY);
        ck_assert_str_eq(s.call.endpoint.signing_region, "eu-west-1");
        answer(&s, 200, NULL, "");
        ck_assert_ptr_null(dxaws_aws_request_error(s.request));
        ck_assert_int_eq(dxaws_aws_request_answer_status(s.request), 200);
    } else {
        ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
        ck_assert_int_eq(dxaws_aws_request_answer_status(s.request), 301);
        ck_error(dxaws_aws_request_take_error(s.request), DXAWS_ERROR_INVALID_ARGUMENT,
                 "s3 PutObject my-bucket: PermanentRedirect: m (HTTP 301, request id R)");
    }
    situation_end(&s);
}
END_TEST

START_TEST(region_of_a_bucket_is_remembered_but_for_its_creation)
{
    struct situation s;
    begin(&s, "GetObject", "GET", NULL);
    answer(&s, 301, "eu-west-1", "");
    struct aws_call again = {.session = s.session,
                             .request = s.request,
                             .settings = s.call.settings,
                             .credentials = aws_credentials_ref(s.call.credentials)};
    aws_call_prepare(&again);
    ck_assert_str_eq(again.endpoint.host, "my-bucket.s3.eu-west-1.amazonaws.com");
    aws_call_free(&again);
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "CreateBucket", "PUT", "/");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    again = (struct aws_call){.session = s.session,
                              .request = request,
                              .settings = s.call.settings,
                              .credentials = aws_credentials_ref(s.call.credentials)};
    aws_call_prepare(&again);
    ck_assert_str_eq(again.endpoint.host, "my-bucket.s3.us-east-1.amazonaws.com");
    aws_call_free(&again);
    dxaws_aws_request_free(request);
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("redirect");
    TCase *tests = tcase_create("redirect");
    tcase_add_loop_test(tests, answer_leads_to, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, directory_bucket_is_not_looked_for);
    tcase_add_test(tests, second_redirect_is_an_error);
    tcase_add_test(tests, region_of_a_bucket_is_remembered_but_for_its_creation);
    tcase_add_loop_test(tests, bucket_is_asked_where_it_is, 0, sizeof(probes) / sizeof(probes[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
