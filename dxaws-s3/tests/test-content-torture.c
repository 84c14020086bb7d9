/* SPDX-License-Identifier: MIT */
/* Content without memory: whatever allocation fails, that is said, and nothing is kept. */
#include <dxaws/kit/torture.h>

#include <dxaws/kit/check.h>

#include "content/compare.h"
#include "content/folder.h"
#include "content/hashed-names.h"
#include "content/index.h"
#include "content/memory-store.h"

/* Nothing may be asserted while allocations fail: Check needs memory to say so. */
static bool right;

/* Each is true when all of it was done, and false for want of memory. */

static bool add_set(struct content_headers *headers, const char *type)
{
    json_t *set = json_pack("{ss}", "Content-Type", type);
    bool added = set != NULL && headers_add(headers, set) != CONTENT_NO_HEADERS;
    json_decref(set);
    return added;
}

static bool write_and_read(void)
{
    struct content_index index = {.head = json_object()};
    struct content_index again = {0};
    unsigned char *data = NULL;
    size_t size = 0;
    bool whole = index.head != NULL && add_set(&index.headers, "text/html") &&
                 entries_add(&index.entries, "a", "e") != NULL && index_write(&index, &data, &size);
    struct index_reader *reader = whole ? index_reader_new() : NULL;
    enum index_found found = INDEX_NO_MEMORY;
    if (reader != NULL) {
        index_reader_take(reader, data, size);
        found = index_reader_end(reader, &again);
    }
    right = found == INDEX_NO_MEMORY || (found == INDEX_READ && again.entries.count == 1);
    free(data);
    index_reader_free(reader);
    index_clear(&index);
    index_clear(&again);
    return found == INDEX_READ;
}

static bool compare_all(void)
{
    struct content_entries wanted = {0};
    struct content_entries listed = {0};
    struct content_headers headers = {0};
    struct content_index index = {.head = json_object()};
    struct content_comparison made = {0};
    bool whole = index.head != NULL && add_set(&headers, "text/css") &&
                 add_set(&index.headers, "text/html") && add_set(&index.headers, "text/css") &&
                 entries_add(&wanted, "a", NULL) && entries_add(&listed, "a", "e") &&
                 entries_add(&index.entries, "a", "e");
    if (whole) {
        index.entries.items->headers = 1;
        struct content_compared given = {.wanted = &wanted,
                                         .wanted_headers = &headers,
                                         .listed = &listed,
                                         .index = &index,
                                         .index_modified_ms = 1};
        whole = content_compare(&given, &made);
        right = !whole || !made.differs;
    }
    content_comparison_clear(&made);
    entries_clear(&wanted);
    entries_clear(&listed);
    headers_clear(&headers);
    index_clear(&index);
    return whole;
}

static bool judge_names(void)
{
    static const char *const keys[] = {"a.0123abcd.js", "b.js"};
    bool hashed[2];
    bool whole = content_are_hashed(keys, 2, hashed);
    right = !whole || (hashed[0] && !hashed[1]);
    return whole;
}

/* The folder of this source's corpora is small, and always there. */
static bool read_folder(void)
{
    static const char rules_text[] = "[{\"match\":\"*\",\"cache_control\":\"no-cache\"}]";
    struct content_folder folder = {0};
    json_t *rules = json_loads(rules_text, 0, NULL);
    struct folder_wish wish = {.path = TEST_FOLDER, .rules = rules};
    dxaws_error *error = rules ? folder_read(&wish, NULL, &folder) : dxaws_error_out_of_memory();
    bool whole = error == NULL;
    right = whole ? folder.count > 2 && folder.notes != NULL
                  : dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
    dxaws_error_free(error);
    json_decref(rules);
    folder_clear(&folder);
    return whole;
}

/* The digest of "aa". */
static const unsigned char digest[CONTENT_DIGEST] = {
    0x96, 0x1b, 0x6d, 0xd3, 0xed, 0xe3, 0xcb, 0x8e, 0xcb, 0xaa, 0xcb, 0xd6, 0x8d, 0xe0, 0x40, 0xcd,
    0x78, 0xeb, 0x2e, 0xd5, 0x88, 0x91, 0x30, 0xcc, 0xeb, 0x4c, 0x49, 0x26, 0x8e, 0xa4, 0xd5, 0x06};

static dxaws_error *keep_in(dxaws_memory_account *account, int64_t part_bytes)
{
    static const char *const keys[] = {"a"};
    static const char *const etags[] = {""};
    struct content_place place = {
        .self = account, .bucket = {.name = "b"}, .prefix = "p/", .part_bytes = part_bytes};
    struct content_uploads uploads = {.items = NULL};
    struct content_entry wanted = {.size = 2};
    struct content_put put = {.key = "a", .wanted = &wanted, .body = {.data = "aa"}};
    struct content_entries listed = {0};
    memcpy(wanted.digest, digest, sizeof digest);
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    if (error == NULL) {
        error = dxaws_memory_put(
            account, "s3", "bucket", "b",
            part_bytes > 0 ? "{\"uploads\":[{\"key\":\"p/a\",\"upload\":\"u\"}]}" : "{}");
        error = dxaws_memory_end_call(account, error);
    }
    error = error ? error : memory_store.put(&place, NULL, &put, 1);
    error = error ? error : put.error;
    error = error ? error : memory_store.list(&place, NULL, &listed);
    right = error != NULL || (listed.count == 1 && listed.items->size == 2);
    error = error ? error : memory_store.remove(&place, NULL, keys, etags, 1);
    error = error ? error : memory_store.list_uploads(&place, NULL, &uploads);
    right = right && (error != NULL || uploads.count == (part_bytes > 0));
    error = error ? error : memory_store.abort_uploads(&place, NULL, &uploads);
    uploads_clear(&uploads);
    entries_clear(&listed);
    free(put.etag);
    return error;
}

static bool keep(int64_t part_bytes)
{
    dxaws_memory_account *account = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &account);
    error = error ? error : keep_in(account, part_bytes);
    bool whole = error == NULL;
    right = right && (whole || dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY);
    dxaws_error_free(error);
    dxaws_memory_account_unref(account);
    return whole;
}

static bool keep_objects(void)
{
    return keep(0);
}

static bool keep_parts(void)
{
    return keep(1);
}

static bool (*const scenes[])(void) = {write_and_read, compare_all,  judge_names,
                                       read_folder,    keep_objects, keep_parts};

START_TEST(lack_of_memory_is_said)
{
    bool whole = scenes[_i](); /* what libraries keep for good is there now */
    ck_assert(whole && right);
    whole = false;
    for (long n = 1; !whole && n < 1000; n++) {
        right = true;
        dx_torture = (struct dx_torture){.counting = true, .countdown = n};
        bool done = scenes[_i]();
        dx_torture.counting = false;
        whole = !dx_torture.failed;
        ck_assert_msg(right && (done || !whole), "%d: allocation %ld", _i, n);
        /* What a sanitizer allocates in the place of the C library is not seen, its release is. */
        ck_assert_int_le(dx_torture.living, 0);
    }
    ck_assert(whole);
}
END_TEST

int main(void)
{
    if (DX_TORTURE_IMPOSSIBLE) {
        return dx_torture_skip();
    }
    TCase *cases = tcase_create("torture");
    tcase_set_timeout(cases, 100);
    tcase_add_loop_test(cases, lack_of_memory_is_said, 0, (int)(sizeof scenes / sizeof *scenes));
    return run_suite("content torture", cases);
}
