/* SPDX-License-Identifier: MIT */
/* URLs that carry their own signature: of the tables data/presign-*.json, and of the session. */
#include "signature-tables.h"

#include <stdio.h>

#include "aws-call.h"
#include "aws-presign.h"

/* A wire query's parameters, sorted: their order is free but for the signature, which is last. */
static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void sort_query(char *query)
{
    char *parts[64];
    char copy[4096];
    size_t count = 0;
    snprintf(copy, sizeof(copy), "%s", query);
    char *rest = copy;
    for (char *part; (part = strsep(&rest, "&"));) {
        parts[count++] = part;
    }
    qsort(parts, count, sizeof(parts[0]), by_text);
    *query = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(query, i ? "&" : "");
        strcat(query, parts[i]);
    }
}

static void check_row(const char *name, const json_t *row)
{
    struct aws_headers headers;
    const struct aws_sigv4_input input = table_input(row, &headers);
    const struct aws_sigv4_terms terms = {
        .expires_s = (unsigned)json_integer_value(json_object_get(row, "expires_s")),
        .token = json_string_value(json_object_get(row, "token")),
    };
    struct aws_buffer query = {0};
    ck_ok(aws_sigv4_presign(&input, &terms, &query, NULL));
    ck_assert_ptr_null(strchr(strstr(query.data, "&X-Amz-Signature=") + 1, '&'));
    char got[4096];
    char expected[4096];
    snprintf(got, sizeof(got), "%s", query.data);
    snprintf(expected, sizeof(expected), "%s", table_text(row, "presigned"));
    sort_query(got);
    sort_query(expected);
    ck_assert_msg(strcmp(got, expected) == 0, "%s: got\n%s\nnot\n%s", name, got, expected);
    aws_buffer_free(&query);
    aws_headers_free(&headers);
}

/* rule 11: the parameters of a presigned URL */
START_TEST(urls_are_those_of_the_tables)
{
    ck_assert_uint_ge(tables_each("presign-*.json",
                                  SIGNATURE_MEMBERS "token:s expires_s:i! presigned:s!", check_row),
                      14);
}
END_TEST

/* ---- of whole sessions, at a time that moves when it is looked at ---- */

struct moving_clock {
    int64_t ms;
    int64_t step_ms;
};

static int64_t look(void *self)
{
    struct moving_clock *clock = self;
    clock->ms += clock->step_ms;
    return clock->ms;
}

static int64_t stand(void *self)
{
    (void)self;
    return 0;
}

static void no_sleep(void *self, int64_t ms)
{
    (void)self;
    (void)ms;
}

static dxaws_context *context_at(struct moving_clock *clock)
{
    const dxaws_clock_ops ops = {sizeof(ops), look, stand, no_sleep, NULL, NULL};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &ops, clock));
    return context;
}

static dxaws_session *session_of(const char *const *environment)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static void check_call(const char *name, const json_t *row)
{
    char variables[4][256];
    const char *const environment[] = {variables[0], variables[1], variables[2], variables[3],
                                       NULL};
    snprintf(variables[0], 256, "AWS_REGION=%s", table_text(row, "region"));
    snprintf(variables[1], 256, "AWS_ACCESS_KEY_ID=%s", table_text(row, "access_key_id"));
    snprintf(variables[2], 256, "AWS_SECRET_ACCESS_KEY=%s", table_text(row, "secret"));
    snprintf(variables[3], 256, "AWS_SESSION_TOKEN=%s", table_text(row, "token"));
    struct moving_clock clock = {1440938160000, 0};
    DXAWS_AUTO(dxaws_session) session = session_of(environment);
    DXAWS_AUTO(dxaws_context) context = context_at(&clock);
    DXAWS_AUTO(dxaws_aws_request)
    request =
        dxaws_aws_request_new(table_text(row, "service"), "Get", "GET", table_text(row, "path"));
    dxaws_aws_request_set_bucket(request, table_text(row, "bucket"));
    size_t i;
    json_t *pair;
    json_array_foreach(json_object_get(row, "query"), i, pair) {
        dxaws_aws_request_add_query(request, json_string_value(json_array_get(pair, 0)),
                                    json_string_value(json_array_get(pair, 1)));
    }
    char *url = NULL;
    ck_ok(dxaws_aws_presign(session, context, request, table_number(row, "expires_s"), &url));
    char *expected = strdup(table_text(row, "url"));
    sort_query(strchr(url, '?') + 1);
    sort_query(strchr(expected, '?') + 1);
    ck_assert_msg(strcmp(url, expected) == 0, "%s: got\n%s\nnot\n%s", name, url, expected);
    free(url);
    free(expected);
}

