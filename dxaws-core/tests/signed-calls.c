/* SPDX-License-Identifier: MIT */
/* Signed requests of every shape to an AWS-compatible server that checks signatures: each must
 * be accepted, and none with a wrong secret. Usage: signed-calls ENDPOINT ACCESS-KEY SECRET */
#include <dxaws/aws.h>

#include <stdio.h>
#include <string.h>

#define XML_TAGS                                                                                   \
    "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet><Tag><Key>team</Key>"      \
    "<Value>a + b</Value></Tag></TagSet></Tagging>"
#define JSON_TYPE "application/x-amz-json-1.1"
#define FORM_TYPE "application/x-www-form-urlencoded; charset=utf-8"

static const struct shape {
    const char *service, *operation, *method, *path, *bucket;
    const char *query[3][2];
    const char *target, *body, *type;
    bool checksum;
} shapes[] = {
    {.service = "sts",
     .operation = "GetCallerIdentity",
     .method = "POST",
     .path = "/",
     .body = "Action=GetCallerIdentity&Version=2011-06-15",
     .type = FORM_TYPE},
    {.service = "s3",
     .operation = "CreateBucket",
     .method = "PUT",
     .path = "/",
     .bucket = "signed-calls"},
    {.service = "s3",
     .operation = "PutBucketTagging",
     .method = "PUT",
     .path = "/",
     .bucket = "signed-calls",
     .query = {{"tagging"}},
     .body = XML_TAGS,
     .type = "application/xml"},
    {.service = "s3",
     .operation = "GetBucketTagging",
     .method = "GET",
     .path = "/",
     .bucket = "signed-calls",
     .query = {{"tagging"}}},
    {.service = "s3",
     .operation = "PutObject",
     .method = "PUT",
     .path = "/a b/../\xc3\xbc+%&=;,@(1).txt",
     .bucket = "signed-calls"},
    {.service = "s3",
     .operation = "PutObject",
     .method = "PUT",
     .path = "/hello",
     .bucket = "signed-calls",
     .body = "hello",
     .type = "text/plain",
     .checksum = true},
    {.service = "s3",
     .operation = "ListObjectsV2",
     .method = "GET",
     .path = "/",
     .bucket = "signed-calls",
     .query = {{"prefix", "a b/\xc3\xbc+%&=~*'"}, {"list-type", "2"}, {"Max-Keys", "5"}}},
    {.service = "s3",
     .operation = "HeadBucket",
     .method = "HEAD",
     .path = "/",
     .bucket = "signed-calls"},
    {.service = "route53",
     .operation = "ListHostedZonesByName",
     .method = "GET",
     .path = "/2013-04-01/hostedzonesbyname",
     .query = {{"maxitems", "2"}, {"dnsname", "*.example.com."}}},
    {.service = "cloudfront",
     .operation = "ListDistributions",
     .method = "GET",
     .path = "/2020-05-31/distribution"},
    {.service = "acm",
     .operation = "ListCertificates",
     .method = "POST",
     .path = "/",
     .target = "CertificateManager.ListCertificates",
     .body = "{}",
     .type = JSON_TYPE},
    /* Of which no table knows anything. */
    {.service = "sqs",
     .operation = "ListQueues",
     .method = "POST",
     .path = "/",
     .target = "AmazonSQS.ListQueues",
     .body = "{}",
     .type = "application/x-amz-json-1.0"},
    {.service = "dynamodb",
     .operation = "ListTables",
     .method = "POST",
     .path = "/",
     .target = "DynamoDB_20120810.ListTables",
     .body = "{}",
     .type = "application/x-amz-json-1.0"},
    {.service = "iam",
     .operation = "ListRoles",
     .method = "POST",
     .path = "/",
     .body = "Action=ListRoles&Version=2010-05-08",
     .type = FORM_TYPE},
};
enum { SHAPES = sizeof(shapes) / sizeof(shapes[0]) };

static dxaws_aws_request *make(const struct shape *shape)
{
    dxaws_aws_request *request =
        dxaws_aws_request_new(shape->service, shape->operation, shape->method, shape->path);
    if (shape->bucket) {
        dxaws_aws_request_set_bucket(request, shape->bucket);
    }
    for (size_t i = 0; i < 3 && shape->query[i][0]; i++) {
        dxaws_aws_request_add_query(request, shape->query[i][0], shape->query[i][1]);
    }
    if (shape->target) {
        dxaws_aws_request_add_header(request, "X-Amz-Target", shape->target);
    }
    if (shape->body) {
        dxaws_aws_request_set_body(request, shape->body, strlen(shape->body));
        dxaws_aws_request_set_content_type(request, shape->type);
    }
    dxaws_aws_request_set_checksum(request, shape->checksum ? "CRC32" : NULL);
    return request;
}

