/* SPDX-License-Identifier: MIT */
/* Publishing to a bucket of the AWS double at AWS_ENDPOINT_URL. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/double-account.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <dxaws/s3-content-providers.h>

#define BUCKET "dxaws-content"
#define REGION "eu-west-1"
#define PREFIX "site/"

enum { FILES = 6 };

struct site {
    char bodies[FILES][80];
    size_t count;
};

static const char *const keys[FILES] = {"a b+c%&'().js",   "a.js",
                                        "empty.css",       "\xc3\xbc/\xf0\x9f\x98\x80.html",
                                        "docs/index.html", "index.html"};

static dxaws_session *session;

static dxaws_aws_request *request_of(const char *method, const char *path, const char *query)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "Test", method, "/");
    dxaws_aws_request_add_path(request, path);
    dxaws_aws_request_set_bucket(request, BUCKET);
    dxaws_aws_request_set_region(request, REGION);
    if (query != NULL) {
        dxaws_aws_request_add_query(request, query, NULL);
    }
    return request;
}

static void call(const char *method, const char *path, const char *query, const char *body,
                 const char *source)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of(method, path, query);
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_checksum(request, "CRC32");
    }
    if (source != NULL) { /* onto itself, with other headers */
        dxaws_aws_request_add_header(request, "x-amz-copy-source", source);
        dxaws_aws_request_add_header(request, "x-amz-metadata-directive", "REPLACE");
        dxaws_aws_request_add_header(request, "cache-control", "by-hand");
    }
    ck_ok(dxaws_aws_call(session, NULL, request));
}

static void open_double(void)
{
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(dx_double_control(session, "reset", "{}"));
    call("PUT", "", NULL,
         "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
         "<LocationConstraint>" REGION "</LocationConstraint></CreateBucketConfiguration>",
         NULL);
}

static void close_double(void)
{
    session = dxaws_session_unref(session);
}

/* Some files, of which two have the tag in them. */
static struct site make_site(const char *tag, size_t count)
{
    struct site site = {.count = count};
    for (size_t i = 0; i < count; i++) {
        bool empty = strcmp(keys[i], "empty.css") == 0;
        snprintf(site.bodies[i], sizeof site.bodies[i], "%s%s", empty ? "" : keys[i],
                 i == 1 || i == 4 ? tag : "");
    }
    return site;
}

static dxaws_s3_content_desired *desired_of(const struct site *site)
{
    dxaws_s3_content_desired *desired = dxaws_s3_content_desired_new(BUCKET, REGION);
    dxaws_s3_content_desired_set_prefix(desired, PREFIX);
    dxaws_s3_content_desired_set_prune_ms(desired, 0);
    for (size_t i = 0; i < site->count; i++) {
        dxaws_s3_content_desired_set_object(desired, keys[i], site->bodies[i]);
        dxaws_s3_content_desired_set_object_header(desired, keys[i], "x-amz-meta-a", "b");
    }
    return desired;
}

static dxaws_error *publish(const struct site *site, dxaws_s3_content_result **result)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_content_desired) desired = desired_of(site);
    dxaws_error *error = dxaws_s3_content_provider_new_aws(session, &provider);
    error = error ? error : dxaws_s3_content_manager_new(provider, NULL, &manager);
    return error ? error : dxaws_s3_content_manager_execute(manager, NULL, desired, NULL, result);
}

/* Publishes; so many objects are written and removed. */
static void expect(const struct site *site, const char *what, int64_t written, int64_t removed)
{
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    int64_t did[2] = {-1, -1};
    ck_ok(publish(site, &result));
    ck_assert(dxaws_s3_content_result_written(result, &did[0]));
    ck_assert(dxaws_s3_content_result_removed(result, &did[1]));
    ck_assert_msg(did[0] == written && did[1] == removed, "%s: %lld written, %lld removed", what,
                  (long long)did[0], (long long)did[1]);
}

static void expect_header(const dxaws_aws_request *answered, const char *name, const char *value)
{
    ck_assert_str_eq(dxaws_aws_request_answer_header(answered, name), value);
}

/* The bucket has each object, byte for byte, with its headers. */
static void require_there(const struct site *site)
{
    static const char *const types[FILES] = {
        "text/javascript; charset=utf-8", "text/javascript; charset=utf-8",
        "text/css; charset=utf-8",        "text/html; charset=utf-8",
        "text/html; charset=utf-8",       "text/html; charset=utf-8"};
    for (size_t i = 0; i < site->count; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = request_of("GET", PREFIX, NULL);
        dxaws_aws_request_add_path(request, keys[i]);
        ck_ok(dxaws_aws_call(session, NULL, request));
        ck_assert_str_eq(dxaws_aws_request_answer_body(request, NULL), site->bodies[i]);
        expect_header(request, "Content-Type", types[i]);
        expect_header(request, "x-amz-meta-a", "b");
        if (i >= 3) {
            expect_header(request, "Cache-Control", "no-cache");
        }
    }
}

