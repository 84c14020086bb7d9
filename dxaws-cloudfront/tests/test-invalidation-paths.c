/* SPDX-License-Identifier: MIT */
/* Which paths are invalidated for which objects. */
#include <dxaws/kit/check.h>

#include <stdio.h>

#include "invalidation-paths.h"

enum { MOST_KEYS = 700 };

/* `pattern` with so many numbers in it, the second one modulo; and what comes of them. */
static const struct {
    const char *pattern;
    const char *paths;
    int count, modulo; /* 0: the pattern alone */
    enum invalidation_urls urls;
    const char *prefix;
    const char *more; /* one key beside */
    bool queries;
} rows[] = {
    {"index.html", "/ /index.html", 0, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"docs/index.html", "/docs /docs/ /docs/index.html", 0, 1, INVALIDATION_DIRECTORIES, NULL, NULL,
     false},
    {"docs/index.html", "/docs/index.html", 0, 1, INVALIDATION_EXACT, NULL, NULL, false},
    {"about.html", "/about /about.html", 0, 1, INVALIDATION_HTML, NULL, NULL, false},
    {"docs/index.html", "/docs/index /docs/index.html", 0, 1, INVALIDATION_HTML, NULL, NULL, false},
    {"a b.html", "/%C3%BCber.html /a*", 0, 1, INVALIDATION_DIRECTORIES, NULL,
     "\xc3\xbc"
     "ber.html",
     false},
    {"js/runtime~main.js", "/js/runtime*", 0, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"a/x%2fy.js", "/a/x*", 0, 1, INVALIDATION_EXACT, NULL, NULL, false},
    {"a~b/index.html", "/a*", 0, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"(1)+$!,.txt", "/(1)+$!,.txt", 0, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"a~b/%d.html", "/a*", 3, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"a~b.html", "/a*", 0, 1, INVALIDATION_EXACT, NULL, "a.html", false}, /* covered */
    {"a~b.html", "/a*", 0, 1, INVALIDATION_EXACT, NULL, "a!.html", false},
    {"a/%d.html", "/a/*", 21, 1, INVALIDATION_EXACT, NULL, NULL, false},
    {"a/%d.html", "/ /a/* /index.html", 20, 1, INVALIDATION_EXACT, NULL, "index.html", false},
    {"a/%d/index.html", "/a/*", 21, 1, INVALIDATION_DIRECTORIES, NULL, NULL, false},
    {"d%2$d/e/%1$d.html",
     "/d0/e/* /d1/e/* /d2/e/* /d3/e/* /d4/e/* /d5/e/* /d6/e/* /d7/e/* /d8/e/* /d9/e/*", 100, 10,
     INVALIDATION_EXACT, NULL, NULL, false},
    {"d/%2$d/%1$d.html", "/d/*", 200, 40, INVALIDATION_EXACT, NULL, NULL, false},
    {"d%2$d/x%1$d.html", "/*", 200, 16, INVALIDATION_EXACT, NULL, NULL, false},
    {"%d.html", "/*", 36, 1, INVALIDATION_EXACT, NULL, NULL, false},
    {"site/a.html", "/a.html", 0, 1, INVALIDATION_EXACT, "site/", "other/b.html", false},
    {"a.html", "/a.html*", 0, 1, INVALIDATION_EXACT, NULL, NULL, true},
    {"index.html", "/*", 0, 1, INVALIDATION_EXACT, NULL, NULL, true},
};

static char *join(const json_t *paths)
{
    static char text[4096];
    size_t at;
    json_t *path;
    text[0] = '\0';
    json_array_foreach((json_t *)(uintptr_t)paths, at, path) {
        strncat(text, at ? " " : "", sizeof text - strlen(text) - 1);
        strncat(text, json_string_value(path), sizeof text - strlen(text) - 1);
    }
    return text;
}

/* What cannot be asked of CloudFront is never made. */
static void check_limits(const json_t *paths)
{
    size_t at;
    json_t *item;
    int wild = 0;
    json_array_foreach((json_t *)(uintptr_t)paths, at, item) {
        const char *path = json_string_value(item);
        const char *star = strchr(path, '*');
        wild += star != NULL;
        ck_assert(path[0] == '/' && (star == NULL || star[1] == '\0'));
        ck_assert_uint_eq(strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_.$+!(),/%*"),
                          strlen(path));
    }
    ck_assert_int_le(wild, 15);
    ck_assert_uint_le(json_array_size(paths), 35);
}

