/* SPDX-License-Identifier: MIT */
/* Fails the n-th allocation for every n: what a library does without memory is to say so. */
#include "calls.h"
#include "credentials/sources.h"
#include "streams.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/torture.h>

#include <openssl/err.h>
#include <pthread.h>
#include <unistd.h>

struct world {
    struct server *server;
    char config[64];
    char credentials[64];
    char texts[4][128];
    const char *environment[8]; /* the texts and constants */
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

/* Files, profile, region, keys; or what asks the server for keys. */
static dxaws_error *load(struct world *world)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    const char *region;
    dxaws_error *error = open_world(world, NULL, &session);
    if (!error) {
        error = dxaws_session_get_region(session, NULL, &region);
    }
    if (!error) {
        error = dxaws_session_find_credentials(session, NULL, NULL);
    }
    return error;
}

#define KEYS_JSON                                                                                  \
    "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"canary\","               \
    "\"Token\":\"canary\",\"SessionToken\":\"canary\",\"Expiration\":\"2199-01-01T00:00:00Z\"}"
#define KEYS_XML                                                                                   \
    "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser>"                                      \
    "<Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser><Credentials>"         \
    "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>canary</SecretAccessKey>"              \
    "<SessionToken>canary&amp;</SessionToken><Expiration>2199-01-01T00:00:00Z</Expiration>"        \
    "</Credentials></AssumeRoleResult></AssumeRoleResponse>"

/* False is also what the readers say of a broken document. */
static dxaws_error *read_document(bool (*reader)(struct aws_document *document, const char *text,
                                                 size_t size),
                                  const char *text)
{
    struct aws_document document = {0};
    bool valid = reader(&document, text, strlen(text));
    aws_document_free(&document);
    return valid ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *read_json(struct world *world)
{
    (void)world;
    return read_document(aws_document_read_json, KEYS_JSON);
}

static dxaws_error *read_xml(struct world *world)
{
    (void)world;
    return read_document(aws_document_read_xml, KEYS_XML);
}

static dxaws_error *read_process_output(struct world *world)
{
    (void)world;
    const struct aws_step step = {.profile = "p"};
    struct aws_credentials *credentials = NULL;
    dxaws_error *error = aws_process_parse(KEYS_JSON, strlen(KEYS_JSON), &step, 0, &credentials);
    aws_credentials_unref(credentials);
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
    dxaws_aws_request_set_body(request, "hello", 5);
    dxaws_aws_request_set_content_type(request, "text/plain");
    dxaws_aws_request_set_checksum(request, "CRC32");
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

static dxaws_error *discard(void *self, dxaws_context *context, const void *data, size_t size)
{
    (void)context;
    (void)data;
    return stream_pass(self, size);
}
static const dxaws_writer_ops discarding = {sizeof(discarding), discard, stream_again,
                                            stream_destroy};

/* A body that is read piece by piece, or from a file, and an answer that is written so. */
static dxaws_error *stream(struct world *world, bool from_file)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = open_world(world, server_url(world->server), &session);
    if (error) {
        return error;
    }
    struct stream body = {.most = 3};
    struct stream answer = {0};
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/a key");
    if (from_file) {
        dxaws_aws_request_set_body_file(request, world->config);
    } else {
        dxaws_aws_request_set_body_reader(request, &stream_reader, &body, 10);
    }
    dxaws_aws_request_set_checksum(request, "SHA256");
    dxaws_aws_request_set_answer_writer(request, &discarding, &answer);
    error = dxaws_aws_call(session, NULL, request);
    if (!error && answer.passed != strlen("<a/>")) { /* all of it, or an error */
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "test", "Lost", "a piece of the answer");
    }
    return error;
}

static dxaws_error *stream_pieces(struct world *world)
{
    return stream(world, false);
}

static dxaws_error *stream_file(struct world *world)
{
    return stream(world, true);
}

