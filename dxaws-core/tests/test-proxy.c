/* SPDX-License-Identifier: MIT */
/* Which requests go through which proxy: the session's environment decides, not the process's. */
#include "calls.h"

#include <dlfcn.h>
#include <netdb.h>

/* All names below "test" are of this machine. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    const char *end = node ? strstr(node, ".test") : NULL;
    return real(end && !end[5] ? "127.0.0.1" : node, service, hints, result);
}

#define REFUSED(status) "HTTP/1.1 " status " x\r\nContent-Length: 0\r\n\r\n"

/* In the values of a row, P is the address of a server that takes requests for a proxy; in an
 * endpoint, S is the port of another one that is called without. */
struct row {
    const char *endpoint;
    const char *option; /* of the session, or NULL */
    const char *environment[3];
    const char *process[3]; /* what the process has in its environment */
    bool proxied;
};

static const struct row rows[] = {
    {"http://api.test:S", NULL, {NULL}, {NULL}, false},
    /* the environment of the process says nothing */
    {"http://api.test:S", NULL, {NULL}, {"http_proxy=http://P", "all_proxy=http://P"}, false},
    {"http://api.test:S", NULL, {"http_proxy=http://P"}, {"no_proxy=*", "NO_PROXY=*"}, true},
    /* which variable goes for which URL */
    {"http://api.test:S", NULL, {"http_proxy=http://P"}, {NULL}, true},
    {"http://api.test:S", NULL, {"http_proxy=P"}, {NULL}, true},
    {"http://api.test:S", NULL, {"HTTP_PROXY=http://P"}, {NULL}, false},
    {"http://api.test:S", NULL, {"https_proxy=http://P", "HTTPS_PROXY=http://P"}, {NULL}, false},
    {"http://api.test:S", NULL, {"ALL_PROXY=http://P"}, {NULL}, true},
    {"http://api.test:S", NULL, {"all_proxy=http://P", "ALL_PROXY=http://x"}, {NULL}, true},
    {"http://api.test:S", NULL, {"http_proxy=http://P", "all_proxy=http://x"}, {NULL}, true},
    {"http://api.test:S", NULL, {"http_proxy= ", "ALL_PROXY=http://P"}, {NULL}, true},
    {"https://tls.test", NULL, {"HTTPS_PROXY=http://P"}, {NULL}, true},
    {"https://tls.test", NULL, {"https_proxy=http://P", "HTTPS_PROXY=http://x"}, {NULL}, true},
    {"https://tls.test", NULL, {"all_proxy=http://P", "http_proxy=http://x"}, {NULL}, true},
    /* hosts without one */
    {"http://api.test:S", NULL, {"http_proxy=http://P", "no_proxy=a,api.test"}, {NULL}, false},
    {"http://api.test:S", NULL, {"http_proxy=http://P", "NO_PROXY=*"}, {NULL}, false},
    {"http://api.test:S", NULL, {"http_proxy=http://P", "NO_PROXY=pi.test"}, {NULL}, true},
    {"http://localhost:S", NULL, {"http_proxy=http://P"}, {"http_proxy=http://P"}, false},
    {"http://127.0.0.1:S", NULL, {"http_proxy=http://P"}, {"http_proxy=http://P"}, false},
    /* the session's own goes for all */
    {"http://api.test:S", "http://P", {"http_proxy=http://x", "no_proxy=*"}, {NULL}, true},
    {"https://tls.test", "http://P", {NULL}, {"no_proxy=*"}, true},
};

static void replace(char *text, size_t size, const char *pattern, char mark, const char *value)
{
    const char *at = strrchr(pattern, mark);
    bool there = at && (!at[1] || at[1] == '/') && (at == pattern || strchr(":/=@", at[-1]));
    snprintf(text, size, "%.*s%s%s", there ? (int)(at - pattern) : (int)strlen(pattern), pattern,
             there ? value : "", there ? at + 1 : "");
}

static dxaws_session *open_behind(const struct row *row, const char *const *environment,
                                  const char *address, const char *port)
{
    char text[200];
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    replace(text, sizeof(text), row->endpoint, 'S', port);
    dxaws_session_options_set_endpoint_url(options, text);
    if (row->option) {
        replace(text, sizeof(text), row->option, 'P', address);
        dxaws_session_options_set_proxy(options, text);
    }
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_max_attempts(options, 1);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* Makes a call of a row; its error. */
static dxaws_error *call_behind(const struct row *row, struct server *proxy, const char *port)
{
    static const char *const all[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                      "ALL_PROXY",  "no_proxy",    "NO_PROXY"};
    char values[3][200];
    const char *environment[4] = {NULL};
    const char *address = proxy ? strstr(server_url(proxy), "//") + 2 : "";
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        unsetenv(all[i]);
    }
    for (int i = 0; i < 3; i++) {
        if (row->process[i]) {
            replace(values[0], sizeof(values[0]), row->process[i], 'P', address);
            char *sign = strchr(values[0], '=');
            *sign = '\0';
            setenv(values[0], sign + 1, 1);
        }
    }
    for (int i = 0; i < 3 && row->environment[i]; i++) {
        replace(values[i], sizeof(values[i]), row->environment[i], 'P', address);
        environment[i] = values[i];
    }
    DXAWS_AUTO(dxaws_session) session = open_behind(row, environment, address, port);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("route53", "ListHostedZones", "GET", "/2013-04-01/hostedzone");
    return dxaws_aws_call(session, NULL, request);
}