/* "%1$d" and "%2$d", or "%d". */
static char *make_key(const char *pattern, int number, int modulo)
{
    char *key = calloc(1, strlen(pattern) + 40);
    char *to = key;
    while (*pattern != '\0') {
        bool second = strncmp(pattern, "%2$d", 4) == 0;
        size_t size = second || strncmp(pattern, "%1$d", 4) == 0 ? 4
                      : strncmp(pattern, "%d", 2) == 0           ? 2
                                                                 : 0;
        if (size > 0) {
            to += sprintf(to, "%d", second ? number % modulo : number);
            pattern += size;
        } else {
            *to++ = *pattern++;
        }
    }
    return key;
}

START_TEST(paths_of_keys)
{
    char *keys[MOST_KEYS];
    size_t count = 0;
    for (int i = 0; i < (rows[_i].count ? rows[_i].count : 1); i++) {
        keys[count++] = rows[_i].count ? make_key(rows[_i].pattern, i, rows[_i].modulo)
                                       : strdup(rows[_i].pattern);
    }
    if (rows[_i].more != NULL) {
        keys[count++] = strdup(rows[_i].more);
    }
    struct invalidation_asked asked = {
        .keys = (const char *const *)keys,
        .count = count,
        .urls = rows[_i].urls,
        .prefix = rows[_i].prefix,
        .queries = rows[_i].queries,
    };
    json_t *paths = invalidation_paths(&asked);
    ck_assert_str_eq(join(paths), rows[_i].paths);
    check_limits(paths);
    json_decref(paths);
    while (count > 0) {
        free(keys[--count]);
    }
}
END_TEST

START_TEST(twenty_paths_stay_single)
{
    char *keys[20];
    for (int i = 0; i < 20; i++) {
        keys[i] = make_key("a/%d.html", i, 1);
    }
    struct invalidation_asked asked = {.keys = (const char *const *)keys, .count = 20};
    json_t *paths = invalidation_paths(&asked);
    ck_assert_uint_eq(json_array_size(paths), 20);
    check_limits(paths);
    json_decref(paths);
    for (int i = 0; i < 20; i++) {
        free(keys[i]);
    }
}
END_TEST

START_TEST(no_keys_are_no_paths_and_what_nobody_knows_is_everything)
{
    struct invalidation_asked asked = {0};
    json_t *paths = invalidation_paths(&asked);
    ck_assert_uint_eq(json_array_size(paths), 0);
    json_decref(paths);
    asked.everything = true;
    paths = invalidation_paths(&asked);
    ck_assert_str_eq(join(paths), "/*");
    json_decref(paths);
}
END_TEST

/* Whatever the keys are, each of them is covered by a path, and the limits are kept. */
START_TEST(every_key_is_covered)
{
    static const char letters[] = "ab.~ %/-";
    unsigned random = (unsigned)_i + 1;
    char keys[200][12];
    const char *list[200];
    size_t count = 1 + (unsigned)_i * 7 % 199;
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;
        for (size_t letter = 0; letter < 10; letter++) {
            random = random * 1664525 + 1013904223;
            char next = letters[(random >> 24) % (sizeof letters - 1)];
            bool slash = next == '/' && (size == 0 || keys[i][size - 1] == '/' || letter == 9);
            keys[i][size++] = slash ? 'c' : next;
        }
        keys[i][size] = '\0';
        list[i] = keys[i];
    }
    struct invalidation_asked asked = {
        .keys = list, .count = count, .urls = INVALIDATION_DIRECTORIES};
    json_t *paths = invalidation_paths(&asked);
    check_limits(paths);
    for (size_t i = 0; i < count; i++) {
        bool covered = false;
        size_t at;
        json_t *path;
        json_array_foreach(paths, at, path) {
            const char *text = json_string_value(path) + 1;
            size_t size = strcspn(text, "*");
            covered = covered || (strncmp(text, keys[i], size) == 0 &&
                                  (text[size] == '*' || keys[i][size] == '\0'));
        }
        ck_assert_msg(covered, "%s", keys[i]);
    }
    json_decref(paths);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, paths_of_keys, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_test(cases, twenty_paths_stay_single);
    tcase_add_test(cases, no_keys_are_no_paths_and_what_nobody_knows_is_everything);
    tcase_add_loop_test(cases, every_key_is_covered, 0, 60);
    return run_suite("invalidation paths", cases);
}
