/* SPDX-License-Identifier: MIT */
/* Patterns of names of files. */
#include <dxaws/kit/check.h>

#include <time.h>

#include "content/globs.h"

static const struct {
    const char *pattern;
    const char *path;
    bool matches;
} rows[] = {
    /* the last segment, wherever */
    {"*.html", "index.html", true},
    {"*.html", "a/b/index.html", true},
    {"*.html", "index.htm", false},
    {"*.html", "x.html/style.css", false},
    {"robots.txt", "a/robots.txt", true},
    {"robots.txt", "robots.txt.bak", false},
    {"*", "a", true},
    {"*", "a/b", true},
    {"**", "a/b", true},
    {"*.HTML", "index.html", false},
    {"a*b*c", "aXbYbZc", true},
    {"a*b*c", "aXbYbZ", false},
    {"*a", "aaa", true},
    {"a?c", "abc", true},
    {"a?c", "ac", false},
    {"?", "\xc3\xbc", true},
    {"??", "\xc3\xbc", false},
    {"?", "\xf0\x9f\x98\x80", true},
    {"?", "\xff", true},
    {"?", "\xff\xfe", false},
    {"*.\xc3\xbc", "a.\xc3\xbc", true},
    /* the whole path */
    {"/robots.txt", "robots.txt", true},
    {"/robots.txt", "a/robots.txt", false},
    {"/*.html", "index.html", true},
    {"/*.html", "a/index.html", false},
    {"assets/*.js", "assets/a.js", true},
    {"assets/*.js", "x/assets/a.js", false},
    {"assets/*.js", "assets/b/a.js", false},
    {"assets/*", "assets", false},
    {"a/b", "a/b/c", false},
    {"a/b/c", "a/b", false},
    {"*/b", "a/b", true},
    {"*/b", "b", false},
    /* any folders */
    {"**/a", "a", true},
    {"**/a", "x/y/a", true},
    {"**/a", "x/a/y", false},
    {"a/**", "a/b", true},
    {"a/**", "a/b/c", true},
    {"a/**", "a", false},
    {"a/**", "b/a/c", false},
    {"a/**/b", "a/b", true},
    {"a/**/b", "a/x/y/b", true},
    {"a/**/b", "a/x/b/y", false},
    {"a/**/b/**/c", "a/b/b/x/c/c", true},
    {"a/**/b/*.js", "a/b/x/b/y.js", true},
    {"**/x/**", "x/y", true},
    {"**/x/**", "a/x/y/z", true},
    {"**/x/**", "a/x", false},
    {"**/**/a", "a", true},
    /* what lies below a folder */
    {"drafts/", "drafts/a", true},
    {"drafts/", "x/drafts/y/a", true},
    {"drafts/", "drafts", false},
    {"/drafts/", "drafts/a", true},
    {"/drafts/", "x/drafts/a", false},
    {"a/b/", "a/b/c/d", true},
    {"a/b/", "x/a/b/c", false},
    {"a/**/", "a/b/c", true},
    {"a/**/", "a/b", false},
    /* classes */
    {"[abc]", "b", true},
    {"[abc]", "d", false},
    {"[a-c]x", "bx", true},
    {"[a-c]x", "dx", false},
    {"[!a-c]", "d", true},
    {"[!a-c]", "b", false},
    {"[^a-c]", "b", false},
    {"[]]", "]", true},
    {"[!]]", "]", false},
    {"[]-a]", "^", true},
    {"[a-]", "-", true},
    {"[-a]", "-", true},
    {"[a-cx-z]", "y", true},
    {"[\xc3\xa0-\xc3\xbf]", "\xc3\xbc", true},
    {"[\xc3\xa0-\xc3\xbf]", "u", false},
    {"[*?]", "*", true},
    {"[*?]", "a", false},
    {"[\\]]", "]", true},
    {"[a\\-c]", "b", false},
    {"*[0-9].js", "a1b2.js", true},
    /* letters behind a backslash */
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"\\[a]", "[a]", true},
    {"a\\b", "ab", true},
    {"\\\\", "\\", true},
    {"\\!x", "!x", true},
    {"\\{a\\}", "{a}", true},
    {"\\\xc3\xbc", "\xc3\xbc", true},
};

START_TEST(patterns_match)
{
    ck_assert_msg(glob_fault(rows[_i].pattern) == NULL, "%s %s", rows[_i].pattern,
                  glob_fault(rows[_i].pattern));
    ck_assert_msg(glob_matches(rows[_i].pattern, rows[_i].path) == rows[_i].matches, "%s of %s",
                  rows[_i].pattern, rows[_i].path);
}
END_TEST

static const struct {
    const char *pattern;
    const char *folder;
    bool matches;
} folders[] = {
    {"drafts", "x/drafts", true},   {"drafts/", "x/drafts", true},
    {"/drafts/", "drafts", true},   {"/drafts", "x/drafts", false},
    {"drafts/**", "drafts", false}, {"drafts/**", "drafts/a", true},
    {"*.html", "x.html", true},     {"**/", "a", true},
};

START_TEST(folders_match)
{
    ck_assert(glob_matches_folder(folders[_i].pattern, folders[_i].folder) == folders[_i].matches);
}
END_TEST

static const struct {
    const char *pattern;
    const char *fault;
} faults[] = {
    {"", "empty"},
    {"/", "the folder itself"},
    {"//", "empty segment"},
    {"a//b", "empty segment"},
    {"a//", "empty segment"},
    {"./a", "segment ."},
    {"../a", "segment ."},
    {"a/..", "segment ."},
    {"a[", "["},
    {"a[]", "["},
    {"a[!]", "["},
    {"[a/b]", "["},
    {"[a\\]", "["},
    {"[b-a]", "ends before"},
    {"[\xc3\xbc-z]", "ends before"},
    {"a\\", "\\"},
    {"a\\/b", "\\"},
    {"**.js", "**"},
    {"a/**b", "**"},
    {"***", "**"},
    {"*.{js,css}", "{"},
    {"!a", "!"},
    {"a\xff", "UTF-8"},
};

START_TEST(patterns_that_cannot_be_meant)
{
    const char *fault = glob_fault(faults[_i].pattern);
    ck_assert_msg(fault != NULL && strstr(fault, faults[_i].fault) != NULL, "%s: %s",
                  faults[_i].pattern, fault ? fault : "taken");
}
END_TEST

/* Stars that could be tried in very many ways. */
START_TEST(no_pattern_takes_long)
{
    char pattern[400] = "";
    char path[1000] = "";
    struct timespec begin;
    struct timespec end;
    for (size_t i = 0; i < 30; i++) {
        strcat(pattern, i % 2 ? "*a*a*/" : "**/");
    }
    strcat(pattern, "b");
    for (size_t i = 0; i < 100; i++) {
        strcat(path, "aaaaaaaa/");
    }
    strcat(path, "a");
    ck_assert_ptr_null(glob_fault(pattern));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    ck_assert(!glob_matches(pattern, path));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    ck_assert(end.tv_sec - begin.tv_sec < 2);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, patterns_match, 0, ROWS(rows));
    tcase_add_loop_test(cases, folders_match, 0, ROWS(folders));
    tcase_add_loop_test(cases, patterns_that_cannot_be_meant, 0, ROWS(faults));
    tcase_add_test(cases, no_pattern_takes_long);
    return run_suite("content globs", cases);
}
