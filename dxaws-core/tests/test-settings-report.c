/* SPDX-License-Identifier: MIT */
/* Where settings come from, of the tables data/settings*.json; and what is told of the clock. */
#include "table-session.h"

#include <pwd.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "scripted-server.h"

static struct tables settings;

/* A setting as "value (source)", "-" being none; or "! problem (source)". */
static void describe(const dxaws_settings_report *report, const char *name, char got[2048])
{
    strcpy(got, "not there");
    if (strcmp(name, "warnings") == 0) {
        got[0] = '\0';
        for (size_t i = 0; i < dxaws_settings_report_warning_count(report); i++) {
            strcat(strcat(got, i ? "; " : ""), dxaws_settings_report_warning_at(report, i));
        }
        return;
    }
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(report, i);
        const char *value = dxaws_setting_value(setting);
        const dxaws_error *problem = dxaws_setting_problem(setting);
        if (strcmp(dxaws_setting_name(setting), name) == 0) {
            snprintf(got, 2048, "%s%s (%s)", problem ? "! " : "",
                     problem ? dxaws_error_message(problem)
                     : value ? value
                             : "-",
                     dxaws_setting_source(setting));
        }
    }
}

/* rules 19, 20, 21, 22, 26, 32 and 33: the setting and its source; of a problem, how it begins */
START_TEST(each_setting_is_told_with_its_source_or_its_problem)
{
    json_t *row = tables_row(&settings, (size_t)_i);
    DXAWS_AUTO(dxaws_session) session = table_session(row);
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    ck_ok(dxaws_session_get_settings_report(session, NULL, &report));
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(row, "expect"), name, value) {
        const char *expected = json_string_value(value);
        char got[2048];
        describe(report, name, got);
        bool same = *expected == '!' ? strncmp(got, expected, strlen(expected)) == 0
                                     : strcmp(got, expected) == 0;
        ck_assert_msg(same, "%s: %s: expected \"%s\", got \"%s\"", table_name(row), name, expected,
                      got);
    }
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        char got[2048];
        describe(report, dxaws_setting_name(dxaws_settings_report_at(report, i)), got);
        ck_assert_ptr_null(strstr(got, "canary"));
    }
    ck_assert_ptr_null(dxaws_settings_report_at(report, dxaws_settings_report_count(report)));
}
END_TEST

static dxaws_session *open_session(const char *const *environment)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static const char *no_environment(void *self, const char *name)
{
    (void)self;
    (void)name;
    return NULL;
}

/* rule 19: without HOME, the home directory is that of the user */
START_TEST(home_is_the_users_when_no_variable_says_so)
{
    const struct passwd *user = getpwuid(getuid());
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, no_environment, NULL);
    dxaws_session_options_set_file_root(options, "/dev/null/absent");
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    ck_ok(dxaws_session_get_settings_report(session, NULL, &report));
    char got[2048];
    char expected[2048];
    describe(report, "config_file", got);
    snprintf(expected, sizeof(expected), "%s/.aws/config (default)", user ? user->pw_dir : "");
    ck_assert_str_eq(got, expected);
}
END_TEST

START_TEST(clock_skew_is_known_from_the_first_answer_on_even_if_it_is_not_corrected)
{
    char date[40];
    char answer[256];
    time_t ahead = time(NULL) + 600;
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
                                                 "AWS_DISABLE_CLOCK_SKEW_CORRECTION=true", NULL});
    int64_t skew_ms = 0;
    ck_assert(!dxaws_session_clock_skew_ms(session, &skew_ms));
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("route53", "ListHostedZones", "GET", "/2013-04-01/hostedzone");
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert(dxaws_session_clock_skew_ms(session, &skew_ms));
    ck_assert_int_gt(skew_ms, 590 * 1000);
    ck_assert_int_lt(skew_ms, 610 * 1000);
    server_stop(server);
}
END_TEST

/* rule 17: what is passed over is told of */
START_TEST(what_files_have_in_vain_is_a_warning)
{
    static const char text[] = "[default]\nregion = eu-west-1\n[dario]\n[profile x]\nwhat\n";
    char path[] = "/tmp/dxaws-test-XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq((int)write(file, text, strlen(text)), (int)strlen(text));
    close(file);
    char variable[80];
    char wanted[240];
    snprintf(variable, sizeof(variable), "AWS_CONFIG_FILE=%s", path);
    DXAWS_AUTO(dxaws_session)
    session = open_session((const char *const[]){variable, NULL});
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    ck_ok(dxaws_session_get_settings_report(session, NULL, &report));
    ck_assert_uint_eq(dxaws_settings_report_warning_count(report), 2);
    snprintf(wanted, sizeof(wanted),
             "%s line 3: the section is ignored: a profile is named [profile NAME] in this file, "
             "with quotes around a NAME that has blanks",
             path);
    ck_assert_str_eq(dxaws_settings_report_warning_at(report, 0), wanted);
    snprintf(wanted, sizeof(wanted), "%s line 5: expected \"name = value\" or \"[section]\"", path);
    ck_assert_str_eq(dxaws_settings_report_warning_at(report, 1), wanted);
    ck_assert_ptr_null(dxaws_settings_report_warning_at(report, 2));
    unlink(path);
}
END_TEST

