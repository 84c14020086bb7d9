/* SPDX-License-Identifier: MIT */
/* A body is read once for all attempts of a call, and no further when the call is cancelled. */
#include "attempts.h"

#include <dlfcn.h>
#include <time.h>

#include <openssl/sha.h>
#include <zlib.h>

#define MIB ((size_t)1 << 20)
#define LARGE (48 * MIB)
#define SMALL ((size_t)100000)
#define ENOUGH (8 * MIB) /* of a large one */

/* ---- readers of bodies that count ---- */

static size_t hashed;
static size_t checked;
static void (*when_enough)(void);

static void count(size_t *total, size_t size)
{
    bool before = *total < ENOUGH;
    *total += size >= SMALL ? size : 0; /* what is less is no body */
    if (before && *total >= ENOUGH && when_enough) {
        when_enough();
    }
}

int SHA256_Update(SHA256_CTX *state, const void *data, size_t size)
{
    int (*real)(SHA256_CTX *, const void *, size_t);
    *(void **)&real = dlsym(RTLD_NEXT, "SHA256_Update");
    count(&hashed, size);
    return real(state, data, size);
}

uLong crc32_z(uLong crc, const Bytef *data, z_size_t size)
{
    uLong (*real)(uLong, const Bytef *, z_size_t);
    *(void **)&real = dlsym(RTLD_NEXT, "crc32_z");
    count(&checked, size);
    return real(crc, data, size);
}

static struct situation s;

/* S3 wants a checksum of it, and the signature its hash, unless it is not signed. */
static void begin(size_t size, bool is_unsigned)
{
    void *body = calloc(1, size);
    hashed = checked = 0;
    when_enough = NULL;
    situation_begin(&s, NULL);
    situation_call(&s, "s3", "PutObject", "PUT", "my-bucket");
    dxaws_aws_request_set_body(s.request, body, size);
    dxaws_aws_request_set_unsigned_payload(s.request, is_unsigned);
    free(body);
}

/* rule 12: every attempt is signed anew, but its body is what it was */
START_TEST(body_is_read_once)
{
    begin(SMALL, _i);
    char *first[2] = {NULL, NULL};
    for (int attempt = 0; attempt < 3; attempt++) {
        static const char *const names[] = {"x-amz-content-sha256", "x-amz-checksum-crc32"};
        situation_send(&s);
        ck_ok(aws_attempt_build(&s.call));
        for (int i = 0; i < 2; i++) {
            const char *value = aws_headers_get(&s.call.headers, names[i]);
            ck_assert_ptr_nonnull(value);
            first[i] = first[i] ? first[i] : strdup(value);
            ck_assert_str_eq(value, first[i]);
        }
        situation_answer(&s, attempt < 2 ? 503 : 200, "");
    }
    ck_assert_ptr_null(dxaws_aws_request_error(s.request));
    ck_assert_uint_eq(hashed, _i ? 0 : SMALL);
    ck_assert_uint_eq(checked, SMALL);
    free(first[0]);
    free(first[1]);
    situation_end(&s);
}
END_TEST

/* The question where a bucket is has no body, and its answer changes nothing of the request's. */
START_TEST(question_for_the_region_leaves_the_body_read)
{
    begin(SMALL, false);
    for (int step = 0; step < 3; step++) {
        static const int statuses[] = {301, 200, 200};
        dxaws_aws_request *request = s.call.request;
        situation_send(&s);
        s.call.request = s.call.probe ? s.call.probe : request;
        ck_ok(aws_attempt_build(&s.call));
        const char *hash = aws_headers_get(&s.call.headers, "x-amz-content-sha256");
        ck_assert_int_eq(strncmp(hash, "e3b0c442", 8) == 0, s.call.probe != NULL);
        s.call.request = request;
        situation_header(&s, "x-amz-bucket-region", step == 1 ? "eu-west-1" : NULL);
        situation_answer(&s, statuses[step], "");
    }
    ck_assert_int_eq(dxaws_aws_request_answer_status(s.request), 200);
    ck_assert_uint_eq(hashed, SMALL);
    situation_end(&s);
}
END_TEST

static void cancel(void)
{
    dxaws_context_cancel(s.context);
}

static void let_time_pass(void)
{
    s.elapsed_ms += 60000;
}

static const struct {
    bool is_unsigned;
    void (*what)(void);
    dxaws_error_kind kind;
} ends[] = {
    {false, cancel, DXAWS_ERROR_CANCELLED},
    {true, cancel, DXAWS_ERROR_CANCELLED},
    {false, let_time_pass, DXAWS_ERROR_TIMEOUT},
};

/* rule 35: whoever cancels does not wait until a large body is read */
START_TEST(large_body_is_read_no_further)
{
    begin(LARGE, ends[_i].is_unsigned);
    dxaws_context_set_timeout_ms(s.context, 30000);
    when_enough = ends[_i].what;
    aws_call_start(&s.call, NULL);
    ck_assert_int_eq(s.call.state, AWS_CALL_DONE);
    ck_error(dxaws_aws_request_take_error(s.request), ends[_i].kind, "s3 PutObject my-bucket: ");
    ck_assert_uint_le(hashed, ENOUGH + MIB);
    ck_assert_uint_le(checked, ENOUGH + MIB);
    situation_end(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("payload");
    TCase *tests = tcase_create("payload");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, body_is_read_once, 0, 2);
    tcase_add_test(tests, question_for_the_region_leaves_the_body_read);
    tcase_add_loop_test(tests, large_body_is_read_no_further, 0, sizeof(ends) / sizeof(ends[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