#define ENCRYPTION                                                                                 \
    "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule>"  \
    "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>"                     \
    "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"

/* Also where ETags are no digests. */
START_TEST(a_site_lives)
{
    const struct site a = make_site("A", FILES), b = make_site("B", FILES);
    if (_i) {
        call("PUT", "", "encryption", ENCRYPTION, NULL);
    }
    call("PUT", "elsewhere", NULL, "not ours", NULL); /* beside the prefix */
    expect(&a, "first", FILES, 0);
    require_there(&a);
    expect(&a, "again", 0, 0);
    expect(&b, "changed", 2, 0);
    require_there(&b);
    call("DELETE", PREFIX ".dxaws/content.gz", NULL, NULL, NULL);
    expect(&b, "index lost", 0, 0);
    call("PUT", PREFIX ".dxaws/content.gz", NULL, "garbage", NULL);
    expect(&b, "index damaged", 0, 0);
}
END_TEST

/* The status of a HEAD of a key below the prefix. */
static int status_of(const char *path)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of("HEAD", path, NULL);
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_call(session, NULL, request);
    return error ? dxaws_error_http_status(error) : 200;
}

START_TEST(what_is_edited_or_vanishes_is_seen)
{
    const struct site all = make_site("A", FILES);
    const struct site fewer = make_site("A", FILES - 1); /* without index.html */
    expect(&all, "first", FILES, 0);
    call("PUT", PREFIX "a.js", NULL, NULL, "/" BUCKET "/" PREFIX "a.js");
    call("PUT", PREFIX "empty.css", NULL, "longer", NULL);
    expect(&all, "edited", 2, 0);
    require_there(&all);
    expect(&fewer, "vanished", 0, 0);
    require_there(&all);
    expect(&fewer, "expired", 0, 1); /* kept for no time */
    ck_assert_int_eq(status_of(PREFIX "index.html"), 404);
    expect(&fewer, "at rest", 0, 0);
}
END_TEST

/* As other tools do: without a SHA-256 that S3 would tell of. */
static void put_otherwise(const char *key, const char *body)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of("PUT", PREFIX, NULL);
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "text/javascript; charset=utf-8");
    dxaws_aws_request_add_header(request, "Cache-Control", "public, max-age=3600");
    dxaws_aws_request_add_header(request, "x-amz-meta-a", "b");
    ck_ok(dxaws_aws_call(session, NULL, request));
}

/* What is right stays where its ETag is the MD5; where that tells nothing it is written. */
START_TEST(what_other_tools_wrote_is_recognised)
{
    const struct site site = make_site("A", 2);
    if (_i) {
        call("PUT", "", "encryption", ENCRYPTION, NULL);
    }
    put_otherwise(keys[0], site.bodies[0]);
    put_otherwise(keys[1], "a.js?"); /* as long */
    expect(&site, "first", _i ? 2 : 1, 0);
    require_there(&site);
    put_otherwise(keys[0], site.bodies[0]);
    expect(&site, "again", _i ? 1 : 0, 0);
    expect(&site, "at rest", 0, 0);
}
END_TEST

/* A bucket that keeps all versions keeps none of the index but the last. */
START_TEST(the_index_has_one_version)
{
    const struct site a = make_site("A", 2), b = make_site("B", 2);
    DXAWS_AUTO(dxaws_aws_request) request = request_of("GET", "", "versions");
    call("PUT", "", "versioning",
         "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
         "<Status>Enabled</Status></VersioningConfiguration>",
         NULL);
    expect(&a, "first", 2, 0);
    expect(&b, "second", 1, 0);
    ck_ok(dxaws_aws_call(session, NULL, request));
    const char *text = dxaws_aws_request_answer_body(request, NULL);
    const char *first = strstr(text, "content.gz</Key>");
    ck_assert_msg(first && !strstr(first + 1, "content.gz</Key>"), "%s", text);
}
END_TEST

START_TEST(what_was_published_is_withdrawn)
{
    const struct site site = make_site("A", FILES);
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_content_desired) desired = desired_of(&site);
    call("PUT", PREFIX "foreign", NULL, "not ours", NULL);
    expect(&site, "first", FILES, 0);
    ck_ok(dxaws_s3_content_provider_new_aws(session, &provider));
    ck_ok(dxaws_s3_content_manager_new(provider, NULL, &manager));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
        ck_ok(dxaws_s3_content_manager_destroy(manager, NULL, desired, NULL, &result));
        ck_assert_int_eq(status_of(PREFIX "index.html"), 404);
        ck_assert_int_eq(status_of(PREFIX ".dxaws/content.gz"), 404);
        ck_assert_int_eq(status_of(PREFIX "foreign"), 200);
    }
}
END_TEST

