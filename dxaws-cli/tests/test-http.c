/* SPDX-License-Identifier: MIT */
/* What a server makes of requests. */
#include "edge/http.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

static const struct {
    const char *path, *key; /* NULL: none */
} keys[] = {
    {"/", ""},
    {"/a/b.html", "a/b.html"},
    {"//a", "/a"},
    {"/a%20b+c", "a b+c"},
    {"/caf%C3%a9/%2F", "caf\xc3\xa9//"},
    {"/../%2e%2E/etc", "../../etc"}, /* a key like another: nobody looks for a file of that name */
    {"/%", NULL},
    {"/%4", NULL},
    {"/%4g", NULL},
    {"/a%00b", NULL},
};

START_TEST(a_path_asks_for_a_key)
{
    char *key = http_key(keys[_i].path);
    ck_assert_msg(keys[_i].key ? key != NULL && strcmp(key, keys[_i].key) == 0 : key == NULL,
                  "%s: %s", keys[_i].path, key ? key : "none");
    free(key);
}
END_TEST

static const struct {
    const char *header;
    int64_t size;
    enum http_range outcome;
    int64_t from, count;
} ranges[] = {
    {NULL, 10, HTTP_WHOLE, 0, 10},
    {"bytes=0-0", 10, HTTP_PART, 0, 1},
    {"Bytes=2-4", 10, HTTP_PART, 2, 3},
    {"bytes=2-", 10, HTTP_PART, 2, 8},
    {"bytes=2-99", 10, HTTP_PART, 2, 8},
    {"bytes=-3", 10, HTTP_PART, 7, 3},
    {"bytes=-99", 10, HTTP_PART, 0, 10},
    {"bytes=-0", 10, HTTP_NO_SUCH_PART, 10, 0},
    {"bytes=10-", 10, HTTP_NO_SUCH_PART, 0, 10},
    {"bytes=0-", 0, HTTP_NO_SUCH_PART, 0, 0},
    {"bytes=4-2", 10, HTTP_WHOLE, 0, 10},
    {"bytes=0-1,3-4", 10, HTTP_WHOLE, 0, 10},
    {"bytes=", 10, HTTP_WHOLE, 0, 10},
    {"bytes=-", 10, HTTP_WHOLE, 0, 10},
    {"bytes=a-b", 10, HTTP_WHOLE, 0, 10},
    {"bytes=0-99999999999999999999", 10, HTTP_WHOLE, 0, 10},
    {"lines=0-1", 10, HTTP_WHOLE, 0, 10},
};

START_TEST(a_part_is_asked_for)
{
    int64_t from = -1;
    int64_t count = -1;
    enum http_range outcome = http_range(ranges[_i].header, ranges[_i].size, &from, &count);
    ck_assert_msg(
        outcome == ranges[_i].outcome && from == ranges[_i].from && count == ranges[_i].count,
        "%s: %d %lld %lld", ranges[_i].header, (int)outcome, (long long)from, (long long)count);
}
END_TEST

static const struct {
    const char *header;
    bool named;
} etags[] = {
    {NULL, false},
    {"", false},
    {"\"ab\"", true},
    {"W/\"ab\"", true},
    {"\"abc\"", false},
    {"ab", false},
    {"*", true},
    {"\"x\", \"ab\"", true},
    {"\"x\",,\"y", false},
    {"\"ab", false},
    {"\"x\",\tW/\"ab\"", true},
};

START_TEST(an_etag_is_named)
{
    ck_assert_msg(http_names_etag(etags[_i].header, "ab") == etags[_i].named, "%s",
                  etags[_i].header);
}
END_TEST

START_TEST(dates_are_written_and_read)
{
    char text[HTTP_DATE_SIZE];
    const int64_t moment = INT64_C(1796040000123);
    http_date(moment, text);
    ck_assert_str_eq(text, "Mon, 30 Nov 2026 12:00:00 GMT");
    ck_assert(http_is_since(text, moment));
    ck_assert(http_is_since("Mon, 30 Nov 2026 12:00:01 GMT", moment));
    ck_assert(!http_is_since("Mon, 30 Nov 2026 11:59:59 GMT", moment));
    ck_assert(!http_is_since("tomorrow", moment) && !http_is_since(NULL, moment));
    ck_assert(!http_is_since("Mon, 30 Nov 2026 12:00:00 GMT or so", moment));
}
END_TEST

START_TEST(a_host_has_no_port)
{
    static const char *const hosts[][2] = {{"WWW.Example.com:8080", "www.example.com"},
                                           {"localhost", "localhost"},
                                           {"[::1]:80", "[::1]"},
                                           {"[::1]", "[::1]"},
                                           {":", ""},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char *host = http_host(hosts[i][0]);
        ck_assert_str_eq(host, hosts[i][1]);
        free(host);
    }
}
END_TEST

static const struct {
    const char *header;
    bool taken;
} encodings[] = {
    {NULL, false},           {"", false},         {"gzip", true},         {"br, GZIP;q=0.5", true},
    {"gzip;q=0", false},     {"x-gzip", false},   {"gzip;q=0, *", false}, {"br,deflate", false},
    {"deflate, gzip", true}, {"identity", false},
};

START_TEST(an_encoding_is_taken)
{
    ck_assert_msg(http_takes_gzip(encodings[_i].header) == encodings[_i].taken, "%s",
                  encodings[_i].header ? encodings[_i].header : "none");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("http");
    tcase_add_loop_test(tests, a_path_asks_for_a_key, 0, sizeof keys / sizeof *keys);
    tcase_add_loop_test(tests, a_part_is_asked_for, 0, sizeof ranges / sizeof *ranges);
    tcase_add_loop_test(tests, an_etag_is_named, 0, sizeof etags / sizeof *etags);
    tcase_add_loop_test(tests, an_encoding_is_taken, 0, sizeof encodings / sizeof *encodings);
    tcase_add_test(tests, dates_are_written_and_read);
    tcase_add_test(tests, a_host_has_no_port);
    return run_suite("http", tests);
}
