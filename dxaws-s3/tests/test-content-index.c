/* SPDX-License-Identifier: MIT */
/* The index object and what it is made of. */
#include <dxaws/kit/check.h>

#include <jansson.h>

#include "content-fixture.h"

#define HEAD "{\"dxaws_content\":1,\"headers\":[{\"Content-Type\":\"text/html\"},{}]}\n"
#define LINE(key) "etag\t5\t" A_DIGEST "\t1\t" key "\n"

START_TEST(sets_are_sorted_by_bytes_and_searched)
{
    static const char *const keys[] = {"b", "a/b", "\xc3\xbc", "a", "Z", "a b", "a.b", "a0"};
    static const char *const sorted[] = {"Z", "a", "a b", "a.b", "a/b", "a0", "b", "\xc3\xbc"};
    struct content_entries set = {0};
    for (size_t i = 0; i < 8; i++) {
        ck_assert_ptr_nonnull(entries_add(&set, keys[i], NULL));
        set.items[i].size = (int64_t)strlen(keys[i]);
    }
    entries_sort(&set);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_str_eq(entries_key(&set, i), sorted[i]);
        ck_assert_int_eq(set.items[i].size, (int64_t)strlen(sorted[i]));
        ck_assert_int_eq(entries_find(&set, sorted[i]), (ptrdiff_t)i);
    }
    ck_assert_int_eq(entries_find(&set, "a/"), CONTENT_ABSENT);
    ck_assert_int_eq(entries_find(&set, ""), CONTENT_ABSENT);
    ck_assert_int_eq(entries_find(&set, "\xff"), CONTENT_ABSENT);
    ck_assert_ptr_null(entries_repeated(&set));
    ck_assert_ptr_nonnull(entries_add(&set, "a.b", NULL));
    entries_sort(&set);
    ck_assert_str_eq(entries_repeated(&set), "a.b");
    entries_clear(&set);
    ck_assert_int_eq(entries_find(&set, "a"), CONTENT_ABSENT);
}
END_TEST

static const char *const etags[][2] = {
    {"\"d41d8\"", "d41d8"},
    {"d41d8-2", "d41d8-2"},
    {"\"\"", ""},
    {"", ""},
    {NULL, ""},
    {"a\tb", ""},
    {"a b", ""},
    {"\"", ""},
    {"a\"b", ""},
};

START_TEST(etags_are_kept_without_quotes)
{
    struct content_entries set = {0};
    ck_assert_ptr_nonnull(entries_add(&set, "key", etags[_i][0]));
    ck_assert_str_eq(entries_etag(&set, 0), etags[_i][1]);
    ck_assert_str_eq(entries_key(&set, 0), "key");
    entries_clear(&set);
}
END_TEST

START_TEST(a_set_of_headers_is_kept_once)
{
    struct content_headers headers = {0};
    json_t *html = json_pack("{ssss}", "Content-Type", "text/html", "Cache-Control", "no-cache");
    json_t *same = json_pack("{ssss}", "Cache-Control", "no-cache", "Content-Type", "text/html");
    json_t *css = json_pack("{ss}", "Content-Type", "text/css");
    uint32_t number = 0;
    ck_assert(headers_find(&headers, html, &number));
    ck_assert_uint_eq(number, CONTENT_NO_HEADERS);
    ck_assert_uint_eq(headers_add(&headers, html), 0);
    ck_assert_uint_eq(headers_add(&headers, css), 1);
    ck_assert_uint_eq(headers_add(&headers, same), 0);
    ck_assert(headers_find(&headers, same, &number));
    ck_assert_uint_eq(number, 0);
    ck_assert_uint_eq(headers_count(&headers), 2);
    ck_assert(json_equal(headers_at(&headers, 1), css));
    json_decref(html);
    json_decref(same);
    json_decref(css);
    headers_clear(&headers);
}
END_TEST

