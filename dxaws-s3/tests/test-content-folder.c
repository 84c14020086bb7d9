/* SPDX-License-Identifier: MIT */
/* Folders as they are to be published. */
#include "folder-fixture.h"

/* The headers of a key as one text, for free(). */
static char *sent(const struct content_folder *folder, const char *key)
{
    ptrdiff_t at = entries_find(&folder->entries, key);
    ck_assert_msg(at >= 0, "%s", key);
    return json_dumps(headers_at(&folder->headers, folder->entries.items[at].headers),
                      JSON_COMPACT | JSON_SORT_KEYS);
}

START_TEST(files_become_entries)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    put("index.html", "<html>\xc3\xbc");
    put("a.b/x.css", "a {}");
    put("a/logo.3f2a9c1b.svg", "<svg/>");
    put("a/latin.txt", "\xfc");
    put("empty.js", "");
    put("LICENSE", "free");
    put(".htaccess", "x");
    put(".git/config", "x");
    put("a/.well-known/x", "x");
    put(".well-known/security.txt", "x");
    put(".well-known/.x", "x");
    ck_ok(folder_read(&wish, NULL, &folder));
    ck_assert_str_eq(keys_of(&folder), ".well-known/security.txt LICENSE a.b/x.css a/latin.txt "
                                       "a/logo.3f2a9c1b.svg empty.js index.html ");
    static const char *const headers[][2] = {
        {"index.html",
         "{\"Cache-Control\":\"no-cache\",\"Content-Type\":\"text/html; charset=utf-8\"}"},
        {"a/latin.txt",
         "{\"Cache-Control\":\"public, max-age=3600\",\"Content-Type\":\"text/plain\"}"},
        {"a/logo.3f2a9c1b.svg", "{\"Cache-Control\":\"public, max-age=31536000, immutable\","
                                "\"Content-Type\":\"image/svg+xml\"}"},
        {"empty.js", "{\"Cache-Control\":\"public, max-age=3600\",\"Content-Type\":"
                     "\"text/javascript; charset=utf-8\"}"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char *found = sent(&folder, headers[i][0]);
        ck_assert_str_eq(found, headers[i][1]);
        free(found);
    }
    ck_assert_int_eq(folder.entries.items[6].stage, CONTENT_ENTRIES);
    ck_assert_int_eq(folder.entries.items[2].stage, CONTENT_ASSETS);
    ck_assert(folder.hashed[4] && !folder.hashed[2]);
    ck_assert_int_eq(folder.bytes, 8 + 4 + 6 + 1 + 4 + 1);
    /* SHA-256 of nothing */
    static const unsigned char nothing[] = {0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14};
    ck_assert_mem_eq(folder.entries.items[5].digest, nothing, sizeof nothing);
    ck_assert_str_eq(folder.notes, "\"LICENSE\" sent as application/octet-stream: a rule's "
                                   "content_type says what it is");
    char *file = folder_file_path(&folder, 2);
    ck_assert_int_eq(access(file, R_OK), 0);
    free(file);
    folder_clear(&folder);
}
END_TEST

static const struct {
    const char *exclude;
    const char *keys;
} excluded[] = {
    {"[]", "a/b.map a/b/c.html d/b/x.js index.html "},
    {"[\"*.map\"]", "a/b/c.html d/b/x.js index.html "},
    {"[\"b/\"]", "a/b.map index.html "},
    {"[\"b\"]", "a/b.map index.html "},
    {"[\"/a\", \"*.js\"]", "index.html "},
    {"[\"a/**\"]", "d/b/x.js index.html "},
};

START_TEST(what_is_excluded_is_left_out)
{
    json_t *exclude = parse(excluded[_i].exclude);
    struct folder_wish wish = {.path = site, .exclude = exclude};
    put("index.html", "");
    put("a/b.map", "");
    put("a/b/c.html", "");
    put("d/b/x.js", "");
    expect_keys(&wish, excluded[_i].keys);
    json_decref(exclude);
}
END_TEST

START_TEST(links_are_followed)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    put("v2/a.html", "two");
    link_to("v2", "latest");
    link_to("v2/a.html", "b.html");
    link_to("../site/v2", "own");
    expect_keys(&wish, "b.html latest/a.html own/a.html v2/a.html ");
    ck_ok(folder_read(&wish, NULL, &folder));
    char *path = folder_file_path(&folder, 1);
    ck_assert_str_eq(path + strlen(path) - 14, "site/v2/a.html");
    free(path);
    folder_clear(&folder);
    /* out of it, when that is wanted; the folder itself may be one */
    ck_assert_int_eq(mkdir(below("out"), 0755), 0);
    ck_assert_int_eq(rename(site, below("out/site")), 0);
    ck_assert_int_eq(symlink("out/site", site), 0);
    ck_assert_int_eq(symlink("..", below("out/up")), 0);
    put("../outside.css", "out");
    link_to("../outside.css", "c.css");
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT, "\"c.css\"");
    wish.follow = true;
    expect_keys(&wish, "b.html c.css latest/a.html own/a.html v2/a.html ");
}
END_TEST

/* Enough for several threads: each file is itself, whoever read it. */
START_TEST(many_files_are_read_side_by_side)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    struct content_folder again = {0};
    char name[40];
    char text[40];
    for (size_t i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "d%zu/f%zu.txt", i % 7, i);
        snprintf(text, sizeof text, "%zu", i % 100);
        put(name, text);
    }
    ck_ok(folder_read(&wish, NULL, &folder));
    ck_ok(folder_read(&wish, NULL, &again));
    ck_assert_uint_eq(folder.count, 300);
    for (size_t i = 0; i < 300; i++) {
        size_t number = strtoul(strchr(entries_key(&folder.entries, i), 'f') + 1, NULL, 10);
        snprintf(name, sizeof name, "d%zu/f%zu.txt", (number + 100) % 300 % 7,
                 (number + 100) % 300);
        ptrdiff_t other = entries_find(&folder.entries, name);
        ck_assert_mem_eq(folder.entries.items[i].digest, folder.entries.items[other].digest,
                         CONTENT_DIGEST);
        ck_assert_mem_eq(folder.entries.items[i].digest, again.entries.items[i].digest,
                         CONTENT_DIGEST);
    }
    ck_assert(memcmp(folder.files[0].digest, folder.files[1].digest, CONTENT_DIGEST) != 0);
    folder_clear(&folder);
    folder_clear(&again);
}
END_TEST

START_TEST(notes_name_what_may_not_be_meant)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    put("Page.html", "");
    put("page.html", "");
    put("u\xcc\x88.html", "");
    put("a~1.js", "");
    put("a~2.js", "");
    ck_ok(folder_read(&wish, NULL, &folder));
    ck_assert_ptr_nonnull(strstr(folder.notes, "\"page.html\" differs from another name"));
    ck_assert_ptr_nonnull(strstr(folder.notes, "(not NFC)"));
    ck_assert_ptr_nonnull(strstr(folder.notes, "\"a~1.js\" has a ~"));
    ck_assert_ptr_nonnull(strstr(folder.notes, ", as 1 more"));
    folder_clear(&folder);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, files_become_entries);
    tcase_add_loop_test(cases, what_is_excluded_is_left_out, 0, ROWS(excluded));
    tcase_add_test(cases, links_are_followed);
    tcase_add_test(cases, many_files_are_read_side_by_side);
    tcase_add_test(cases, notes_name_what_may_not_be_meant);
    return run_suite("content folder", cases);
}
