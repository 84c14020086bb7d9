/* SPDX-License-Identifier: MIT */
/* Which requests tell S3 their body's checksum, and which answers are compared with theirs. */
#include "attempts.h"

#include <stdio.h>

#include "crc.h"

#define STORE "https://store.test"
#define HELLO_CRC32 "NhCmhg=="
#define HELLO_SHA256 "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="

enum said {
    NOTHING = DXAWS_CHECKSUM_MODE_DEFAULT,
    SUPPORTED = DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED,
    REQUIRED = DXAWS_CHECKSUM_MODE_WHEN_REQUIRED
};

static dxaws_session_options *options_of(const char *url, enum said request, enum said response)
{
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session_options_set_request_checksum(options, (dxaws_checksum_mode)request);
    dxaws_session_options_set_response_checksum(options, (dxaws_checksum_mode)response);
    return options;
}

/* ---- of requests ---- */

static const struct {
    const char *endpoint; /* NULL for AWS's own */
    enum said said;
    const char *service, *operation, *method;
    const char *header, *value; /* the caller's, or NULL */
    bool asked;                 /* by dxaws_aws_request_set_checksum() */
    const char *crc32;          /* what is sent, or NULL */
    const char *algorithm;
} requests[] = {
    /* rule 20: the default, a setting, and what an operation cannot do without */
    {NULL, NOTHING, "s3", "PutObject", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {NULL, REQUIRED, "s3", "PutObject", "PUT", NULL, NULL, false, NULL, NULL},
    {STORE, NOTHING, "s3", "PutObject", "PUT", NULL, NULL, false, NULL, NULL},
    {STORE, SUPPORTED, "s3", "PutObject", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {STORE, REQUIRED, "s3", "PutObject", "PUT", NULL, NULL, false, NULL, NULL},
    {STORE, REQUIRED, "s3", "PutObject", "PUT", NULL, NULL, true, HELLO_CRC32, "CRC32"},
    {NULL, NOTHING, "s3", "UploadPart", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {NULL, NOTHING, "s3express", "PutObject", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {NULL, REQUIRED, "s3", "PutBucketTagging", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {STORE, NOTHING, "s3", "PutBucketVersioning", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {STORE, REQUIRED, "s3", "PutBucketPolicy", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {STORE, REQUIRED, "s3", "PutPublicAccessBlock", "PUT", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {STORE, REQUIRED, "s3", "DeleteObjects", "POST", NULL, NULL, false, HELLO_CRC32, "CRC32"},
    {NULL, SUPPORTED, "s3", "CreateBucket", "PUT", NULL, NULL, false, NULL, NULL},
    {NULL, SUPPORTED, "s3", "CompleteMultipartUpload", "POST", NULL, NULL, false, NULL, NULL},
    {NULL, SUPPORTED, "s3", "GetObject", "GET", NULL, NULL, false, NULL, NULL},
    {NULL, SUPPORTED, "sts", "PutObject", "PUT", NULL, NULL, false, NULL, NULL},
    /* rule 20: a checksum of the caller's is kept, and no second one is sent */
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "X-Amz-Checksum-CRC32", "mine", false, "mine",
     NULL},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "x-amz-checksum-sha256", "x", false, NULL, NULL},
    {NULL, SUPPORTED, "s3", "PutBucketTagging", "PUT", "Content-MD5", "x", false, NULL, NULL},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "Content-MD5", "x", true, NULL, NULL},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "x-amz-checksum-type", "x", false, HELLO_CRC32,
     "CRC32"},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "x-amz-sdk-checksum-algorithm", "CRC32", false,
     HELLO_CRC32, "CRC32"},
    {NULL, SUPPORTED, "s3", "PutObject", "PUT", "x-amz-sdk-checksum-algorithm", "SHA1", false, NULL,
     "SHA1"},
};

/* A header that must be there once with this value, or not at all. */
static void check_header(const struct aws_headers *headers, const char *name, const char *value)
{
    size_t count = 0;
    for (size_t i = 0; i < headers->count; i++) {
        count += aws_name_compare(headers->items[i].name, name) == 0;
    }
    ck_assert_uint_eq(count, value != NULL);
    ck_assert_pstr_eq(aws_headers_get(headers, name), value);
}

/* rule 13: it is a header of a whole body, never a trailer of one in chunks */
START_TEST(request_tells_its_checksum)
{
    struct situation s;
    situation_begin(&s, options_of(requests[_i].endpoint, requests[_i].said, NOTHING));
    bool s3 = strncmp(requests[_i].service, "s3", 2) == 0;
    situation_call(&s, requests[_i].service, requests[_i].operation, requests[_i].method,
                   !s3                               ? NULL
                   : requests[_i].service[2] == '\0' ? "my-bucket"
                                                     : "my-bucket--use1-az1--x-s3");
    dxaws_aws_request_set_body(s.request, "hello", 5);
    dxaws_aws_request_set_content_type(s.request, "text/plain");
    dxaws_aws_request_add_header(s.request, requests[_i].header, requests[_i].value);
    dxaws_aws_request_set_checksum(s.request, requests[_i].asked ? "CRC32" : NULL);
    situation_send(&s);
    ck_ok(aws_attempt_build(&s.call));
    const struct aws_headers *sent = &s.call.headers;
    check_header(sent, "x-amz-checksum-crc32", requests[_i].crc32);
    check_header(sent, "x-amz-sdk-checksum-algorithm", requests[_i].algorithm);
    check_header(sent, "x-amz-trailer", NULL);
    check_header(sent, "content-encoding", NULL);
    const char *authorization = aws_headers_get(sent, "authorization");
    ck_assert_int_eq(strstr(authorization, ";x-amz-checksum-crc32;") != NULL,
                     requests[_i].crc32 != NULL); /* rule 7: what is sent is signed */
    situation_end(&s);
}
END_TEST

static const char *const presigned[] = {"PutObject", "PutBucketTagging", "GetObject"};

/* rule 11: whoever uses the URL would have to send the very same body */
START_TEST(signed_url_has_no_checksum)
{
    struct situation s;
    situation_begin(&s, options_of(NULL, SUPPORTED, SUPPORTED));
    situation_call(&s, "s3", presigned[_i], presigned[_i][0] == 'G' ? "GET" : "PUT", "my-bucket");
    dxaws_aws_request_set_body(s.request, "hello", 5);
    dxaws_aws_request_set_content_type(s.request, "text/plain");
    char *url = NULL;
    ck_ok(dxaws_aws_presign(s.session, s.context, s.request, 60, &url));
    ck_assert_ptr_null(strcasestr(url, "checksum"));
    ck_assert_ptr_nonnull(strstr(url, "X-Amz-SignedHeaders=content-type%3Bhost&"));
    free(url);
    situation_end(&s);
}
END_TEST

/* rule 20: of no body, as of any other */
START_TEST(empty_object_has_a_checksum)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "PutObject", "PUT", "my-bucket");
    situation_send(&s);
    ck_ok(aws_attempt_build(&s.call));
    check_header(&s.call.headers, "x-amz-checksum-crc32", "AAAAAA==");
    situation_end(&s);
}
END_TEST

/* ---- of answers ---- */

static const struct {
    const char *endpoint;
    enum said said;
    const char *operation;
    const char *mode; /* the caller's, or NULL */
    int status;
    const char *header, *value; /* of the answer, or NULL */
    bool asked;                 /* the mode is sent */
    bool damaged;
} answers[] = {
    /* rule 20: the default and the setting */
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32", HELLO_CRC32, true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==", true, true},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32", "", true, true},
    {NULL, REQUIRED, "GetObject", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==", false, false},
    {STORE, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==", false, false},
    {STORE, SUPPORTED, "GetObject", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==", true, true},
    {STORE, NOTHING, "GetObject", "ENABLED", 200, "x-amz-checksum-crc32", "AAAAAA==", true, true},
    {NULL, SUPPORTED, "GetBucketPolicy", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==", false,
     false},
    /* rule 20: which checksums can be compared */
    {NULL, NOTHING, "GetObject", NULL, 200, NULL, NULL, true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "X-Amz-Checksum-SHA256", HELLO_SHA256, true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-sha256", "AAAAAA==", true, true},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32c", "mnG7TA==", true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32c", "mnG7TB==", true, true},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc64nvme", "M3eFcAZSQlc=", true,
     false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc64nvme", "M3eFcAZSQlg=", true, true},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc64nvme", "M3eFcAZSQlg=-2", true,
     false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-sha1",
     "qvTGHdzF6KLavt4PO0gs2a6pQ00=", true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-sha1",
     "qvTGHdzF6KLavt4PO0gs2a6pQ01=", true, true},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-md5", "AAAAAA==", true, false},
    {NULL, NOTHING, "GetObject", NULL, 200, "x-amz-checksum-crc32", "AAAAAA==-3", true, false},
    {NULL, NOTHING, "GetObject", NULL, 206, "x-amz-checksum-crc32", "AAAAAA==", true, false},
};

START_TEST(answer_is_compared_with_its_checksum)
{
    struct situation s;
    situation_begin(&s, options_of(answers[_i].endpoint, NOTHING, answers[_i].said));
    situation_call(&s, "s3", answers[_i].operation, "GET", "my-bucket");
    if (answers[_i].mode) {
        dxaws_aws_request_add_header(s.request, "x-amz-checksum-mode", answers[_i].mode);
    }
    situation_send(&s);
    ck_ok(aws_attempt_build(&s.call));
    check_header(&s.call.headers, "x-amz-checksum-mode", answers[_i].asked ? "ENABLED" : NULL);
    situation_header(&s, answers[_i].header, answers[_i].value);
    situation_answer(&s, answers[_i].status, "hello");
    ck_assert_int_eq(s.call.state, answers[_i].damaged ? AWS_CALL_READY : AWS_CALL_DONE);
    ck_assert_ptr_null(dxaws_aws_request_error(s.request));
    situation_end(&s);
}
END_TEST

static void send_and_answer(struct situation *s, const char *body)
{
    situation_send(s);
    ck_ok(aws_attempt_build(&s->call));
    situation_header(s, "x-amz-checksum-crc32", HELLO_CRC32);
    situation_answer(s, 200, body);
}

/* rule 35: as transient as a body that is too short; the caller never sees it */
START_TEST(damaged_object_is_asked_for_again)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "GetObject", "GET", "my-bucket");
    int tokens = situation_tokens(&s);
    send_and_answer(&s, "hullo");
    ck_assert_int_lt(situation_tokens(&s), tokens);
    send_and_answer(&s, "hello");
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_assert_ptr_null(dxaws_aws_request_error(s.request));
    ck_assert_str_eq(dxaws_aws_request_answer_body(s.request, NULL), "hello");
    situation_end(&s);
}
END_TEST

START_TEST(object_that_stays_damaged_is_an_error_with_both_checksums)
{
    struct situation s;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "GetObject", "GET", "my-bucket");
    for (int i = 0; i < 3; i++) {
        send_and_answer(&s, "hullo");
    }
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_assert_uint_eq(dxaws_aws_request_answer_status(s.request), 0);
    dxaws_error *error = dxaws_aws_request_take_error(s.request);
    ck_assert(dxaws_error_is_retryable(error));
    ck_assert_str_eq(dxaws_error_code(error), "ChecksumMismatch");
    ck_error(error, DXAWS_ERROR_PROTOCOL,
             "s3 GetObject my-bucket: the body is damaged: x-amz-checksum-crc32 is " HELLO_CRC32
             ", that of the body ZgnxGQ== (3 attempts)");
    situation_end(&s);
}
END_TEST

