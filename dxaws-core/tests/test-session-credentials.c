/* SPDX-License-Identifier: MIT */
/* Credentials of a session that its threads share, that expire and are renewed. */
#include "world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include <dxaws/credentials.h>

#include "secret.h"
#include "session-private.h"

#define THREADS 16

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

#define END "2026-05-23T18:00:00Z"
#define NO_INSTANCE "'AWS_REGION': 'eu-west-1', 'AWS_EC2_METADATA_DISABLED': 'true'"
#define ROLE(key)                                                                                  \
    "{'method': 'POST', 'url': 'https://sts.eu-west-1.amazonaws.com/', 'body': "                   \
    "'<R><AssumeRoleResult><Credentials><AccessKeyId>" key "</AccessKeyId><SecretAccessKey>canary" \
    "</SecretAccessKey><SessionToken>canary</SessionToken><Expiration>" END                        \
    "</Expiration></Credentials></AssumeRoleResult></R>'},"
#define SSO(key)                                                                                   \
    "{'url': 'https://portal.sso.us-east-2.amazonaws.com/federation/credentials?account_id=1&"     \
    "role_name=r', 'body': {'roleCredentials': {'accessKeyId': '" key                              \
    "', 'secretAccessKey': 'canary', 'sessionToken': 'canary', 'expiration': 1779559200000}}},"

/* What gives credentials that may be renewed: the world, and what it is asked each time. */
static const struct {
    const char *world, *first, *second;
    const char *renewed; /* the key after that */
    const char *code;    /* with which the service refuses the first one, K1 */
} sources[] = {
    {IN_CONTAINER, CONTAINER("K1", END) ",", CONTAINER("K2", END) ",", "K2", "ExpiredToken"},
    {IN_CONTAINER, CONTAINER("K1", END) ",", CONTAINER("K2", END) ",", "K2", "InvalidToken"},
    {IN_CONTAINER, CONTAINER("K1", END) ",", CONTAINER("K2", END) ",", "K2",
     "ExpiredTokenException"},
    {"'environment': {" NO_INSTANCE "}, 'files': {'/home/.aws/config': '[default]\\nrole_arn = "
     "arn:aws:iam::1:role/r\\nsource_profile = b\\n[profile b]\\naws_access_key_id = "
     "B\\naws_secret_access_key = canary\\n'}",
     ROLE("K1"), ROLE("K2"), "K2", "ExpiredToken"},
    {"'environment': {" NO_INSTANCE "}, 'files': {'/home/.aws/config': '[default]\\nsso_account_id "
     "= 1\\nsso_role_name = r\\nsso_region = us-east-2\\nsso_start_url = "
     "https://corp.awsapps.com/start\\n', "
     "'/home/.aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json': '{\\\"accessToken\\\": "
     "\\\"canary\\\", \\\"expiresAt\\\": \\\"2026-05-23T20:00:00Z\\\"}'}",
     SSO("K1"), SSO("K2"), "K2", "ExpiredToken"},
    {"'environment': {" NO_INSTANCE "}, 'files': {'/home/.aws/config': '[default]\\n"
     "credential_process = get\\n'}, 'programs': {'get': {'output': {'Version': 1, 'AccessKeyId': "
     "'K1', 'SecretAccessKey': 'canary', 'Expiration': '" END "'}}}",
     "", "", "K1", "ExpiredToken"},
    {"'environment': {" NO_INSTANCE ", 'AWS_ACCESS_KEY_ID': 'K1', 'AWS_SECRET_ACCESS_KEY': "
     "'canary', 'AWS_CREDENTIAL_EXPIRATION': '" END "'}",
     "", "", "K1", "ExpiredToken"},
};

