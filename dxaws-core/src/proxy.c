/* SPDX-License-Identifier: MIT */
/* Proxies, as curl finds them in the environment, but in the session's. */
#include "proxy.h"

#include <string.h>

#include <curl/curl.h>

#include "secret.h"
#include "settings.h"

/* In the order in which they are looked for. HTTP_PROXY is not among them: a CGI program has there
 * what a client sent in a header. */
static const char *const variables[AWS_PROXY_USES][5] = {
    [AWS_PROXY_HTTPS] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL},
    [AWS_PROXY_HTTP] = {"http_proxy", "all_proxy", "ALL_PROXY", NULL},
    [AWS_PROXY_NOT] = {"no_proxy", "NO_PROXY", NULL},
};

dxaws_error *aws_settings_load_proxies(struct aws_settings *settings)
{
    const char *own = settings->options.proxy; /* goes for all */
    for (int use = 0; use < AWS_PROXY_USES; use++) {
        const char *value = use == AWS_PROXY_NOT ? NULL : own;
        const char *from = "session options";
        for (size_t i = 0; !own && !value && variables[use][i]; i++) {
            from = variables[use][i];
            value = aws_settings_getenv(settings, from);
        }
        struct aws_proxy *proxy = &settings->proxies[use];
        if (value) {
            proxy->from = from;
            proxy->value = aws_secret_copy(value);
            if (!proxy->value) {
                return dxaws_error_out_of_memory();
            }
        }
    }
    return NULL;
}

void aws_proxies_free(struct aws_proxy proxies[AWS_PROXY_USES])
{
    for (int use = 0; use < AWS_PROXY_USES; use++) {
        aws_secret_free(proxies[use].value);
        proxies[use] = (struct aws_proxy){0};
    }
}

static bool is_known(const char *scheme)
{
    static const char *const known[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (curl_strequal(scheme, known[i])) {
            return true;
        }
    }
    return false;
}

dxaws_error *aws_proxy_check(const struct aws_proxy *proxy)
{
    if (!proxy->value) {
        return NULL;
    }
    CURLU *url = curl_url();
    char *scheme = NULL;
    CURLUcode problem = url ? curl_url_set(url, CURLUPART_URL, proxy->value,
                                           CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME)
                            : CURLUE_OUT_OF_MEMORY;
    if (!problem) {
        problem = curl_url_get(url, CURLUPART_SCHEME, &scheme, 0);
    }
    bool good = !problem && is_known(scheme);
    curl_free(scheme);
    curl_url_cleanup(url);
    if (problem == CURLUE_OUT_OF_MEMORY) {
        return dxaws_error_out_of_memory();
    }
    return good
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "ProxyError",
                                 "the proxy \"%s\" from %s is not one: expected a URL such as "
                                 "\"http://proxy:3128\"",
                                 strchr(proxy->value, '@') ? "..." : proxy->value,
                                 strcmp(proxy->from, "session options") == 0 ? "the session options"
                                                                             : proxy->from);
}
