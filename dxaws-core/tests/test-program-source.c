/* SPDX-License-Identifier: MIT */
/* A source of credentials of the program's own: when it is asked, and what becomes of its answers.
 */
#include "calls.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include <dxaws/error-codes.h>

#define THREADS 8
#define MINUTE_MS ((int64_t)60000)

/* ---- a vault, and the time ---- */

struct vault {
    _Atomic int64_t now_ms;
    atomic_int fetches;
    int64_t lifetime_ms; /* 0 for ever */
    int delay_ms;        /* of real time */
    dxaws_error_kind fails;
    bool empty;
    bool keyless;
};

static int64_t now(void *self)
{
    return ((struct vault *)self)->now_ms;
}

static void pass(void *self, int64_t ms)
{
    nanosleep(&(struct timespec){0, 1000000}, NULL);
    ((struct vault *)self)->now_ms += ms;
}

static double half(void *self)
{
    (void)self;
    return 0.5;
}

static dxaws_context *open_context(struct vault *vault)
{
    static const dxaws_clock_ops clock = {.size = sizeof(clock),
                                          .now_ms = now,
                                          .monotonic_ms = now,
                                          .sleep_ms = pass,
                                          .jitter = half};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, vault));
    return context;
}

static dxaws_error *fetch(void *self, dxaws_context *context, dxaws_credentials **credentials)
{
    struct vault *vault = self;
    char key[32];
    snprintf(key, sizeof(key), "KEY%d", ++vault->fetches);
    nanosleep(&(struct timespec){0, vault->delay_ms * 1000000}, NULL);
    if (vault->fails) {
        return dxaws_error_new(vault->fails, "vault", "Sealed", "the vault is sealed");
    }
    if (!vault->empty) {
        *credentials = dxaws_credentials_new(vault->keyless ? NULL : key, "canary-secret");
        dxaws_credentials_set_session_token(*credentials, "canary-token");
        dxaws_credentials_set_account_id(*credentials, "123456789012");
        if (vault->lifetime_ms) {
            dxaws_credentials_set_expires_ms(*credentials,
                                             dxaws_context_now_ms(context) + vault->lifetime_ms);
        }
    }
    return NULL;
}

static const dxaws_credential_source_ops ops = {
    .size = sizeof(ops), .name = "vault", .fetch = fetch};