/* rule 31: a service says that they have expired: renewed once, the request repeated once */
START_TEST(expired_token_is_renewed_and_the_request_repeated)
{
    static const char s3[] = "{'url': 'https://bkt.s3.eu-west-1.amazonaws.com/', 'status': %d, "
                             "'sends': {'Authorization': 'Credential=%s/'}, 'body': "
                             "'<Error><Code>%s</Code></Error>'}";
    char refused[512];
    char answered[512];
    char text[4096];
    snprintf(refused, sizeof(refused), s3, 400, "K1", sources[_i].code);
    snprintf(answered, sizeof(answered), S3("200", "%s", "<a/>"), sources[_i].renewed);
    snprintf(text, sizeof(text), "{%s, 'http': [%s%s,%s%s]}", sources[_i].world, sources[_i].first,
             refused, sources[_i].second, answered);
    struct world world;
    world_read(&world, text);
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_ok(call_s3(session, context));
    world_finish(&world);
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

/* rule 31: what is left of them is counted by the services' clock */
START_TEST(corrected_clock_tells_when_to_renew)
{
    struct world world;
    world_read(&world,
               "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T13:00:00Z") "," CONTAINER(
                   "K2", "2026-05-23T18:00:00Z") "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    struct crowd crowd = {.session = session, .context = context};
    export_once(&crowd);
    ck_assert_int_eq(crowd.renewed, 0);
    atomic_store(&session->traffic.skew_ms, 3600000);
    export_once(&crowd);
    ck_assert_int_eq(crowd.renewed, 1);
    world_finish(&world);
}
END_TEST

START_TEST(expired_token_again_is_an_error)
{
    struct world world;
    world_read(
        &world,
        "{" IN_CONTAINER ", 'http': [" CONTAINER("K1", "2026-05-23T18:00:00Z") "," S3(
            "400", "K1", EXPIRED) "," CONTAINER("K2", "2026-05-23T18:00:00Z") "," S3("400", "K2",
                                                                                     EXPIRED) "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_error(call_s3(session, context), DXAWS_ERROR_UNAUTHENTICATED, "ExpiredToken: old");
    world_finish(&world);
}
END_TEST

/* rule 31: static keys cannot be renewed, so that nothing is repeated */
START_TEST(expired_static_keys_are_an_error_at_once)
{
    struct world world;
    world_read(&world,
               "{'environment': {'AWS_REGION': 'eu-west-1', 'AWS_ACCESS_KEY_ID': 'K1',"
               "'AWS_SECRET_ACCESS_KEY': 'canary'}, 'http': [" S3("400", "K1", EXPIRED) "]}");
    DXAWS_AUTO(dxaws_session) session = world_session(&world);
    DXAWS_AUTO(dxaws_context) context = world_context(&world);
    ck_error(call_s3(session, context), DXAWS_ERROR_UNAUTHENTICATED,
             "credentials from the environment");
    world_finish(&world);
}
END_TEST

/* rule 31: sixteen threads, one session, credentials that expire: asked for once */
START_TEST(threads_of_a_session_renew_once)
{
    struct world world;
    world_read(&world,
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
    world_finish(&world);
}
END_TEST

/* rule 25: a code is good once */
START_TEST(role_with_mfa_is_not_renewed)
{
    struct world world;
    world_read(
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
    ck_ok(dxaws_session_find_credentials(session, context, NULL));
    world.now_ms += 3600000;
    ck_error(dxaws_session_find_credentials(session, context, NULL), DXAWS_ERROR_UNAUTHENTICATED,
             "a code cannot be used again");
    world_finish(&world);
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
    tcase_add_loop_test(tests, expired_token_is_renewed_and_the_request_repeated, 0,
                        sizeof(sources) / sizeof(sources[0]));
    tcase_add_test(tests, corrected_clock_tells_when_to_renew);
    tcase_add_test(tests, expired_token_again_is_an_error);
    tcase_add_test(tests, expired_static_keys_are_an_error_at_once);
    tcase_add_test(tests, threads_of_a_session_renew_once);
    tcase_add_test(tests, role_with_mfa_is_not_renewed);
    tcase_add_test(tests, secrets_are_in_no_core_dump);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