/* rules 2, 4, 9, 10, 11 and 14: what each service's path, body, token and scope are, is in the
 * table of services and not in the case */
START_TEST(calls_are_signed_as_their_service_wants)
{
    ck_assert_uint_ge(tables_each("presigned-calls*.json",
                                  "name:s! service:s! region:s! bucket:s path:s! query:a! "
                                  "access_key_id:s! secret:s! token:s! expires_s:i! url:s!",
                                  check_call),
                      14);
}
END_TEST

/* rule 12: the clock is looked at once, or midnight might fall between the date and the scope */
START_TEST(date_and_scope_are_of_one_look_at_the_clock)
{
    for (int64_t before_ms = 0; before_ms < 6000; before_ms += 1000) {
        struct moving_clock clock = {1440979200000 - before_ms, 1000};
        DXAWS_AUTO(dxaws_session)
        session = session_of((const char *const[]){"AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=K",
                                                   "AWS_SECRET_ACCESS_KEY=s", NULL});
        DXAWS_AUTO(dxaws_context) context = context_at(&clock);
        DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("acm", "Get", "GET", "/");
        char *url = NULL;
        ck_ok(dxaws_aws_presign(session, context, request, 60, &url));
        ck_assert_mem_eq(strstr(url, "Credential=K%2F") + 15, strstr(url, "X-Amz-Date=") + 11, 8);
        free(url);
    }
}
END_TEST

