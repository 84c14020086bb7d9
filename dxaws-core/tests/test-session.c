/* SPDX-License-Identifier: MIT */
/* Where credentials and the CA bundle come from. */
#include "testing.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session-private.h"

static char folder[] = "/tmp/dxaws-session-XXXXXX";

/* Writes a file of the test's folder and makes "VARIABLE=path" of it. */
static void write_file(const char *variable, const char *name, const char *text, char *entry)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    sprintf(entry, "%s=%s", variable, path);
}

static dxaws_session *open_session(dxaws_session_options *options, const char *const *environment)
{
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* What credentials there are, as "source key token", or the error's message. */
static void check(const char *profile, const char *const *environment, const char *expected)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_profile(options, profile);
    DXAWS_AUTO(dxaws_session) session = open_session(options, environment);
    struct aws_credentials *credentials = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_session_credentials(session, NULL, &credentials);
    char got[1024];
    if (error) {
        snprintf(got, sizeof(got), "%s: %s", dxaws_error_kind_name(dxaws_error_get_kind(error)),
                 dxaws_error_message(error));
    } else {
        snprintf(got, sizeof(got), "%s %s %s", aws_credentials_source(credentials),
                 aws_credentials_access_key_id(credentials),
                 aws_credentials_token(credentials) ? aws_credentials_token(credentials) : "-");
    }
    aws_credentials_unref(credentials);
    ck_assert_msg(strstr(got, expected) != NULL, "expected \"%s\", got \"%s\"", expected, got);
    ck_assert_ptr_null(strstr(got, "canary"));
}

/* rule 20, rule 23 */
START_TEST(credentials_come_from_the_first_source_that_has_them)
{
    char config[300];
    char credentials[300];
    write_file("AWS_CONFIG_FILE", "config",
               "[default]\nregion = eu-west-1\n[profile half]\naws_access_key_id = K\n"
               "[profile login]\nlogin_session = arn:aws:iam::1:user/u\n"
               "[profile empty]\nregion = eu-west-3\n",
               config);
    write_file("AWS_SHARED_CREDENTIALS_FILE", "credentials",
               "[default]\naws_access_key_id = FILEKEY\naws_secret_access_key = canary\n"
               "[other]\naws_access_key_id=OTHER\naws_secret_access_key=canary\n"
               "aws_session_token=T\n",
               credentials);
#define ENVIRONMENT(...) (const char *const[]){config, credentials, __VA_ARGS__, NULL}
#define KEYS "AWS_ACCESS_KEY_ID=ENVKEY", "AWS_SECRET_ACCESS_KEY=canary"
    check(NULL, ENVIRONMENT("X=1"), "profile \"default\" FILEKEY -");
    check(NULL, ENVIRONMENT(KEYS), "environment ENVKEY -");
    check(NULL, ENVIRONMENT(KEYS, "AWS_SESSION_TOKEN=S"), "environment ENVKEY S");
    check(NULL, ENVIRONMENT("AWS_ACCESS_KEY_ID= "), "profile \"default\" FILEKEY -");
    check(NULL, ENVIRONMENT("AWS_PROFILE=other"), "profile \"other\" OTHER T");
    check(NULL, ENVIRONMENT("AWS_DEFAULT_PROFILE=other"), "profile \"other\" OTHER T");
    check(NULL, ENVIRONMENT(KEYS, "AWS_PROFILE=other"), "environment ENVKEY -");
    check("other", ENVIRONMENT(KEYS), "profile \"other\" OTHER T");
    check("other", ENVIRONMENT("AWS_PROFILE=none"), "profile \"other\" OTHER T");
    check("half", ENVIRONMENT(KEYS),
          "config line 4: partial credentials in the profile \"half\": aws_access_key_id is set "
          "but aws_secret_access_key is not");
    check(NULL, ENVIRONMENT("AWS_SECRET_ACCESS_KEY=canary"),
          "INVALID_ARGUMENT: partial credentials in the environment: AWS_SECRET_ACCESS_KEY is set "
          "but AWS_ACCESS_KEY_ID is not");
    check("nowhere", ENVIRONMENT(KEYS),
          "INVALID_ARGUMENT: there is no profile \"nowhere\" in /tmp/");
    check("login", ENVIRONMENT(KEYS),
          "config line 6: profile \"login\" gets its credentials by login_session");
    check("empty", ENVIRONMENT(KEYS),
          "UNAUTHENTICATED: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile "
          "that has "
          "them: found no AWS credentials (explicit keys: "
          "none given; environment: not used, since a profile is named;"
          " profile: profile \"empty\" has no keys in /tmp/");
    check(NULL, (const char *const[]){NULL},
          "environment: AWS_ACCESS_KEY_ID is not set; profile: neither /dev/null/absent nor");
}
END_TEST

START_TEST(session_needs_somewhere_to_go)
{
    ck_error(dxaws_session_new(NULL, NULL), DXAWS_ERROR_INVALID_ARGUMENT, "needs a result");
}
END_TEST

START_TEST(regions_that_are_offered_are_regions)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) session = open_session(options, (const char *const[]){KEYS, NULL});
    size_t count = 0;
    for (; dxaws_region_at(count) != NULL; count++) {
        ck_ok(dxaws_session_check_region(session, "s3", dxaws_region_at(count)));
        for (size_t other = 0; other < count; other++) {
            ck_assert_str_ne(dxaws_region_at(other), dxaws_region_at(count));
        }
    }
    ck_assert_uint_ge(count, 40);
    ck_assert_ptr_null(dxaws_region_at(SIZE_MAX));
}
END_TEST