static const struct {
    const char *text;
    enum index_found found;
} texts[] = {
    {HEAD, INDEX_READ},
    {HEAD LINE("a") LINE("b"), INDEX_READ},
    {HEAD "\t0\t" A_DIGEST "\t0\ta\n", INDEX_READ}, /* an ETag that is not known */
    {HEAD "e\t1\t" A_DIGEST "\t-1733000000000\ta b/\xc3\xbc\n", INDEX_READ},
    {"{\"dxaws_content\":2}\n", INDEX_NEWER},
    {"{\"dxaws_content\":2,\"headers\":5}\nwhatever", INDEX_NEWER},
    {"", INDEX_UNKNOWN},
    {"\n", INDEX_UNKNOWN},
    {"<html></html>\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":0,\"headers\":[]}\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":\"1\",\"headers\":[]}\n", INDEX_UNKNOWN},
    {"{\"headers\":[]}\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":1}\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":1,\"headers\":[{\"a\":1}]}\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":1,\"headers\":[{},{}]}\n", INDEX_UNKNOWN}, /* one twice */
    {"{\"dxaws_content\":1,\"headers\":[],\"claim\":{\"by\":1}}\n", INDEX_UNKNOWN},
    {"{\"dxaws_content\":1,\"headers\":[],\"mutable\":[1]}\n", INDEX_UNKNOWN},
    {HEAD LINE("b") LINE("a"), INDEX_UNKNOWN},
    {HEAD LINE("a") LINE("a"), INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t1\ta", INDEX_UNKNOWN},   /* a line that does not end */
    {HEAD "e\t1\t" A_DIGEST "\t2\ta\n", INDEX_UNKNOWN}, /* no such headers */
    {HEAD "e\t1\t" A_DIGEST "\t-0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t01\t" A_DIGEST "\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t-1\t" A_DIGEST "\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t99999999999999999999\t" A_DIGEST "\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t0123\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "0\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t1\tX123456789abcdef0123456789abcdef\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "\"e\"\t1\t" A_DIGEST "\t0\ta\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t0\t\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t0\ta\tb\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t0\t.dxaws/content.gz\n", INDEX_UNKNOWN},
    {HEAD "e\t1\t" A_DIGEST "\t0\ta\xff\n", INDEX_UNKNOWN},
    {HEAD "\n", INDEX_UNKNOWN},
};

START_TEST(an_index_is_read_whole_or_not_at_all)
{
    struct content_index index = {0};
    enum index_found found = read_text(texts[_i].text, strlen(texts[_i].text), &index);
    ck_assert_msg(found == texts[_i].found, "%d: %s", (int)found, texts[_i].text);
    ck_assert((found == INDEX_READ) == (index.head != NULL));
    index_clear(&index);
}
END_TEST

START_TEST(a_nul_is_no_part_of_a_line)
{
    struct content_index index = {0};
    static const char text[] = HEAD "e\t1\t" A_DIGEST "\t0\ta\0b\n";
    ck_assert_int_eq(read_text(text, sizeof text - 1, &index), INDEX_UNKNOWN);
}
END_TEST

#define LONG_HEAD                                                                                  \
    "{\"dxaws_content\":1,\"claim\":{\"by\":\"me\",\"wants\":\"w\",\"index_modified_ms\":7},"      \
    "\"mutable\":[\"x\",\"y\"],\"future\":{\"deep\":[1]},\"headers\":[{\"a\":\"b\"}]}\n"           \
    "e-2\t5000000000\t" A_DIGEST "\t0\ta b\n"                                                      \
    "f\t0\tffffffffffffffffffffffffffffffff\t-1733000000000\tz\n"

/* Members of the first line that nobody knows here are kept, too. */
START_TEST(what_was_read_is_written)
{
    struct content_index index = {0};
    ck_assert_int_eq(read_text(LONG_HEAD, strlen(LONG_HEAD), &index), INDEX_READ);
    ck_assert_uint_eq(index.entries.count, 2);
    ck_assert_str_eq(json_string_value(json_object_get(index_claim(&index), "by")), "me");
    ck_assert(index_is_mutable(&index, "y") && !index_is_mutable(&index, "z"));
    ck_assert_int_eq(index.entries.items[0].size, 5000000000);
    ck_assert_int_eq(index.entries.items[1].time_ms, 1733000000000);
    ck_assert_uint_eq(index.entries.items[1].digest[15], 0xff);
    char *text = text_of_index(&index);
    ck_assert_str_eq(text, LONG_HEAD);
    free(text);
    index_clear(&index);
}
END_TEST

