/* SPDX-License-Identifier: MIT */
/* What a session tells of its credentials, and hands out. */
#include "world.h"

#include <dxaws/credentials.h>

#include "credentials/sources.h"

/* ---- what is told and handed out ---- */

START_TEST(report_names_every_source_and_its_reason)
{
    struct world world;
    world_read(&world, "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_get_credentials_report(session, context, &report));
    static const struct {
        const char *source;
        dxaws_credential_outcome outcome;
        const char *detail;
    } rows[] = {
        {"explicit keys", DXAWS_CREDENTIALS_NOTHING, "none given"},
        {"environment", DXAWS_CREDENTIALS_NOTHING, "AWS_ACCESS_KEY_ID is not set"},
        {"profile", DXAWS_CREDENTIALS_NOTHING,
         "neither /home/.aws/config nor /home/.aws/credentials exists"},
        {"web identity", DXAWS_CREDENTIALS_NOTHING, "AWS_WEB_IDENTITY_TOKEN_FILE is not set"},
        {"container credentials endpoint", DXAWS_CREDENTIALS_FOUND,
         "container credentials endpoint"},
        {"instance metadata service", DXAWS_CREDENTIALS_NOT_ASKED, NULL},
    };
    ck_assert_uint_eq(dxaws_credentials_report_count(report), 6);
    for (size_t i = 0; i < 6; i++) {
        const dxaws_credential_finding *finding = dxaws_credentials_report_at(report, i);
        ck_assert_str_eq(dxaws_credential_finding_source(finding), rows[i].source);
        ck_assert_int_eq(dxaws_credential_finding_outcome(finding), rows[i].outcome);
        ck_assert_pstr_eq(dxaws_credential_finding_detail(finding), rows[i].detail);
    }
    ck_assert_ptr_null(dxaws_credentials_report_at(report, 6));
    world_finish(&world);
}
END_TEST

/* Which key is handed out after a report. */
static void export_after_report(const char *json, const char *key)
{
    struct world world;
    world_read(&world, json);
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    ck_ok(dxaws_session_get_credentials_report(session, context, &report));
    ck_ok(dxaws_session_export_credentials(session, context, &credentials));
    ck_assert_str_eq(dxaws_credentials_access_key_id(credentials), key);
    world_finish(&world);
}

/* rule 25: a code is good once, and a report is no reason to ask for another one */
START_TEST(what_a_report_found_is_used_from_then_on)
{
    export_after_report("{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "]}",
                        "K1");
}
END_TEST

START_TEST(report_of_expired_credentials_leaves_them_unused)
{
    export_after_report("{" IN_CONTAINER
                        ", 'http': [" CONTAINER("K1", "2026-05-23T11:00:00Z") "," CONTAINER(
                            "K2", "2026-05-23T13:00:00Z") "]}",
                        "K2");
}
END_TEST