/* A fault that was asked for, and nothing else, comes of the call. */
static dxaws_error *fail_call(struct world *world)
{
    (void)world;
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &account);
    if (error) {
        return error;
    }
    dxaws_memory_account_fail_next(account, "s3", 1);
    error = dxaws_memory_call(account, NULL, "s3", "GetBucket", false);
    if (!error) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "test", "Lost", "the fault");
    }
    if (dxaws_error_get_kind(error) == DXAWS_ERROR_UNAVAILABLE) {
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

/* extra, before all else: what the row sets; "%s" in it is the server's URL. */
static void open_files(struct world *world, const char *extra)
{
    size_t count = 0;
    bool container = extra && strstr(extra, "CONTAINER");
    write_file(world->config, "[default]\nregion = eu-west-1\nretry_mode = standard\ns3 =\n"
                              "  addressing_style = auto\n[profile role]\nregion = us-east-1\n"
                              "role_arn = arn:aws:iam::123456789012:role/r\n"
                              "source_profile = default\n");
    write_file(world->credentials, "[default]\naws_access_key_id = AKIDEXAMPLE\n"
                                   "aws_secret_access_key = secret\naws_session_token = token\n");
    if (extra) {
        sprintf(world->texts[0], extra, server_url(world->server));
        world->environment[count++] = world->texts[0];
    }
    sprintf(world->texts[1], "AWS_ENDPOINT_URL_STS=%s", server_url(world->server));
    sprintf(world->texts[2], "AWS_CONFIG_FILE=%s", world->config);
    sprintf(world->texts[3], "AWS_SHARED_CREDENTIALS_FILE=%s", world->credentials);
    for (size_t i = 1; i < (container ? 3 : 4); i++) { /* it is asked when no file has keys */
        world->environment[count++] = world->texts[i];
    }
    world->environment[count++] = "AWS_MAX_ATTEMPTS=1";
    world->environment[count++] = "AWS_EC2_METADATA_DISABLED=true";
}

static dxaws_error *run(struct world *world, dxaws_error *(*what)(struct world *world), long n)
{
    dx_torture = (struct dx_torture){.counting = true, .countdown = n};
    dxaws_error *error = what(world);
    dx_torture.countdown = 0;
    dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
    dxaws_error_free(error);
    ERR_clear_error(); /* what OpenSSL notes in this thread is its own */
    dx_torture.counting = false;
    if (!kind) {
        return NULL;
    }
    return dxaws_error_new(kind, "test", "Outcome", "without its detail");
}

static const struct {
    const char *name;
    dxaws_error *(*what)(struct world *world);
    const char *body; /* of the server's answers */
    const char *environment;
    const char *status; /* NULL for "200 OK" */
} rows[] = {
    {"load", load, .body = "<a/>"},
    {"json", read_json, .body = "<a/>"},
    {"xml", read_xml, .body = "<a/>"},
    {"process", read_process_output, .body = "<a/>"},
    {"container", load, .body = KEYS_JSON, .environment = "AWS_CONTAINER_CREDENTIALS_FULL_URI=%s"},
    {"role", load, .body = KEYS_XML, .environment = "AWS_PROFILE=role"},
    {"presign", presign, .body = "<a/>"},
    {"call", call, .body = "<a/>"},
    {"stream", stream_pieces, .body = "<a/>"},
    {"file", stream_file, .body = "<a/>"},
    {"fault", fail_call, .body = "<a/>"},
    {"error", refused, .body = "<Error><Code>NoSuchBucket</Code><Message>why it</Message></Error>",
     .status = "404 x"},
};

/* No crash and no leak; an error says that there is no memory, or that what libcurl, OpenSSL or
 * the C library could not do for lack of it was not done. What was left out is only detail. */
START_TEST(lack_of_memory_is_survived)
{
    char answer[1000];
    snprintf(answer, sizeof(answer), "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
             rows[_i].status ? rows[_i].status : "200 OK", strlen(rows[_i].body), rows[_i].body);
    struct server *server = server_start(STEPS({SERVER_ANSWER, answer, 0}));
    struct world world = {.server = server};
    open_files(&world, rows[_i].environment);
    dxaws_context_jitter(NULL);
    for (int i = 0; i < 3; i++) { /* what libraries allocate once */
        ck_ok(run(&world, rows[_i].what, 0));
    }
    long usual = dx_torture.living;
    long total = dx_torture.allocations;
    long out_of_memory = 0;
    long n = 0;
    do {
        n++;
        dxaws_error *error = run(&world, rows[_i].what, n);
        ck_assert_msg(dx_torture.living <= usual + 1,
                      "%s: allocation %ld of %ld fails, %ld are lost", rows[_i].name, n, total,
                      dx_torture.living - usual);
        out_of_memory += error && dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
        ck_assert_msg(!error || dx_torture.failed, "%s: failed without a reason", rows[_i].name);
        dxaws_error_free(error);
    } while (dx_torture.failed && n < 100000);
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
    if (DX_TORTURE_IMPOSSIBLE) {
        return dx_torture_skip();
    }
    Suite *suite = suite_create("torture");
    TCase *tests = tcase_create("torture");
    tcase_set_timeout(tests, 200);
    tcase_add_loop_test(tests, lack_of_memory_is_survived, 0, sizeof(rows) / sizeof(rows[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
