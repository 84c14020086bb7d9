/* SPDX-License-Identifier: MIT */
/* Sources of credentials on this machine: endpoints on loopback, programs, files below a root. */
#include "calls.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include <dxaws/credentials.h>

#include "run-process.h"

static int64_t real_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static dxaws_session *real_session(const char *const *environment, const char *root)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_file_root(options, root);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

#define JSON_200(body) "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" body
#define KEYS_JSON                                                                                  \
    "{\"Code\":\"Success\",\"AccessKeyId\":\"LIVE\",\"SecretAccessKey\":\"canary\",\"Token\":"     \
    "\"canary\",\"Expiration\":\"2099-01-01T00:00:00Z\"}"

/* rule 28: over a real connection */
START_TEST(instance_answers_on_loopback)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER_CLOSE, JSON_200("metadata-token"), 0},
                           {SERVER_ANSWER_CLOSE, "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", 0},
                           {SERVER_ANSWER_CLOSE, JSON_200("my-role"), 0},
                           {SERVER_ANSWER_CLOSE, JSON_200(KEYS_JSON), 0}));
    char endpoint[128];
    snprintf(endpoint, sizeof(endpoint), "AWS_EC2_METADATA_SERVICE_ENDPOINT=%s",
             server_url(server));
    const char *const environment[] = {endpoint, "AWS_EC2_METADATA_DISABLED=false",
                                       "http_proxy=http://127.0.0.1:1", NULL};
    DXAWS_AUTO(dxaws_session) session = real_session(environment, NULL);
    const char *source = NULL;
    ck_ok(dxaws_session_find_credentials(session, NULL, &source));
    ck_assert_str_eq(source, "instance metadata service");
    ck_assert_uint_eq(server_requests(server), 4);
    ck_assert_int_eq(strncmp(server_request(server, 0), "PUT /latest/api/token HTTP", 26), 0);
    ck_assert_ptr_nonnull(
        strstr(server_request(server, 3), "\r\nx-aws-ec2-metadata-token: metadata-token\r\n"));
    server_stop(server);
}
END_TEST

/* rule 29: over a real connection, with a token from a real file below another root */
START_TEST(container_answers_on_loopback)
{
    char root[] = "/tmp/dxaws-root-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(root));
    char path[64];
    snprintf(path, sizeof(path), "%s/token", root);
    FILE *file = fopen(path, "w");
    fputs("from-a-file\n", file);
    fclose(file);
    struct server *server = server_start(STEPS({SERVER_ANSWER_CLOSE, JSON_200(KEYS_JSON), 0}));
    char endpoint[128];
    snprintf(endpoint, sizeof(endpoint), "AWS_CONTAINER_CREDENTIALS_FULL_URI=%s/v1/c?x=1",
             server_url(server));
    const char *const environment[] = {endpoint, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/token",
                                       NULL};
    DXAWS_AUTO(dxaws_session) session = real_session(environment, root);
    const char *source = NULL;
    ck_ok(dxaws_session_find_credentials(session, NULL, &source));
    ck_assert_str_eq(source, "container credentials endpoint");
    ck_assert_ptr_nonnull(strstr(server_request(server, 0), "GET /v1/c?x=1 HTTP"));
    ck_assert_ptr_nonnull(strstr(server_request(server, 0), "\r\nAuthorization: from-a-file\r\n"));
    server_stop(server);
    unlink(path);
    rmdir(root);
}
END_TEST

/* rule 28: off EC2, where packets to the service vanish, the chain ends in less than two seconds */
START_TEST(chain_without_an_instance_ends_soon)
{
    static const char *const endpoints[] = {
        "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://192.0.2.1", /* TEST-NET: nobody is there */
        "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:9"};
    for (size_t i = 0; i < 2; i++) {
        const char *const environment[] = {endpoints[i], "AWS_EC2_METADATA_DISABLED=no", NULL};
        DXAWS_AUTO(dxaws_session) session = real_session(environment, NULL);
        int64_t begin = real_ms();
        ck_error(dxaws_session_find_credentials(session, NULL, NULL), DXAWS_ERROR_UNAUTHENTICATED,
                 "instance metadata service: cannot connect to ");
        ck_assert_int_lt(real_ms() - begin, 2000 * slowness());
    }
}
END_TEST

#define KEYS "{\"Version\": 1, \"AccessKeyId\": \"K\", \"SecretAccessKey\": \"canary\"}"
#define INHERITED "77"

