/* SPDX-License-Identifier: MIT */
/* Services that no table knows, and what a request says of its service itself. */
#include "attempts.h"
#include "calls.h"

#include <stdio.h>

static const struct {
    const char *service, *region;
    const char *signing_name, *endpoint_prefix, *endpoint_url;
    int global; /* -1: not said, as with the next */
    int as_is;
    int payload_header;
    const char *url;   /* of the path "/a b" */
    const char *scope; /* what the signature is for */
    const char *problem;
} rows[] = {
    /* Nothing said: the rule, and the table. */
    {"sqs", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, "https://sqs.eu-west-1.amazonaws.com/a%20b",
     "/eu-west-1/sqs/", NULL},
    {"dynamodb", "cn-north-1", NULL, NULL, NULL, -1, -1, -1,
     "https://dynamodb.cn-north-1.amazonaws.com.cn/a%20b", "/cn-north-1/dynamodb/", NULL},
    {"iam", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, "https://iam.amazonaws.com/a%20b",
     "/us-east-1/iam/", NULL},
    {"iam", "cn-northwest-1", NULL, NULL, NULL, -1, -1, -1,
     "https://iam.cn-north-1.amazonaws.com.cn/a%20b", "/cn-north-1/iam/", NULL},
    {"runtime.lex", "us-east-1", NULL, NULL, NULL, -1, -1, -1,
     "https://runtime.lex.us-east-1.amazonaws.com/a%20b", "/us-east-1/runtime.lex/", NULL},
    /* Said. */
    {"email", "eu-west-1", "ses", NULL, NULL, -1, -1, -1,
     "https://email.eu-west-1.amazonaws.com/a%20b", "/eu-west-1/ses/", NULL},
    {"ecr", "eu-west-1", NULL, "api.ecr", NULL, -1, -1, -1,
     "https://api.ecr.eu-west-1.amazonaws.com/a%20b", "/eu-west-1/ecr/", NULL},
    {"iotdata", "eu-west-1", "iotdata", NULL, "https://x-ats.iot.eu-west-1.amazonaws.com", -1, -1,
     -1, "https://x-ats.iot.eu-west-1.amazonaws.com/a%20b", "/eu-west-1/iotdata/", NULL},
    {"budgets", "eu-west-1", NULL, NULL, NULL, 1, -1, -1, "https://budgets.amazonaws.com/a%20b",
     "/us-east-1/budgets/", NULL},
    {"route53", "eu-west-1", NULL, NULL, NULL, 0, -1, -1,
     "https://route53.eu-west-1.amazonaws.com/a%20b", "/eu-west-1/route53/", NULL},
    {"vpc-lattice-svcs", "eu-west-1", NULL, NULL, "https://h.example/p", -1, 1, 1,
     "https://h.example/p/a%20b", "/eu-west-1/vpc-lattice-svcs/", NULL},
    /* Mistaken. */
    {"Amazon SQS", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL,
     "not the name of a service, which is as in its host name, such as \"dynamodb\": Amazon SQS"},
    {"", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL, "not the name of a service"},
    {"a..b", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL, "not the name of a service"},
    {"-a", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL, "not the name of a service"},
    {"a-.b", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL, "not the name of a service"},
    {"a.", "eu-west-1", NULL, NULL, NULL, -1, -1, -1, NULL, NULL, "not the name of a service"},
    {"ecr", "eu-west-1", NULL, "evil.example/", NULL, -1, -1, -1, NULL, NULL,
     "no host name can begin with evil.example/"},
    {"email", "eu-west-1", "ses/aws4", NULL, NULL, -1, -1, -1, NULL, NULL,
     "not a name that signatures have: ses/aws4"},
    {"email", "eu-west-1", "", NULL, NULL, -1, -1, -1, NULL, NULL, "not a name that signatures"},
    {"iotdata", "eu-west-1", NULL, NULL, "ftp://h", -1, -1, -1, NULL, NULL,
     "the endpoint URL \"ftp://h\" from the request is not valid"},
};

static void describe(dxaws_aws_request *request, int row)
{
    dxaws_aws_request_set_region(request, rows[row].region);
    dxaws_aws_request_set_signing_name(request, rows[row].signing_name);
    dxaws_aws_request_set_endpoint_prefix(request, rows[row].endpoint_prefix);
    dxaws_aws_request_set_endpoint_url(request, rows[row].endpoint_url);
    if (rows[row].global >= 0) {
        dxaws_aws_request_set_global(request, rows[row].global);
    }
    if (rows[row].as_is >= 0) {
        dxaws_aws_request_set_path_as_is(request, rows[row].as_is);
    }
    if (rows[row].payload_header >= 0) {
        dxaws_aws_request_set_payload_header(request, rows[row].payload_header);
    }
}

