/* SPDX-License-Identifier: MIT */
/* Signatures for requests that somebody else sends: the tables of signatures, from the outside. */
#include "signature-tables.h"

#include <stdio.h>
#include <time.h>

#include <dxaws/sign.h>

#include "session-private.h"
#include "testing.h"
#include "uri.h"

static int64_t moment(void *self)
{
    return *(const int64_t *)self;
}

static void no_sleep(void *self, int64_t ms)
{
    (void)self;
    (void)ms;
}

static dxaws_context *context_at(int64_t *now_ms)
{
    const dxaws_clock_ops ops = {sizeof(ops), moment, moment, no_sleep, NULL, NULL};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &ops, now_ms));
    return context;
}

static int64_t parse_date(const char *date)
{
    struct tm utc = {0};
    ck_assert_ptr_nonnull(strptime(date, "%Y%m%dT%H%M%SZ", &utc));
    return (int64_t)timegm(&utc) * 1000;
}

static dxaws_session *session_with(const char *key_id, const char *secret, const char *token)
{
    static const char *const environment[] = {NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, key_id, secret, token);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static const char *signature_header(const dxaws_signable *signable, const char *name)
{
    const char *found;
    const char *value;
    for (size_t i = 0; dxaws_signable_header_at(signable, i, &found, &value); i++) {
        if (strcasecmp(found, name) == 0) {
            return value;
        }
    }
    return NULL;
}

static const char *row_header(const json_t *row, const char *name)
{
    size_t i;
    json_t *header;
    json_array_foreach(json_object_get(row, "headers"), i, header) {
        if (strcasecmp(json_string_value(json_array_get(header, 0)), name) == 0) {
            return json_string_value(json_array_get(header, 1));
        }
    }
    return NULL;
}

/* A request as the row has it; NULL when its URL could not be written so. */
static dxaws_signable *signable_of(const json_t *row)
{
    char url[4096];
    const char *host = row_header(row, "host");
    const char *query = table_text(row, "query");
    snprintf(url, sizeof(url), "https://%s%s%s%s", host ? host : "", table_text(row, "path"),
             *query ? "?" : "", query);
    struct aws_target target = {0};
    const char *why;
    bool usable = aws_target_parse(url, &target, &why);
    usable = usable && strcmp(target.host, host) == 0;
    aws_target_free(&target);
    if (!usable) {
        return NULL;
    }
    dxaws_signable *signable =
        dxaws_signable_new(table_text(row, "service"), table_text(row, "method"), url);
    dxaws_signable_set_region(signable, table_text(row, "region"));
    dxaws_signable_set_body_hash(signable, table_text(row, "payload_hash"));
    dxaws_signable_set_path_as_is(signable, table_flag(row, "path_as_is"));
    dxaws_signable_set_payload_header(signable, row_header(row, "x-amz-content-sha256") != NULL);
    size_t i;
    json_t *header;
    json_array_foreach(json_object_get(row, "headers"), i, header) {
        const char *name = json_string_value(json_array_get(header, 0));
        if (!aws_header_is_of_signature(name)) {
            dxaws_signable_add_header(signable, name, json_string_value(json_array_get(header, 1)));
        }
    }
    return signable;
}

static unsigned checked;

static void check_headers(const char *name, const json_t *row)
{
    DXAWS_AUTO(dxaws_signable) signable = signable_of(row);
    int64_t now_ms = parse_date(table_text(row, "date"));
    bool folded = false; /* no header that can be sent has a line's end in it */
    for (size_t i = 0; i < json_array_size(json_object_get(row, "headers")); i++) {
        const json_t *header = json_array_get(json_object_get(row, "headers"), i);
        folded = folded || strpbrk(json_string_value(json_array_get(header, 1)), "\r\n");
    }
    if (!signable || folded) {
        return;
    }
    DXAWS_AUTO(dxaws_context) context = context_at(&now_ms);
    DXAWS_AUTO(dxaws_session)
    session = session_with(table_text(row, "access_key_id"), table_text(row, "secret"),
                           row_header(row, "x-amz-security-token"));
    for (int again = 0; again < 2; again++) {
        ck_ok(dxaws_sign(session, context, signable));
        const char *got = signature_header(signable, "Authorization");
        ck_assert_msg(strcmp(got, table_text(row, "authorization")) == 0, "%s: got\n%s\nnot\n%s",
                      name, got, table_text(row, "authorization"));
        ck_assert_str_eq(signature_header(signable, "X-Amz-Date"), table_text(row, "date"));
    }
    checked++;
}

/* rules 1 to 10 */
START_TEST(headers_are_those_of_the_tables)
{
    tables_each("sigv4-*.json", SIGNATURE_MEMBERS "canonical:s to_sign:s authorization:s! origin:s",
                check_headers);
    ck_assert_uint_ge(checked, 30);
}
END_TEST

/* A wire query's parameters, sorted: their order is free but for the signature, which is last. */
static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void sort_query(const char *query, char sorted[4096])
{
    char *parts[64];
    char *copy = strdup(query);
    char *rest = copy;
    size_t count = 0;
    for (char *part; (part = strsep(&rest, "&"));) {
        parts[count++] = part;
    }
    qsort(parts, count, sizeof(parts[0]), by_text);
    *sorted = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(strcat(sorted, i ? "&" : ""), parts[i]);
    }
    free(copy);
}

