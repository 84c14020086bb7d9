/* SPDX-License-Identifier: MIT */
/* Signatures against published and independently computed ones: of the tables data/sigv4-*.json. */
#include "signature-tables.h"

#include <stdio.h>
#include <time.h>

#include "uri.h"

static void check_case(const char *name, const json_t *row)
{
    struct aws_headers headers;
    const struct aws_sigv4_input input = table_input(row, &headers);
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    struct aws_buffer to_sign = {0};
    ck_ok(aws_sigv4_sign(&input, &authorization, &canonical, &to_sign));
    const char *expected = json_string_value(json_object_get(row, "canonical"));
    if (expected) {
        ck_assert_msg(strcmp(expected, canonical.data) == 0,
                      "%s: canonical request\n%s\nis not\n%s", name, canonical.data, expected);
    }
    ck_assert_msg(strcmp(authorization.data, table_text(row, "authorization")) == 0, "%s: got\n%s",
                  name, authorization.data);
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_buffer_free(&to_sign);
    aws_headers_free(&headers);
}

/* rule 1: canonical request, string to sign, key chain. rule 2, rule 3, rule 4, rule 5, rule 6:
 * rows of the tables with dots, slashes, spaces, escapes, repeated names and folded values. */
START_TEST(signatures_are_those_of_the_tables)
{
    ck_assert_uint_ge(
        tables_each("sigv4-*.json", SIGNATURE_MEMBERS "canonical:s authorization:s!", check_case),
        53);
}
END_TEST

/* A request of which only the headers matter. */
static void sign_headers(const struct aws_headers *headers, struct aws_buffer *authorization,
                         struct aws_buffer *canonical)
{
    const struct aws_sigv4_input input = {.method = "GET",
                                          .path = "/",
                                          .headers = headers,
                                          .payload_hash = "x",
                                          .access_key_id = "k",
                                          .secret = "s",
                                          .region = "r",
                                          .service = "v",
                                          .date = "20150830T123600Z"};
    ck_ok(aws_sigv4_sign(&input, authorization, canonical, NULL));
}

/* rule 6: joined with a comma and no space */
START_TEST(repeated_headers_are_joined_in_order_of_arrival)
{
    struct aws_headers headers = {0};
    aws_headers_add(&headers, "Host", "h");
    aws_headers_add(&headers, "My-Header", "b");
    aws_headers_add(&headers, "my-header", " a\n  c ");
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    sign_headers(&headers, &authorization, &canonical);
    ck_assert_str_eq(canonical.data, "GET\n/\n\nhost:h\nmy-header:b,a c\n\nhost;my-header\nx");
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_headers_free(&headers);
}
END_TEST

/* rule 6: also when they are more, and longer, than there is room for without allocating */
START_TEST(many_headers_are_signed_in_order_of_their_names)
{
    enum { COUNT = 40, LENGTH = 300 };
    char value[LENGTH + 1] = "";
    char name[24];
    struct aws_headers headers = {0};
    struct aws_buffer expected = {0};
    memset(value, 'v', LENGTH);
    for (int round = 0; round < 2; round++) { /* the list is used again */
        aws_headers_clear(&headers);
        for (int i = COUNT; i-- > 0;) {
            snprintf(name, sizeof(name), "X-Amz-%02d", i);
            aws_headers_add(&headers, name, value);
        }
    }
    ck_assert_uint_eq(headers.count, COUNT);
    ck_assert_str_eq(aws_headers_get(&headers, "x-amz-39"), value);
    aws_buffer_text(&expected, "GET\n/\n\n");
    for (int i = 0; i < COUNT; i++) {
        aws_buffer_format(&expected, "x-amz-%02d:%s\n", i, value);
    }
    for (int i = 0; i < COUNT; i++) {
        aws_buffer_format(&expected, "%sx-amz-%02d", i ? ";" : "\n", i);
    }
    aws_buffer_text(&expected, "\nx");
    struct aws_buffer authorization = {0};
    struct aws_buffer canonical = {0};
    sign_headers(&headers, &authorization, &canonical);
    ck_assert_str_eq(canonical.data, expected.data);
    aws_buffer_free(&authorization);
    aws_buffer_free(&canonical);
    aws_buffer_free(&expected);
    aws_headers_free(&headers);
}
END_TEST

/* rule 7: what a proxy, libcurl or tracing may add or change is not signed */
START_TEST(headers_that_may_change_are_not_signed)
{
    static const char *const names[] = {
        "Authorization",    "User-Agent", "X-Amzn-Trace-Id", "Transfer-Encoding",
        "Connection",       "Expect",     "Keep-Alive",      "TE",
        "Trailer",          "Upgrade",    "Accept-Encoding", "Proxy-Authorization",
        "Sec-WebSocket-Key"};
    struct aws_headers headers = {0};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        aws_headers_add(&headers, names[i], "x");
    }
    aws_headers_add(&headers, "Content-Length", "0");
    aws_headers_add(&headers, "HOST", "h");
    struct aws_buffer authorization = {0};
    sign_headers(&headers, &authorization, NULL);
    ck_assert_ptr_nonnull(strstr(authorization.data, "SignedHeaders=content-length;host,"));
    aws_buffer_free(&authorization);
    aws_headers_free(&headers);
}
END_TEST

