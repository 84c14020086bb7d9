/* SPDX-License-Identifier: MIT */
/* What people say to other tools of the kind, and what means the same here: the settings of hugo's
 * `deployment` and of s3_website.yml, one kind a row, on a file that shows the difference. */
#include <dxaws/kit/check.h>

#include "content/folder.h"
#include "content/globs.h"

#define PLAIN "\"Cache-Control\":\"public, max-age=3600\""
#define YEAR "max-age=31536000, no-transform, public"
#define HUGO_ASSETS                                                                                \
    "[{\"match\":\"*.js\",\"cache_control\":\"" YEAR "\"},"                                        \
    "{\"match\":\"*.css\",\"cache_control\":\"" YEAR "\"},"                                        \
    "{\"match\":\"/sitemap.xml\",\"content_type\":\"text/xml\"},"                                  \
    "{\"match\":\"*.xml\",\"cache_control\":\"max-age=60\"}]"
#define HUGO_PAGES                                                                                 \
    "[{\"match\":\"/site.webmanifest\",\"content_type\":\"application/manifest+json\"},"           \
    "{\"match\":\"*.html\",\"cache_control\":null},{\"match\":\"*.woff\",\"cache_control\":"       \
    "\"" YEAR "\"},{\"match\":\"*.woff2\",\"cache_control\":\"" YEAR "\"},"                        \
    "{\"match\":\"*.json\",\"cache_control\":null},{\"match\":\"*\",\"cache_control\":\"max-age="  \
    "9\"}]"
/* Its `*` passes over slashes, as that of fnmatch() does: two rules. */
#define BUILT                                                                                      \
    "[{\"match\":\"/js/main-build-*\",\"cache_control\":\"max-age=604800\"},"                      \
    "{\"match\":\"/js/main-build-*/**\",\"cache_control\":\"max-age=604800\"},"                    \
    "{\"match\":\"*\",\"cache_control\":\"max-age=86400\"}]"
#define AGES                                                                                       \
    "[{\"match\":\"/assets/**\",\"cache_control\":\"max-age=6000\"},"                              \
    "{\"match\":\"*\",\"cache_control\":\"max-age=300\"}]"

