/* SPDX-License-Identifier: MIT */
/* Credentials as a session's callers meet them: reports, exports, renewals. */
#include "world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include <dxaws/credentials.h>

#include "credentials/sources.h"
#include "secret.h"

#define THREADS 16

/* A world of its own; single quotes stand for double ones. */
static void open_world(struct world *world, const char *text)
{
    char *json = strdup(text);
    for (char *p = json; *p; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    json_error_t problem;
    json_t *parsed = json_loads(json, 0, &problem);
    ck_assert_msg(parsed != NULL, "%s in %s", problem.text, json);
    free(json);
    world_open(world, parsed);
}

static void close_world(struct world *world)
{
    ck_assert_msg(!world->problem[0], "%s", world->problem);
    ck_assert_uint_eq(world->next_request, json_array_size(json_object_get(world->json, "http")));
    ck_assert_ptr_null(strstr(world->events, "canary"));
    json_decref(world->json);
    world_close(world);
}

#define CONTAINER(key, end)                                                                        \
    "{'url': 'http://169.254.170.2/c', 'body': {'AccessKeyId': '" key "', 'SecretAccessKey': "     \
    "'canary', 'Token': 'canary-t', 'Expiration': '" end "'}}"
#define IN_CONTAINER                                                                               \
    "'environment': {'AWS_REGION': 'eu-west-1', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI': '/c'}"

/* ---- rule 31, by way of a session ---- */

#define S3(status, key, body)                                                                      \
    "{'url': 'https://bkt.s3.eu-west-1.amazonaws.com/', 'status': " status ", 'sends': "           \
    "{'Authorization': 'Credential=" key "/'}, 'body': '" body "'}"
#define EXPIRED "<Error><Code>ExpiredToken</Code><Message>old</Message></Error>"

static dxaws_error *call_s3(dxaws_session *session, dxaws_context *context)
{
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListObjects", "GET", "/");
    dxaws_aws_request_set_bucket(request, "bkt");
    return dxaws_aws_call(session, context, request);
}

/* rule 31: a service says that they have expired: renewed once, the request repeated once */
START_TEST(expired_token_is_renewed_and_the_request_repeated)
{
    struct world world;
    open_world(
        &world,
        "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T18:00:00Z") "," S3(
            "400", "K1", EXPIRED) "," CONTAINER("K2", "2026-05-23T18:00:00Z") "," S3("200", "K2",
                                                                                     "<a/>") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(call_s3(session, context));
    close_world(&world);
}
END_TEST

START_TEST(expired_token_again_is_an_error)
{
    struct world world;
    open_world(
        &world,
        "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T18:00:00Z") "," S3(
            "400", "K1", EXPIRED) "," CONTAINER("K2", "2026-05-23T18:00:00Z") "," S3("400", "K2",
                                                                                     EXPIRED) "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_error(call_s3(session, context), DXAWS_ERROR_UNAUTHENTICATED, "ExpiredToken: old");
    close_world(&world);
}
END_TEST

/* rule 31: static keys cannot be renewed, so that nothing is repeated */
START_TEST(expired_static_keys_are_an_error_at_once)
{
    struct world world;
    open_world(&world,
               "{'environment': {'AWS_REGION': 'eu-west-1', 'AWS_ACCESS_KEY_ID': 'K1',"
               "'AWS_SECRET_ACCESS_KEY': 'canary'}, 'http': [" S3("400", "K1", EXPIRED) "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_error(call_s3(session, context), DXAWS_ERROR_UNAUTHENTICATED,
             "credentials from the environment");
    close_world(&world);
}
END_TEST

struct crowd {
    dxaws_session *session;
    dxaws_context *context;
    atomic_int renewed;
};

static void *export_once(void *self)
{
    struct crowd *crowd = self;
    dxaws_credentials *credentials = NULL;
    dxaws_error *error =
        dxaws_session_export_credentials(crowd->session, crowd->context, &credentials);
    if (!error && strcmp(dxaws_credentials_access_key_id(credentials), "K2") == 0) {
        crowd->renewed++;
    }
    dxaws_error_free(error);
    dxaws_credentials_free(credentials);
    return NULL;
}

/* rule 31: sixteen threads, one session, credentials that expire: asked for once */
START_TEST(threads_of_a_session_renew_once)
{
    struct world world;
    open_world(&world,
               "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "," CONTAINER(
                   "K2", "2026-05-23T14:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    struct crowd crowd = {.session = session, .context = context};
    export_once(&crowd);
    ck_assert_int_eq(crowd.renewed, 0);
    world.now_ms += 3600000;
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, export_once, &crowd), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    ck_assert_int_eq(crowd.renewed, THREADS);
    close_world(&world);
}
END_TEST

/* rule 25: a code is good once */
START_TEST(role_with_mfa_is_not_renewed)
{
    struct world world;
    open_world(
        &world,
        "{'environment': {'AWS_REGION': 'eu-west-1', 'AWS_EC2_METADATA_DISABLED': 'true'},"
        "'options': {'mfa': '123456'}, 'files': {'/home/.aws/config': '[default]\\nrole_arn ="
        " arn:aws:iam::1:role/r\\nsource_profile = b\\nmfa_serial = m\\n[profile b]\\n"
        "aws_access_key_id = K\\naws_secret_access_key = canary\\n'},"
        "'http': [{'method': 'POST', 'url': 'https://sts.eu-west-1.amazonaws.com/', 'body': "
        "'<R><AssumeRoleResult><Credentials><AccessKeyId>K1</AccessKeyId><SecretAccessKey>"
        "canary</SecretAccessKey><SessionToken>canary</SessionToken><Expiration>"
        "2026-05-23T13:00:00Z</Expiration></Credentials></AssumeRoleResult></R>'}]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(dxaws_session_check_credentials(session, context, NULL));
    world.now_ms += 3600000;
    ck_error(dxaws_session_check_credentials(session, context, NULL), DXAWS_ERROR_UNAUTHENTICATED,
             "a code cannot be used again");
    close_world(&world);
}
END_TEST

/* ---- what is told and handed out ---- */

START_TEST(report_names_every_source_and_its_reason)
{
    struct world world;
    open_world(&world, "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_credentials_report(session, context, &report));
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
        ck_assert_str_eq(dxaws_credentials_report_source(report, i), rows[i].source);
        ck_assert_int_eq(dxaws_credentials_report_outcome(report, i), rows[i].outcome);
        ck_assert_pstr_eq(dxaws_credentials_report_detail(report, i), rows[i].detail);
    }
    ck_assert_ptr_null(dxaws_credentials_report_source(report, 6));
    close_world(&world);
}
END_TEST

START_TEST(report_of_a_broken_source_ends_with_its_error)
{
    struct world world;
    open_world(&world, "{'environment': {'AWS_ACCESS_KEY_ID': 'K'}}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_credentials_report(session, NULL, &report));
    ck_assert_int_eq(dxaws_credentials_report_outcome(report, 1), DXAWS_CREDENTIALS_FAILED);
    ck_assert_ptr_nonnull(
        strstr(dxaws_credentials_report_detail(report, 1), "partial credentials"));
    ck_assert_int_eq(dxaws_credentials_report_outcome(report, 2), DXAWS_CREDENTIALS_NOT_ASKED);
    close_world(&world);
}
END_TEST

START_TEST(export_is_what_credential_process_wants)
{
    struct world world;
    open_world(&world, "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    ck_ok(dxaws_session_export_credentials(session, context, &credentials));
    ck_assert_str_eq(dxaws_credentials_process_json(credentials),
                     "{\"Version\": 1, \"AccessKeyId\": \"K1\", \"SecretAccessKey\": \"canary\", "
                     "\"SessionToken\": \"canary-t\", \"Expiration\": \"2026-05-23T13:00:00Z\"}");
    struct aws_credentials *again = NULL; /* and it is understood as such */
    const char *text = dxaws_credentials_process_json(credentials);
    ck_ok(aws_process_parse(text, strlen(text), "p", NULL, world.now_ms, &again));
    aws_credentials_unref(again);
    close_world(&world);
}
END_TEST

START_TEST(environment_is_asked_for_once)
{
    struct world world;
    open_world(&world,
               "{'environment': {'AWS_REGION': 'cn-north-1', 'AWS_ACCESS_KEY_ID': 'K',"
               "'AWS_SECRET_ACCESS_KEY': 'canary'}, 'http': [{'method': 'POST', 'url': "
               "'https://sts.cn-north-1.amazonaws.com.cn/', 'body': '<R><GetCallerIdentityResult>"
               "<Arn>arn:aws-cn:iam::123456789012:user/u</Arn><UserId>U</UserId><Account>"
               "123456789012</Account></GetCallerIdentityResult></R>'}]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_env) env = NULL;
        ck_ok(dxaws_session_aws_env(session, context, &env));
        ck_assert_str_eq(dxaws_aws_env_account(env), "123456789012");
        ck_assert_str_eq(dxaws_aws_env_region(env), "cn-north-1");
        ck_assert_str_eq(dxaws_aws_env_profile(env), "default");
        ck_assert_str_eq(dxaws_aws_env_partition(env), "aws-cn");
        ck_assert_str_eq(dxaws_aws_env_caller_arn(env), "arn:aws-cn:iam::123456789012:user/u");
    }
    close_world(&world);
}
END_TEST

/* rule 17: a section that lacks the word "profile" is told of, once */
START_TEST(ignored_section_is_told_of)
{
    struct world world;
    open_world(&world,
               "{'environment': {'AWS_ACCESS_KEY_ID': 'K', 'AWS_SECRET_ACCESS_KEY': 'canary'"
               "}, 'files': {'/home/.aws/config': '[default]\\n[dev]\\nregion = x\\n'}}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(dxaws_session_check_credentials(session, context, NULL));
    ck_ok(dxaws_session_check_credentials(session, context, NULL));
    ck_assert_str_eq(world.events,
                     "config.ignored {\"warnings\":\"/home/.aws/config line 2: the "
                     "section is ignored, since its header is none of this file\"}\n");
    close_world(&world);
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
        {"arn:aws:iam::1:role/r", "x", 0, "\"x\" cannot be the name of a role's session"},
        {"arn:aws:iam::1:role/r", "a/b", 0, "\"a/b\" cannot be the name of a role's session"},
        {"arn:aws:iam::1:role/r", NULL, 60, "cannot be assumed for 60 seconds: expected 900 to"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
        dxaws_session_options_set_role(options, rows[i].arn, NULL, rows[i].name,
                                       rows[i].duration_s);
        dxaws_session *session = NULL;
        ck_error(dxaws_session_new(options, &session), DXAWS_ERROR_INVALID_ARGUMENT,
                 rows[i].message);
    }
}
END_TEST

/* rule 32: the kernel is told to leave secrets out of core dumps ("dd" in VmFlags) */
START_TEST(secrets_are_in_no_core_dump)
{
    char *secret = aws_secret_copy("canary");
    ck_assert_str_eq(secret, "canary");
    FILE *maps = fopen("/proc/self/smaps", "r");
    char line[512];
    bool here = false;
    bool left_out = false;
    while (maps && fgets(line, sizeof(line), maps)) {
        unsigned long begin;
        unsigned long end;
        if (sscanf(line, "%lx-%lx ", &begin, &end) == 2) {
            here = (unsigned long)secret >= begin && (unsigned long)secret < end;
        } else if (here && strncmp(line, "VmFlags:", 8) == 0) {
            left_out = strstr(line, " dd") != NULL;
        }
    }
    if (maps) {
        fclose(maps);
    }
    ck_assert(left_out);
    aws_secret_free(secret);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("session-credentials");
    TCase *tests = tcase_create("session-credentials");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, expired_token_is_renewed_and_the_request_repeated);
    tcase_add_test(tests, expired_token_again_is_an_error);
    tcase_add_test(tests, expired_static_keys_are_an_error_at_once);
    tcase_add_test(tests, threads_of_a_session_renew_once);
    tcase_add_test(tests, role_with_mfa_is_not_renewed);
    tcase_add_test(tests, report_names_every_source_and_its_reason);
    tcase_add_test(tests, report_of_a_broken_source_ends_with_its_error);
    tcase_add_test(tests, export_is_what_credential_process_wants);
    tcase_add_test(tests, environment_is_asked_for_once);
    tcase_add_test(tests, ignored_section_is_told_of);
    tcase_add_test(tests, wrong_role_is_told_at_once);
    tcase_add_test(tests, secrets_are_in_no_core_dump);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
