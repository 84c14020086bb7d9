/* SPDX-License-Identifier: MIT */
/* Lists of objects, S3's times and digests. */
#include <dxaws/kit/check.h>

#include <stdio.h>

#include "content/base64.h"
#include "content/entries.h"
#include "content/listing.h"
#include "content/times.h"

#define LIST(inner) "<ListBucketResult><EncodingType>url</EncodingType>" inner "</ListBucketResult>"
#define OBJECT(key, etag, size, modified)                                                          \
    "<Contents><Key>" key "</Key><LastModified>" modified "</LastModified><ETag>" etag             \
    "</ETag><ChecksumAlgorithm>SHA256</ChecksumAlgorithm><Size>" size "</Size>"                    \
    "<StorageClass>STANDARD</StorageClass></Contents>"
#define AT "2026-11-30T08:00:00.000Z"
#define AT_MS 1796025600000

START_TEST(objects_are_read_as_they_are)
{
    const char *body =
        LIST("<IsTruncated>true</IsTruncated>" OBJECT("p/a+b%2Bc%0A%C3%BC", "&quot;d41d8-2&quot;",
                                                      "5000000000", AT)
                 OBJECT("p/&lt;&amp;", "x", "0", AT)
                     OBJECT("p/.dxaws/content.gz", "x", "1",
                            AT) "<NextContinuationToken>t&amp;1</NextContinuationToken>");
    struct content_entries listed = {0};
    char *next = NULL;
    ck_ok(listing_read_page(body, strlen(body), "p/", &listed, &next));
    ck_assert_str_eq(next, "t&1");
    ck_assert_uint_eq(listed.count, 2);
    ck_assert_str_eq(entries_key(&listed, 0), "a b+c\n\xc3\xbc");
    ck_assert_str_eq(entries_etag(&listed, 0), "d41d8-2");
    ck_assert_int_eq(listed.items[0].size, 5000000000);
    ck_assert_int_eq(listed.items[0].time_ms, AT_MS);
    ck_assert_str_eq(entries_key(&listed, 1), "<&");
    free(next);
    entries_clear(&listed);
}
END_TEST

static const struct {
    const char *body;
    const char *why; /* NULL: it is read, and the last page */
} pages[] = {
    {"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>", NULL},
    {"<ListBucketResult>" OBJECT("a+b", "x", "1", AT) "</ListBucketResult>", NULL},
    {"", "ListObjectsV2"},
    {"<html/>", "ListObjectsV2"},
    {"<Error><Code>SlowDown</Code></Error>", "ListObjectsV2"},
    {LIST("<IsTruncated>true</IsTruncated>"), "is cut"},
    {LIST("<NextContinuationToken>t</NextContinuationToken>"), "is whole"},
    {LIST(OBJECT("", "x", "1", AT)), "without <Key>"},
    {LIST(OBJECT("a", "x", "", AT)), "<Size>"},
    {LIST(OBJECT("a", "x", "-1", AT)), "<Size>"},
    {LIST(OBJECT("a", "x", "1x", AT)), "<Size>"},
    {LIST(OBJECT("a", "x", "99999999999999999999", AT)), "<Size>"},
    {LIST(OBJECT("a", "x", "1", "yesterday")), "<LastModified>"},
    {"<ListBucketResult><Contents><Key>a", "ListObjectsV2"},
};

START_TEST(pages_are_read_whole_or_refused)
{
    struct content_entries listed = {0};
    char *next = NULL;
    dxaws_error *error =
        listing_read_page(pages[_i].body, strlen(pages[_i].body), "", &listed, &next);
    if (pages[_i].why != NULL) {
        ck_refused(error, DXAWS_ERROR_PROTOCOL, pages[_i].why);
    } else {
        ck_ok(error);
        ck_assert(listed.count == 0 || strcmp(entries_key(&listed, 0), "a+b") == 0);
    }
    ck_assert_ptr_null(next);
    entries_clear(&listed);
}
END_TEST

START_TEST(a_list_of_another_prefix_is_refused)
{
    const char *body = LIST(OBJECT("other/a", "x", "1", AT));
    struct content_entries listed = {0};
    char *next = NULL;
    ck_refused(listing_read_page(body, strlen(body), "p/", &listed, &next), DXAWS_ERROR_PROTOCOL,
               "another prefix");
    entries_clear(&listed);
}
END_TEST

static const struct {
    const char *text;
    int64_t ms; /* -1: none */
} times[] = {
    {AT, AT_MS},
    {"2026-11-30T08:00:00Z", AT_MS},
    {"2026-11-30T08:00:00.123Z", AT_MS + 123},
    {"1970-01-01T00:00:00.000Z", 0},
    {"2024-02-29T12:00:00.000Z", 1709208000000},
    {"2023-02-29T12:00:00.000Z", -1},
    {"2026-13-01T00:00:00.000Z", -1},
    {"2026-11-30T24:00:00.000Z", -1},
    {"2026-11-30T08:00:00.000", -1},
    {"2026-11-30T08:00:00.000Z ", -1},
    {"2026-11-30 08:00:00.000Z", -1},
    {"", -1},
    {"Mon, 30 Nov 2026 08:00:00 GMT", AT_MS},
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"Mon, 31 Nov 2026 08:00:00 GMT", -1},
    {"Mon, 30 Nov 2026 08:00:00 CET", -1},
    {"30 Nov 2026 08:00:00 GMT", -1},
    {"Mon, 30 Now 2026 08:00:00 GMT", -1},
};

START_TEST(times_are_read)
{
    int64_t ms = -1;
    bool list = times[_i].text[0] >= '0' && strchr(times[_i].text, ',') == NULL;
    bool read =
        list ? times_read_list(times[_i].text, &ms) : times_read_header(times[_i].text, &ms);
    ck_assert_msg(read == (times[_i].ms >= 0), "%s", times[_i].text);
    ck_assert_int_eq(ms, times[_i].ms);
}
END_TEST

START_TEST(digests_are_written_as_base64)
{
    unsigned char digest[CONTENT_DIGEST];
    unsigned char again[CONTENT_DIGEST];
    char text[BASE64_DIGEST];
    static const unsigned char known[CONTENT_DIGEST] = {
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4,
        0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
        0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55};
    memcpy(digest, known, sizeof digest);
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

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_test(cases, objects_are_read_as_they_are);
    tcase_add_loop_test(cases, pages_are_read_whole_or_refused, 0, ROWS(pages));
    tcase_add_test(cases, a_list_of_another_prefix_is_refused);
    tcase_add_loop_test(cases, times_are_read, 0, ROWS(times));
    tcase_add_test(cases, digests_are_written_as_base64);
    return run_suite("content listing", cases);
}