static dxaws_session *open_session(char **arguments, const char *secret)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, arguments[1]);
    dxaws_session_options_set_keys(options, arguments[2], secret, NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_request_checksum(options, DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED);
    dxaws_session_options_set_response_checksum(options, DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED);
    dxaws_session *session = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(options, &session);
    if (error) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
    }
    return session;
}

/* Returns how many outcomes are not as they should be. */
static int call_all(dxaws_session *session, bool accepted)
{
    int bad = 0;
    for (size_t i = 0; i < SHAPES; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make(&shapes[i]);
        DXAWS_AUTO(dxaws_error) error = dxaws_aws_call(session, NULL, request);
        bool head = strcmp(shapes[i].method, "HEAD") == 0; /* a 403 without a reason */
        bool right = accepted
                         ? error == NULL
                         : error && (dxaws_error_get_kind(error) ==
                                     (head ? DXAWS_ERROR_PERMISSION : DXAWS_ERROR_UNAUTHENTICATED));
        printf("%s %s %s: %d %s\n", right ? "ok" : "NOT OK", shapes[i].service, shapes[i].operation,
               dxaws_aws_request_answer_status(request), error ? dxaws_error_message(error) : "");
        bad += !right;
    }
    return bad;
}

/* Sends or gets an object; a checksum other than NULL is the caller's own. */
static dxaws_error *call_object(dxaws_session *session, const char *method, const char *crc32,
                                dxaws_aws_request **made)
{
    bool put = strcmp(method, "PUT") == 0;
    *made = dxaws_aws_request_new("s3", put ? "PutObject" : "GetObject", method, "/checksum");
    dxaws_aws_request_set_bucket(*made, "signed-calls");
    if (put) {
        dxaws_aws_request_set_body(*made, "hello", 5);
        dxaws_aws_request_set_content_type(*made, "text/plain");
    }
    if (crc32) {
        dxaws_aws_request_add_header(*made, "x-amz-checksum-crc32", crc32);
    }
    return dxaws_aws_call(session, NULL, *made);
}

/* rule 20: the server takes the library's checksum and gives it back, and refuses a wrong one. */
static int check_checksums(dxaws_session *session)
{
    DXAWS_AUTO(dxaws_aws_request) wrong = NULL;
    DXAWS_AUTO(dxaws_aws_request) put = NULL;
    DXAWS_AUTO(dxaws_aws_request) get = NULL;
    DXAWS_AUTO(dxaws_error) refused = call_object(session, "PUT", "AAAAAA==", &wrong);
    DXAWS_AUTO(dxaws_error) put_error = call_object(session, "PUT", NULL, &put);
    DXAWS_AUTO(dxaws_error) get_error = call_object(session, "GET", NULL, &get);
    const char *code = refused ? dxaws_error_aws_code(refused) : NULL;
    const char *crc32 = dxaws_aws_request_answer_header(get, "x-amz-checksum-crc32");
    bool right = code && strcmp(code, "BadDigest") == 0 && !put_error && !get_error && crc32 &&
                 strcmp(crc32, "NhCmhg==") == 0;
    printf("%s checksums: %s, %s\n", right ? "ok" : "NOT OK", code ? code : "none",
           crc32 ? crc32 : "none");
    return !right;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: signed-calls ENDPOINT ACCESS-KEY SECRET\n");
        return 2;
    }
    DXAWS_AUTO(dxaws_session) right = open_session(arguments, arguments[3]);
    DXAWS_AUTO(dxaws_session) wrong = open_session(arguments, "wrong");
    if (!right || !wrong) {
        return 1;
    }
    int bad = call_all(right, true) + call_all(wrong, false) + check_checksums(right);
    dxaws_aws_request *requests[SHAPES];
    for (size_t i = 0; i < SHAPES; i++) {
        requests[i] = make(&shapes[i]);
    }
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_call_batch(right, NULL, requests, SHAPES);
    for (size_t i = 0; i < SHAPES; i++) {
        bad += error || dxaws_aws_request_error(requests[i]);
        dxaws_aws_request_free(requests[i]);
    }
    printf("%d outcomes not as they should be\n", bad);
    return bad != 0;
}