/* rule 1: the derived key is kept by secret, day, region and service, and wiped when it goes */
START_TEST(derived_keys_are_kept_and_wiped)
{
    static const char *const scopes[][4] = {{"s", "20150830", "r", "v"},
                                            {"t", "20150830", "r", "v"},
                                            {"s", "20150831", "r", "v"},
                                            {"s", "20150830", "q", "v"},
                                            {"s", "20150830", "r", "w"}};
    struct aws_signing_keys keys;
    struct aws_hmac_key kept[5];
    struct aws_hmac_key derived;
    aws_signing_keys_init(&keys);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 5; i++) {
            const char *const *s = scopes[i];
            char text[32];
            snprintf(text, sizeof(text), "%s/%s/%s/aws4_request", s[1], s[2], s[3]);
            const struct aws_signing_scope scope = {s[0], NULL, s[1], s[2], s[3], text};
            aws_signing_key(&keys, &scope, &kept[i]);
            aws_signing_key(NULL, &scope, &derived);
            ck_assert_mem_eq(&kept[i], &derived, sizeof(derived));
            for (size_t j = 0; j < i; j++) {
                ck_assert_mem_ne(&kept[i], &kept[j], sizeof(derived));
            }
        }
    }
    ck_assert_uint_ne(keys.entries[4].used, 0);
    ck_assert_uint_eq(keys.entries[5].used, 0);
    for (int day = 0; day < AWS_SIGNING_KEYS; day++) {
        char text[24];
        snprintf(text, sizeof(text), "201601%02d/r/v", day);
        aws_signing_key(&keys, &(struct aws_signing_scope){"s", NULL, text, "r", "v", text},
                        &derived);
    }
    for (size_t i = 0; i < AWS_SIGNING_KEYS; i++) {
        for (size_t j = 0; j < 5; j++) {
            ck_assert_mem_ne(&keys.entries[i].key, &kept[j], sizeof(derived));
        }
    }
    aws_signing_keys_free(&keys);
    ck_assert_ptr_null(keys.entries); /* secret memory, which is wiped when it is released */
}
END_TEST

/* RFC 4231, cases 1, 2 and 6: a key that is short, a word, longer than a block */
START_TEST(hmac_is_that_of_rfc_4231)
{
    static const char *const expected[] = {
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"};
    static const char *const data[] = {"Hi There", "what do ya want for nothing?",
                                       "Test Using Larger Than Block-Size Key - Hash Key First"};
    unsigned char key[131];
    unsigned char digest[AWS_SHA256_SIZE];
    char hex[AWS_SHA256_HEX];
    memset(key, _i == 0 ? 0x0b : 0xaa, sizeof(key));
    if (_i == 1) {
        aws_hmac_sha256("Je", "fe", 2, data[_i], strlen(data[_i]), digest);
    } else {
        aws_hmac_sha256("", key, _i == 0 ? 20 : 131, data[_i], strlen(data[_i]), digest);
    }
    aws_digest_hex(digest, hex);
    ck_assert_str_eq(hex, expected[_i]);
}
END_TEST

static void check_date(const char *name, const json_t *row)
{
    char date[AWS_DATE_SIZE];
    aws_sigv4_date(table_number(row, "ms"), date);
    ck_assert_msg(strcmp(date, table_text(row, "date")) == 0, "%s: %s is %s", name,
                  table_text(row, "date"), date);
}

/* rule 12: whatever the time zone is */
START_TEST(date_is_utc)
{
    setenv("TZ", "XYZ-5", 1);
    tzset();
    ck_assert_uint_ge(tables_each("signing-dates*.json", "name:s ms:i! date:s!", check_date), 8);
}
END_TEST

static void check_query(const char *name, const json_t *row)
{
    struct aws_buffer out = {0};
    aws_uri_canonical_query(&out, table_text(row, "query"));
    ck_assert_msg(strcmp(aws_buffer_string(&out), table_text(row, "canonical")) == 0,
                  "%s: %s is %s", name, table_text(row, "query"), aws_buffer_string(&out));
    aws_buffer_free(&out);
}

/* rule 5 */
START_TEST(query_is_sorted_by_encoded_pair)
{
    ck_assert_uint_ge(
        tables_each("canonical-queries*.json", "name:s query:s! canonical:s!", check_query), 15);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sigv4");
    TCase *tests = tcase_create("sigv4");
    tcase_add_test(tests, signatures_are_those_of_the_tables);
    tcase_add_test(tests, repeated_headers_are_joined_in_order_of_arrival);
    tcase_add_test(tests, many_headers_are_signed_in_order_of_their_names);
    tcase_add_test(tests, headers_that_may_change_are_not_signed);
    tcase_add_test(tests, derived_keys_are_kept_and_wiped);
    tcase_add_loop_test(tests, hmac_is_that_of_rfc_4231, 0, 3);
    tcase_add_test(tests, date_is_utc);
    tcase_add_test(tests, query_is_sorted_by_encoded_pair);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