static const struct {
    const char *said; /* to the other tool */
    const char *exclude, *rules, *key;
    const char *headers; /* NULL: left out */
} settings[] = {
    {"hugo: a matcher of several extensions", "[]", HUGO_ASSETS, "js/a.js",
     "{\"Cache-Control\":\"" YEAR "\",\"Content-Type\":\"text/javascript; charset=utf-8\"}"},
    {"hugo: a matcher from the beginning, ^sitemap\\.xml$", "[]", HUGO_ASSETS, "sitemap.xml",
     "{\"Cache-Control\":\"max-age=60\",\"Content-Type\":\"text/xml\"}"},
    {"hugo: and not of a file deeper down", "[]", HUGO_ASSETS, "de/sitemap.xml",
     "{\"Cache-Control\":\"max-age=60\",\"Content-Type\":\"application/xml\"}"},
    {"hugo: a matcher without cacheControl, which ends the search", "[]",
     "[{\"match\":\"/news/**\",\"cache_control\":null},{\"match\":\"*\",\"cache_control\":\"x\"}]",
     "news/a.txt", "{\"Content-Type\":\"text/plain; charset=utf-8\"}"},
    {"hugo: contentEncoding of what was packed before", "[]",
     "[{\"match\":\"*.svgz\",\"content_type\":\"image/svg+xml\",\"headers\":"
     "{\"Content-Encoding\":\"gzip\"}}]",
     "a.svgz", "{" PLAIN ",\"Content-Encoding\":\"gzip\",\"Content-Type\":\"image/svg+xml\"}"},
    {"hugo: exclude = \"**.{heic,psd}\"", "[\"*.heic\",\"*.psd\"]", "[]", "img/deep/a.psd", NULL},
    {"hugo: mediaTypes", "[]", "[{\"match\":\"*.wat\",\"content_type\":\"text/wasm\"}]", "a.wat",
     "{" PLAIN ",\"Content-Type\":\"text/wasm\"}"},
    {"hugo: gzip alone, which sends no Cache-Control", "[]", HUGO_PAGES, "a/index.html",
     "{\"Content-Type\":\"text/html; charset=utf-8\"}"},
    {"hugo: woff2?, an extension with a letter that may be left out", "[]", HUGO_PAGES, "f/a.woff2",
     "{\"Cache-Control\":\"" YEAR "\",\"Content-Type\":\"font/woff2\"}"},
    {"hugo: a file by its name above what all of its kind have", "[]", HUGO_PAGES,
     "site.webmanifest",
     "{\"Cache-Control\":\"max-age=9\",\"Content-Type\":\"application/manifest+json\"}"},
    {"s3_website: max_age: 120, of all", "[]",
     "[{\"match\":\"*\",\"cache_control\":\"max-age=120\"}]", "img/deep/a.png",
     "{\"Cache-Control\":\"max-age=120\",\"Content-Type\":\"image/png\"}"},
    {"s3_website: max_age: 0", "[]",
     "[{\"match\":\"*\",\"cache_control\":\"no-cache, max-age=0\"}]", "a.png",
     "{\"Cache-Control\":\"no-cache, max-age=0\",\"Content-Type\":\"image/png\"}"},
    {"s3_website: max_age of a name's beginning, js/main-build-*", "[]", BUILT,
     "js/main-build-1/a.png",
     "{\"Cache-Control\":\"max-age=604800\",\"Content-Type\":\"image/png\"}"},
    {"s3_website: and of what is not of that name", "[]", BUILT, "js/main.png",
     "{\"Cache-Control\":\"max-age=86400\",\"Content-Type\":\"image/png\"}"},
    {"s3_website: exclude_from_upload of names, CNAME and Gemfile.lock",
     "[\"CNAME\",\"Gemfile.lock\"]", "[]", "docs/Gemfile.lock", NULL},
    {"s3_website: max_age by glob, the longest first", "[]", AGES, "assets/deep/a.png",
     "{\"Cache-Control\":\"max-age=6000\",\"Content-Type\":\"image/png\"}"},
    {"s3_website: and all else", "[]", AGES, "index.html",
     "{\"Cache-Control\":\"max-age=300\",\"Content-Type\":\"text/html; charset=utf-8\"}"},
    {"s3_website: cache_control: no-cache, no-store", "[]",
     "[{\"match\":\"*\",\"cache_control\":\"no-cache, no-store\"}]", "a.js",
     "{\"Cache-Control\":\"no-cache, no-store\","
     "\"Content-Type\":\"text/javascript; charset=utf-8\"}"},
    {"s3_website: exclude_from_upload, a regular expression of a folder", "[\"test/\",\"*.psd\"]",
     "[]", "test/a.html", NULL},
    {"s3_website: and a file that is meant", "[\"test/\",\"*.psd\"]", "[]", "latest/a.css",
     "{" PLAIN ",\"Content-Type\":\"text/css; charset=utf-8\"}"},
    {"s3_website: content_type by glob", "[]",
     "[{\"match\":\"/feeds/*\",\"content_type\":\"application/rss+xml\"}]", "feeds/all",
     "{" PLAIN ",\"Content-Type\":\"application/rss+xml\"}"},
    {"s3_website: extensionless_mime_type, each by its name", "[]",
     "[{\"match\":\"/about\",\"content_type\":\"text/html\"}]", "about",
     "{\"Cache-Control\":\"no-cache\",\"Content-Type\":\"text/html\"}"},
};

static bool is_left_out(const json_t *exclude, const char *key)
{
    size_t index;
    json_t *pattern;
    json_array_foreach((json_t *)(uintptr_t)exclude, index, pattern) {
        if (glob_matches(json_string_value(pattern), key)) {
            return true;
        }
    }
    return false;
}

START_TEST(each_setting_is_said)
{
    char fault[FOLDER_FAULT_SIZE];
    size_t index;
    json_t *exclude = json_loads(settings[_i].exclude, 0, NULL);
    json_t *rules = json_loads(settings[_i].rules, 0, NULL);
    ck_assert(json_is_array(exclude) && json_is_array(rules));
    ck_assert(!folder_exclude_fault(exclude, &index, fault));
    ck_assert(!folder_rules_fault(rules, &index, fault));
    bool left_out = is_left_out(exclude, settings[_i].key);
    json_t *set = folder_headers(rules, settings[_i].key, true, false);
    char *text = json_dumps(set, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_msg(left_out == (settings[_i].headers == NULL), "%s", settings[_i].said);
    ck_assert_msg(left_out || strcmp(text, settings[_i].headers) == 0, "%s: %s", settings[_i].said,
                  text);
    free(text);
    json_decref(set);
    json_decref(rules);
    json_decref(exclude);
}
END_TEST

/* hugo: order = [".jpg$", ".css$"]: what pages refer to is there before them, without a word. */
START_TEST(the_order_is_that_of_references)
{
    int picture = folder_stage("a.jpg", "image/jpeg");
    int page = folder_stage("a/index.html", "text/html");
    ck_assert_int_lt(picture, page);
    ck_assert_int_eq(picture, folder_stage("a.css", "text/css"));
    ck_assert_int_lt(page, folder_stage("index.html", "text/html"));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, each_setting_is_said, 0, (int)(sizeof settings / sizeof *settings));
    tcase_add_test(cases, the_order_is_that_of_references);
    return run_suite("settings of other tools", cases);
}
