/* SPDX-License-Identifier: MIT */
/* Whom a simulated bucket lets read, and what is read. */
#include "objects-fixture.h"

#include <dxaws/extend/s3-memory.h>

#include "content/memory-access.h"

#define MINE "arn:aws:cloudfront::123456789012:distribution/E1"
#define OTHER "arn:aws:cloudfront::123456789012:distribution/E2"
#define EDGE "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
#define READ "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::my-bucket/*\""
#define OURS                                                                                       \
    "{\"Effect\":\"Allow\"," EDGE READ ",\"Condition\":{\"StringEquals\":{\"AWS:SourceArn\":"      \
    "\"" MINE "\"}}}"
#define WHEN(condition) "{\"Effect\":\"Allow\"," EDGE READ ",\"Condition\":{" condition "}}"
#define DENY(what) "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"," what "}"

/* What each of three readers gets of the keys a and .own/a: "+" when it may read. */
static const struct {
    const char *statements;
    const char *mine, *other, *nobody;
} rows[] = {
    {"", "--", "--", "--"},
    {OURS, "++", "--", "--"},
    {OURS "," DENY("\"Resource\":\"arn:aws:s3:::my-bucket/.own/*\""), "+-", "--", "--"},
    {OURS "," DENY("\"NotResource\":\"arn:aws:s3:::my-bucket/a\""), "+-", "--", "--"},
    {OURS "," DENY("\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":false}}"),
     "++", "--", "--"},
    {OURS "," DENY("\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":"
                   "\"TRUE\"}}"),
     "--", "--", "--"},
    {OURS "," DENY("\"Resource\":\"*\",\"Condition\":{\"NumericLessThan\":{\"s3:TlsVersion\":"
                   "1.2}}"),
     "--", "--", "--"},
    {WHEN("\"NumericLessThan\":{\"s3:TlsVersion\":1.2}"), "--", "--", "--"},
    {WHEN("\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:cloudfront::*:distribution/E?\"}"), "++", "++",
     "--"},
    {WHEN("\"ArnNotEquals\":{\"aws:SourceArn\":[\"" OTHER "\"]}"), "++", "--", "--"},
    {WHEN("\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\"}"), "++", "++", "--"},
    {WHEN("\"StringEqualsIfExists\":{\"aws:Referer\":\"x\"}"), "++", "++", "--"},
    {WHEN("\"StringEquals\":{\"aws:Referer\":\"x\"}"), "--", "--", "--"},
    {WHEN("\"Null\":{\"aws:Referer\":\"true\"}"), "++", "++", "--"},
    {"{\"Effect\":\"Allow\",\"Principal\":\"*\"," READ "}", "++", "++", "++"},
    {"{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"*\"]},\"Action\":[\"S3:get*\"],"
     "\"Resource\":\"arn:aws:s3:::my-bucket/?\"}",
     "+-", "+-", "+-"},
    {"{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::1:root\"}," READ "}", "--", "--",
     "--"},
    {"{\"Effect\":\"Allow\"," EDGE "\"Action\":\"s3:PutObject\",\"Resource\":\"*\"}", "--", "--",
     "--"},
    {"{\"Effect\":\"Allow\"," EDGE "\"NotAction\":\"s3:Put*\",\"Resource\":"
     "\"arn:aws:s3:::your-bucket/*\"}",
     "--", "--", "--"},
};

static void judge(const json_t *policy, const char *reader, char outcome[3])
{
    struct access_request request = {
        .action = "s3:GetObject", .bucket = BUCKET, .key = "a", .reader = reader};
    outcome[0] = memory_access_allows(policy, &request) ? '+' : '-';
    request.key = ".own/a";
    outcome[1] = memory_access_allows(policy, &request) ? '+' : '-';
    outcome[2] = '\0';
}

START_TEST(policies_are_judged)
{
    char text[1200];
    char outcome[3];
    snprintf(text, sizeof text, "{\"Statement\":[%s]}", rows[_i].statements);
    json_t *policy = json_loads(text, 0, NULL);
    ck_assert_msg(policy != NULL, "%s", text);
    judge(policy, MINE, outcome);
    ck_assert_msg(strcmp(outcome, rows[_i].mine) == 0, "%s: %s", text, outcome);
    judge(policy, OTHER, outcome);
    ck_assert_msg(strcmp(outcome, rows[_i].other) == 0, "%s: other %s", text, outcome);
    judge(policy, NULL, outcome);
    ck_assert_msg(strcmp(outcome, rows[_i].nobody) == 0, "%s: nobody %s", text, outcome);
    json_decref(policy);
}
END_TEST

/* "TYPE: BYTES", or the service's code. */
static const char *got(const char *bucket, const char *key, const char *reader)
{
    static char outcome[200];
    char bytes[40] = "";
    int bytes_file = -1;
    json_t *object = NULL;
    dxaws_error *error = dxaws_s3_content_memory_get_object(account, NULL, bucket, key, reader,
                                                            &object, &bytes_file);
    if (error != NULL) {
        snprintf(outcome, sizeof outcome, "%s", dxaws_error_aws_code(error));
        dxaws_error_free(error);
        return outcome;
    }
    ck_assert_int_ge(read(bytes_file, bytes, sizeof bytes - 1), 0);
    close(bytes_file);
    const json_t *headers = json_object_get(object, "headers");
    const char *type = json_string_value(json_object_get(headers, "Content-Type"));
    ck_assert_int_eq(json_integer_value(json_object_get(object, "size")), (int)strlen(bytes));
    snprintf(outcome, sizeof outcome, "%s: %s", type ? type : "none", bytes);
    json_decref(object);
    return outcome;
}

/* S3 tells that a key is not there to nobody who may not list. */
START_TEST(objects_are_read)
{
    open_account(_i);
    ck_assert_str_eq(got(BUCKET, "a", MINE), "NoSuchBucket");
    given("{\"policy\":{\"Statement\":[" OURS "]}}");
    ck_assert_str_eq(put("a", "abc", NULL), "900150983cd24fb0d6963f7d28e17f72");
    ck_assert_str_eq(got(BUCKET, "a", MINE), "text/plain: abc");
    ck_assert_str_eq(got(BUCKET, "b", MINE), "AccessDenied");
    ck_assert_str_eq(got(BUCKET, "a", OTHER), "AccessDenied");
    ck_assert_str_eq(got(BUCKET, "a", NULL), "AccessDenied");
    given("{\"objects\":[{\"key\":\"a\"}],\"public_access_block\":{\"restrict_public_buckets\":"
          "true},\"policy\":{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
          "\"Action\":\"s3:*\",\"Resource\":\"*\"}}}");
    ck_assert_str_eq(got(BUCKET, "a", MINE), "none: ");
    ck_assert_str_eq(got(BUCKET, "../a", MINE), "NoSuchKey");
    ck_assert_str_eq(got(BUCKET, "a", NULL), "AccessDenied");
    close_account();
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("access");
    tcase_add_loop_test(tests, policies_are_judged, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, objects_are_read, 0, 2);
    return run_suite("content access", tests);
}
