/* SPDX-License-Identifier: MIT */
/* Bodies that come from readers and files. */
#include "calls.h"
#include "streams.h"

#include <unistd.h>

#include "sha256.h"

#define SIZE ((size_t)700001) /* less than what S3 is asked about before it is sent */
#define BUSY "HTTP/1.1 503 Service Unavailable\r\nx-amz-request-id: R\r\nContent-Length: 0\r\n\r\n"

static struct stream stream;
static struct server *server;
static dxaws_session *session;
static dxaws_aws_request *request;

static void begin(const struct server_step *steps, size_t count)
{
    stream = (struct stream){.most = 65521};
    server = server_start(steps, count);
    session = open_session(server_url(server), 3);
    request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_bucket(request, "my-bucket");
}

static void end(void)
{
    dxaws_aws_request_free(request);
    dxaws_session_unref(session);
    server_stop(server);
}

static void pattern_hash(size_t size, char hash[AWS_SHA256_HEX])
{
    char *text = malloc(size);
    for (size_t i = 0; i < size; i++) {
        text[i] = stream_byte(i);
    }
    aws_sha256_hex(text, size, hash);
    free(text);
}

/* What the server got is what was read, and what was signed. */
static void check_sent(size_t index, size_t size)
{
    const char *head = server_request(server, index);
    char hash[AWS_SHA256_HEX];
    char line[128];
    pattern_hash(size, hash);
    snprintf(line, sizeof(line), "\r\nX-Amz-Content-Sha256: %s\r\n", hash);
    ck_assert_msg(strstr(head, line) != NULL, "not %s in %.900s", line, head);
    snprintf(line, sizeof(line), "\r\nContent-Length: %zu\r\n", size);
    ck_assert_ptr_nonnull(strstr(head, line));
    ck_assert_ptr_null(strstr(head, "Transfer-Encoding"));
    const char *body = strstr(head, "\r\n\r\n") + 4;
    for (size_t i = 0; i < size && body[i]; i++) { /* the server keeps it up to its first NUL */
        ck_assert_int_eq(body[i], stream_byte(i));
    }
}

/* rule 12: read for its hash once a call, and then by each attempt */
START_TEST(body_is_rewound_for_every_attempt)
{
    begin(STEPS({SERVER_ANSWER, BUSY, 0}, {SERVER_RESET, NULL, 0}, {SERVER_ANSWER, OK_XML, 0}));
    dxaws_aws_request_set_body_reader(request, &stream_reader, &stream, SIZE);
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_uint_eq(server_requests(server), 3);
    for (size_t i = 0; i < 3; i++) {
        check_sent(i, SIZE);
    }
    ck_assert_uint_eq(stream.passed, 4 * SIZE);
    ck_assert_uint_eq(stream.again, 3);
    ck_ok(dxaws_aws_call(session, NULL, request)); /* from its beginning */
    check_sent(3, SIZE);
    ck_assert_uint_eq(stream.destroyed, 0);
    end();
    ck_assert_uint_eq(stream.destroyed, 1);
}
END_TEST

/* Of one that cannot be rewound nothing is read before it is sent, and it is sent once. */
START_TEST(body_that_comes_once_is_sent_once)
{
    char hash[AWS_SHA256_HEX];
    pattern_hash(SIZE, hash);
    begin(STEPS({SERVER_ANSWER, OK_XML, 0}, {SERVER_ANSWER, BUSY, 0}, {SERVER_RESET, NULL, 0}));
    dxaws_aws_request_set_body_reader(request, &stream_reader_once, &stream, SIZE);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "let it rewind, give the hash, or leave it unsigned");
    ck_assert_uint_eq(server_requests(server), 0);
    ck_assert_uint_eq(stream.passed, 0);
    dxaws_aws_request_set_body_hash(request, hash);
    ck_ok(dxaws_aws_call(session, NULL, request));
    check_sent(0, SIZE);
    ck_assert_uint_eq(stream.passed, SIZE);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "the body was read, and its reader cannot read it again");
    static const char *const messages[] = {"ServiceUnavailable", "the body cannot be read again"};
    for (size_t i = 0; i < 2; i++) {
        stream.position = 0;
        dxaws_aws_request_set_body_reader(request, &stream_reader_once, &stream, SIZE);
        ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNAVAILABLE, messages[i]);
        ck_assert_uint_eq(server_requests(server), 2 + i);
    }
    end();
}
END_TEST