/* The situation's call becomes one of this request. */
static void begin_call(struct situation *s, dxaws_aws_request *request)
{
    s->request = request;
    s->call = (struct aws_call){.session = s->session, .context = s->context, .request = request};
    ck_ok(aws_session_settings(s->session, &s->call.settings));
    ck_ok(aws_session_credentials(s->session, NULL, &s->call.credentials));
    aws_call_prepare(&s->call);
}

/* rule 14 and rule 22: host and scope */
START_TEST(service_is_called_at_its_host_and_signed_for_its_name)
{
    struct situation s;
    situation_begin(&s, NULL);
    dxaws_aws_request *request = dxaws_aws_request_new(rows[_i].service, "Do", "POST", "/a b");
    describe(request, _i);
    begin_call(&s, request);
    if (rows[_i].problem) {
        ck_error(dxaws_aws_request_take_error(request), DXAWS_ERROR_INVALID_ARGUMENT,
                 rows[_i].problem);
    } else {
        ck_ok(dxaws_aws_request_take_error(request));
        s.call.attempt_now_ms = SITUATION_START_MS;
        ck_ok(aws_attempt_build(&s.call));
        ck_assert_str_eq(aws_buffer_string(&s.call.url), rows[_i].url);
        const char *authorization = aws_headers_get(&s.call.headers, "Authorization");
        ck_assert_ptr_nonnull(strstr(authorization, rows[_i].scope));
        const char *hash = aws_headers_get(&s.call.headers, "X-Amz-Content-Sha256");
        ck_assert_int_eq(hash != NULL, rows[_i].payload_header > 0);
    }
    situation_end(&s);
}
END_TEST

/* rule 2: one that is like S3 has its path signed as it is sent, others have it encoded again */
START_TEST(path_is_signed_as_the_request_says)
{
    char *signatures[3];
    for (int i = 0; i < 3; i++) {
        struct situation s;
        situation_begin(&s, NULL);
        dxaws_aws_request *request = dxaws_aws_request_new("elsewhere", "Do", "GET", "/a b");
        if (i) {
            dxaws_aws_request_set_path_as_is(request, i == 1);
        }
        begin_call(&s, request);
        memset(s.call.invocation, '0', sizeof(s.call.invocation) - 1);
        s.call.attempt_now_ms = SITUATION_START_MS;
        ck_ok(aws_attempt_build(&s.call));
        signatures[i] = strdup(aws_headers_get(&s.call.headers, "Authorization"));
        situation_end(&s);
    }
    ck_assert_str_ne(signatures[0], signatures[1]);
    ck_assert_str_eq(signatures[0], signatures[2]);
    for (int i = 0; i < 3; i++) {
        free(signatures[i]);
    }
}
END_TEST

/* rule 33: one service's failures take nothing from another's retries, known to a table or not */
START_TEST(quota_is_each_services_own)
{
    struct situation s;
    situation_begin(&s, NULL);
    struct aws_traffic *traffic = &s.session->traffic;
    char key[AWS_SERVICE_NAME_SIZE];
    struct aws_service_traffic *of[AWS_SERVICE_LIMIT + 2];
    for (int i = 0; i < AWS_SERVICE_LIMIT + 2; i++) {
        char name[16];
        snprintf(name, sizeof(name), "service-%d", i);
        const struct aws_service service = aws_service_of(name, key);
        of[i] = aws_traffic_of(traffic, &service);
        ck_assert_ptr_eq(of[i], aws_traffic_of(traffic, &service));
        ck_assert(!i || i >= AWS_SERVICE_LIMIT || of[i] != of[i - 1]);
    }
    ck_assert_ptr_eq(of[AWS_SERVICE_LIMIT + 1], of[AWS_SERVICE_LIMIT]); /* they share */
    situation_end(&s);
}
END_TEST