/* ---- of anything ---- */

enum pattern { DIGITS, ZEROS, ONES, RISING, FALLING };

static const struct {
    struct aws_crc crc;
    enum pattern pattern;
    size_t size;
    uint64_t value;
} crcs[] = {
    /* The check values of the catalogue of parametrised CRC algorithms. */
    {{0x82f63b78, 32}, DIGITS, 9, 0xe3069283},
    {{0x9a6c9329ac4bc9b5, 64}, DIGITS, 9, 0xae8b14860a799888},
    {{0xedb88320, 32}, DIGITS, 9, 0xcbf43926},
    /* RFC 3720, B.4. */
    {{0x82f63b78, 32}, ZEROS, 32, 0x8a9136aa},
    {{0x82f63b78, 32}, ONES, 32, 0x62a8ab43},
    {{0x82f63b78, 32}, RISING, 32, 0x46dd794e},
    {{0x82f63b78, 32}, FALLING, 32, 0x113fdb5c},
    /* NVM Command Set Specification, 64b CRC examples. */
    {{0x9a6c9329ac4bc9b5, 64}, ZEROS, 4096, 0x6482d367eb22b64e},
    {{0x9a6c9329ac4bc9b5, 64}, ONES, 4096, 0xc0ddba7302eca3ac},
    {{0x9a6c9329ac4bc9b5, 64}, RISING, 4096, 0x3e729f5f6750449c},
    {{0x9a6c9329ac4bc9b5, 64}, FALLING, 4096, 0x9a2df64b8e9e517e},
    {{0x9a6c9329ac4bc9b5, 64}, ZEROS, 0, 0},
};

