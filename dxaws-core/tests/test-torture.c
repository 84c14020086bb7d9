/* SPDX-License-Identifier: MIT */
/* Fails the n-th allocation for every n: what a library does without memory is to say so. */
#include "calls.h"

#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

/* ---- a malloc() that fails when told, in the thread that was told ---- */

/* The next malloc() in line is the C library's, or that of the tool that watches: valgrind (with
 * --soname-synonyms=somalloc=nouserintercepts) or AddressSanitizer in a library of its own. */
static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *data, size_t size);
    void (*free)(void *data);
} next;

static const struct {
    const char *name;
    void *function;
} next_names[] = {
    {"malloc", &next.malloc},
    {"calloc", &next.calloc},
    {"realloc", &next.realloc},
    {"free", &next.free},
};

/* The C library allocates before any constructor has run. */
static void find_next(void)
{
    for (size_t i = 0; i < sizeof(next_names) / sizeof(next_names[0]); i++) {
        void *found = dlsym(RTLD_NEXT, next_names[i].name);
        memcpy(next_names[i].function, &found, sizeof(found));
    }
}

static _Thread_local long countdown; /* 0: nothing fails */
static _Thread_local bool counting;
static _Thread_local long allocations; /* while counting */
static _Thread_local long living;      /* made while counting, less those released meanwhile */
static _Thread_local bool failed;      /* it has failed, once */

static bool refuse(void)
{
    if (!next.free) {
        find_next();
    }
    if (!counting) {
        return false;
    }
    allocations++;
    if (countdown && --countdown == 0) {
        failed = true;
        return true;
    }
    return false;
}

void *malloc(size_t size)
{
    void *data = refuse() ? NULL : next.malloc(size);
    living += counting && data;
    return data;
}

void *calloc(size_t count, size_t size)
{
    void *data = refuse() ? NULL : next.calloc(count, size);
    living += counting && data;
    return data;
}

void *realloc(void *old, size_t size)
{
    void *data = refuse() ? NULL : next.realloc(old, size);
    living += counting && data && !old;
    return data;
}

void free(void *data)
{
    living -= counting && data;
    if (!next.free) {
        find_next();
    }
    next.free(data);
}

/* ---- what is tortured ---- */

struct world {
    struct server *server;
    char config[64];
    char credentials[64];
    const char *environment[8];
};

static dxaws_error *open_world(struct world *world, const char *url, dxaws_session **session)
{
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)world->environment);
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_error *error =
        options ? dxaws_session_new(options, session) : dxaws_error_out_of_memory();
    dxaws_session_options_free(options);
    return error;
}

/* Files, profile, region, keys. */
static dxaws_error *load(struct world *world)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    const char *region;
    dxaws_error *error = open_world(world, NULL, &session);
    if (!error) {
        error = dxaws_session_region(session, &region);
    }
    if (!error) {
        error = dxaws_session_check_credentials(session, NULL, NULL);
    }
    return error;
}

static dxaws_error *presign(struct world *world)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = open_world(world, NULL, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/a key");
    char *url = NULL;
    error = dxaws_aws_presign(session, NULL, request, 60, &url);
    free(url);
    return error;
}

static dxaws_error *call(struct world *world)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = open_world(world, server_url(world->server), &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/a key");
    dxaws_aws_request_set_body(request, "hello", 5, "text/plain");
    dxaws_aws_request_set_checksum(request, true);
    dxaws_aws_request_add_header(request, "x-amz-acl", "private");
    return dxaws_aws_call(session, NULL, request);
}

/* The service's error is read and reported. */
static dxaws_error *refused(struct world *world)
{
    dxaws_error *error = call(world);
    if (error && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

static void write_file(char *path, const char *text)
{
    strcpy(path, "/tmp/dxaws-torture-XXXXXX");
    int file = mkstemp(path);
    ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
}

static void open_files(struct world *world, char *config, char *credentials)
{
    write_file(world->config, "[default]\nregion = eu-west-1\nretry_mode = standard\ns3 =\n"
                              "  addressing_style = auto\n[profile other]\nregion = us-east-1\n");
    write_file(world->credentials, "[default]\naws_access_key_id = AKIDEXAMPLE\n"
                                   "aws_secret_access_key = secret\naws_session_token = token\n");
    sprintf(config, "AWS_CONFIG_FILE=%s", world->config);
    sprintf(credentials, "AWS_SHARED_CREDENTIALS_FILE=%s", world->credentials);
    world->environment[0] = config;
    world->environment[1] = credentials;
    world->environment[2] = "AWS_MAX_ATTEMPTS=1";
    world->environment[3] = "AWS_EC2_METADATA_DISABLED=true";
}

static dxaws_error *run(struct world *world, dxaws_error *(*what)(struct world *world), long n)
{
    countdown = n;
    failed = false;
    allocations = 0;
    living = 0;
    counting = true;
    dxaws_error *error = what(world);
    countdown = 0;
    dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
    dxaws_error_free(error);
    counting = false;
    if (!kind) {
        return NULL;
    }
    return dxaws_error_new(kind, "test", "Outcome", "without its detail");
}

static const struct {
    const char *name;
    dxaws_error *(*what)(struct world *world);
    const char *answer;
} rows[] = {
    {"load", load, OK_XML},
    {"presign", presign, OK_XML},
    {"call", call, OK_XML},
    {"error", refused,
     "HTTP/1.1 404 x\r\nContent-Length: 62\r\n\r\n<Error><Code>NoSuchKey</Code><Message>"
     "why it</Message></Error>"},
};

/* No crash and no leak; an error says that there is no memory, or that what libcurl, OpenSSL or
 * the C library could not do for lack of it was not done. What was left out is only detail. */
START_TEST(lack_of_memory_is_survived)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, rows[_i].answer, 0}));
    struct world world = {.server = server};
    char config[128];
    char credentials[128];
    open_files(&world, config, credentials);
    dxaws_context_jitter(NULL);
    for (int i = 0; i < 3; i++) { /* what libraries allocate once */
        ck_ok(run(&world, rows[_i].what, 0));
    }
    long usual = living;
    long total = allocations;
    long out_of_memory = 0;
    long n = 0;
    do {
        n++;
        dxaws_error *error = run(&world, rows[_i].what, n);
        ck_assert_msg(living <= usual + 1, "%s: allocation %ld of %ld fails, %ld are lost",
                      rows[_i].name, n, total, living - usual);
        out_of_memory += error && dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
        ck_assert_msg(!error || failed, "%s: failed without a reason", rows[_i].name);
        dxaws_error_free(error);
    } while (failed && n < 100000);
    printf("%s: %ld allocations, %ld times out of memory\n", rows[_i].name, total, out_of_memory);
    ck_assert_int_gt(out_of_memory, total / 4);
    ck_ok(run(&world, rows[_i].what, 0));
    unlink(world.config);
    unlink(world.credentials);
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("torture");
    TCase *tests = tcase_create("torture");
    tcase_set_timeout(tests, 200);
    tcase_add_loop_test(tests, lack_of_memory_is_survived, 0, sizeof(rows) / sizeof(rows[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
