/* SPDX-License-Identifier: MIT */
/* What is told of a session's settings, and of the clock. */
#include "testing.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "scripted-server.h"

static char config[] = "/tmp/dxaws-settings-XXXXXX";

static void write_config(const char *text)
{
    FILE *file = fopen(config, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static dxaws_session *open_session(const char *const *environment, const char *proxy)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_proxy(options, proxy);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* A setting as "value (source)", or "! problem (source)". */
static void check(const dxaws_settings_report *report, const char *name, const char *expected)
{
    char got[1024] = "not there";
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        const char *value = dxaws_settings_report_value(report, i);
        const dxaws_error *problem = dxaws_settings_report_problem(report, i);
        if (strcmp(dxaws_settings_report_name(report, i), name) == 0) {
            snprintf(got, sizeof(got), "%s%s (%s)", problem ? "! " : "",
                     problem ? dxaws_error_message(problem)
                     : value ? value
                             : "-",
                     dxaws_settings_report_source(report, i));
        }
    }
    ck_assert_msg(strstr(got, expected) != NULL, "%s: expected \"%s\", got \"%s\"", name, expected,
                  got);
    ck_assert_ptr_null(strstr(got, "canary"));
}

struct expectation {
    const char *name;
    const char *expected;
};

static const struct {
    const char *config;
    const char *proxy;
    const char *environment[8];
    struct expectation expected[8];
} rows[] = {
    {"[default]\nregion = eu-west-1\nca_bundle = /dev/null\nmax_attempts = 5\n",
     NULL,
     {"X=1"},
     {{"region", "eu-west-1 (profile)"},
      {"profile", "default (default)"},
      {"partition", "aws (region)"},
      {"ca_bundle", "/dev/null (profile)"},
      {"max_attempts", "5 (profile)"},
      {"config_file", " (AWS_CONFIG_FILE)"},
      {"endpoint.sts", "https://sts.eu-west-1.amazonaws.com (default)"},
      {"endpoint.route53", "https://route53.amazonaws.com (default)"}}},
    {"",
     NULL,
     {"AWS_REGION=cn-north-1", "AWS_DEFAULT_REGION=x", "AWS_ENDPOINT_URL=http://u:canary@h:1",
      "AWS_ENDPOINT_URL_S3=http://s3.test", "https_proxy=http://u:canary@proxy:3128",
      "NO_PROXY=a,b"},
     {{"region", "cn-north-1 (AWS_REGION)"},
      {"partition", "aws-cn (region)"},
      {"endpoint.s3", "http://s3.test (AWS_ENDPOINT_URL_S3)"},
      {"endpoint.acm", "(AWS_ENDPOINT_URL)"},
      {"https_proxy", "http://proxy:3128 (https_proxy)"},
      {"http_proxy", "- (default)"},
      {"no_proxy", "a,b (NO_PROXY)"}}},
    {"[default]\nsts_regional_endpoints = legacy\nservices = s\nendpoint_url = http://p\n"
     "[services s]\nacm =\n  endpoint_url = http://section\n",
     "http://mine:1",
     {"AWS_REGION=eu-west-1", "no_proxy=a", "AWS_ENDPOINT_URL_STS="},
     {{"endpoint.acm", "http://section (services section)"},
      {"endpoint.s3", "http://p (profile)"},
      {"http_proxy", "http://mine:1 (session options)"},
      {"no_proxy", "- (default)"}}},
    {"",
     NULL,
     {"AWS_ENDPOINT_URL_S3=http://s3.test"},
     {{"request_checksum_calculation", "when_required (AWS_ENDPOINT_URL_S3)"},
      {"response_checksum_validation", "when_required (AWS_ENDPOINT_URL_S3)"}}},
    {"[default]\nresponse_checksum_validation = when_required\n",
     NULL,
     {"AWS_REGION=eu-west-1", "AWS_REQUEST_CHECKSUM_CALCULATION=when_supported"},
     {{"request_checksum_calculation", "when_supported (AWS_REQUEST_CHECKSUM_CALCULATION)"},
      {"response_checksum_validation", "when_required (profile)"}}},
    {"[default]\nsts_regional_endpoints = legacy\n",
     NULL,
     {"AWS_REGION=eu-west-1"},
     {{"request_checksum_calculation", "when_supported (default)"},
      {"response_checksum_validation", "when_supported (default)"},
      {"endpoint.sts", "https://sts.amazonaws.com (default)"}}},
    {"[default]\nregion eu\n",
     NULL,
     {"AWS_REGION=not a region", "AWS_PROFILE=x", "AWS_CA_BUNDLE=/nonexistent",
      "AWS_RETRY_MODE=never", "AWS_ENDPOINT_URL=ftp://u:canary@h"},
     {{"config_file", " line 2: "},
      {"profile", "x (AWS_PROFILE)"},
      {"region", "! the region \"not a region\" from AWS_REGION is not one"},
      {"ca_bundle", "! cannot read the CA bundle \"/nonexistent\" from AWS_CA_BUNDLE"},
      {"calls", "! AWS_RETRY_MODE is \"never\""},
      {"endpoint.route53", "! the endpoint URL from AWS_ENDPOINT_URL is not valid"}}},
    {"[default]\n",
     NULL,
     {"HTTP_PROXY=http://x", "HTTPS_PROXY=gopher://h"},
     {{"http_proxy", "- (default)"},
      {"https_proxy", "! the proxy \"gopher://h\" from HTTPS_PROXY is not one"}}},
    {"[default]\n",
     "http://u:canary@h:70000",
     {"ALL_PROXY=http://x"},
     {{"http_proxy", "! the proxy \"...\" from the session options is not one"}}},
    {"[default]\n",
     NULL,
     {"AWS_PROFILE=x"},
     {{"profile", "! there is no profile \"x\" in /tmp/"},
      {"region", "- (default)"},
      {"endpoint.s3", "- (default)"},
      {"endpoint.cloudfront", "https://cloudfront.amazonaws.com (default)"}}},
};

START_TEST(each_setting_is_told_with_its_source_or_its_problem)
{
    char variable[64];
    snprintf(variable, sizeof(variable), "AWS_CONFIG_FILE=%s", config);
    const char *environment[10] = {variable};
    memcpy(environment + 1, rows[_i].environment, sizeof(rows[_i].environment));
    write_config(rows[_i].config);
    DXAWS_AUTO(dxaws_session) session = open_session(environment, rows[_i].proxy);
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    ck_ok(dxaws_session_settings_report(session, &report));
    for (const struct expectation *e = rows[_i].expected; e < rows[_i].expected + 8 && e->name;
         e++) {
        check(report, e->name, e->expected);
    }
    ck_assert_ptr_null(dxaws_settings_report_name(report, dxaws_settings_report_count(report)));
}
END_TEST

START_TEST(clock_skew_is_known_from_the_first_answer_on_even_if_it_is_not_corrected)
{
    char date[40];
    char answer[256];
    time_t ahead = time(NULL) + 3600;
    struct tm parts;
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&ahead, &parts));
    snprintf(answer, sizeof(answer), "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Length: 0\r\n\r\n",
             date);
    struct server *server = server_start(&(struct server_step){SERVER_ANSWER, answer, 0}, 1);
    char url[80];
    snprintf(url, sizeof(url), "AWS_ENDPOINT_URL=%s", server_url(server));
    DXAWS_AUTO(dxaws_session)
    session = open_session((const char *const[]){url, "AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=K",
                                                 "AWS_SECRET_ACCESS_KEY=s",
                                                 "AWS_DISABLE_CLOCK_SKEW_CORRECTION=true", NULL},
                           NULL);
    int64_t skew_ms = 0;
    ck_assert(!dxaws_session_clock_skew(session, &skew_ms));
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("route53", "ListHostedZones", "GET", "/2013-04-01/hostedzone");
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert(dxaws_session_clock_skew(session, &skew_ms));
    ck_assert_int_gt(skew_ms, 3590 * 1000);
    ck_assert_int_lt(skew_ms, 3610 * 1000);
    server_stop(server);
}
END_TEST