static void check_url(const char *name, const json_t *row)
{
    DXAWS_AUTO(dxaws_signable) signable = signable_of(row);
    if (!signable) {
        return;
    }
    int64_t now_ms = parse_date(table_text(row, "date"));
    DXAWS_AUTO(dxaws_context) context = context_at(&now_ms);
    DXAWS_AUTO(dxaws_session)
    session = session_with(table_text(row, "access_key_id"), table_text(row, "secret"),
                           table_text(row, "token"));
    char *url = NULL;
    ck_ok(dxaws_sign_url(session, context, signable, table_number(row, "expires_s"), &url));
    char got[4096];
    char expected[4096];
    sort_query(strchr(url, '?') + 1, got);
    sort_query(table_text(row, "presigned"), expected);
    ck_assert_msg(strcmp(got, expected) == 0, "%s: got\n%s\nnot\n%s", name, got, expected);
    free(url);
    checked++;
}

/* rule 11 */
START_TEST(urls_are_those_of_the_tables)
{
    checked = 0;
    tables_each("presign-*.json", SIGNATURE_MEMBERS "token:s expires_s:i! presigned:s!", check_url);
    ck_assert_uint_ge(checked, 12);
}
END_TEST

static const struct {
    const char *service, *method, *url, *region, *header, *value, *hash;
    const char *problem; /* NULL when it can be signed */
} rows[] = {
    {"rds-db", "GET", "https://db.example:3306/?Action=connect&DBUser=u", "eu-west-1", NULL, NULL,
     NULL, NULL},
    {"iotdevicegateway", "GET", "wss://x.iot.eu-west-1.amazonaws.com/mqtt", "eu-west-1", NULL, NULL,
     NULL, NULL},
    {"sts", "GET", "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity", "eu-west-1",
     "x-k8s-aws-id", "cluster", NULL, NULL},
    {"iam", "GET", "https://iam.amazonaws.com", NULL, NULL, NULL, NULL, NULL},
    {"sqs", "GET", "https://h.example", NULL, NULL, NULL, NULL, "region"},
    {"", "GET", "https://h.example", "r", NULL, NULL, NULL, "not the name of a service"},
    {"sqs", "G T", "https://h.example", "r", NULL, NULL, NULL, "not a method of HTTP: G T"},
    {"sqs", "GET", "ftp://h.example", "r", NULL, NULL, NULL, "it must start with https://"},
    {"sqs", "GET", "https://", "r", NULL, NULL, NULL, "it has no host name"},
    {"sqs", "GET", "https://u:p@h.example", "r", NULL, NULL, NULL, "it must not hold a user name"},
    {"sqs", "GET", "https://h.example/a b", "r", NULL, NULL, NULL, "it must be encoded"},
    {"sqs", "GET", "https://h.example/a#b", "r", NULL, NULL, NULL, "without a fragment"},
    {"sqs", "GET", "https://h.example/?a=b&X-Amz-Date=1", "r", NULL, NULL, NULL, "signed already"},
    {"sqs", "GET", "https://h.example", "no region", NULL, NULL, NULL, "not a region: no region"},
    {"sqs", "GET", "https://h.example", "r", "Authorization", "a", NULL,
     "its signature or URL says what is in the header Authorization"},
    {"sqs", "GET", "https://h.example", "r", "Host", "other", NULL, "in the header Host"},
    {"sqs", "GET", "https://h.example", "r", "a b", "c", NULL, "not the name of a header: a b"},
    {"sqs", "GET", "https://h.example", "r", "a", "b\nc", NULL, "control character in the value"},
    {"sqs", "GET", "https://h.example", "r", NULL, NULL, "a\nb", "not a hash of a body"},
};