/* rule 20: the published values */
START_TEST(crc_is)
{
    unsigned char data[4096];
    for (size_t i = 0; i < crcs[_i].size; i++) {
        const unsigned bytes[] = {'1' + (unsigned)i, 0, 255, (unsigned)i,
                                  (unsigned)(crcs[_i].size - 1 - i)};
        data[i] = (unsigned char)bytes[crcs[_i].pattern];
    }
    ck_assert_uint_eq(aws_crc_add(crcs[_i].crc, 0, data, crcs[_i].size), crcs[_i].value);
}
END_TEST

/* rule 20: in S3's spelling, and none that it has not */
START_TEST(algorithm_is_the_callers_choice)
{
    static const struct {
        const char *name, *header, *value;
    } algorithms[] = {
        {"CRC32", "x-amz-checksum-crc32", HELLO_CRC32},
        {"CRC32C", "x-amz-checksum-crc32c", "mnG7TA=="},
        {"CRC64NVME", "x-amz-checksum-crc64nvme", "M3eFcAZSQlc="},
        {"SHA1", "x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="},
        {"SHA256", "x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="},
        {"MD5", NULL, "not a checksum of S3's, such as \"CRC32\": MD5"},
        {"crc32", NULL, "not a checksum of S3's"}};
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        struct situation s;
        situation_begin(&s, NULL);
        situation_call(&s, "s3", "PutObject", "PUT", "my-bucket");
        dxaws_aws_request_set_body(s.request, "hello", 5);
        dxaws_aws_request_set_checksum(s.request, algorithms[i].name);
        if (algorithms[i].header) {
            ck_ok(aws_attempt_build(&s.call));
            check_header(&s.call.headers, algorithms[i].header, algorithms[i].value);
            check_header(&s.call.headers, "x-amz-sdk-checksum-algorithm", algorithms[i].name);
        } else {
            ck_error(aws_attempt_check(&s.call), DXAWS_ERROR_INVALID_ARGUMENT, algorithms[i].value);
        }
        situation_end(&s);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("checksum");
    TCase *tests = tcase_create("checksum");
    tcase_add_loop_test(tests, request_tells_its_checksum, 0,
                        sizeof(requests) / sizeof(requests[0]));
    tcase_add_loop_test(tests, signed_url_has_no_checksum, 0,
                        sizeof(presigned) / sizeof(presigned[0]));
    tcase_add_test(tests, empty_object_has_a_checksum);
    tcase_add_loop_test(tests, answer_is_compared_with_its_checksum, 0,
                        sizeof(answers) / sizeof(answers[0]));
    tcase_add_test(tests, damaged_object_is_asked_for_again);
    tcase_add_test(tests, object_that_stays_damaged_is_an_error_with_both_checksums);
    tcase_add_loop_test(tests, crc_is, 0, sizeof(crcs) / sizeof(crcs[0]));
    tcase_add_test(tests, algorithm_is_the_callers_choice);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