/* Cut anywhere, damaged anywhere, or with something behind it, it is not read as another one. */
START_TEST(damage_is_seen)
{
    size_t size = 0;
    unsigned char *data = packed_text(LONG_HEAD, strlen(LONG_HEAD), &size);
    for (size_t i = 0; i < size; i++) {
        struct content_index index = {0};
        ck_assert_int_eq(read_pieces(data, i, i + 1, &index), INDEX_UNKNOWN);
        data[i] ^= 0x10;
        if (read_pieces(data, size, size, &index) == INDEX_READ) {
            char *text = text_of_index(&index); /* the time, or the system, in gzip's own head */
            ck_assert_str_eq(text, LONG_HEAD);
            free(text);
        }
        data[i] ^= 0x10;
        index_clear(&index);
    }
    unsigned char *longer = malloc(size + 1);
    memcpy(longer, data, size);
    longer[size] = 0;
    struct content_index index = {0};
    ck_assert_int_eq(read_pieces(longer, size + 1, size + 1, &index), INDEX_UNKNOWN);
    ck_assert_int_eq(read_pieces(longer, size + 1, 1, &index), INDEX_UNKNOWN);
    ck_assert_int_eq(read_pieces(data, size, 1, &index), INDEX_READ);
    index_clear(&index);
    free(longer);
    free(data);
}
END_TEST

START_TEST(reading_begins_again)
{
    size_t size = 0;
    unsigned char *data = packed_text(LONG_HEAD, strlen(LONG_HEAD), &size);
    struct content_index index = {0};
    struct index_reader *reader = index_reader_new();
    for (int i = 0; i < 3; i++) {
        index_reader_take(reader, data, i == 1 ? size : size / 2);
        index_reader_restart(reader);
    }
    index_reader_take(reader, data, size);
    ck_assert_int_eq(index_reader_end(reader, &index), INDEX_READ);
    ck_assert_uint_eq(index.entries.count, 2);
    index_clear(&index);
    index_reader_free(reader);
    free(data);
}
END_TEST

/* So many objects, with digests that do not pack, in that many bytes. */
START_TEST(an_index_is_small)
{
    enum { OBJECTS = 1000, MOST = 60000 };
    struct content_index index = {.head = json_object()};
    json_t *html = json_pack("{ss}", "Content-Type", "text/html");
    uint32_t number = headers_add(&index.headers, html);
    uint32_t random = 1;
    for (int i = 0; i < OBJECTS; i++) {
        char key[80];
        char etag[40];
        snprintf(key, sizeof key, "docs/chapter-%02d/section-%03d/index.html", i / 50, i);
        uint32_t parts[4];
        for (size_t part = 0; part < 4; part++) {
            parts[part] = random = random * 1664525 + 1013904223;
        }
        snprintf(etag, sizeof etag, "%08x%08x%08x%08x", parts[0], parts[1], parts[2], parts[3]);
        struct content_entry *entry = entries_add(&index.entries, key, etag);
        entry->headers = number;
        entry->size = random % 100000;
        for (size_t byte = 0; byte < CONTENT_DIGEST; byte++) {
            random = random * 1664525 + 1013904223;
            entry->digest[byte] = (unsigned char)(random >> 24);
        }
    }
    unsigned char *data = NULL;
    unsigned char *again = NULL;
    size_t size = 0;
    size_t second = 0;
    ck_assert(index_write(&index, &data, &size) && index_write(&index, &again, &second));
    ck_assert_uint_lt(size, MOST);
    ck_assert(size == second && memcmp(data, again, size) == 0);
    json_decref(html);
    index_clear(&index);
    ck_assert_int_eq(read_pieces(data, size, 1000, &index), INDEX_READ);
    ck_assert_uint_eq(index.entries.count, OBJECTS);
    index_clear(&index);
    free(data);
    free(again);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_test(cases, sets_are_sorted_by_bytes_and_searched);
    tcase_add_loop_test(cases, etags_are_kept_without_quotes, 0, ROWS(etags));
    tcase_add_test(cases, a_set_of_headers_is_kept_once);
    tcase_add_loop_test(cases, an_index_is_read_whole_or_not_at_all, 0, ROWS(texts));
    tcase_add_test(cases, a_nul_is_no_part_of_a_line);
    tcase_add_test(cases, what_was_read_is_written);
    tcase_add_test(cases, damage_is_seen);
    tcase_add_test(cases, reading_begins_again);
    tcase_add_test(cases, an_index_is_small);
    return run_suite("content index", cases);
}
