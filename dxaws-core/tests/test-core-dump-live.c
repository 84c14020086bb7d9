/* SPDX-License-Identifier: MIT */
/* What a core dump would hold of a session that does without any double: real files, a real
 * program, libcurl, and servers that are processes of their own. */
#include "testing.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dump.h"
#include "scripted-server.h"
#include "session-private.h"

enum origin { EXPLICIT, FILES, PROGRAM, CONTAINER, ROLE, ORIGINS };

enum { TEXT_SIZE = 2048, TOLD_SIZE = 64 };

struct place {
    enum origin origin;
    char folder[32];
    char credentials[64]; /* what a file or a program has */
    char config[64];
    pid_t server;
    int told; /* its URL, then a byte once it was asked for what it does not answer */
    char url[TOLD_SIZE];
};

/* ---- a server ---- */

/* The credentials, when they come from there; then an answer, or none. */
static void serve(const struct place *place, bool silent, int told)
{
    static const char *const formats[ORIGINS] = {
        [CONTAINER] = "{\"AccessKeyId\": \"AKIDEXAMPLE\", \"SecretAccessKey\": \"%s\", \"Token\": "
                      "\"%s\", \"Expiration\": \"2100-01-01T00:00:00Z\"}",
        [ROLE] = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDEXAMPLE"
                 "</AccessKeyId><SecretAccessKey>%s</SecretAccessKey><SessionToken>%s"
                 "</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
                 "</AssumeRoleResult></AssumeRoleResponse>",
    };
    const char *format = formats[place->origin];
    char body[TEXT_SIZE / 2];
    char answer[TEXT_SIZE];
    snprintf(body, sizeof(body), format ? format : "", canaries->secret, canaries->token);
    snprintf(answer, sizeof(answer), "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s",
             strlen(body), body);
    /* Where the test fails there is nobody to kill it, and who asks for nothing waits for it. */
    alarm(20);
    const struct server_step steps[] = {
        {SERVER_ANSWER, answer, 0},
        {silent ? SERVER_STALL : SERVER_ANSWER,
         silent ? "" : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>", 0}};
    struct server *server = server_start(steps + !format, format ? 2 : 1);
    char url[TOLD_SIZE] = "";
    snprintf(url, sizeof(url), "%s", server_url(server));
    bool said = write(told, url, sizeof(url)) == sizeof(url);
    while (said && server_requests(server) < (format ? 2U : 1U)) {
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
    said = said && write(told, "!", 1) == 1;
    pause(); /* until it is killed */
    _exit(said ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void start_server(struct place *place, bool silent)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    place->server = fork();
    ck_assert_int_ge(place->server, 0);
    if (place->server == 0) {
        close(ends[0]);
        serve(place, silent, ends[1]);
    }
    close(ends[1]);
    place->told = ends[0];
    ck_assert_int_eq(read(place->told, place->url, sizeof(place->url)), sizeof(place->url));
}

static void stop_server(struct place *place)
{
    kill(place->server, SIGKILL);
    waitpid(place->server, NULL, 0);
    close(place->told);
}

/* ---- files ---- */

static void write_file(const char *path, const char *format)
{
    int size =
        snprintf(canaries->text, sizeof(canaries->text), format, canaries->secret, canaries->token);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    ck_assert_int_eq(write(file, canaries->text, (size_t)size), size);
    close(file);
}

static void make_files(struct place *place)
{
    strcpy(place->folder, "/tmp/dxaws-dump-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(place->folder));
    snprintf(place->credentials, sizeof(place->credentials), "%s/credentials", place->folder);
    snprintf(place->config, sizeof(place->config), "%s/config", place->folder);
    if (place->origin == FILES) {
        write_file(place->credentials, "[default]\naws_access_key_id = AKIDEXAMPLE\n"
                                       "aws_secret_access_key = %s\naws_session_token = %s\n");
    } else if (place->origin == PROGRAM) {
        char config[128];
        snprintf(config, sizeof(config), "[default]\ncredential_process = cat %s\n",
                 place->credentials);
        write_file(place->credentials,
                   "{\"Version\": 1, \"AccessKeyId\": \"AKIDEXAMPLE\", \"SecretAccessKey\": \"%s\","
                   " \"SessionToken\": \"%s\"}");
        write_file(place->config, config);
    }
}

static void remove_files(struct place *place)
{
    unlink(place->credentials);
    unlink(place->config);
    rmdir(place->folder);
}

/* ---- a session ---- */

static const char *look_up(void *self, const char *name)
{
    const struct place *place = self;
    if (strcmp(name, "AWS_CONFIG_FILE") == 0) {
        return place->config;
    }
    if (strcmp(name, "AWS_SHARED_CREDENTIALS_FILE") == 0) {
        return place->origin == FILES ? place->credentials : "/dev/null/absent";
    }
    if (strcmp(name, "AWS_EC2_METADATA_DISABLED") == 0) {
        return "true";
    }
    bool container = strcmp(name, "AWS_CONTAINER_CREDENTIALS_FULL_URI") == 0;
    return container && place->origin == CONTAINER ? place->url : NULL;
}

static dxaws_session *open_session(struct place *place)
{
    dxaws_session *session = NULL;
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, look_up, place);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_endpoint_url(options, place->url);
    if (place->origin == EXPLICIT) {
        dxaws_session_options_set_keys(options, "AKIDEXAMPLE", canaries->secret, canaries->token);
    } else if (place->origin == ROLE) {
        dxaws_session_options_set_keys(options, "AKIDFIRST", "another", NULL);
        dxaws_role *role = dxaws_role_new("arn:aws:iam::1:role/r");
        dxaws_session_options_set_role(options, role);
        dxaws_role_free(role);
    }
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* What S3's request was signed with. */
static void note_signing_key(struct aws_signing_keys *keys)
{
    bool found = false;
    pthread_mutex_lock(&keys->lock);
    for (size_t i = 0; i < AWS_SIGNING_KEYS && keys->entries && !found; i++) {
        found = strstr(keys->entries[i].scope, "/s3") != NULL;
        canaries->key = keys->entries[i].key;
    }
    pthread_mutex_unlock(&keys->lock);
    ck_assert_msg(found, "nothing was signed");
}

static void find_nothing(unsigned sought)
{
    const char *found = dump_find(sought);
    ck_assert_msg(!found, "%s is in what is dumped", found);
}

/* Rule 32: what signs is in no dump. The token is, once it was sent: in freed memory of libcurl's,
 * which nobody else can wipe. */
START_TEST(after_a_real_call_what_signs_is_in_no_core_dump)
{
    struct place place = {.origin = (enum origin)_i};
    canaries_make();
    make_files(&place);
    start_server(&place, false);
    DXAWS_AUTO(dxaws_session) session = open_session(&place);
    ck_ok(dxaws_session_find_credentials(session, NULL, NULL));
    find_nothing(SECRET | TOKEN); /* before anything is sent */
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    ck_ok(dxaws_aws_call(session, NULL, request));
    note_signing_key(&session->traffic.keys);
    find_nothing(SECRET | KEY);
    stop_server(&place);
    remove_files(&place);
    aws_secret_free(canaries);
}
END_TEST

struct calling {
    dxaws_session *session;
    dxaws_context *context;
};

static void *call(void *self)
{
    const struct calling *calling = self;
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    dxaws_error_free(dxaws_aws_call(calling->session, calling->context, request));
    return NULL;
}

START_TEST(during_a_real_call_what_signs_is_in_no_core_dump)
{
    struct place place = {.origin = (enum origin)_i};
    char told;
    pthread_t thread;
    canaries_make();
    make_files(&place);
    start_server(&place, true);
    DXAWS_AUTO(dxaws_session) session = open_session(&place);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    struct calling calling = {session, context};
    ck_assert_int_eq(pthread_create(&thread, NULL, call, &calling), 0);
    ck_assert_int_eq(read(place.told, &told, 1), 1);
    note_signing_key(&session->traffic.keys);
    find_nothing(SECRET | KEY);
    dxaws_context_cancel(context);
    pthread_join(thread, NULL);
    find_nothing(SECRET | KEY);
    stop_server(&place);
    remove_files(&place);
    aws_secret_free(canaries);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("core-dump-live");
    TCase *tests = tcase_create("core-dump-live");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, after_a_real_call_what_signs_is_in_no_core_dump, 0, ORIGINS);
    tcase_add_loop_test(tests, during_a_real_call_what_signs_is_in_no_core_dump, 0, ORIGINS);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
