/* SPDX-License-Identifier: MIT */
/* Buckets that are in another region than the request says. */
#include "testing.h"

#include "aws-call.h"

/* A call whose first attempt was answered so; the endpoint is AWS's own, nothing is sent. */
struct situation {
    dxaws_session *session;
    dxaws_aws_request *request;
    struct aws_call call;
};

static void answer(struct aws_call *call, int status, const char *region, const char *body)
{
    aws_http_response_clear(&call->response);
    call->state = AWS_CALL_RUNNING;
    call->attempt++;
    call->response.outcome = AWS_HTTP_ANSWERED;
    call->response.status = status;
    if (region)
        aws_headers_add(&call->response.headers, "x-amz-bucket-region", region);
    aws_buffer_text(&call->response.body, body);
    aws_call_finish(call);
}

static void begin(struct situation *s, const char *operation, const char *method, const char *url)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    *s = (struct situation){0};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_endpoint_url(options, url);
    ck_ok(dxaws_session_new(options, &s->session));
    s->request = dxaws_aws_request_new("s3", operation, method, "/");
    dxaws_aws_request_set_bucket(s->request, "my-bucket");
    s->call = (struct aws_call){.session = s->session, .request = s->request};
    ck_ok(aws_session_settings(s->session, &s->call.settings));
    ck_ok(aws_session_credentials(s->session, NULL, &s->call.credentials));
    aws_call_prepare(&s->call);
    ck_assert_int_eq(s->call.state, AWS_CALL_READY);
}

static void end(struct situation *s)
{
    aws_credentials_unref(s->call.credentials);
    aws_call_free(&s->call);
    dxaws_aws_request_free(s->request);
    dxaws_session_unref(s->session);
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
    {"GetObject", "GET", NULL, 301, NULL, "", NULL},
    {"GetObject", "GET", NULL, 301, "us-east-1", "", NULL},
    {"GetObject", "GET", NULL, 301, "cn-north-1", "", NULL},
    {"GetObject", "GET", NULL, 301, "evil.example/", "", NULL},
    {"GetObject", "GET", NULL, 403, "eu-west-1", "", NULL},
    {"GetObject", "GET", "https://store.example", 301, "eu-west-1", "", NULL},
    {"CreateBucket", "PUT", NULL, 400, NULL,
     "<Error><Code>IllegalLocationConstraintException</Code><Region>eu-west-1</Region></Error>",
     NULL},
    {"PutObject", "PUT", NULL, 400, NULL,
     "<Error><Code>IllegalLocationConstraintException</Code><Region>eu-west-1</Region></Error>",
     "my-bucket.s3.eu-west-1.amazonaws.com"},
};

START_TEST(answer_leads_to)
{
    struct situation s;
    begin(&s, rows[_i].operation, rows[_i].method, rows[_i].url);
    answer(&s.call, rows[_i].status, rows[_i].region, rows[_i].body);
    if (rows[_i].host) {
        ck_assert_int_eq(s.call.state, AWS_CALL_READY);
        ck_assert_str_eq(s.call.endpoint.host, rows[_i].host);
        ck_assert_str_eq(s.call.endpoint.signing_region, "eu-west-1");
    } else {
        ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
        ck_assert_ptr_nonnull(dxaws_aws_request_error(s.request));
    }
    end(&s);
}
END_TEST

START_TEST(second_redirect_is_an_error)
{
    struct situation s;
    begin(&s, "GetObject", "GET", NULL);
    answer(&s.call, 301, "eu-west-1", "");
    ck_assert_int_eq(s.call.state, AWS_CALL_READY);
    answer(&s.call, 301, "eu-west-3", "");
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_error(dxaws_aws_request_take_error(s.request), DXAWS_ERROR_INVALID_ARGUMENT,
             "the bucket is in eu-west-3, not eu-west-1");
    end(&s);
}
END_TEST

START_TEST(region_of_a_bucket_is_remembered_but_for_its_creation)
{
    struct situation s;
    begin(&s, "GetObject", "GET", NULL);
    answer(&s.call, 301, "eu-west-1", "");
    struct aws_call again = {.session = s.session, .request = s.request,
                             .settings = s.call.settings, .credentials = s.call.credentials};
    aws_call_prepare(&again);
    ck_assert_str_eq(again.endpoint.host, "my-bucket.s3.eu-west-1.amazonaws.com");
    aws_call_free(&again);
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "CreateBucket", "PUT", "/");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    again = (struct aws_call){.session = s.session, .request = request,
                              .settings = s.call.settings, .credentials = s.call.credentials};
    aws_call_prepare(&again);
    ck_assert_str_eq(again.endpoint.host, "my-bucket.s3.us-east-1.amazonaws.com");
    aws_call_free(&again);
    dxaws_aws_request_free(request);
    end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("redirect");
    TCase *tests = tcase_create("redirect");
    tcase_add_loop_test(tests, answer_leads_to, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, second_redirect_is_an_error);
    tcase_add_test(tests, region_of_a_bucket_is_remembered_but_for_its_creation);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