/* rule 22: AWS_ENDPOINT_URL_<NAME>, of a name with hyphens and dots too */
START_TEST(endpoint_of_a_service_is_taken_from_the_environment)
{
    static const char *const environment[] = {
        "AWS_REGION=us-east-1", "AWS_ENDPOINT_URL_VPC_LATTICE=http://localhost:1",
        "AWS_ENDPOINT_URL_RUNTIME_LEX=http://localhost:2", NULL};
    static const char *const services[] = {"vpc-lattice", "runtime.lex", "sqs"};
    static const char *const hosts[] = {"localhost:1", "localhost:2",
                                        "sqs.us-east-1.amazonaws.com"};
    struct situation s = {.context = dxaws_context_new()};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    ck_ok(dxaws_session_new(options, &s.session));
    begin_call(&s, dxaws_aws_request_new(services[_i], "Do", "GET", "/"));
    ck_assert_str_eq(s.call.endpoint.host, hosts[_i]);
    situation_end(&s);
}
END_TEST

/* rule 4: where AWS's reference has a label, nothing in it is the path's own */
START_TEST(path_has_labels)
{
    static const struct {
        const char *service, *path, *label, *rest, *sent, *problem;
    } paths[] = {
        {"lambda", "/2015-03-31/functions", "arn:aws:lambda:eu-west-1:1:function:a/b c", "/x/y",
         "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Aa%2Fb%20c/x/y",
         NULL},
        {"lambda", "/a/", "b", NULL, "/a/b", NULL},
        {"lambda", NULL, "b", NULL, "/b", NULL},
        {"lambda", "/a", "%2F", "?", "/a/%252F%3F", NULL},
        {"lambda", "/a", "", NULL, NULL, "a label of the path is empty"},
        {"lambda", "/a", NULL, NULL, NULL, "a label of the path is empty"},
        {"lambda", "/a", "..", "/b", NULL, "a label of the path is \".\" or \"..\""},
        {"lambda", "/a", ".", NULL, NULL, "a label of the path is \".\" or \"..\""},
        {"lambda", "/a", "...", NULL, "/a/...", NULL},
        {"s3", "/a", "..", NULL, "/a/..", NULL},
        {"lambda", "a", "b", NULL, NULL, "the path must start with a slash: a/b"},
    };
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct situation s;
        situation_begin(&s, NULL);
        dxaws_aws_request *request =
            dxaws_aws_request_new(paths[i].service, "Do", "GET", paths[i].path);
        dxaws_aws_request_add_path_label(request, paths[i].label);
        dxaws_aws_request_add_path(request, paths[i].rest);
        begin_call(&s, request);
        if (paths[i].problem) {
            ck_error(dxaws_aws_request_take_error(request), DXAWS_ERROR_INVALID_ARGUMENT,
                     paths[i].problem);
        } else {
            ck_ok(dxaws_aws_request_take_error(request));
            ck_ok(aws_attempt_build(&s.call));
            ck_assert_str_eq(strstr(s.call.url.data + 8, "/"), paths[i].sent);
        }
        situation_end(&s);
    }
}
END_TEST

/* what is to be unsigned needs no credentials, and says nothing of any that there are */
START_TEST(unsigned_call_needs_no_credentials)
{
    static const char *const environments[][4] = {
        {"AWS_REGION=us-east-1", "AWS_EC2_METADATA_DISABLED=true", NULL},
        {"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=s", NULL}};
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environments[_i]);
    dxaws_session_options_set_endpoint_url(options, server_url(server));
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_set_body(request, "hello", 5);
    dxaws_aws_request_set_unsigned(request, true);
    ck_ok(dxaws_aws_call(session, NULL, request));
    static const char *const hidden[] = {"Authorization", "X-Amz-Date", "X-Amz-Content-Sha256",
                                         "AKIDEXAMPLE"};
    for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
        ck_assert_ptr_null(strcasestr(server_request(server, 0), hidden[i]));
    }
    char *url = NULL;
    ck_error(dxaws_aws_presign(session, NULL, request, 60, &url), DXAWS_ERROR_INVALID_ARGUMENT,
             "a request that is to be unsigned has no signed URL: ask for a signed one");
    dxaws_aws_request_set_unsigned(request, false);
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    ck_assert_int_eq(error ? dxaws_error_get_kind(error) : 0,
                     _i == 0 ? DXAWS_ERROR_UNAUTHENTICATED : 0);
    dxaws_error_free(error);
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("services");
    TCase *tests = tcase_create("services");
    tcase_add_loop_test(tests, service_is_called_at_its_host_and_signed_for_its_name, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, path_is_signed_as_the_request_says);
    tcase_add_test(tests, quota_is_each_services_own);
    tcase_add_loop_test(tests, endpoint_of_a_service_is_taken_from_the_environment, 0, 3);
    tcase_add_test(tests, path_has_labels);
    tcase_add_loop_test(tests, unsigned_call_needs_no_credentials, 0, 2);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