static dxaws_session *open_vault(struct vault *vault, const char *const *environment)
{
    vault->now_ms = 1440938160000;
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_credential_source(options, &ops, vault);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static const char *const nothing[] = {NULL};

static dxaws_error *key_of(dxaws_session *session, dxaws_context *context, char key[32])
{
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    dxaws_error *error = dxaws_session_export_credentials(session, context, &credentials);
    snprintf(key, 32, "%s", error ? "" : dxaws_credentials_access_key_id(credentials));
    return error;
}

/* ---- what it gives ---- */

START_TEST(all_that_the_source_says_is_known)
{
    struct vault vault = {.lifetime_ms = 60 * MINUTE_MS};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    DXAWS_AUTO(dxaws_context) context = open_context(&vault);
    DXAWS_AUTO(dxaws_credentials) keys = NULL;
    int64_t expires_ms = 0;
    ck_ok(dxaws_session_export_credentials(session, context, &keys));
    ck_assert_str_eq(dxaws_credentials_access_key_id(keys), "KEY1");
    ck_assert_str_eq(dxaws_credentials_secret_access_key(keys), "canary-secret");
    ck_assert_str_eq(dxaws_credentials_session_token(keys), "canary-token");
    ck_assert_str_eq(dxaws_credentials_account_id(keys), "123456789012");
    ck_assert_str_eq(dxaws_credentials_source(keys), "vault");
    ck_assert(dxaws_credentials_expires_ms(keys, &expires_ms));
    ck_assert_int_eq(expires_ms, vault.now_ms + 60 * MINUTE_MS);
    char account[DXAWS_ACCOUNT_SIZE];
    ck_ok(dxaws_session_find_account(session, context, true, account)); /* nobody is asked */
    ck_assert_str_eq(account, "123456789012");
}
END_TEST

START_TEST(keys_are_a_value_that_can_be_changed)
{
    DXAWS_AUTO(dxaws_credentials) keys = dxaws_credentials_new("AKID", "secret");
    int64_t expires_ms = -1;
    ck_assert_ptr_null(dxaws_credentials_session_token(keys));
    ck_assert_ptr_null(dxaws_credentials_source(keys));
    ck_assert(!dxaws_credentials_expires_ms(keys, &expires_ms));
    ck_assert_int_eq(expires_ms, -1);
    dxaws_credentials_set_session_token(keys, "token");
    dxaws_credentials_set_session_token(keys, " ");
    dxaws_credentials_set_expires_ms(keys, 0);
    ck_assert_str_eq(dxaws_credentials_process_json(keys),
                     "{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"secret\", "
                     "\"Expiration\": \"1970-01-01T00:00:00Z\"}");
    DXAWS_AUTO(dxaws_credentials) half = dxaws_credentials_new("AKID", "");
    ck_assert_ptr_null(dxaws_credentials_secret_access_key(half));
    ck_assert_ptr_null(dxaws_credentials_process_json(half));
    dxaws_credentials_set_session_token(NULL, "x");
    dxaws_credentials_set_account_id(NULL, "x");
    dxaws_credentials_set_expires_ms(NULL, 1);
    dxaws_credentials_free(NULL);
}
END_TEST

START_TEST(calls_are_signed_with_them)
{
    struct vault vault = {.empty = false};
    struct server *service = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    char variable[128];
    snprintf(variable, sizeof(variable), "AWS_ENDPOINT_URL=%s", server_url(service));
    const char *const environment[] = {variable, NULL};
    dxaws_session *session = open_vault(&vault, environment);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_ptr_nonnull(strstr(server_request(service, 0), "Credential=KEY1/"));
    ck_assert_ptr_nonnull(strstr(server_request(service, 0), "canary-token"));
    dxaws_session_unref(session);
    server_stop(service);
}
END_TEST

/* ---- among the others (rule 23) ---- */

START_TEST(source_comes_after_explicit_keys_and_before_the_environment)
{
    static const char *const environment[] = {"AWS_ACCESS_KEY_ID=ENVIRONMENT",
                                              "AWS_SECRET_ACCESS_KEY=secret", NULL};
    struct vault vault = {.empty = false};
    char key[32];
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, environment);
    ck_ok(key_of(session, NULL, key));
    ck_assert_str_eq(key, "KEY1");
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_credential_source(options, &ops, &vault);
    dxaws_session_options_set_keys(options, "EXPLICIT", "secret", NULL);
    DXAWS_AUTO(dxaws_session) explicit_keys = NULL;
    ck_ok(dxaws_session_new(options, &explicit_keys));
    ck_ok(key_of(explicit_keys, NULL, key));
    ck_assert_str_eq(key, "EXPLICIT");
    vault.empty = true; /* then the next is asked */
    DXAWS_AUTO(dxaws_session) passed_over = open_vault(&vault, environment);
    ck_ok(key_of(passed_over, NULL, key));
    ck_assert_str_eq(key, "ENVIRONMENT");
}
END_TEST

START_TEST(report_tells_of_a_source_that_there_is)
{
    struct vault vault = {.empty = true};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    ck_ok(dxaws_session_get_credentials_report(session, NULL, &report));
    ck_assert_uint_eq(dxaws_credentials_report_count(report), 7);
    const dxaws_credential_finding *program = dxaws_credentials_report_at(report, 1);
    ck_assert_str_eq(dxaws_credential_finding_source(program), "program");
    ck_assert_int_eq(dxaws_credential_finding_outcome(program), DXAWS_CREDENTIALS_NOTHING);
    ck_assert_str_eq(dxaws_credential_finding_detail(program), "\"vault\" has none");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(dxaws_credentials_report_error(report)),
                                 "program: \"vault\" has none; environment: "));
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment, (void *)(uintptr_t)nothing);
    dxaws_session_options_set_credential_source(options, &ops, &vault);
    dxaws_session_options_set_credential_source(options, NULL, NULL);
    DXAWS_AUTO(dxaws_session) without = NULL;
    DXAWS_AUTO(dxaws_credentials_report) other = NULL;
    ck_ok(dxaws_session_new(options, &without));
    ck_ok(dxaws_session_get_credentials_report(without, NULL, &other));
    ck_assert_uint_eq(dxaws_credentials_report_count(other), 6);
}
END_TEST

