/* SPDX-License-Identifier: MIT */
/* What a name says of an object: its type, whether it carries a hash, whether it can be a key. */
#include <dxaws/kit/check.h>

#include <stdio.h>

#include "content/hashed-names.h"
#include "content/keys.h"
#include "content/media-types.h"
#include "content/utf8.h"

static const struct {
    const char *key;
    const char *header; /* of bytes that are UTF-8 */
} types[] = {
    {"index.html", "text/html; charset=utf-8"},
    {"a/B.HTML", "text/html; charset=utf-8"},
    {"app.min.js", "text/javascript; charset=utf-8"},
    {"app.mjs", "text/javascript; charset=utf-8"},
    {"app.js.map", "application/json"},
    {"feed.xml", "application/xml"},
    {"logo.svg", "image/svg+xml"},
    {"a.ts", "text/plain; charset=utf-8"},
    {"site.webmanifest", "application/manifest+json"},
    {"f.woff2", "font/woff2"},
    {"x.wasm", "application/wasm"},
    {"archive.tar.gz", "application/gzip"},
    {"7z", "application/octet-stream"},
    {"a.7z", "application/x-7z-compressed"},
    {"a.zip", "application/zip"},
    {"LICENSE", "application/octet-stream"},
    {"v1.html/LICENSE", "application/octet-stream"},
    {".well-known/apple-app-site-association", "application/json"},
    {"x/.well-known/apple-app-site-association", "application/octet-stream"},
    {"name.", "application/octet-stream"},
    {".buildinfo", "application/octet-stream"},
};

START_TEST(types_are_those_of_the_table)
{
    char header[CONTENT_TYPE_SIZE];
    content_type_header(types[_i].key, true, header);
    ck_assert_str_eq(header, types[_i].header);
    content_type_header(types[_i].key, false, header);
    ck_assert_ptr_null(strchr(header, ';'));
    ck_assert(strncmp(header, types[_i].header, strlen(header)) == 0);
}
END_TEST

/* All that the table has; bsearch() misses what stands at the wrong place. */
START_TEST(each_extension_is_found)
{
    static const char *const known[] = {
        "html", "htm",  "xhtml",  "css",     "js",    "mjs",  "cjs",  "json", "map",  "xml",
        "txt",  "md",   "csv",    "svg",     "png",   "apng", "jpg",  "jpeg", "gif",  "webp",
        "avif", "ico",  "bmp",    "woff",    "woff2", "ttf",  "otf",  "eot",  "wasm", "webmanifest",
        "pdf",  "mp4",  "webm",   "mov",     "m4v",   "mp3",  "ogg",  "opus", "wav",  "flac",
        "m4a",  "zip",  "gz",     "br",      "tar",   "7z",   "bin",  "ics",  "vtt",  "srt",
        "rss",  "atom", "jsonld", "geojson", "yaml",  "yml",  "toml", "ts",   "tsx",  "glb",
        "gltf", "usdz", "epub",   "docx",    "xlsx",  "pptx", "odt",  "ods",  "odp",  "apk",
        "dmg",  "inv",  "py",     "c",       "h",     "sh",   "rs",   "go",
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char key[40];
        snprintf(key, sizeof key, "a/b.%s", known[i]);
        ck_assert_msg(content_media_type(key) != NULL, "%s", key);
    }
    ck_assert_ptr_null(content_media_type("a.unknown"));
}
END_TEST

static const struct {
    const char *key;
    bool hashed;
} names[] = {
    /* webpack, Parcel, Hugo, Rails, esbuild, Vite */
    {"static/js/main.3f2a9c1b.js", true},
    {"static/js/787.8c54bf1c.chunk.js.map", true},
    {"index.8f14e45f.css", true},
    {"style.min.0f9b3fcb7a3d6f8f2c6b4e1ad5c27d1f3a4b5c6d7e8f90a1b2c3d4e5f6a7b8c9.css", true},
    {"application-bd1ca2a4e1e2f3a4b5c6d7e8f90a1b2c.js", true},
    {"chunk-7ZQ4YKDA.js", true},
    {"assets/index-B3kz9X_q.js", true},
    {"assets/index.D4x8fQz1.css", true},
    {"assets/logo-Dx_3kW9a.svg", true},
    /* words, dates, versions */
    {"libpq-connect.html", false},
    {"pressrelease-20071212.pdf", false},
    {"jquery-3.6.0.js", false},
    {"release-notes-12345678.js", false},
    {"deadbeef.js", false},
    {"effaced.png", false},
    {"background.jpeg", false},
    {"Chapter1-Section2.svg", false},
    {"img-Picture1.png", false},
    {"fooBarBz.js", false},
    {"a.Version2.js", false},
    {"bootstrap-icons.woff2", false},
    {"CamelCas.js", false},
    /* what is no asset */
    {"3f2a9c1b.html", false},
    {"data.3f2a9c1b.json", false},
    {"3f2a9c1b.txt", false},
    {"3f2a9c1b", false},
    {"3f2a9c1b/app.js", false},
    {"", false},
};