static dxaws_signable *make_row(int row)
{
    dxaws_signable *signable =
        dxaws_signable_new(rows[row].service, rows[row].method, rows[row].url);
    dxaws_signable_set_region(signable, rows[row].region);
    dxaws_signable_add_header(signable, rows[row].header, rows[row].value);
    dxaws_signable_set_body_hash(signable, rows[row].hash);
    return signable;
}

/* rule 7: what may be signed; with headers and in a URL alike */
START_TEST(request_is_signed_or_refused)
{
    int64_t now_ms = 1440938160000;
    DXAWS_AUTO(dxaws_context) context = context_at(&now_ms);
    DXAWS_AUTO(dxaws_session) session = session_with("AKIDEXAMPLE", "canary-secret", "a/token");
    DXAWS_AUTO(dxaws_signable) signable = make_row(_i);
    char *url = NULL;
    if (rows[_i].problem) {
        ck_error(dxaws_sign(session, context, signable), DXAWS_ERROR_INVALID_ARGUMENT,
                 rows[_i].problem);
        ck_error(dxaws_sign_url(session, context, signable, 60, &url), DXAWS_ERROR_INVALID_ARGUMENT,
                 rows[_i].problem);
        ck_assert_ptr_null(url);
        ck_assert_uint_eq(dxaws_signable_header_count(signable), 0);
        return;
    }
    ck_ok(dxaws_sign(session, context, signable));
    ck_assert_str_eq(signature_header(signable, "X-Amz-Security-Token"), "a/token");
    ck_assert_ptr_null(signature_header(signable, rows[_i].header ? rows[_i].header : "Host"));
    const char *name;
    const char *value;
    ck_assert_uint_eq(dxaws_signable_header_count(signable), 3);
    ck_assert(!dxaws_signable_header_at(signable, 3, &name, &value));
    ck_ok(dxaws_sign_url(session, context, signable, 60, &url));
    size_t start = strcspn(rows[_i].url + 8, "/?") + 8;
    ck_assert_int_eq(strncmp(url, rows[_i].url, start), 0);
    ck_assert_ptr_nonnull(strstr(url, "&X-Amz-Signature="));
    ck_assert_int_eq(rows[_i].header != NULL, strstr(url, "host%3Bx-k8s-aws-id") != NULL);
    free(url);
}
END_TEST

/* rule 9: the hash of a body that is given, S3's rules by its name; rule 10: IoT's token; rule 11:
 * how long it may work */
START_TEST(body_token_and_time_are_as_the_caller_says)
{
    int64_t now_ms = 1440938160000;
    DXAWS_AUTO(dxaws_context) context = context_at(&now_ms);
    DXAWS_AUTO(dxaws_session) session = session_with("AKIDEXAMPLE", "canary-secret", "a/token");
    DXAWS_AUTO(dxaws_signable)
    signable = dxaws_signable_new("s3", "PUT", "https://b.s3.eu-west-1.amazonaws.com/k");
    dxaws_signable_set_region(signable, "eu-west-1");
    dxaws_signable_set_body(signable, "abc", 3);
    dxaws_signable_set_unsigned_token(signable, true);
    ck_ok(dxaws_sign(session, context, signable));
    ck_assert_str_eq(signature_header(signable, "X-Amz-Content-Sha256"),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *authorization = signature_header(signable, "Authorization");
    ck_assert_ptr_nonnull(
        strstr(authorization, "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"));
    ck_assert_str_eq(signature_header(signable, "X-Amz-Security-Token"), "a/token");
    char *url = NULL;
    ck_ok(dxaws_sign_url(session, context, signable, 604800, &url));
    ck_assert_ptr_nonnull(strstr(url, "&X-Amz-Security-Token=a%2Ftoken&X-Amz-Signature="));
    free(url);
    static const int64_t never[] = {0, -1, 604801};
    for (size_t i = 0; i < 3; i++) {
        ck_error(dxaws_sign_url(session, context, signable, never[i], &url),
                 DXAWS_ERROR_INVALID_ARGUMENT, "expected 1 to 604800");
    }
    ck_error(dxaws_sign(session, context, NULL), DXAWS_ERROR_OUT_OF_MEMORY, "memory");
    ck_error(dxaws_sign(NULL, context, signable), DXAWS_ERROR_INVALID_ARGUMENT, "session");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sign");
    TCase *tests = tcase_create("sign");
    tcase_add_test(tests, headers_are_those_of_the_tables);
    tcase_add_test(tests, urls_are_those_of_the_tables);
    tcase_add_loop_test(tests, request_is_signed_or_refused, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, body_token_and_time_are_as_the_caller_says);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