START_TEST(failure_is_the_cause_and_ends_the_search)
{
    static const char *const environment[] = {"AWS_ACCESS_KEY_ID=ENVIRONMENT",
                                              "AWS_SECRET_ACCESS_KEY=secret", NULL};
    struct vault vault = {.fails = DXAWS_ERROR_PERMISSION};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, environment);
    dxaws_error *error = dxaws_session_find_credentials(session, NULL, NULL);
    ck_assert_ptr_nonnull(dxaws_error_find(error, "vault", "Sealed"));
    ck_assert_ptr_nonnull(dxaws_error_find(error, "core", DXAWS_CORE_ERROR_CREDENTIAL_SOURCE));
    ck_error(error, DXAWS_ERROR_PERMISSION,
             "the credential source \"vault\" failed: the vault is sealed");
    vault = (struct vault){.keyless = true};
    DXAWS_AUTO(dxaws_session) half = open_vault(&vault, environment);
    error = dxaws_session_find_credentials(half, NULL, NULL);
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "canary"));
    ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT,
             "partial credentials in the vault: the secret access key is set but the access key id "
             "is not");
}
END_TEST

/* ---- renewal (rule 31) ---- */

START_TEST(keys_are_renewed_in_their_advisory_window)
{
    struct vault vault = {.lifetime_ms = 60 * MINUTE_MS};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    DXAWS_AUTO(dxaws_context) context = open_context(&vault);
    char key[32];
    ck_ok(key_of(session, context, key));
    vault.now_ms += 44 * MINUTE_MS;
    ck_ok(key_of(session, context, key));
    ck_assert_str_eq(key, "KEY1");
    vault.now_ms += 2 * MINUTE_MS; /* 14 minutes left */
    ck_ok(key_of(session, context, key));
    ck_assert_str_eq(key, "KEY2");
}
END_TEST

START_TEST(failed_renewal_is_told_in_the_last_minute_only)
{
    struct vault vault = {.lifetime_ms = 60 * MINUTE_MS};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    DXAWS_AUTO(dxaws_context) context = open_context(&vault);
    char key[32];
    ck_ok(key_of(session, context, key));
    vault.fails = DXAWS_ERROR_UNAVAILABLE;
    vault.now_ms += 50 * MINUTE_MS;
    ck_ok(key_of(session, context, key));
    ck_assert_str_eq(key, "KEY1");
    vault.now_ms += 9 * MINUTE_MS + 30000; /* half a minute left */
    ck_error(key_of(session, context, key), DXAWS_ERROR_UNAVAILABLE, "the vault is sealed");
    vault.fails = 0;
    ck_ok(key_of(session, context, key));
    ck_assert_int_eq(vault.fetches, 4);
}
END_TEST

START_TEST(expired_keys_are_refused)
{
    struct vault vault = {.lifetime_ms = -MINUTE_MS};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    DXAWS_AUTO(dxaws_context) context = open_context(&vault);
    ck_error(dxaws_session_find_credentials(session, context, NULL), DXAWS_ERROR_UNAUTHENTICATED,
             "the credentials from the vault expired at 2015-08-30T12:35:00Z");
}
END_TEST

static void *check(void *session)
{
    return dxaws_session_find_credentials(session, NULL, NULL);
}

START_TEST(one_thread_asks_for_all)
{
    struct vault vault = {.delay_ms = 100};
    DXAWS_AUTO(dxaws_session) session = open_vault(&vault, nothing);
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, check, session), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *error = NULL;
        pthread_join(threads[i], &error);
        ck_ok(error);
    }
    ck_assert_int_eq(vault.fetches, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("program-source");
    TCase *tests = tcase_create("program-source");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, all_that_the_source_says_is_known);
    tcase_add_test(tests, keys_are_a_value_that_can_be_changed);
    tcase_add_test(tests, calls_are_signed_with_them);
    tcase_add_test(tests, source_comes_after_explicit_keys_and_before_the_environment);
    tcase_add_test(tests, report_tells_of_a_source_that_there_is);
    tcase_add_test(tests, failure_is_the_cause_and_ends_the_search);
    tcase_add_test(tests, keys_are_renewed_in_their_advisory_window);
    tcase_add_test(tests, failed_renewal_is_told_in_the_last_minute_only);
    tcase_add_test(tests, expired_keys_are_refused);
    tcase_add_test(tests, one_thread_asks_for_all);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
