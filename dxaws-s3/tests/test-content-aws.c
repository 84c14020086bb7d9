/* SPDX-License-Identifier: MIT */
/* Publishing to a bucket of the AWS double at AWS_ENDPOINT_URL. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/double-account.h>

#include <pthread.h>
#include <stdio.h>

#include "content/base64.h"
#include "content/publish.h"
#include "content/aws-store.h"

#define BUCKET "dxaws-content"
#define REGION "eu-west-1"
#define PREFIX "site/"

enum { FILES = 6 };

struct site {
    struct content_entries entries;
    struct content_headers headers;
    char bodies[FILES][80];
};

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

static void digest_of(const char *body, unsigned char digest[CONTENT_DIGEST])
{
    char text[DXAWS_DIGEST_SIZE];
    ck_assert(dxaws_digest(body, strlen(body), text));
    for (size_t i = 0; i < CONTENT_DIGEST; i++) {
        char byte[3] = {text[2 * i], text[2 * i + 1], '\0'};
        digest[i] = (unsigned char)strtoul(byte, NULL, 16);
    }
}

/* Some files, of which two have the tag in them. */
static void make_site(struct site *site, const char *tag, size_t count)
{
    static const char *const keys[FILES] = {"a b+c%&'().js",   "a.js",
                                            "empty.css",       "\xc3\xbc/\xf0\x9f\x98\x80.html",
                                            "docs/index.html", "index.html"};
    *site = (struct site){0};
    for (size_t i = 0; i < count; i++) {
        bool empty = strcmp(keys[i], "empty.css") == 0;
        snprintf(site->bodies[i], sizeof site->bodies[i], "%s%s", empty ? "" : keys[i],
                 i == 1 || i == 4 ? tag : "");
        struct content_entry *entry = entries_add(&site->entries, keys[i], NULL);
        entry->size = (int64_t)strlen(site->bodies[i]);
        entry->stage = i < 3 ? CONTENT_ASSETS : i < 5 ? CONTENT_PAGES : CONTENT_ENTRIES;
        json_t *set = json_pack("{ssssss}", "Content-Type", i < 3 ? "text/css" : "text/html",
                                "Cache-Control", "no-cache", "x-amz-meta-a", "b");
        entry->headers = headers_add(&site->headers, set);
        json_decref(set);
        digest_of(site->bodies[i], entry->digest);
        entry->time_ms = (int64_t)i; /* which body: the set is sorted */
    }
    entries_sort(&site->entries);
}

static void clear_site(struct site *site)
{
    entries_clear(&site->entries);
    headers_clear(&site->headers);
}

static struct content_body body_of(void *data, size_t wanted)
{
    const struct site *site = data;
    return (struct content_body){.data = site->bodies[site->entries.items[wanted].time_ms]};
}

static dxaws_error *publish(struct site *site, const char *by, struct publish_result *result)
{
    const struct content_place place = {
        .self = session, .bucket = {.name = BUCKET, .region = REGION}, .prefix = PREFIX};
    struct publish_job job = {.store = &aws_store,
                              .place = &place,
                              .body = body_of,
                              .data = site,
                              .wanted = &site->entries,
                              .headers = &site->headers,
                              .by = by};
    return publish_run(&job, NULL, result);
}

static void expect(struct site *site, const char *by, enum publish_end end, size_t written,
                   size_t looked)
{
    struct publish_result result = {0};
    ck_ok(publish(site, by, &result));
    ck_assert_msg(result.end == end && result.written == written && result.looked == looked,
                  "%s: end %d, %zu written, %zu looked at", by, (int)result.end, result.written,
                  result.looked);
}

