/* SPDX-License-Identifier: MIT */
/* What libcurl is told, and what follows from it. */
#define CURL_DISABLE_TYPECHECK
#include "calls.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <time.h>

#include <curl/curl.h>

#include "http.h"

#undef curl_easy_setopt

/* ---- all that is set ---- */

#define SET_MAX 64

static struct {
    CURLoption option;
    long number;
    char text[64];
} set[SET_MAX];
static size_t set_count;
static CURLoption hurried; /* whose seconds are one second */

CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
    CURLcode (*real)(CURL *, CURLoption, ...);
    *(void **)&real = dlsym(RTLD_NEXT, "curl_easy_setopt");
    long number = 0;
    void *pointer = NULL;
    va_list arguments;
    va_start(arguments, option);
    CURLcode result;
    if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB) {
        result = real(easy, option, va_arg(arguments, curl_off_t));
    } else if (option >= CURLOPTTYPE_OBJECTPOINT) {
        pointer = va_arg(arguments, void *);
        result = real(easy, option, pointer);
    } else {
        number = va_arg(arguments, long);
        result = real(easy, option, option == hurried ? 1L : number);
    }
    va_end(arguments);
    if (set_count < SET_MAX) {
        set[set_count].option = option;
        set[set_count].number = number;
        bool text = option == CURLOPT_PROTOCOLS_STR || option == CURLOPT_PROXY;
        snprintf(set[set_count].text, sizeof(set[0].text), "%s", text ? (char *)pointer : "");
        set_count++;
    }
    return result;
}

static const struct {
    const char *name;
    CURLoption option;
    long number;
    const char *text;
} rows[] = {
#define ROW(name, number, text)                                                                    \
    {                                                                                              \
#name, CURLOPT_##name, number, text                                                        \
    }
    ROW(NOSIGNAL, 1, ""),
    ROW(NETRC, CURL_NETRC_IGNORED, ""),
    ROW(PROTOCOLS_STR, 0, "http,https"),
    ROW(PROXY, 0, ""),
    ROW(ERRORBUFFER, 0, ""), /* wherever it is */
    ROW(PATH_AS_IS, 1, ""),
    ROW(FOLLOWLOCATION, 0, ""),
    ROW(TCP_KEEPALIVE, 1, ""),
    ROW(LOW_SPEED_LIMIT, 1, ""),
    ROW(LOW_SPEED_TIME, AWS_HTTP_IDLE_TIMEOUT_S, ""),
    ROW(CONNECTTIMEOUT_MS, AWS_HTTP_CONNECT_TIMEOUT_MS, ""),
    ROW(EXPECT_100_TIMEOUT_MS, AWS_HTTP_EXPECT_TIMEOUT_MS, ""),
    ROW(MAXAGE_CONN, 20, ""),
    ROW(MAXLIFETIME_CONN, 600, ""),
    ROW(HTTP_VERSION, CURL_HTTP_VERSION_2TLS, ""),
};

static const CURLoption never[] = {
    CURLOPT_COOKIE,         CURLOPT_COOKIEFILE,     CURLOPT_COOKIEJAR,       CURLOPT_AWS_SIGV4,
    CURLOPT_SSL_VERIFYPEER, CURLOPT_SSL_VERIFYHOST, CURLOPT_ACCEPT_ENCODING, CURLOPT_USERPWD,
    CURLOPT_VERBOSE,        CURLOPT_HTTP09_ALLOWED,
};

/* rule 44 and rule 43: the options, and those that are left alone */
START_TEST(libcurl_is_told)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    set_count = 0;
    ck_ok(dxaws_aws_call(session, NULL, request));
    ck_assert_uint_lt(set_count, SET_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t found = 0;
        while (found < set_count && set[found].option != rows[i].option) {
            found++;
        }
        ck_assert_msg(found < set_count && set[found].number == rows[i].number &&
                          strcmp(set[found].text, rows[i].text) == 0,
                      "%s is %s", rows[i].name, found < set_count ? "another" : "not set");
    }
    for (size_t i = 0; i < set_count; i++) {
        for (size_t j = 0; j < sizeof(never) / sizeof(never[0]); j++) {
            ck_assert_int_ne(set[i].option, never[j]);
        }
    }
    server_stop(server);
}
END_TEST

/* ---- what follows ---- */

/* rule 44: a connection that falls silent is given up */
START_TEST(silence_ends_a_call)
{
    struct server *server =
        server_start(STEPS({SERVER_STALL, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
    hurried = CURLOPT_LOW_SPEED_TIME;
    ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_UNAVAILABLE, " fell silent for ");
    hurried = 0;
    server_stop(server);
}
END_TEST

static const CURLoption ages[] = {CURLOPT_MAXAGE_CONN, CURLOPT_MAXLIFETIME_CONN, 0};

/* rule 44: a connection is not used again that the service may be about to close, or whose host may
 * have moved */
START_TEST(old_connection_is_not_used_again)
{
    struct server *server = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    hurried = ages[_i];
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_ok(dxaws_aws_call(session, NULL, request));
        nanosleep(&(struct timespec){i ? 0 : 2, 200000000}, NULL);
    }
    hurried = 0;
    ck_assert_uint_eq(server_connections(server), ages[_i] ? 2 : 1);
    server_stop(server);
}
END_TEST

/* rule 44 and rule 41: nothing that a service says is kept or followed, but by the rules of S3 */
START_TEST(cookies_and_locations_are_ignored)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER,
                            "HTTP/1.1 302 x\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n"
                            "Set-Cookie: a=b\r\n\r\n",
                            0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 1);
    for (size_t i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        ck_error(dxaws_aws_call(session, NULL, request), DXAWS_ERROR_INVALID_ARGUMENT, "HTTP 302");
        ck_assert_uint_eq(server_requests(server), i + 1);
        ck_assert_ptr_null(strstr(server_request(server, i), "Cookie"));
    }
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("libcurl");
    TCase *tests = tcase_create("libcurl");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, libcurl_is_told);
    tcase_add_test(tests, silence_ends_a_call);
    tcase_add_loop_test(tests, old_connection_is_not_used_again, 0, sizeof(ages) / sizeof(ages[0]));
    tcase_add_test(tests, cookies_and_locations_are_ignored);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