/* rule 23 */
START_TEST(explicit_keys_win_over_everything)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "MINE", "canary", NULL);
    DXAWS_AUTO(dxaws_session) session = open_session(options, (const char *const[]){KEYS, NULL});
    const char *source = NULL;
    ck_ok(dxaws_session_find_credentials(session, NULL, &source));
    ck_assert_str_eq(source, "session options");
}
END_TEST

/* rule 23: what a program says itself is not the environment's to say. */
START_TEST(explicit_keys_win_on_aws_compute_too)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "MINE", "canary", NULL);
    dxaws_session_options_set_aws_compute(options, true);
    DXAWS_AUTO(dxaws_session) session = open_session(options, (const char *const[]){KEYS, NULL});
    const char *source = NULL;
    ck_ok(dxaws_session_find_credentials(session, NULL, &source));
    ck_assert_str_eq(source, "session options");
}
END_TEST

/* rules 21 and 23: setters check nothing, and outputs are left alone by what fails. */
START_TEST(mistakes_are_told_by_the_first_call_that_they_concern)
{
    static const char *const none[] = {NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "HALF", NULL, NULL);
    dxaws_session_options_set_region(options, "eu_west_1");
    dxaws_session_options_set_endpoint_url(options, "ftp://nowhere");
    DXAWS_AUTO(dxaws_session) wrong = open_session(options, none);
    const char *region = "untouched";
    ck_error(dxaws_session_get_region(wrong, NULL, &region), DXAWS_ERROR_INVALID_ARGUMENT,
             "the region \"eu_west_1\" from the session options is not one");
    ck_assert_str_eq(region, "untouched");
    dxaws_session_options_set_region(options, "eu-west-1");
    DXAWS_AUTO(dxaws_session) half = open_session(options, none);
    ck_ok(dxaws_session_get_region(half, NULL, &region));
    ck_error(dxaws_session_find_credentials(half, NULL, NULL), DXAWS_ERROR_INVALID_ARGUMENT,
             "the access key id is set but the secret is not");
    dxaws_session_options_set_keys(options, "WHOLE", "canary", NULL);
    DXAWS_AUTO(dxaws_session) nowhere = open_session(options, none);
    ck_ok(dxaws_session_find_credentials(nowhere, NULL, NULL));
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("acm", "A", "POST", "/");
    ck_error(dxaws_aws_call(nowhere, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT, "ftp://nowhere");
}
END_TEST

/* A mistake in a file that is mended is not remembered. */
START_TEST(mended_file_is_read_by_the_next_call)
{
    char config[300];
    write_file("AWS_CONFIG_FILE", "config", "region = too early\n", config);
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    const char *const environment[] = {config, NULL};
    DXAWS_AUTO(dxaws_session) session = open_session(options, environment);
    const char *region = NULL;
    ck_error(dxaws_session_get_region(session, NULL, &region), DXAWS_ERROR_INVALID_ARGUMENT,
             "line 1");
    write_file("AWS_CONFIG_FILE", "config", "[default]\nregion = eu-west-2\n", config);
    ck_ok(dxaws_session_get_region(session, NULL, &region));
    ck_assert_str_eq(region, "eu-west-2");
}
END_TEST

/* rule 19: "~/" is the home directory, and all files are below the root that was given */
START_TEST(ca_bundle_is_found_where_other_files_are)
{
    static const char *const environment[] = {"HOME=/home", "AWS_REGION=us-east-1", NULL};
    char entry[300];
    write_file("X", "ca.pem", "", entry);
    static const struct {
        const char *root, *path, *found;
    } rows[] = {{folder, "/ca.pem", "/ca.pem"},
                {folder, "~/../ca.pem", "/home/../ca.pem"},
                {folder, "ca.pem", "/ca.pem"},
                {folder, "/none.pem", NULL},
                {NULL, "~/ca.pem", NULL}};
    char home[300];
    snprintf(home, sizeof(home), "%s/home", folder);
    ck_assert_int_eq(mkdir(home, 0700), 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
        dxaws_session_options_set_file_root(options, rows[i].root);
        dxaws_session_options_set_ca_bundle(options, rows[i].path);
        DXAWS_AUTO(dxaws_session) session = open_session(options, environment);
        const struct aws_settings *settings;
        DXAWS_AUTO(dxaws_error) error = aws_session_settings(session, &settings);
        if (rows[i].found) {
            ck_assert_ptr_null(error);
            ck_assert_str_eq(settings->ca_bundle + strlen(folder), rows[i].found);
        } else {
            ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), rows[i].path));
        }
    }
}
END_TEST

int main(void)
{
    if (!mkdtemp(folder)) {
        return EXIT_FAILURE;
    }
    Suite *suite = suite_create("session");
    TCase *tests = tcase_create("session");
    tcase_add_test(tests, credentials_come_from_the_first_source_that_has_them);
    tcase_add_test(tests, explicit_keys_win_over_everything);
    tcase_add_test(tests, explicit_keys_win_on_aws_compute_too);
    tcase_add_test(tests, mistakes_are_told_by_the_first_call_that_they_concern);
    tcase_add_test(tests, mended_file_is_read_by_the_next_call);
    tcase_add_test(tests, ca_bundle_is_found_where_other_files_are);
    tcase_add_test(tests, session_needs_somewhere_to_go);
    tcase_add_test(tests, regions_that_are_offered_are_regions);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    static const char *const names[] = {"config", "credentials", "ca.pem"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[256];
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    return result;
}