/* The bucket has each object, byte for byte, with its headers. */
static void require_there(const struct site *site)
{
    for (size_t i = 0; i < site->entries.count; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = request_of("GET", PREFIX, NULL);
        dxaws_aws_request_add_path(request, entries_key(&site->entries, i));
        ck_ok(dxaws_aws_call(session, NULL, request));
        ck_assert_str_eq(dxaws_aws_request_answer_body(request, NULL),
                         site->bodies[site->entries.items[i].time_ms]);
        json_t *set = headers_at(&site->headers, site->entries.items[i].headers);
        const char *name;
        json_t *value;
        json_object_foreach(set, name, value) {
            ck_assert_str_eq(dxaws_aws_request_answer_header(request, name),
                             json_string_value(value));
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
    struct site a;
    struct site b;
    make_site(&a, "A", FILES);
    make_site(&b, "B", FILES);
    if (_i) {
        call("PUT", "", "encryption", ENCRYPTION, NULL);
    }
    call("PUT", "elsewhere", NULL, "not ours", NULL); /* beside the prefix */
    expect(&a, "first", PUBLISH_DONE, FILES, 0);
    require_there(&a);
    expect(&a, "again", PUBLISH_NOTHING, 0, 0);
    expect(&b, "changed", PUBLISH_DONE, 2, 0);
    require_there(&b);
    call("DELETE", PREFIX ".dxaws/content.gz", NULL, NULL, NULL);
    expect(&b, "index lost", PUBLISH_DONE, 0, FILES);
    call("PUT", PREFIX ".dxaws/content.gz", NULL, "garbage", NULL);
    expect(&b, "index damaged", PUBLISH_DONE, 0, FILES);
    clear_site(&a);
    clear_site(&b);
}
END_TEST

START_TEST(what_is_edited_or_vanishes_is_seen)
{
    struct site all;
    struct site fewer;
    make_site(&all, "A", FILES);
    make_site(&fewer, "A", FILES - 1); /* without index.html */
    expect(&all, "first", PUBLISH_DONE, FILES, 0);
    call("PUT", PREFIX "a.js", NULL, NULL, "/" BUCKET "/" PREFIX "a.js");
    call("PUT", PREFIX "empty.css", NULL, "longer", NULL);
    expect(&all, "edited", PUBLISH_DONE, 2, 1);
    require_there(&all);
    struct publish_result result = {0};
    ck_ok(publish(&fewer, "vanished", &result));
    ck_assert_int_eq(result.end, PUBLISH_DONE);
    require_there(&all);
    ck_ok(publish(&fewer, "expired", &result)); /* kept for no time */
    ck_assert_uint_eq(result.removed, 1);
    DXAWS_AUTO(dxaws_aws_request) request = request_of("HEAD", PREFIX "index.html", NULL);
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    ck_assert_int_eq(dxaws_error_http_status(error), 404);
    dxaws_error_free(error);
    expect(&fewer, "at rest", PUBLISH_NOTHING, 0, 0);
    clear_site(&all);
    clear_site(&fewer);
}
END_TEST

START_TEST(answers_are_lost)
{
    struct site site;
    make_site(&site, "A", FILES);
    ck_ok(dx_double_control(session, "faults",
                            "[{\"match\":\"PutObject\",\"do\":\"lost-reply\",\"nth\":[1,3,8]},"
                            "{\"match\":\"PutObject\",\"do\":\"error\",\"status\":409,"
                            "\"code\":\"ConditionalRequestConflict\",\"nth\":[5]}]"));
    struct publish_result result = {0};
    ck_ok(publish(&site, "lost", &result));
    ck_assert_int_eq(result.end, PUBLISH_DONE);
    ck_ok(dx_double_control(session, "faults", "[]"));
    require_there(&site);
    expect(&site, "at rest", PUBLISH_NOTHING, 0, 0);
    clear_site(&site);
}
END_TEST

struct publisher {
    struct site *site;
    const char *by;
    struct publish_result result;
    dxaws_error *error;
};

static void *publish_aside(void *data)
{
    struct publisher *publisher = data;
    publisher->error = publish(publisher->site, publisher->by, &publisher->result);
    return NULL;
}

START_TEST(of_two_at_once_one_succeeds)
{
    struct site a;
    struct site b;
    pthread_t thread;
    make_site(&a, "A", FILES);
    make_site(&b, "B", FILES);
    struct publisher one = {.site = &a, .by = "one"};
    struct publisher two = {.site = &b, .by = "two"};
    ck_assert_int_eq(pthread_create(&thread, NULL, publish_aside, &one), 0);
    publish_aside(&two);
    pthread_join(thread, NULL);
    ck_ok(one.error);
    ck_ok(two.error);
    bool first = one.result.end == PUBLISH_DONE;
    bool second = two.result.end == PUBLISH_DONE;
    ck_assert(first || second);
    ck_assert(first || one.result.end == PUBLISH_OVERTAKEN);
    ck_assert(second || two.result.end == PUBLISH_OVERTAKEN);
    if (first != second) {
        require_there(first ? &a : &b);
    }
    clear_site(&a);
    clear_site(&b);
}
END_TEST

START_TEST(digests_are_written_as_base64)
{
    unsigned char digest[CONTENT_DIGEST];
    unsigned char again[CONTENT_DIGEST];
    char text[BASE64_DIGEST];
    digest_of("", digest);
    base64_write(digest, text);
    ck_assert_str_eq(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    ck_assert(base64_read(text, again) && memcmp(digest, again, CONTENT_DIGEST) == 0);
    static const char *const wrong[] = {"", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                                        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                                        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=-2",
                                        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_msg(!base64_read(wrong[i], again), "%s", wrong[i]);
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
    tcase_add_test(cases, answers_are_lost);
    tcase_add_test(cases, of_two_at_once_one_succeeds);
    tcase_add_test(cases, digests_are_written_as_base64);
    return run_suite("content on AWS", cases);
}