/* rule 21: asking the instance is bounded by the context, and asked for within every call */
START_TEST(region_of_the_instance_is_found_within_the_context)
{
    struct world world;
    world_read(&world, "{'options': {'aws_compute': true}, 'http': [{'method': 'PUT', 'url': "
                       "'http://169.254.169.254/latest/api/token', 'body': 't'}, {'url': "
                       "'http://169.254.169.254/latest/meta-data/placement/region', 'body': "
                       "'eu-west-3'}]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) cancelled = world_context(&world);
    const char *region = NULL;
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    dxaws_context_cancel(cancelled);
    ck_error(dxaws_session_get_region(session, cancelled, &region), DXAWS_ERROR_CANCELLED, "");
    ck_error(dxaws_session_get_aws_env(session, cancelled, &env), DXAWS_ERROR_CANCELLED, "");
    ck_assert_uint_eq(world.next_request, 0);
    ck_ok(dxaws_session_get_region(session, NULL, &region));
    ck_assert_str_eq(region, "eu-west-3");
    ck_ok(dxaws_session_get_region(session, cancelled, &region)); /* known by now */
    world_finish(&world);
}
END_TEST

START_TEST(report_of_a_broken_source_ends_with_its_error)
{
    struct world world;
    world_read(&world, "{'environment': {'AWS_ACCESS_KEY_ID': 'K'}}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_get_credentials_report(session, NULL, &report));
    const dxaws_credential_finding *broken = dxaws_credentials_report_at(report, 1);
    ck_assert_int_eq(dxaws_credential_finding_outcome(broken), DXAWS_CREDENTIALS_FAILED);
    ck_assert_ptr_nonnull(strstr(dxaws_credential_finding_detail(broken), "partial credentials"));
    ck_assert_int_eq(dxaws_credential_finding_outcome(dxaws_credentials_report_at(report, 2)),
                     DXAWS_CREDENTIALS_NOT_ASKED);
    world_finish(&world);
}
END_TEST

START_TEST(export_is_what_credential_process_wants)
{
    struct world world;
    world_read(&world, "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    ck_ok(dxaws_session_export_credentials(session, context, &credentials));
    ck_assert_str_eq(dxaws_credentials_process_json(credentials),
                     "{\"Version\": 1, \"AccessKeyId\": \"K1\", \"SecretAccessKey\": \"canary\", "
                     "\"SessionToken\": \"canary-t\", \"Expiration\": \"2026-05-23T13:00:00Z\"}");
    struct aws_credentials *again = NULL; /* and it is understood as such */
    const char *text = dxaws_credentials_process_json(credentials);
    const struct aws_step step = {.profile = "p"};
    ck_ok(aws_process_parse(text, strlen(text), &step, world.now_ms, &again));
    aws_credentials_unref(again);
    world_finish(&world);
}
END_TEST

START_TEST(environment_is_asked_for_once)
{
    struct world world;
    world_read(&world,
               "{'environment': {'AWS_REGION': 'cn-north-1', 'AWS_ACCESS_KEY_ID': 'K',"
               "'AWS_SECRET_ACCESS_KEY': 'canary'}, 'http': [{'method': 'POST', 'url': "
               "'https://sts.cn-north-1.amazonaws.com.cn/', 'body': '<R><GetCallerIdentityResult>"
               "<Arn>arn:aws-cn:iam::123456789012:user/u</Arn><UserId>U</UserId><Account>"
               "123456789012</Account></GetCallerIdentityResult></R>'}]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    char account[DXAWS_ACCOUNT_SIZE];
    ck_ok(dxaws_session_find_account(session, context, false, account)); /* the keys do not say */
    ck_assert_str_eq(account, "");
    for (int i = 0; i < 2; i++) {
        ck_ok(dxaws_session_find_account(session, context, true, account));
        ck_assert_str_eq(account, "123456789012");
        DXAWS_AUTO(dxaws_aws_env) env = NULL;
        ck_ok(dxaws_session_get_aws_env(session, context, &env));
        ck_assert_str_eq(dxaws_aws_env_account(env), "123456789012");
        ck_assert_str_eq(dxaws_aws_env_region(env), "cn-north-1");
        ck_assert_str_eq(dxaws_aws_env_profile(env), "default");
        ck_assert_str_eq(dxaws_aws_env_partition(env), "aws-cn");
        ck_assert_str_eq(dxaws_aws_env_caller_arn(env), "arn:aws-cn:iam::123456789012:user/u");
    }
    world_finish(&world);
}
END_TEST

/* Without a region an account is asked for where all of AWS can be; a refusal there proves nothing.
 */
static const struct {
    const char *status;
    const char *part; /* of the error; NULL: none */
} regionless[] = {{"200", NULL}, {"403", "no AWS region is configured"}};

START_TEST(account_needs_no_region)
{
    struct world world;
    char text[800];
    snprintf(text, sizeof text,
             "{'environment': {'AWS_ACCESS_KEY_ID': 'K', 'AWS_SECRET_ACCESS_KEY': 'canary',"
             "'AWS_EC2_METADATA_DISABLED': 'true'}, 'http': [{'method': 'POST', 'url': "
             "'https://sts.us-east-1.amazonaws.com/', 'status': %s, 'body': "
             "'<R><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U"
             "</UserId><Account>123456789012</Account></GetCallerIdentityResult></R>'}]}",
             regionless[_i].status);
    world_read(&world, text);
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    char account[DXAWS_ACCOUNT_SIZE];
    DXAWS_AUTO(dxaws_error) error = dxaws_session_find_account(session, context, true, account);
    if (regionless[_i].part != NULL) {
        ck_assert_ptr_nonnull(error);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), regionless[_i].part));
    } else {
        ck_ok(error);
        ck_assert_str_eq(account, "123456789012");
    }
    world_finish(&world);
}
END_TEST

/* rule 17: a section that lacks the word "profile" is told of, once */
START_TEST(ignored_section_is_told_of)
{
    struct world world;
    world_read(&world,
               "{'environment': {'AWS_ACCESS_KEY_ID': 'K', 'AWS_SECRET_ACCESS_KEY': 'canary'"
               "}, 'files': {'/home/.aws/config': '[default]\\n[dev]\\nregion = x\\n'}}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(dxaws_session_find_credentials(session, context, NULL));
    ck_ok(dxaws_session_find_credentials(session, context, NULL));
    ck_assert_str_eq(world.events,
                     "config.ignored {\"warnings\":\"/home/.aws/config line 2: the section is "
                     "ignored: a profile is named [profile NAME] in this file, with quotes around "
                     "a NAME that has blanks\"}\n");
    world_finish(&world);
}
END_TEST

/* rules 22 and 24: what was meant for this run is told of where the run goes on without it */
START_TEST(what_is_written_in_vain_is_told_of)
{
    struct world world;
    world_read(&world, "{" IN_CONTAINER ", 'http': [" CONTAINER(
                           "K1", "2026-05-23T13:00:00Z") "], 'files': {'/home/.aws/config': "
                                                         "'[default]\\nsource_profile = x\\n'}}");
    json_object_set_new(json_object_get(world.json, "environment"), "AWS_ENDPOINT_URL_ROUTE53",
                        json_string("http://x.test"));
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(dxaws_session_find_credentials(session, context, NULL));
    ck_assert_ptr_nonnull(strstr(world.events,
                                 "config.unread {\"warnings\":"
                                 "\"AWS_ENDPOINT_URL_ROUTE53 is not read: the variable "
                                 "is AWS_ENDPOINT_URL_ROUTE_53\"}\n"));
    ck_assert_ptr_nonnull(strstr(world.events,
                                 "config.unread {\"warnings\":\"/home/.aws/config line "
                                 "2: profile \\\"default\\\" has source_profile but "
                                 "no role_arn"));
    world_finish(&world);
}
END_TEST

/* rule 25: told by the constructor, which looks nowhere */
START_TEST(wrong_role_is_told_at_once)
{
    static const struct {
        const char *arn;
        const char *name;
        unsigned duration_s;
        const char *message;
    } rows[] = {
        {"deployer", NULL, 0, "the role \"deployer\" is no ARN"},
        {" ", NULL, 0, "the role \"\" is no ARN"},
        {NULL, NULL, 0, "the role \"\" is no ARN"},
        {"arn:aws:iam::1:role/r", "x", 0, "\"x\" cannot be the name of a role's session"},
        {"arn:aws:iam::1:role/r", "a/b", 0, "\"a/b\" cannot be the name of a role's session"},
        {"arn:aws:iam::1:role/r", NULL, 899, "cannot be assumed for 899 seconds: expected 900 to"},
        {"arn:aws:iam::1:role/r", NULL, 43201, "cannot be assumed for 43201 seconds: expected"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
        DXAWS_AUTO(dxaws_role) role = dxaws_role_new(rows[i].arn);
        dxaws_role_set_session_name(role, rows[i].name);
        dxaws_role_set_duration_s(role, rows[i].duration_s);
        dxaws_session_options_set_role(options, role);
        dxaws_session *session = NULL;
        ck_error(dxaws_session_new(options, &session), DXAWS_ERROR_INVALID_ARGUMENT,
                 rows[i].message);
    }
}
END_TEST

/* A program that goes on with NULL must not get another caller's rights. */
START_TEST(no_memory_for_a_role_is_not_taken_for_no_role)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_session_options_set_role(options, NULL);
    ck_error(dxaws_session_new(options, &session), DXAWS_ERROR_OUT_OF_MEMORY, "memory");
}
END_TEST

START_TEST(role_can_be_taken_back)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_role) role = dxaws_role_new("no ARN");
    dxaws_role_set_external_id(role, "external");
    dxaws_session_options_set_role(options, role);
    dxaws_session_options_unset_role(options);
    ck_ok(dxaws_session_new(options, &session));
    /* what is not there is accepted */
    dxaws_role_set_external_id(NULL, "x");
    dxaws_role_set_session_name(NULL, "x");
    dxaws_role_set_duration_s(NULL, 900);
    dxaws_session_options_set_role(NULL, role);
    dxaws_session_options_unset_role(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("credentials-report");
    TCase *tests = tcase_create("credentials-report");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, no_memory_for_a_role_is_not_taken_for_no_role);
    tcase_add_test(tests, role_can_be_taken_back);
    tcase_add_test(tests, report_names_every_source_and_its_reason);
    tcase_add_test(tests, what_a_report_found_is_used_from_then_on);
    tcase_add_test(tests, report_of_expired_credentials_leaves_them_unused);
    tcase_add_test(tests, region_of_the_instance_is_found_within_the_context);
    tcase_add_test(tests, report_of_a_broken_source_ends_with_its_error);
    tcase_add_test(tests, export_is_what_credential_process_wants);
    tcase_add_test(tests, environment_is_asked_for_once);
    tcase_add_loop_test(tests, account_needs_no_region, 0, 2);
    tcase_add_test(tests, ignored_section_is_told_of);
    tcase_add_test(tests, what_is_written_in_vain_is_told_of);
    tcase_add_test(tests, wrong_role_is_told_at_once);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