/* A file of a folder, made with its folder. */
static void write_file(const char *folder, const char *name, const char *text)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    FILE *stream = fopen(path, "we");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
}

static void remove_folder(const char *folder)
{
    static const char *const names[] = {"docs/index.html", "index.html", "app.js", "docs", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
}

static dxaws_error *publish_folder(const char *folder, int64_t *written)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DXAWS_AUTO(dxaws_s3_content_desired) desired = dxaws_s3_content_desired_new(BUCKET, REGION);
    dxaws_s3_content_desired_set_source(desired, folder);
    dxaws_error *error = dxaws_s3_content_provider_new_aws(session, &provider);
    error = error ? error : dxaws_s3_content_manager_new(provider, NULL, &manager);
    error = error ? error : dxaws_s3_content_manager_execute(manager, NULL, desired, NULL, &result);
    dxaws_s3_content_result_written(result, written);
    return error;
}

START_TEST(a_folder_is_published)
{
    char folder[] = "/tmp/dxaws-content-XXXXXX";
    int64_t written = -1;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file(folder, "docs/index.html", "<p>docs");
    write_file(folder, "index.html", "<p>home");
    write_file(folder, "app.js", "1;");
    ck_ok(publish_folder(folder, &written));
    ck_assert_int_eq(written, 3);
    ck_assert_int_eq(status_of("docs/index.html"), 200);
    write_file(folder, "index.html", "<p>HOME");
    ck_ok(publish_folder(folder, &written));
    ck_assert_int_eq(written, 1);
    ck_ok(publish_folder(folder, &written));
    ck_assert_int_eq(written, 0);
    remove_folder(folder);
    ck_refused(publish_folder(folder, &written), DXAWS_ERROR_INVALID_ARGUMENT, folder);
}
END_TEST

START_TEST(answers_are_lost)
{
    const struct site site = make_site("A", FILES);
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    ck_ok(dx_double_control(session, "faults",
                            "[{\"match\":\"PutObject\",\"do\":\"lost-reply\",\"nth\":[1,3,8]},"
                            "{\"match\":\"PutObject\",\"do\":\"error\",\"status\":409,"
                            "\"code\":\"ConditionalRequestConflict\",\"nth\":[5]}]"));
    ck_ok(publish(&site, &result));
    ck_ok(dx_double_control(session, "faults", "[]"));
    require_there(&site);
    expect(&site, "at rest", 0, 0);
}
END_TEST

struct publisher {
    const struct site *site;
    dxaws_error *error;
};

static void *publish_aside(void *data)
{
    struct publisher *publisher = data;
    dxaws_s3_content_result *result = NULL;
    publisher->error = publish(publisher->site, &result);
    dxaws_s3_content_result_free(result);
    return NULL;
}

/* Whether it did well; the other way to end is to be told of somebody else. */
static bool succeeded(struct publisher *publisher)
{
    const dxaws_error *error = publisher->error;
    while (error != NULL && dxaws_error_cause(error) != NULL &&
           dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL) {
        error = dxaws_error_cause(error);
    }
    if (error != NULL) {
        ck_assert_str_eq(dxaws_error_code(error), DXAWS_S3_ERROR_ANOTHER_PUBLISHER);
    }
    bool well = error == NULL;
    dxaws_error_free(publisher->error);
    return well;
}

START_TEST(of_two_at_once_one_succeeds)
{
    const struct site a = make_site("A", FILES), b = make_site("B", FILES);
    pthread_t thread;
    struct publisher one = {.site = &a};
    struct publisher two = {.site = &b};
    ck_assert_int_eq(pthread_create(&thread, NULL, publish_aside, &one), 0);
    publish_aside(&two);
    pthread_join(thread, NULL);
    bool first = succeeded(&one);
    bool second = succeeded(&two);
    ck_assert(first || second);
    if (first != second) {
        require_there(first ? &a : &b);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, open_double, close_double);
    tcase_add_loop_test(cases, a_site_lives, 0, 2);
    tcase_add_test(cases, what_is_edited_or_vanishes_is_seen);
    tcase_add_loop_test(cases, what_other_tools_wrote_is_recognised, 0, 2);
    tcase_add_test(cases, the_index_has_one_version);
    tcase_add_test(cases, what_was_published_is_withdrawn);
    tcase_add_test(cases, a_folder_is_published);
    tcase_add_test(cases, answers_are_lost);
    tcase_add_test(cases, of_two_at_once_one_succeeds);
    return run_suite("content on AWS", cases);
}