/* rule 27: a real program; what it may be, and what it may not; it gets no file of ours */
START_TEST(program_is_run)
{
    static const struct {
        const char *command;
        const char *message; /* or NULL: it gives credentials */
        int64_t timeout_ms;
    } rows[] = {
        {"/bin/echo '" KEYS "'", NULL, DXAWS_NO_TIMEOUT},
        {"/bin/sh -c 'echo canary; echo \"no  luck\" >&2; exit 3'",
         "failed with exit status 3: no  luck", DXAWS_NO_TIMEOUT},
        {"/bin/sh -c '[ ! -e /proc/self/fd/" INHERITED " ] && echo \"$0\"' '" KEYS "'", NULL,
         DXAWS_NO_TIMEOUT},
        {"/bin/sh -c 'kill -9 $$'", "failed with exit status 137", DXAWS_NO_TIMEOUT},
        {"/bin/cat /dev/zero", "printed more than 64 KiB", DXAWS_NO_TIMEOUT},
        {"/dev/null/absent/program --x",
         "cannot be run: \"/dev/null/absent/program\": Not a directory", DXAWS_NO_TIMEOUT},
        {"/bin/sh -c 'read x && echo canary'", "failed with exit status 1", DXAWS_NO_TIMEOUT},
        {"/bin/sh -c 'sleep 30 & sleep 30'", "did not end in time and was stopped", 300},
        {"/bin/sh -c 'cat /dev/zero >&2'", "printed more than 64 KiB", DXAWS_NO_TIMEOUT},
    };
    ck_assert_int_eq(dup2(0, atoi(INHERITED)), atoi(INHERITED)); /* without O_CLOEXEC */
    char root[] = "/tmp/dxaws-root-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(root));
    char path[64];
    snprintf(path, sizeof(path), "%s/config", root);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        FILE *file = fopen(path, "w");
        fprintf(file, "[default]\ncredential_process = %s\n", rows[i].command);
        fclose(file);
        const char *const environment[] = {"AWS_CONFIG_FILE=/config", NULL};
        DXAWS_AUTO(dxaws_session) session = real_session(environment, root);
        DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
        dxaws_context_set_timeout_ms(context, rows[i].timeout_ms);
        int64_t begin = real_ms();
        dxaws_error *error = dxaws_session_find_credentials(session, context, NULL);
        ck_assert_int_lt(real_ms() - begin, 5000 * slowness());
        if (rows[i].message) {
            ck_assert_ptr_null(strstr(dxaws_error_message(error), "canary"));
            ck_error(error,
                     rows[i].timeout_ms < DXAWS_NO_TIMEOUT ? DXAWS_ERROR_TIMEOUT
                                                           : DXAWS_ERROR_UNAUTHENTICATED,
                     rows[i].message);
        } else {
            ck_ok(error);
        }
    }
    close(atoi(INHERITED));
    unlink(path);
    rmdir(root);
}
END_TEST

/* Whether a process is neither gone nor only waited for. */
static bool is_alive(int pid)
{
    char path[64];
    char state = 'X';
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    bool read = file && fscanf(file, "%*d (%*[^)]) %c", &state) == 1;
    if (file) {
        fclose(file);
    }
    return read && state != 'Z' && state != 'X';
}

/* rule 27: what takes too long is ended, and whatever it started with it */
START_TEST(program_is_ended_with_all_that_it_started)
{
    const char *const arguments[] = {"/bin/sh", "-c", "sleep 60 & echo $!; sleep 60", NULL};
    char *output = NULL;
    char *diagnostics = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    int64_t begin = real_ms();
    ck_assert_int_eq(aws_spawn(NULL, context, arguments, 500, &output, &diagnostics), -ETIMEDOUT);
    ck_assert_int_lt(real_ms() - begin, 10000 * slowness());
    int pid = atoi(output);
    ck_assert_int_gt(pid, 1);
    for (int i = 0; i < 100 && is_alive(pid); i++) {
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    }
    ck_assert(!is_alive(pid));
    free(output);
    free(diagnostics);
}
END_TEST

/* rule 27: what the terminal says is not for it */
START_TEST(program_reads_nothing)
{
    const char *const arguments[] = {"/bin/sh", "-c", "read line && echo \"$line\"", NULL};
    char *output = NULL;
    char *diagnostics = NULL;
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "typed\n", 6), 6);
    int before = dup(0);
    ck_assert_int_eq(dup2(ends[0], 0), 0);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_assert_int_eq(aws_spawn(NULL, context, arguments, 60000, &output, &diagnostics), 1);
    ck_assert_str_eq(output, "");
    dup2(before, 0);
    close(before);
    close(ends[0]);
    close(ends[1]);
    free(output);
    free(diagnostics);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("local-sources");
    TCase *tests = tcase_create("local-sources");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, instance_answers_on_loopback);
    tcase_add_test(tests, container_answers_on_loopback);
    tcase_add_test(tests, chain_without_an_instance_ends_soon);
    tcase_add_test(tests, program_is_run);
    tcase_add_test(tests, program_is_ended_with_all_that_it_started);
    tcase_add_test(tests, program_reads_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
