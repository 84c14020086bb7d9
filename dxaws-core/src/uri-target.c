/* SPDX-License-Identifier: MIT */
/* The URLs of requests that somebody else sends. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "uri.h"

/* Parameters that only a signature adds: a second one would not be what is checked. */
static bool has_signature(const char *query)
{
    static const char *const names[] = {
        "x-amz-algorithm=", "x-amz-credential=",    "x-amz-date=",          "x-amz-expires=",
        "x-amz-signature=", "x-amz-signedheaders=", "x-amz-security-token="};
    for (const char *at = query; at; at = strchr(at, '&')) {
        at += *at == '&';
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
            if (strncasecmp(at, names[i], strlen(names[i])) == 0) {
                return true;
            }
        }
    }
    return false;
}

static const char *check_rest(const char *rest, const char *query)
{
    for (const char *p = rest; *p; p++) {
        if (*p <= ' ' || *p >= 0x7f || *p == '#') {
            return "it must be encoded, and without a fragment";
        }
    }
    return has_signature(query) ? "it is signed already" : NULL;
}

bool aws_target_parse(const char *text, struct aws_target *target, const char **why)
{
    bool secure = strncasecmp(text, "https://", 8) == 0 || strncasecmp(text, "wss://", 6) == 0;
    bool plain = strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "ws://", 5) == 0;
    *why = NULL;
    if (!secure && !plain) {
        *why = "it must start with https://, http://, wss:// or ws://";
        return false;
    }
    const char *authority = strstr(text, "://") + 3;
    const char *rest = authority + strcspn(authority, "/?#");
    const char *query = strchr(rest, '?');
    if ((*why = check_rest(rest, query ? query + 1 : ""))) {
        return false;
    }
    struct aws_buffer endpoint = {0};
    struct aws_url url = {0};
    aws_buffer_text(&endpoint, secure ? "https://" : "http://");
    aws_buffer_append(&endpoint, authority, (size_t)(rest - authority));
    bool done = !endpoint.failed && aws_url_parse(endpoint.data, &url, why);
    aws_buffer_free(&endpoint);
    if (!done) {
        return false;
    }
    free(url.path);
    size_t path_size = query ? (size_t)(query - rest) : strlen(rest);
    *target = (struct aws_target){.host = url.host,
                                  .path = path_size ? strndup(rest, path_size) : strdup("/"),
                                  .query = strdup(query ? query + 1 : "")};
    if (!target->path || !target->query) {
        aws_target_free(target);
        return false;
    }
    return true;
}

void aws_target_free(struct aws_target *target)
{
    free(target->host);
    free(target->path);
    aws_string_wipe(target->query);
    *target = (struct aws_target){0};
}
