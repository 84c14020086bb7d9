/* SPDX-License-Identifier: MIT */
/* Any text as an endpoint URL, a wire path, a wire query and a header: canonical forms are fixed
 * points, and signing never fails. */
#include <dxaws/kit/fuzz-main.h>

#include "sigv4.h"
#include "uri.h"

#include <stdlib.h>
#include <string.h>

static void check_fixed_point(void (*canonical)(struct aws_buffer *, const char *),
                              const char *text)
{
    struct aws_buffer once = {0};
    struct aws_buffer twice = {0};
    canonical(&once, text);
    canonical(&twice, aws_buffer_string(&once));
    if (strcmp(aws_buffer_string(&once), aws_buffer_string(&twice)) != 0) {
        abort();
    }
    aws_buffer_free(&once);
    aws_buffer_free(&twice);
}

static void check_url(const char *text)
{
    struct aws_url url = {0};
    const char *why = NULL;
    if (!aws_url_parse(text, &url, &why)) {
        return;
    }
    if (!*url.host || strpbrk(url.host, "/@?# \r\n%") || strpbrk(url.path, "?# \r\n")) {
        abort();
    }
    aws_url_free(&url);
}

/* What is signed of a URL is all of it but the scheme, which "https" here stands for. */
static void check_target(const char *text)
{
    struct aws_target target = {0};
    struct aws_buffer whole = {0};
    const char *why = NULL;
    if (!aws_target_parse(text, &target, &why)) {
        return;
    }
    if (!*target.host || strpbrk(target.host, "/@?# \r\n%") || target.path[0] != '/' ||
        strpbrk(target.path, "?# \r\n") || strpbrk(target.query, "# \r\n")) {
        abort();
    }
    aws_buffer_format(&whole, "https://%s%s?%s", target.host, target.path, target.query);
    struct aws_target again = {0};
    if (!aws_target_parse(aws_buffer_string(&whole), &again, &why) ||
        strcmp(again.path, target.path) != 0 || strcmp(again.query, target.query) != 0) {
        abort();
    }
    aws_target_free(&again);
    aws_target_free(&target);
    aws_buffer_free(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    if (!text) {
        return 0;
    }
    check_url(text);
    check_target(text);
    check_fixed_point(aws_uri_canonical_query, text);
    check_fixed_point(aws_uri_normalize_path, text);
    struct aws_headers headers = {0};
    aws_headers_add(&headers, "Host", "h");
    aws_headers_add(&headers, *text ? text : "x", text);
    struct aws_buffer out = {0};
    const struct aws_sigv4_input input = {.method = "GET",
                                          .path = text,
                                          .query = text,
                                          .headers = &headers,
                                          .payload_hash = "x",
                                          .access_key_id = "k",
                                          .secret = "s",
                                          .region = "r",
                                          .service = "v",
                                          .date = "20150830T123600Z"};
    dxaws_error *error = aws_sigv4_sign(&input, &out, NULL, NULL);
    if (error && dxaws_error_get_kind(error) != DXAWS_ERROR_OUT_OF_MEMORY) {
        abort();
    }
    dxaws_error_free(error);
    aws_buffer_free(&out);
    aws_headers_free(&headers);
    free(text);
    return 0;
}
