/* SPDX-License-Identifier: MIT */
/* Objects of the simulated account: S3's rules. */
#include "objects-fixture.h"

START_TEST(objects_are_written_on_conditions)
{
    static const char *const none[] = {"other", ""};
    static const char *const etags[] = {MD5_B, ""};
    open_account(_i);
    ck_assert_str_eq(put("a", "a", NULL), "NoSuchBucket");
    given("{}");
    ck_assert_str_eq(put("a", "a", NULL), MD5_A);
    ck_assert_str_eq(put("a", "b", NULL), "refused"); /* there is one */
    ck_assert_str_eq(put("a", "b", MD5_B), "refused");
    ck_assert_str_eq(put("b", "b", MD5_B), "refused"); /* there is none */
    ck_assert_str_eq(put("a", "b", MD5_A), MD5_B);
    ck_assert_str_eq(put("c/\xc3\xbc", "b", NULL), MD5_B);
    ck_assert_str_eq(listed(), "a=92eb 1;c/\xc3\xbc=92eb 1;");
    ck_assert_uint_eq(kept(), 1); /* "b", once */
    ck_ok(memory_store.remove(&place, NULL, none, etags, 2));
    const char *keys[] = {"a", "c/\xc3\xbc"};
    const char *wrong[] = {MD5_A, MD5_A};
    ck_ok(memory_store.remove(&place, NULL, keys, wrong, 2));
    ck_assert_str_eq(listed(), "a=92eb 1;c/\xc3\xbc=92eb 1;");
    ck_ok(memory_store.remove(&place, NULL, keys, etags, 2));
    ck_assert_str_eq(listed(), "");
    ck_assert_uint_eq(kept(), 0);
    close_account();
}
END_TEST

static void put_index(const char *text, const char *if_match, bool expected, char **etag)
{
    struct content_index_put outcome = {.etag = NULL};
    ck_ok(memory_store.put_index(&place, NULL, text, strlen(text), if_match, &outcome));
    ck_assert(outcome.refused == (outcome.etag == NULL));
    ck_assert(outcome.refused != expected);
    if (outcome.etag != NULL) {
        free(*etag);
        *etag = outcome.etag;
    }
}

START_TEST(the_index_is_an_object_that_is_not_listed)
{
    bool holds = true;
    char *etag = NULL;
    char *found = NULL;
    int64_t times[2] = {-1, -1};
    open_account(_i);
    given("{}");
    ck_ok(memory_store.holds_index(&place, NULL, MD5_A, &holds));
    ck_assert(!holds);
    put_index("a", MD5_A, false, &etag);
    put_index("a", NULL, true, &etag);
    put_index("b", NULL, false, &etag);
    put_index("b", MD5_A, true, &etag);
    ck_ok(memory_store.holds_index(&place, NULL, etag, &holds));
    ck_assert(holds);
    ck_assert_str_eq(listed(), "");
    struct index_reader *reader = index_reader_new();
    ck_ok(memory_store.get_index(&place, NULL, reader, &found, &times[0], &times[1], NULL));
    ck_assert_str_eq(found, etag);
    ck_assert(times[0] > 0 && times[0] <= times[1] && times[0] % 1000 == 0);
    index_reader_free(reader);
    free(found);
    free(etag);
    close_account();
}
END_TEST

START_TEST(what_s3_refuses_is_refused)
{
    char key[1100] = "";
    char value[2100] = "";
    struct content_entry wanted = {.size = 1};
    struct content_put other = {.key = "a", .wanted = &wanted, .body = {.data = "b"}};
    open_account(_i);
    given("{}");
    memset(key, 'k', 1025);
    ck_assert_str_eq(put(key, "a", NULL), "KeyTooLongError");
    key[1024] = '\0';
    ck_assert_str_eq(put(key, "a", NULL), MD5_A);
    place.prefix = "p/";
    ck_assert_str_eq(put(key, "a", NULL), "KeyTooLongError");
    place.prefix = "";
    memset(value, 'v', 2048);
    json_t *headers = json_pack("{ss}", "x-amz-meta-a", value);
    ck_assert_str_eq(put_headers("a", "a", NULL, headers), "MetadataTooLarge");
    json_decref(headers);
    digest_of("a", wanted.digest); /* but the bytes are b */
    ck_ok(memory_store.put(&place, NULL, &other, 1));
    ck_assert_str_eq(dxaws_error_aws_code(other.error), "BadDigest");
    dxaws_error_free(other.error);
    given("{\"owner\":\"2\"}");
    ck_assert_str_eq(put("a", "a", NULL), "AccessDenied");
    close_account();
}
END_TEST

START_TEST(etags_of_kms_are_no_digests)
{
    char first[64];
    open_account(_i);
    given("{\"encryption\":{\"algorithm\":\"SSE-KMS\"}}");
    snprintf(first, sizeof first, "%s", put("a", "a", NULL));
    ck_assert_str_ne(first, MD5_A);
    ck_assert_uint_eq(strlen(first), 32);
    ck_assert_str_ne(put("a", "a", first), first);
    close_account();
}
END_TEST

START_TEST(objects_are_looked_at)
{
    static const char *const keys[] = {"a", "none"};
    unsigned char digest[CONTENT_DIGEST];
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    open_account(_i);
    given("{}");
    place.prefix = "p/";
    ck_assert_str_eq(put("a", "a", NULL), MD5_A);
    ck_ok(memory_store.look(&place, NULL, keys, 2, &seen, &headers));
    digest_of("a", digest);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_mem_eq(seen.items[0].digest, digest, CONTENT_DIGEST);
    ck_assert_int_eq(seen.items[0].size, 1);
    const json_t *set = headers_at(&headers, seen.items[0].headers);
    ck_assert_str_eq(json_string_value(json_object_get(set, "Content-Type")), "text/plain");
    ck_assert_str_eq(entries_etag(&seen, 1), "");
    entries_clear(&seen);
    headers_clear(&headers);
    close_account();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, objects_are_written_on_conditions, 0, 2);
    tcase_add_loop_test(cases, the_index_is_an_object_that_is_not_listed, 0, 2);
    tcase_add_loop_test(cases, what_s3_refuses_is_refused, 0, 2);
    tcase_add_loop_test(cases, etags_of_kms_are_no_digests, 0, 2);
    tcase_add_loop_test(cases, objects_are_looked_at, 0, 2);
    return run_suite("content objects", cases);
}