/* rule 11 and rule 37: by the corrected clock, and no longer than the credentials by that clock */
START_TEST(url_is_of_the_corrected_clock)
{
    static const char *const environment[] = {
        "AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=K", "AWS_SECRET_ACCESS_KEY=s",
        "AWS_CREDENTIAL_EXPIRATION=2015-08-30T14:36:00Z", NULL};
    static const struct {
        int64_t skew_ms;
        const char *part;
    } rows[] = {{0, "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=7200&"},
                {6600000, "&X-Amz-Date=20150830T142600Z&X-Amz-Expires=600&"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct moving_clock clock = {1440938160000, 0};
        DXAWS_AUTO(dxaws_session) session = session_of(environment);
        DXAWS_AUTO(dxaws_context) context = context_at(&clock);
        DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("acm", "Get", "GET", "/");
        atomic_store(&session->traffic.skew_ms, rows[i].skew_ms);
        char *url = NULL;
        ck_ok(dxaws_aws_presign(session, context, request, 604800, &url));
        ck_assert_msg(strstr(url, rows[i].part) != NULL, "got %s", url);
        free(url);
    }
}
END_TEST

static dxaws_session *aws_session(const char *token)
{
    static const char *const environment[] = {"AWS_REGION=eu-west-1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "canary-secret", token);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static char *presign(dxaws_session *session, dxaws_aws_request *request, int64_t expires_s)
{
    char *url = NULL;
    ck_ok(dxaws_aws_presign(session, NULL, request, expires_s, &url));
    return url;
}

/* rule 11: only the host is signed, the date is a parameter and no header, nothing secret */
START_TEST(url_of_an_object_needs_no_header)
{
    DXAWS_AUTO(dxaws_session) session = aws_session("to/ken=");
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("s3", "GetObject", "GET", "/a b;c");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_add_header(request, "x-amz-checksum-mode", "ENABLED");
    dxaws_aws_request_add_header(request, "x-amz-user-agent", "mine");
    char *url = presign(session, request, 60);
    const char *start = "https://my-bucket.s3.eu-west-1.amazonaws.com/a%20b%3Bc?X-Amz-Algorithm="
                        "AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F";
    ck_assert_int_eq(strncmp(url, start, strlen(start)), 0);
    ck_assert_ptr_nonnull(strstr(url, "&X-Amz-SignedHeaders=host&"));
    ck_assert_ptr_nonnull(strstr(url, "&X-Amz-Security-Token=to%2Fken%3D&X-Amz-Signature="));
    ck_assert_ptr_null(strstr(url, "canary-secret"));
    free(url);
}
END_TEST

/* rule 11: what the caller adds is signed, so whoever uses the URL must send it */
START_TEST(headers_that_are_given_are_signed)
{
    DXAWS_AUTO(dxaws_session) session = aws_session(NULL);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/k");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_set_content_type(request, "text/plain");
    dxaws_aws_request_add_header(request, "Content-Length", "5");
    char *url = presign(session, request, 60);
    ck_assert_ptr_nonnull(strstr(url, "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost&"));
    ck_assert_ptr_null(strstr(url, "Security-Token"));
    free(url);
}
END_TEST

/* rule 10: S3 Express has a token of its own; an unsigned token follows what is signed */
START_TEST(token_is_where_the_service_wants_it)
{
    DXAWS_AUTO(dxaws_session) session = aws_session("token");
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("s3express", "GetObject", "GET", "/k");
    dxaws_aws_request_set_bucket(request, "my-bucket--euw1-az1--x-s3");
    char *url = presign(session, request, 60);
    ck_assert_int_eq(strncmp(url,
                             "https://my-bucket--euw1-az1--x-s3.s3express-euw1-az1.eu-west-1."
                             "amazonaws.com/k?",
                             79),
                     0);
    ck_assert_ptr_nonnull(strstr(url, "&X-Amz-S3session-Token=token&X-Amz-Signature="));
    ck_assert_ptr_null(strstr(url, "Security-Token"));
    free(url);
    DXAWS_AUTO(dxaws_aws_request)
    other = dxaws_aws_request_new("sts", "GetCallerIdentity", "GET", "/");
    char *with = presign(session, other, 60);
    dxaws_aws_request_set_unsigned_token(other, true);
    char *without = presign(session, other, 60);
    ck_assert_str_ne(strstr(with, "&X-Amz-Signature="), strstr(without, "&X-Amz-Signature="));
    ck_assert_ptr_nonnull(strstr(without, "host&X-Amz-Security-Token=token&X-Amz-Signature="));
    free(with);
    free(without);
}
END_TEST

static const struct {
    int64_t left_ms;          /* of the credentials */
    int64_t wanted, expected; /* 0: an error */
} limits[] = {{INT64_MAX, 3600, 3600}, {90500, 3600, 90}, {3600000, 3600, 3600},
              {90500, 60, 60},         {999, 60, 0},      {-5000, 60, 0}};

/* rule 11: no URL claims to work longer than the credentials that signed it */
START_TEST(url_ends_with_the_credentials)
{
    const int64_t now_ms = 1440938160000;
    int64_t left_ms = limits[_i].left_ms;
    struct aws_credentials *credentials = aws_credentials_new(&(struct aws_credentials_fields){
        .access_key_id = "AKIDEXAMPLE",
        .secret = "secret",
        .token = "token",
        .source = "test",
        .expires_ms = left_ms == INT64_MAX ? INT64_MAX : now_ms + left_ms});
    int64_t expires_s = limits[_i].wanted;
    dxaws_error *error = aws_presign_limit(credentials, now_ms, &expires_s);
    if (limits[_i].expected) {
        ck_ok(error);
        ck_assert_int_eq(expires_s, limits[_i].expected);
    } else {
        ck_error(error, DXAWS_ERROR_UNAUTHENTICATED, "the credentials from the test are expired");
    }
    aws_credentials_unref(credentials);
}
END_TEST

static const struct {
    int64_t expires_s;
    const char *header, *query, *message;
    bool checksum;
} refusals[] = {
    {0, NULL, NULL, "a signed URL cannot work for 0 s: expected 1 to 604800", false},
    {604801, NULL, NULL, "a signed URL cannot work for 604801 s: expected 1 to 604800", false},
    {60, "X-Amz-Date", NULL, "a caller cannot set the header X-Amz-Date", false},
    {60, NULL, "X-Amz-Expires", "query parameters of a signature", false},
    {60, NULL, NULL, "has no checksum", true},
};

/* rule 7 and rule 11: what would make two signatures of one is refused */
START_TEST(url_is_refused)
{
    DXAWS_AUTO(dxaws_session) session = aws_session(NULL);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetObject", "GET", "/k");
    dxaws_aws_request_add_header(request, refusals[_i].header, "x");
    dxaws_aws_request_add_query(request, refusals[_i].query, "x");
    dxaws_aws_request_set_checksum(request, refusals[_i].checksum ? "CRC32" : NULL);
    char *url = NULL;
    ck_error(dxaws_aws_presign(session, NULL, request, refusals[_i].expires_s, &url),
             DXAWS_ERROR_INVALID_ARGUMENT, refusals[_i].message);
    ck_assert_ptr_null(url);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("presign");
    TCase *tests = tcase_create("presign");
    tcase_add_test(tests, urls_are_those_of_the_tables);
    tcase_add_test(tests, calls_are_signed_as_their_service_wants);
    tcase_add_test(tests, date_and_scope_are_of_one_look_at_the_clock);
    tcase_add_test(tests, url_is_of_the_corrected_clock);
    tcase_add_test(tests, url_of_an_object_needs_no_header);
    tcase_add_test(tests, headers_that_are_given_are_signed);
    tcase_add_test(tests, token_is_where_the_service_wants_it);
    tcase_add_loop_test(tests, url_ends_with_the_credentials, 0,
                        sizeof(limits) / sizeof(limits[0]));
    tcase_add_loop_test(tests, url_is_refused, 0, sizeof(refusals) / sizeof(refusals[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