/* The endpoint of a service as the report has it; empty where it has none. */
static void endpoint_of(dxaws_session *session, const char *service, char url[256])
{
    char name[64];
    snprintf(name, sizeof(name), "endpoint.%s", service);
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    ck_ok(dxaws_session_get_settings_report(session, NULL, &report));
    url[0] = '\0';
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(report, i);
        const char *value = dxaws_setting_value(setting);
        if (strcmp(dxaws_setting_name(setting), name) == 0 && value) {
            snprintf(url, 256, "%s/", value);
        }
    }
}

/* rule 22, rule 26 and rule 42: signed URLs, and what credentials are asked for by, go where the
 * report says */
START_TEST(endpoints_are_the_same_wherever_one_asks)
{
    static const char *const variables[] = {
        "X=y",
        "AWS_STS_REGIONAL_ENDPOINTS=legacy",
        "AWS_USE_FIPS_ENDPOINT=true",
        "AWS_USE_DUALSTACK_ENDPOINT=true",
        "AWS_ENDPOINT_URL=http://store.example.com:9000/base",
        "AWS_ENDPOINT_URL_STS=https://sts.example.com",
    };
    static const char *const services[] = {"sts", "acm", "route53", "cloudfront", "s3", "sso"};
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        DXAWS_AUTO(dxaws_session)
        session = open_session((const char *const[]){variables[i], "AWS_REGION=us-east-1",
                                                     "AWS_ACCESS_KEY_ID=K",
                                                     "AWS_SECRET_ACCESS_KEY=s", NULL});
        for (size_t j = 0; j < sizeof(services) / sizeof(services[0]); j++) {
            char told[256];
            endpoint_of(session, services[j], told);
            DXAWS_AUTO(dxaws_aws_request)
            request = dxaws_aws_request_new(services[j], "Get", "GET", "/");
            char *url = NULL;
            ck_ok(dxaws_aws_presign(session, NULL, request, 60, &url));
            ck_assert_msg(*told && strncmp(url, told, strlen(told)) == 0, "%s: %s is %s, not %s",
                          variables[i], services[j], url, told);
            free(url);
        }
    }
}
END_TEST

/* rule 42: stores behind a URL have no name for each bucket, unless somebody says so */
START_TEST(buckets_are_in_the_path_of_an_endpoint_url)
{
    static const struct {
        dxaws_bucket_addressing addressing;
        const char *begins;
    } cases[] = {
        {DXAWS_BUCKET_ADDRESSING_DEFAULT, "http://store.example.com:9000/my-bucket/key?"},
        {DXAWS_BUCKET_ADDRESSING_AUTO, "http://store.example.com:9000/my-bucket/key?"},
        {DXAWS_BUCKET_ADDRESSING_PATH, "http://store.example.com:9000/my-bucket/key?"},
        {DXAWS_BUCKET_ADDRESSING_VIRTUAL, "http://my-bucket.store.example.com:9000/key?"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
        dxaws_session_options_set_endpoint_url(options, "http://store.example.com:9000");
        dxaws_session_options_set_region(options, "eu-west-1");
        dxaws_session_options_set_keys(options, "K", "s", NULL);
        dxaws_session_options_set_bucket_addressing(options, cases[i].addressing);
        DXAWS_AUTO(dxaws_session) session = NULL;
        ck_ok(dxaws_session_new(options, &session));
        DXAWS_AUTO(dxaws_aws_request)
        request = dxaws_aws_request_new("s3", "GetObject", "GET", "/key");
        dxaws_aws_request_set_bucket(request, "my-bucket");
        char *url = NULL;
        ck_ok(dxaws_aws_presign(session, NULL, request, 60, &url));
        ck_assert_msg(strncmp(url, cases[i].begins, strlen(cases[i].begins)) == 0, "%s", url);
        free(url);
    }
}
END_TEST

START_TEST(report_of_credentials_keeps_what_the_search_ended_with)
{
    DXAWS_AUTO(dxaws_session) none = open_session((const char *const[]){NULL});
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_get_credentials_report(none, NULL, &report));
    const dxaws_error *error = dxaws_credentials_report_error(report);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNAUTHENTICATED);
    DXAWS_AUTO(dxaws_session)
    some =
        open_session((const char *const[]){"AWS_ACCESS_KEY_ID=K", "AWS_SECRET_ACCESS_KEY=s", NULL});
    DXAWS_AUTO(dxaws_credentials_report) found = NULL;
    ck_ok(dxaws_session_get_credentials_report(some, NULL, &found));
    ck_assert_ptr_null(dxaws_credentials_report_error(found));
}
END_TEST

int main(void)
{
    tables_open(&settings, "settings*.json", TABLE_SESSION_MEMBERS "expect:o!");
    table_session_understand(&settings);
    Suite *suite = suite_create("settings-report");
    TCase *tests = tcase_create("settings-report");
    tcase_add_loop_test(tests, each_setting_is_told_with_its_source_or_its_problem, 0,
                        (int)settings.rows);
    tcase_add_test(tests, home_is_the_users_when_no_variable_says_so);
    tcase_add_test(tests, clock_skew_is_known_from_the_first_answer_on_even_if_it_is_not_corrected);
    tcase_add_test(tests, what_files_have_in_vain_is_a_warning);
    tcase_add_test(tests, endpoints_are_the_same_wherever_one_asks);
    tcase_add_test(tests, buckets_are_in_the_path_of_an_endpoint_url);
    tcase_add_test(tests, report_of_credentials_keeps_what_the_search_ended_with);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&settings);
    return result;
}
