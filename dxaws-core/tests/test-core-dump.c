/* SPDX-License-Identifier: MIT */
/* What a core dump would hold: while a session lives that has found credentials and signed with
 * them, every page that the kernel would write is searched. */
#include "testing.h"

#include <errno.h>
#include <stdio.h>

#include "dump.h"
#include "session-private.h"

/* The format takes secret and token. A block for who wipes it. */
static char *block(const char *format)
{
    snprintf(canaries->text, sizeof(canaries->text), format, canaries->secret, canaries->token);
    char *copy = malloc(strlen(canaries->text) + 1);
    ck_assert_ptr_nonnull(copy);
    return strcpy(copy, canaries->text);
}

/* ---- worlds in which the canaries are credentials ---- */

enum origin { EXPLICIT, ENVIRONMENT, PROFILE, PROCESS, CONTAINER, ROLE, PROGRAM, ORIGINS };

static const char *look_up(void *self, const char *name)
{
    enum origin origin = *(const enum origin *)self;
    if (origin == ENVIRONMENT && strcmp(name, "AWS_ACCESS_KEY_ID") == 0) {
        return "AKIDEXAMPLE";
    }
    if (origin == ENVIRONMENT && strcmp(name, "AWS_SECRET_ACCESS_KEY") == 0) {
        return canaries->secret;
    }
    if (origin == ENVIRONMENT && strcmp(name, "AWS_SESSION_TOKEN") == 0) {
        return canaries->token;
    }
    if (origin == CONTAINER && strcmp(name, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") == 0) {
        return "/role";
    }
    return NULL;
}

static int read_file(void *self, const char *path, char **content, size_t *size)
{
    enum origin origin = *(const enum origin *)self;
    size_t length = strlen(path);
    if (length < 11 || strcmp(path + length - 11, "credentials") != 0) {
        return ENOENT;
    }
    if (origin == PROFILE) {
        *content = block("[default]\naws_access_key_id = AKIDEXAMPLE\n"
                         "aws_secret_access_key = %s\naws_session_token = %s\n"
                         "[other]\naws_access_key_id = AKIDOTHER\n"
                         "aws_secret_access_key = replaced\naws_session_token = a\n b\n");
    } else if (origin == PROCESS) {
        *content = strdup("[default]\ncredential_process = program\n");
    } else {
        return ENOENT;
    }
    *size = strlen(*content);
    return 0;
}

static int run_program(void *self, dxaws_context *context, const char *const *arguments,
                       int64_t timeout_ms, char **output, char **diagnostics)
{
    (void)self;
    (void)context;
    (void)arguments;
    (void)timeout_ms;
    (void)diagnostics;
    *output = block("{\"Version\": 1, \"AccessKeyId\": \"AKIDEXAMPLE\", \"SecretAccessKey\": "
                    "\"%s\", \"SessionToken\": \"%s\"}");
    return 0;
}

static dxaws_error *fetch(void *self, dxaws_context *context, dxaws_credentials **credentials)
{
    (void)self;
    (void)context;
    *credentials = dxaws_credentials_new("AKIDEXAMPLE", canaries->secret);
    dxaws_credentials_set_session_token(*credentials, canaries->token);
    return NULL;
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    const char *format = "<a/>";
    (void)self;
    (void)context;
    if (strstr(dxaws_transport_request_url(request), "//169.254.170.2/role")) {
        format = "{\"AccessKeyId\": \"AKIDEXAMPLE\", \"SecretAccessKey\": \"%s\", "
                 "\"Token\": \"%s\", \"Expiration\": \"2100-01-01T00:00:00Z\"}";
    } else if (strstr(dxaws_transport_request_url(request), "//sts.")) {
        format = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDEXAMPLE"
                 "</AccessKeyId><SecretAccessKey>%s</SecretAccessKey><SessionToken>%s"
                 "</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
                 "</AssumeRoleResult></AssumeRoleResponse>";
    }
    snprintf(canaries->text, sizeof(canaries->text), format, canaries->secret, canaries->token);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    dxaws_transport_response_append_body(response, canaries->text, strlen(canaries->text));
    return NULL;
}

static void open_world(enum origin *origin, dxaws_session **session)
{
    const dxaws_file_ops files = {.size = sizeof(files), .read = read_file};
    const dxaws_process_ops processes = {.size = sizeof(processes), .run = run_program};
    const dxaws_transport_ops transport = {.size = sizeof(transport), .perform = perform};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, look_up, origin);
    dxaws_session_options_set_files(options, &files, origin);
    dxaws_session_options_set_processes(options, &processes, origin);
    dxaws_session_options_set_transport(options, &transport, origin);
    dxaws_session_options_set_region(options, "us-east-1");
    if (*origin == EXPLICIT) {
        dxaws_session_options_set_keys(options, "AKIDEXAMPLE", canaries->secret, canaries->token);
    } else if (*origin == PROGRAM) {
        const dxaws_credential_source_ops source = {.size = sizeof(source), .fetch = fetch};
        dxaws_session_options_set_credential_source(options, &source, NULL);
    } else if (*origin == ROLE) {
        dxaws_session_options_set_keys(options, "AKIDFIRST", "another", NULL);
        dxaws_role *role = dxaws_role_new("arn:aws:iam::1:role/r");
        dxaws_session_options_set_role(options, role);
        dxaws_role_free(role);
    }
    ck_ok(dxaws_session_new(options, session));
}

/* What S3's request was signed with. */
static void note_signing_key(const struct aws_signing_keys *keys)
{
    size_t i = 0;
    while (i < AWS_SIGNING_KEYS && !strstr(keys->entries[i].scope, "/s3")) {
        i++;
    }
    ck_assert_uint_lt(i, AWS_SIGNING_KEYS);
    canaries->key = keys->entries[i].key;
}

/* rule 32: neither keys nor tokens nor what is derived from them, wherever they come from */
START_TEST(session_that_has_signed_leaves_nothing_in_a_core_dump)
{
    enum origin origin = (enum origin)_i;
    canaries_make();
    DXAWS_AUTO(dxaws_session) session = NULL;
    open_world(&origin, &session);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    ck_ok(dxaws_aws_call(session, NULL, request));
    note_signing_key(&session->traffic.keys);
    const char *found = dump_find(SECRET | TOKEN | KEY);
    ck_assert_msg(!found, "%s is in what is dumped", found);
    aws_secret_free(canaries);
}
END_TEST

/* The search itself: what lies about is found. */
START_TEST(search_finds_what_is_there)
{
    canaries_make();
    ck_assert_ptr_null(dump_find(SECRET | TOKEN | KEY));
    char *copy = strdup(canaries->token);
    ck_assert_str_eq(dump_find(SECRET | TOKEN | KEY), "the session token");
    aws_string_wipe(copy);
    ck_assert_ptr_null(dump_find(SECRET | TOKEN | KEY));
    aws_secret_free(canaries);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("core-dump");
    TCase *tests = tcase_create("core-dump");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, search_finds_what_is_there);
    tcase_add_loop_test(tests, session_that_has_signed_leaves_nothing_in_a_core_dump, 0, ORIGINS);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
