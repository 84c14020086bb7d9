/* SPDX-License-Identifier: MIT */
/* Answers that a writer takes as they arrive. */
#include "calls.h"
#include "streams.h"

#define HEAD(status, size) "HTTP/1.1 " status "\r\nContent-Length: " size "\r\n"
#define HELLO HEAD("200 OK", "5") "\r\nhello"
#define CUT HEAD("200 OK", "50") "\r\nhel"
#define BUSY HEAD("503 Service Unavailable", "7") "\r\nbusy..."
#define ABSENT                                                                                     \
    HEAD("404 Not Found", "60")                                                                    \
    "\r\n<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
#define DAMAGED HEAD("200 OK", "5") "x-amz-checksum-crc32: AAAAAA==\r\n\r\nhello"
#define SOUND HEAD("200 OK", "5") "x-amz-checksum-crc32: NhCmhg==\r\n\r\nhello"
#define FAILED                                                                                     \
    HEAD("200 OK", "67")                                                                           \
    "\r\n<Error><Code>InternalError</Code><Message>later  </Message></Error>"

static struct stream stream;

static dxaws_session *session_for(struct server *server)
{
    static const char *const environment[] = {
        "AWS_REGION=us-east-1", "AWS_RESPONSE_CHECKSUM_VALIDATION=when_supported", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_endpoint_url(options, server_url(server));
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "canary-secret", NULL);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static dxaws_aws_request *make(const char *operation, bool again)
{
    dxaws_aws_request *made = dxaws_aws_request_new("s3", operation, "GET", "/k");
    dxaws_aws_request_set_bucket(made, "my-bucket");
    stream = (struct stream){0};
    dxaws_aws_request_set_answer_writer(made, again ? &stream_writer : &stream_writer_once,
                                        &stream);
    return made;
}

static const struct {
    const char *operation;
    struct server_step steps[3];
    bool again;
    const char *written; /* NULL: nothing */
    unsigned restarts;
    size_t requests;
    int kind; /* of the error; 0 for success */
    const char *message;
} rows[] = {
    {"GetObject", {{SERVER_ANSWER, HELLO, 0}}, true, "hello", 0, 1, 0, NULL},
    {"GetObject", {{SERVER_ANSWER, HELLO, 0}}, false, "hello", 0, 1, 0, NULL},
    /* What went wrong is never written, and changes nothing of what may be tried again. */
    {"GetObject",
     {{SERVER_ANSWER, ABSENT, 0}},
     true,
     NULL,
     0,
     1,
     DXAWS_ERROR_NOT_FOUND,
     "NoSuchKey"},
    {"GetObject",
     {{SERVER_ANSWER, BUSY, 0}, {SERVER_ANSWER, HELLO, 0}},
     false,
     "hello",
     0,
     2,
     0,
     NULL},
    /* An answer that broke off. */
    {"GetObject",
     {{SERVER_ANSWER_CLOSE, CUT, 0}, {SERVER_ANSWER, HELLO, 0}},
     true,
     "hello",
     1,
     2,
     0,
     NULL},
    {"GetObject",
     {{SERVER_ANSWER_CLOSE, CUT, 0}, {SERVER_ANSWER, HEAD("200 OK", "0") "\r\n", 0}},
     true,
     "",
     1,
     2,
     0,
     NULL},
    {"GetObject",
     {{SERVER_ANSWER_CLOSE, CUT, 0}, {SERVER_ANSWER, HELLO, 0}},
     false,
     "hel",
     0,
     1,
     DXAWS_ERROR_UNAVAILABLE,
     "what was written of the answer cannot be taken back"},
    /* rule 20: one that is not what S3 holds */
    {"GetObject",
     {{SERVER_ANSWER, DAMAGED, 0}, {SERVER_ANSWER, SOUND, 0}},
     true,
     "hello",
     1,
     2,
     0,
     NULL},
    {"GetObject",
     {{SERVER_ANSWER, DAMAGED, 0}, {SERVER_ANSWER, SOUND, 0}},
     false,
     "hello",
     0,
     1,
     DXAWS_ERROR_PROTOCOL,
     "the body is damaged: x-amz-checksum-crc32 is AAAAAA==, that of the body NhCmhg=="},
    /* rule 40: a 200 that is an error */
    {"ListObjectsV2",
     {{SERVER_ANSWER, FAILED, 0}, {SERVER_ANSWER, OK_XML, 0}},
     false,
     "<a/>",
     0,
     2,
     0,
     NULL},
};

/* Nothing of an attempt that failed stays with the writer. */
START_TEST(writer_gets_the_answer_once)
{
    size_t count = 1;
    while (count < 3 && rows[_i].steps[count].text) {
        count++;
    }
    struct server *server = server_start(rows[_i].steps, count);
    DXAWS_AUTO(dxaws_session) session = session_for(server);
    DXAWS_AUTO(dxaws_aws_request) request = make(rows[_i].operation, rows[_i].again);
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_call(session, NULL, request);
    ck_assert_msg((error ? (int)dxaws_error_get_kind(error) : 0) == rows[_i].kind, "%s",
                  error ? dxaws_error_message(error) : "no error");
    ck_assert(!error || strstr(dxaws_error_message(error), rows[_i].message));
    ck_assert_uint_eq(stream.again, rows[_i].restarts);
    ck_assert_uint_eq(server_requests(server), rows[_i].requests);
    const char *written = rows[_i].written ? rows[_i].written : "";
    ck_assert_uint_eq(stream.position, strlen(written));
    ck_assert(!stream.position || strncmp(stream.kept, written, stream.position) == 0);
    size_t size = 1;
    dxaws_aws_request_answer_body(request, &size);
    ck_assert_int_eq(size != 0, rows[_i].kind == DXAWS_ERROR_NOT_FOUND);
    free(stream.kept);
    server_stop(server);
}
END_TEST

/* The writer's own error is the call's. */
START_TEST(writer_that_fails_ends_the_call)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, HELLO, 0}));
    DXAWS_AUTO(dxaws_session) session = session_for(server);
    for (int i = 0; i < 2; i++) { /* while it arrives, and when it has been looked at */
        DXAWS_AUTO(dxaws_aws_request) request = make(i ? "ListObjectsV2" : "GetObject", true);
        stream.fails_at = 1;
        ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_CONFLICT,
                 "the vault is closed");
        ck_assert_uint_eq(server_requests(server), (size_t)i + 1);
        ck_assert_uint_eq(stream.again, 0);
        free(stream.kept);
    }
    DXAWS_AUTO(dxaws_aws_request) request = make("GetObject", true);
    static const dxaws_writer_ops none = {.size = sizeof(none)};
    dxaws_aws_request_set_answer_writer(request, &none, NULL);
    ck_assert_uint_eq(stream.destroyed, 1);
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT,
             "has no function that writes");
    dxaws_aws_request_set_answer_writer(request, NULL, NULL);
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_str_eq(dxaws_aws_request_answer_body(request, NULL), "hello");
    server_stop(server);
}
END_TEST

/* Before the next piece, however much more has arrived. */
START_TEST(download_can_be_cancelled)
{
    static const char endless[] =
        "HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n|"
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    struct server *server = server_start(STEPS({SERVER_ENDLESS, endless, 0}));
    DXAWS_AUTO(dxaws_session) session = session_for(server);
    DXAWS_AUTO(dxaws_aws_request) request = make("GetObject", true);
    stream.stops = context;
    ck_error(dxaws_aws_call(session, context, request), DXAWS_ERROR_CANCELLED, "s3 GetObject");
    ck_assert(stream.stopped);
    ck_assert_uint_eq(stream.after, 0);
    ck_assert_uint_gt(stream.passed, 1 << 19);
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("download");
    TCase *tests = tcase_create("download");
    tcase_add_loop_test(tests, writer_gets_the_answer_once, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, writer_that_fails_ends_the_call);
    tcase_add_test(tests, download_can_be_cancelled);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
