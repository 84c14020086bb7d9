/* SPDX-License-Identifier: MIT */
/* A file of two parts in a bucket of the AWS double at AWS_ENDPOINT_URL. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/double-account.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/s3-content-providers.h>

#define BUCKET "dxaws-large"
#define REGION "eu-west-1"

enum { SIZE = 17 * 1024 * 1024, PART = 16 * 1024 * 1024 };

static dxaws_session *session;
static char folder[40], file[60];

static dxaws_aws_request *request_of(const char *method, const char *key, const char *query)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "Test", method, "/");
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_set_bucket(request, BUCKET);
    dxaws_aws_request_set_region(request, REGION);
    dxaws_aws_request_add_query(request, query, NULL);
    return request;
}

/* Calls it; the body of the answer, borrowed until the next. */
static const char *call(const char *method, const char *key, const char *query, const char *body)
{
    static char answer[4096];
    DXAWS_AUTO(dxaws_aws_request) request = request_of(method, key, query);
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
    }
    ck_ok(dxaws_aws_call(session, NULL, request));
    snprintf(answer, sizeof answer, "%s", dxaws_aws_request_answer_body(request, NULL));
    return answer;
}

static void begin(void)
{
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(dx_double_control(session, "reset", "{}"));
    call("PUT", "", NULL,
         "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
         "<LocationConstraint>" REGION "</LocationConstraint></CreateBucketConfiguration>");
    snprintf(folder, sizeof folder, "/tmp/dxaws-large-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/large.bin", folder);
    FILE *stream = fopen(file, "we");
    ck_assert(stream != NULL && ftruncate(fileno(stream), SIZE) == 0);
    fclose(stream);
}

static void end(void)
{
    unlink(file);
    rmdir(folder);
    session = dxaws_session_unref(session);
}

static void write_at(off_t offset, const char *text)
{
    FILE *stream = fopen(file, "r+e");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_eq(fseeko(stream, offset, SEEK_SET), 0);
    fputs(text, stream);
    fclose(stream);
}

/* Publishes, with so many attempts at each call; 0: the usual. */
static dxaws_error *publish_trying(int attempts, int64_t *written)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) own = NULL;
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DXAWS_AUTO(dxaws_s3_content_desired) desired = dxaws_s3_content_desired_new(BUCKET, REGION);
    dxaws_s3_content_desired_set_source(desired, folder);
    if (attempts > 0) {
        dxaws_session_options_set_max_attempts(options, attempts);
    }
    dxaws_error *error = dxaws_session_new(options, &own);
    error = error ? error : dxaws_s3_content_provider_new_aws(own, &provider);
    error = error ? error : dxaws_s3_content_manager_new(provider, NULL, &manager);
    error = error ? error : dxaws_s3_content_manager_execute(manager, NULL, desired, NULL, &result);
    dxaws_s3_content_result_written(result, written);
    return error;
}

static dxaws_error *publish(int64_t *written)
{
    return publish_trying(0, written);
}

static void expect(const char *what, int64_t expected)
{
    int64_t written = -1;
    ck_ok(publish(&written));
    ck_assert_msg(written == expected, "%s: %lld written", what, (long long)written);
}

static void faults(const char *rules)
{
    ck_ok(dx_double_control(session, "faults", rules));
}

/* The uploads that are there are so many. */
static void expect_uploads(size_t expected)
{
    size_t count = 0;
    const char *text = call("GET", "", "uploads", NULL);
    for (const char *at = text; (at = strstr(at, "<UploadId>")) != NULL; at++) {
        count++;
    }
    ck_assert_msg(count == expected, "%s", text);
}

/* The object has two parts, and in the second one that text. */
static void expect_there(const char *text)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of("GET", "large.bin", NULL);
    dxaws_aws_request_add_header(request, "Range", "bytes=16777216-16777219");
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_str_eq(dxaws_aws_request_answer_body(request, NULL), text);
    const char *etag = dxaws_aws_request_answer_header(request, "ETag");
    ck_assert_msg(strcmp(etag + strlen(etag) - 3, "-2\"") == 0, "%s", etag);
    ck_assert_str_eq(dxaws_aws_request_answer_header(request, "Cache-Control"),
                     "public, max-age=3600");
}

START_TEST(a_large_file_lives)
{
    write_at(PART, "text");
    call("POST", "theirs.bin", "uploads", NULL);
    expect("first", 1);
    expect_there("text");
    expect("again", 0);
    call("DELETE", ".dxaws/content.gz", NULL, NULL);
    expect("index lost", 0);
    write_at(PART, "TEXT");
    expect("changed", 1);
    expect_there("TEXT");
    expect_uploads(1);
}
END_TEST

/* Answers that are lost, a completion that has to begin anew, and one whose
 * success is an error after all. */
START_TEST(each_call_may_fail_once)
{
#define FAULT(call, what) "{\"match\":\"" call "\",\"nth\":[1],\"do\":" what "}"
    static const char *const rules[] = {
        "[" FAULT("CreateMultipartUpload", "\"lost-reply\"") "," FAULT(
            " UploadPart$",
            "\"lost-reply\"") "," FAULT("CompleteMultipartUpload",
                                        "\"error\",\"status\":200,\"code\":\"InternalError\"") "]",
        "[" FAULT("CompleteMultipartUpload", "\"lost-reply\"") "]",
        "[" FAULT("CompleteMultipartUpload",
                  "\"error\",\"status\":409,\"code\":\"ConditionalRequestConflict\"") "]"};
    write_at(PART, "text");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int64_t written = 0;
        faults(rules[i]);
        ck_ok(publish(&written));
        faults("[]");
        expect_there("text");
        expect_uploads(0);
        call("DELETE", "large.bin", NULL, NULL);
    }
}
END_TEST

/* Killed before and after each call that writes: the next run leaves nothing behind. */
START_TEST(a_killed_upload_is_gone_on_with)
{
    static const char *const calls[] = {" UploadPart$", "CompleteMultipartUpload"};
    static const char *const fates[] = {"reset", "lost-reply"};
    char rules[300];
    int64_t written = 0;
    write_at(PART, "text");
    /* Of a run that is killed nothing more is heard, so not of aborting either. */
    snprintf(rules, sizeof rules,
             "[{\"match\":\"%s\",\"do\":\"%s\"},{\"match\":\"AbortMultipart\",\"do\":\"reset\"}]",
             calls[_i % 2], fates[_i / 2]);
    faults(rules);
    dxaws_error *error = publish_trying(1, &written);
    faults("[]");
    ck_assert_ptr_nonnull(error);
    dxaws_error_free(error);
    ck_ok(publish(&written));
    expect_there("text");
    expect_uploads(0);
    expect("at rest", 0);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, a_large_file_lives);
    tcase_add_test(cases, each_call_may_fail_once);
    tcase_add_loop_test(cases, a_killed_upload_is_gone_on_with, 0, 4);
    return run_suite("large content on AWS", cases);
}
