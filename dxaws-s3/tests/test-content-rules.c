/* SPDX-License-Identifier: MIT */
/* What is sent with the files of a folder, and when. */
#include <dxaws/kit/check.h>

#include "content/folder.h"

static json_t *parse(const char *text)
{
    json_t *tree = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    ck_assert(text == NULL || tree != NULL);
    return tree;
}

static const struct {
    const char *rules;
    const char *key;
    const char *headers;
} ruled[] = {
    {"[{\"match\":\"*.html\",\"cache_control\":\"max-age=60\"}]", "a.html",
     "{\"Cache-Control\":\"max-age=60\",\"Content-Type\":\"text/html; charset=utf-8\"}"},
    {"[{\"match\":\"*.txt\",\"cache_control\":\"max-age=60\"}]", "a.html",
     "{\"Cache-Control\":\"no-cache\",\"Content-Type\":\"text/html; charset=utf-8\"}"},
    /* the first that says it */
    {"[{\"match\":\"a*\",\"cache_control\":\"x\"},{\"match\":\"*\",\"cache_control\":\"y\","
     "\"content_type\":\"z\"}]",
     "a.html", "{\"Cache-Control\":\"x\",\"Content-Type\":\"z\"}"},
    {"[{\"match\":\"*\",\"cache_control\":null}]", "a.html",
     "{\"Content-Type\":\"text/html; charset=utf-8\"}"},
    /* a page by its rule is cached as one */
    {"[{\"match\":\"LICENSE\",\"content_type\":\"text/html\"}]", "LICENSE",
     "{\"Cache-Control\":\"no-cache\",\"Content-Type\":\"text/html\"}"},
    {"[{\"match\":\"*.gz\",\"headers\":{\"content-encoding\":\"gzip\",\"x-amz-meta-a\":\"b\"}}]",
     "a.svg.gz",
     "{\"Cache-Control\":\"public, max-age=3600\",\"Content-Encoding\":\"gzip\","
     "\"Content-Type\":\"application/gzip\",\"x-amz-meta-a\":\"b\"}"},
};

START_TEST(rules_say_what_is_sent)
{
    json_t *rules = parse(ruled[_i].rules);
    json_t *set = folder_headers(rules, ruled[_i].key, true, false);
    char *text = json_dumps(set, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_str_eq(text, ruled[_i].headers);
    free(text);
    json_decref(set);
    json_decref(rules);
}
END_TEST

static const struct {
    const char *exclude, *rules, *says;
} wrong[] = {
    {"[\"a\", \"a[\"]", NULL, "exclude[1]: \"a[\" has a ["},
    {"[7]", NULL, "exclude[0]: \"\" is no text"},
    {NULL, "[{}]", "rules[0]: has no text in match"},
    {NULL, "[{\"match\":\"a\"},{\"match\":\"a{\"}]", "rules[1]: match \"a{\""},
    {NULL, "[{\"match\":\"a\",\"cache\":\"x\"}]", "has cache: a rule has match"},
    {NULL, "[{\"match\":\"a\",\"cache_control\":\"\"}]", "cache_control is no text"},
    {NULL, "[{\"match\":\"a\",\"content_type\":\"\\u00fc\"}]", "content_type has a letter"},
    {NULL, "[{\"match\":\"a\",\"headers\":7}]", "headers is no object"},
    {NULL, "[{\"match\":\"a\",\"headers\":{\"X-Frame-Options\":\"a\"}}]",
     "no header that S3 keeps"},
    {NULL, "[{\"match\":\"a\",\"headers\":{\"x-amz-meta-A\":\"a\"}}]", "no header that S3 keeps"},
    {NULL, "[{\"match\":\"a\",\"headers\":{\"Cache-control\":\"a\"}}]",
     "has a member of its own: cache_control"},
    {NULL, "[{\"match\":\"a\",\"headers\":{\"Expires\":\"a\\nb\"}}]", "has a letter"},
};

START_TEST(what_cannot_be_meant_is_refused)
{
    json_t *exclude = parse(wrong[_i].exclude);
    json_t *rules = parse(wrong[_i].rules);
    struct folder_wish wish = {.path = ".", .exclude = exclude, .rules = rules};
    struct content_folder folder = {0};
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].says);
    json_decref(exclude);
    json_decref(rules);
}
END_TEST

static const struct {
    const char *key;
    const char *type;
    enum content_stage stage;
} stages[] = {
    {"index.html", "text/html", CONTENT_ENTRIES},
    {"a/index.html", "text/html; charset=utf-8", CONTENT_PAGES},
    {"a.xhtml", "application/xhtml+xml", CONTENT_PAGES},
    {"LICENSE", "text/html", CONTENT_PAGES},
    {"a.css", "text/css", CONTENT_ASSETS},
    {"sw.js", "text/javascript", CONTENT_ENTRIES},
    {"a/sw.js", "text/javascript", CONTENT_ASSETS},
    {"a/site.webmanifest", "application/manifest+json", CONTENT_ENTRIES},
    {"blog/feed.xml", "application/xml", CONTENT_ENTRIES},
    {"sitemap-2.xml", "application/xml", CONTENT_ENTRIES},
    {"a.xml", "application/xml", CONTENT_ASSETS},
};

START_TEST(stages_are_of_what_leads_to_what)
{
    ck_assert_int_eq(folder_stage(stages[_i].key, stages[_i].type), stages[_i].stage);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, rules_say_what_is_sent, 0, ROWS(ruled));
    tcase_add_loop_test(cases, what_cannot_be_meant_is_refused, 0, ROWS(wrong));
    tcase_add_loop_test(cases, stages_are_of_what_leads_to_what, 0, ROWS(stages));
    return run_suite("content rules", cases);
}