/* What the program's own reader says ends the call, as it said it. */
START_TEST(reader_that_fails_ends_the_call)
{
    char hash[AWS_SHA256_HEX];
    pattern_hash(SIZE, hash);
    begin(STEPS({SERVER_ANSWER, OK_XML, 0}));
    for (int when = 0; when < 2; when++) { /* while it is hashed, and while it is sent */
        stream = (struct stream){.fails_at = SIZE / 2, .most = 65521};
        dxaws_aws_request_set_body_hash(request, when ? hash : NULL);
        dxaws_aws_request_set_body_reader(request, &stream_reader, &stream, SIZE);
        ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_CONFLICT,
                 "the vault is closed");
        ck_assert_uint_eq(stream.again, 0);
    }
    static const size_t lies[] = {SIZE + 1, (size_t)-1};
    for (size_t i = 0; i < 2; i++) {
        stream = (struct stream){.lie = lies[i]};
        dxaws_aws_request_set_body_reader(request, &stream_reader, &stream, SIZE);
        ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
                 "the reader of the body gave");
    }
    ck_assert_uint_eq(server_requests(server), 0);
    static const dxaws_reader_ops none = {.size = sizeof(none)};
    dxaws_aws_request_set_body_reader(request, &none, NULL, SIZE);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "has no function that reads");
    dxaws_aws_request_set_body_reader(request, NULL, NULL, 0);
    dxaws_aws_request_set_body_hash(request, "ABC");
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "not a SHA-256 of 64 hexadecimal digits: ABC");
    end();
}
END_TEST

static void write_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "w");
    for (size_t i = 0; i < size; i++) {
        fputc(stream_byte(i), file);
    }
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(body_is_a_file)
{
    char path[] = "/tmp/dxaws-body-XXXXXX";
    char message[200];
    int made = mkstemp(path);
    ck_assert_int_ge(made, 0);
    close(made);
    begin(STEPS({SERVER_ANSWER, BUSY, 0}, {SERVER_ANSWER, OK_XML, 0}));
    dxaws_aws_request_set_body_file(request, path);
    static const size_t sizes[] = {SIZE, 0, 12};
    for (size_t i = 0; i < 3; i++) { /* as long as it is each time */
        write_file(path, sizes[i]);
        ck_ok(dxaws_aws_call(session, NULL, request));
        check_sent(i + 1, sizes[i]);
    }
    unlink(path);
    snprintf(message, sizeof(message), "cannot read the body from %s: No such file", path);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT, message);
    dxaws_aws_request_set_body_file(request, "/tmp");
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "cannot read the body from /tmp: it is no file");
    ck_assert_uint_eq(server_requests(server), 4);
    end();
}
END_TEST

/* Before the next piece, while it is hashed as while it is sent. */
START_TEST(upload_can_be_cancelled)
{
    char hash[AWS_SHA256_HEX];
    pattern_hash(SIZE, hash);
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    begin(STEPS({SERVER_UNASKED, OK_XML, 0}));
    stream.stops = context;
    if (_i) {
        dxaws_aws_request_set_body_hash(request, hash);
    }
    dxaws_aws_request_set_body_reader(request, &stream_reader, &stream, (uint64_t)5 << 30);
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_CANCELLED, "s3 PutObject");
    ck_assert(stream.stopped);
    ck_assert_uint_eq(stream.after, 0);
    ck_assert_uint_lt(stream.passed, 32 << 20);
    end();
}
END_TEST

/* Several at a time, each with its own. */
START_TEST(bodies_of_a_batch_are_told_apart)
{
    begin(STEPS({SERVER_ANSWER, OK_XML, 0}));
    enum { COUNT = 8 };
    struct stream streams[COUNT] = {0};
    dxaws_aws_request *requests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        requests[i] = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
        dxaws_aws_request_set_bucket(requests[i], "my-bucket");
        dxaws_aws_request_set_body_reader(requests[i], &stream_reader, &streams[i], SIZE + i);
    }
    ck_ok(dxaws_aws_call_batch(session, NULL, requests, COUNT));
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_ptr_null(dxaws_aws_request_error(requests[i]));
        dxaws_aws_request_free(requests[i]);
        ck_assert_uint_eq(streams[i].passed, 2 * (SIZE + i));
    }
    end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("upload");
    TCase *tests = tcase_create("upload");
    tcase_add_test(tests, body_is_rewound_for_every_attempt);
    tcase_add_test(tests, body_that_comes_once_is_sent_once);
    tcase_add_test(tests, reader_that_fails_ends_the_call);
    tcase_add_test(tests, body_is_a_file);
    tcase_add_loop_test(tests, upload_can_be_cancelled, 0, 2);
    tcase_add_test(tests, bodies_of_a_batch_are_told_apart);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