START_TEST(report_of_credentials_keeps_what_the_search_ended_with)
{
    DXAWS_AUTO(dxaws_session) none = open_session((const char *const[]){NULL}, NULL);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_credentials_report(none, NULL, &report));
    const dxaws_error *error = dxaws_credentials_report_error(report);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNAUTHENTICATED);
    DXAWS_AUTO(dxaws_session)
    some = open_session(
        (const char *const[]){"AWS_ACCESS_KEY_ID=K", "AWS_SECRET_ACCESS_KEY=s", NULL}, NULL);
    DXAWS_AUTO(dxaws_credentials_report) found = NULL;
    ck_ok(dxaws_session_credentials_report(some, NULL, &found));
    ck_assert_ptr_null(dxaws_credentials_report_error(found));
}
END_TEST

int main(void)
{
    int file = mkstemp(config);
    if (file < 0) {
        return EXIT_FAILURE;
    }
    close(file);
    Suite *suite = suite_create("settings-report");
    TCase *tests = tcase_create("settings-report");
    tcase_add_loop_test(tests, each_setting_is_told_with_its_source_or_its_problem, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, clock_skew_is_known_from_the_first_answer_on_even_if_it_is_not_corrected);
    tcase_add_test(tests, report_of_credentials_keeps_what_the_search_ended_with);
    suite_add_tcase(suite, tests);
    int status = run_suite(suite);
    unlink(config);
    return status;
}