START_TEST(session_decides_which_proxy_is_used)
{
    const struct row *row = &rows[_i];
    bool tunnel = strncmp(row->endpoint, "https", 5) == 0;
    struct server *proxy =
        server_start(STEPS({SERVER_ANSWER, tunnel ? REFUSED("407") : OK_XML, 0}));
    struct server *service = server_start(STEPS({SERVER_ANSWER, OK_XML, 0}));
    dxaws_error *error = call_behind(row, proxy, strrchr(server_url(service), ':') + 1);
    ck_assert_msg(tunnel || !error, "%s", dxaws_error_message(error));
    ck_assert_uint_eq(server_requests(proxy), row->proxied);
    ck_assert_uint_eq(server_requests(service), !row->proxied);
    if (row->proxied) {
        const char *line = server_request(proxy, 0);
        ck_assert_ptr_eq(strstr(line, tunnel ? "CONNECT tls.test:443 HTTP" : "GET http://api.test"),
                         line);
    }
    dxaws_error_free(error);
    server_stop(service);
    server_stop(proxy);
}
END_TEST

/* rule 32: the password goes to the proxy, and nowhere else */
START_TEST(proxy_gets_its_password)
{
    const struct row row = {
        "http://api.test:1", NULL, {"http_proxy=http://me:canary@P"}, {NULL}, true};
    struct server *proxy = server_start(
        STEPS({SERVER_ANSWER_CLOSE, "HTTP/1.1 407 x\r\n\r\nno bWU6Y2FuYXJ5, no canary", 0}));
    dxaws_error *error = call_behind(&row, proxy, "");
    ck_assert_ptr_nonnull(
        strstr(server_request(proxy, 0), "\r\nProxy-Authorization: Basic bWU6Y2FuYXJ5\r\n"));
    ck_error(error, DXAWS_ERROR_PROTOCOL, "no ***, no *** (HTTP 407");
    server_stop(proxy);
}
END_TEST

static const struct {
    struct row row;
    const char *answer; /* the proxy's, or NULL when it is of no use */
    dxaws_error_kind kind;
    const char *message;
} failures[] = {
    {{"https://tls.test", NULL, {"https_proxy=http://u:canary@P"}, {NULL}, true},
     REFUSED("407"),
     DXAWS_ERROR_UNAVAILABLE,
     "the proxy did not connect to tls.test: it answered HTTP 407"},
    {{"https://tls.test", NULL, {"https_proxy=http://u:canary@P"}, {NULL}, true},
     REFUSED("502"),
     DXAWS_ERROR_UNAVAILABLE,
     "the proxy did not connect to tls.test: it answered HTTP 502"},
    {{"https://tls.test", NULL, {"https_proxy=http://u:canary@127.0.0.1:1"}, {NULL}, false},
     NULL,
     DXAWS_ERROR_UNAVAILABLE,
     "cannot connect to tls.test, for which there is a proxy: Failed to connect to 127.0.0.1 port "
     "1"},
    {{"http://api.test:1", NULL, {"http_proxy=gopher://proxy"}, {NULL}, false},
     NULL,
     DXAWS_ERROR_INVALID_ARGUMENT,
     "the proxy \"gopher://proxy\" from http_proxy is not one: expected a URL such as"},
    {{"http://api.test:1", NULL, {"ALL_PROXY=http://u:canary@proxy:70000"}, {NULL}, false},
     NULL,
     DXAWS_ERROR_INVALID_ARGUMENT,
     "the proxy \"...\" from ALL_PROXY is not one"},
    {{"http://api.test:1", "http://a b", {NULL}, {NULL}, false},
     NULL,
     DXAWS_ERROR_INVALID_ARGUMENT,
     "the proxy \"http://a b\" from the session options is not one"},
};

START_TEST(proxy_of_no_use_is_said_in_plain_words)
{
    struct server *proxy =
        failures[_i].answer ? server_start(STEPS({SERVER_ANSWER, failures[_i].answer, 0})) : NULL;
    dxaws_error *error = call_behind(&failures[_i].row, proxy, "");
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "canary"));
    ck_error(error, failures[_i].kind, failures[_i].message);
    if (proxy) {
        server_stop(proxy);
    }
}
END_TEST

/* rule 28: the instance's metadata never go through a proxy */
START_TEST(metadata_are_read_without_a_proxy)
{
    struct server *proxy = server_start(STEPS({SERVER_ANSWER, REFUSED("500"), 0}));
    struct server *metadata = server_start(STEPS({SERVER_ANSWER, REFUSED("403"), 0}));
    char endpoint[100];
    char address[100];
    snprintf(endpoint, sizeof(endpoint), "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://localhost:%s",
             strrchr(server_url(metadata), ':') + 1);
    snprintf(address, sizeof(address), "http_proxy=%s", server_url(proxy));
    const char *const environment[] = {endpoint, address, "AWS_EC2_METADATA_DISABLED=false", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    dxaws_error_free(dxaws_session_find_credentials(session, NULL, NULL));
    ck_assert_uint_eq(server_requests(metadata), 1);
    ck_assert_uint_eq(server_requests(proxy), 0);
    server_stop(metadata);
    server_stop(proxy);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("proxy");
    TCase *tests = tcase_create("proxy");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, session_decides_which_proxy_is_used, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, proxy_gets_its_password);
    tcase_add_loop_test(tests, proxy_of_no_use_is_said_in_plain_words, 0,
                        sizeof(failures) / sizeof(failures[0]));
    tcase_add_test(tests, metadata_are_read_without_a_proxy);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