START_TEST(a_name_alone_is_judged_strictly)
{
    ck_assert_msg(content_is_hashed(names[_i].key) == names[_i].hashed, "%s", names[_i].key);
}
END_TEST

/* Names as Vite makes them, `sure` of which alone are surely hashed, among those of folders beside
 * and below that are none; how many are taken. */
static size_t taken(const char *folder, size_t sure, size_t lax, size_t none)
{
    char names_made[60][64];
    const char *keys[60];
    bool hashed[60];
    size_t count = 0;
    for (size_t i = 0; i < sure + lax + none; i++, count++) {
        const char *form = i < sure         ? "%sassets/a%zu-B3kz9XQq.js"
                           : i < sure + lax ? "%sassets/a%zu-BxXkqzZt.js"
                                            : "%sassets/plain%zu.js";
        snprintf(names_made[count], sizeof *names_made, form, folder, i);
    }
    snprintf(names_made[count++], sizeof *names_made, "%sassets/below/b-BxXkqzZt.js", folder);
    snprintf(names_made[count++], sizeof *names_made, "%sassets.x/b-BxXkqzZt.js", folder);
    for (size_t i = 0; i < count; i++) {
        keys[i] = names_made[i];
    }
    ck_assert(content_are_hashed(keys, count, hashed));
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += hashed[i];
    }
    return found;
}

START_TEST(a_folder_of_hashed_names_says_how_the_others_are_read)
{
    static const char *const folders[] = {"", "a/b/"};
    for (size_t i = 0; i < 2; i++) {
        ck_assert_uint_eq(taken(folders[i], 8, 8, 0), 16); /* half of them */
        ck_assert_uint_eq(taken(folders[i], 8, 9, 0), 8);
        ck_assert_uint_eq(taken(folders[i], 8, 4, 4), 12);
        ck_assert_uint_eq(taken(folders[i], 7, 1, 0), 7); /* too few */
        ck_assert_uint_eq(taken(folders[i], 0, 0, 20), 0);
    }
}
END_TEST

#define K16 "kkkkkkkkkkkkkkkk"
#define K256 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16
#define K1024 K256 K256 K256 K256

static const struct {
    const char *key;
    const char *fault; /* NULL: none */
    size_t prefix;
} keys[] = {
    {"a", NULL, 0},
    {"a b+c%&'()*~.html", NULL, 0},
    {"\xc3\xbc/\xf0\x9f\x98\x80.html", NULL, 0},
    {".well-known/a", NULL, 0},
    {"...", NULL, 0},
    {".dxaws", NULL, 0},
    {K1024, NULL, 0},
    {"", "empty", 0},
    {K1024, "1,024", 1},
    {K1024 "k", "1,024", 0},
    {"a\xff", "UTF-8", 0},
    {"a\xc3", "UTF-8", 0},
    {"\xc0\xaf", "UTF-8", 0},
    {"\xed\xa0\x80", "UTF-8", 0},
    {"\xf4\x90\x80\x80", "UTF-8", 0},
    {"a\x01", "control", 0},
    {"a\nb", "control", 0},
    {"a\x7f", "control", 0},
    {"\xef\xbf\xbe", "U+FFFE", 0},
    {"a\xef\xbf\xbf", "U+FFFF", 0},
    {"/a", "empty segment", 0},
    {"a/", "empty segment", 0},
    {"a//b", "empty segment", 0},
    {"./a", "segment .", 0},
    {"a/../b", "segment .", 0},
    {"a/.", "segment .", 0},
    {".dxaws/content.gz", "index", 0},
};

START_TEST(keys_that_cannot_be)
{
    const char *fault = content_key_fault(keys[_i].prefix, keys[_i].key);
    ck_assert_msg((fault == NULL) == (keys[_i].fault == NULL), "%.20s: %s", keys[_i].key,
                  fault ? fault : "taken");
    ck_assert(fault == NULL || strstr(fault, keys[_i].fault) != NULL);
}
END_TEST

/* However a text is cut. */
START_TEST(utf8_is_known_in_pieces)
{
    static const char text[] = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80z";
    for (size_t first = 0; first < sizeof text; first++) {
        struct utf8 state = {0};
        ck_assert(utf8_take(&state, text, first));
        ck_assert(utf8_is_whole(&state) ==
                  (first < sizeof text - 1 ? (text[first] & 0xc0) != 0x80 : true));
        ck_assert(utf8_take(&state, text + first, sizeof text - first));
        ck_assert(utf8_is_whole(&state));
    }
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, types_are_those_of_the_table, 0, ROWS(types));
    tcase_add_test(cases, each_extension_is_found);
    tcase_add_loop_test(cases, a_name_alone_is_judged_strictly, 0, ROWS(names));
    tcase_add_test(cases, a_folder_of_hashed_names_says_how_the_others_are_read);
    tcase_add_loop_test(cases, keys_that_cannot_be, 0, ROWS(keys));
    tcase_add_test(cases, utf8_is_known_in_pieces);
    return run_suite("content names", cases);
}
