/* SPDX-License-Identifier: MIT */
/* Any lines as a service, a region, a bucket, an endpoint's URL, a proxy, and switches: refused in
 * one line without a password, or an endpoint that is the same when its own URL is asked for, and
 * that curl takes apart as it was put together. */
#include <dxaws/kit/fuzz-main.h>

#include <ctype.h>

#include <curl/curl.h>

#include "endpoint.h"
#include "headers.h"
#include "partitions.h"
#include "proxy.h"
#include "uri.h"

static char *url_of(const struct aws_endpoint *endpoint)
{
    struct aws_buffer url = {0};
    aws_buffer_format(&url, "http%s://%s%s", endpoint->https ? "s" : "", endpoint->host,
                      endpoint->path);
    return aws_buffer_take(&url);
}

static void check_curl(const struct aws_endpoint *endpoint, const char *url)
{
    CURLU *parsed = curl_url();
    char *host = NULL;
    char *path = NULL;
    char *port = NULL;
    char together[600];
    dx_fuzz_require(curl_url_set(parsed, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK);
    dx_fuzz_require(curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK);
    dx_fuzz_require(curl_url_get(parsed, CURLUPART_PATH, &path, 0) == CURLUE_OK);
    curl_url_get(parsed, CURLUPART_PORT, &port, 0);
    snprintf(together, sizeof(together), "%.500s%s%s", host, port ? ":" : "", port ? port : "");
    /* curl shortens an IPv6 address. */
    dx_fuzz_require(*host == '[' || strncasecmp(together, endpoint->host, 500) == 0);
    dx_fuzz_require(strcmp(path, *endpoint->path ? endpoint->path : "/") == 0);
    curl_free(host);
    curl_free(path);
    curl_free(port);
    curl_url_cleanup(parsed);
}

/* The same place, by its URL. */
static void check_again(const struct aws_endpoint *endpoint, const struct aws_endpoint_input *input,
                        const char *url)
{
    struct aws_endpoint again = {0};
    const struct aws_endpoint_input by_url = {
        .service = input->service, .region = input->region, .custom_url = url};
    const char *why = NULL;
    struct aws_url read = {0};
    if (strchr(endpoint->path, '%')) { /* an encoded bucket: no endpoint of its own */
        return;
    }
    dx_fuzz_require(aws_url_parse(url, &read, &why));
    dx_fuzz_require(aws_name_compare(read.host, endpoint->host) == 0 &&
                    read.https == endpoint->https);
    aws_url_free(&read);
    dx_fuzz_require(dx_fuzz_succeeds(aws_endpoint_resolve(&by_url, &again)));
    dx_fuzz_require(aws_name_compare(again.host, endpoint->host) == 0);
    dx_fuzz_require(strcmp(again.path, endpoint->path) == 0);
    dx_fuzz_require(again.https == endpoint->https && again.custom);
    aws_endpoint_free(&again);
}

static void check_standard(const struct aws_endpoint *endpoint,
                           const struct aws_endpoint_input *input)
{
    const struct aws_partition *partition =
        aws_partition_of(input->region ? input->region : "us-east-1");
    const char *suffixes[] = {partition->suffix, partition->dualstack_suffix};
    size_t size = strlen(endpoint->host);
    bool within = false;
    for (int i = 0; i < 2; i++) {
        size_t tail = strlen(suffixes[i]);
        within = within || (size > tail && strcmp(endpoint->host + size - tail, suffixes[i]) == 0 &&
                            endpoint->host[size - tail - 1] == '.');
    }
    dx_fuzz_require(within && endpoint->https && !endpoint->loopback);
    dx_fuzz_require(aws_region_is_valid(endpoint->signing_region));
}

static void check_endpoint(const struct aws_endpoint_input *input)
{
    struct aws_endpoint endpoint = {0};
    if (!dx_fuzz_succeeds(aws_endpoint_resolve(input, &endpoint))) {
        return;
    }
    dx_fuzz_require(*endpoint.host && strpbrk(endpoint.host, "/@?#% \r\n") == NULL);
    dx_fuzz_require(!*endpoint.path || *endpoint.path == '/');
    dx_fuzz_require(!input->region || aws_region_is_valid(input->region));
    char *url = url_of(&endpoint);
    check_curl(&endpoint, url);
    check_again(&endpoint, input, url);
    if (!input->custom_url) {
        check_standard(&endpoint, input);
    }
    free(url);
    aws_endpoint_free(&endpoint);
}

/* What is before the last '@' is for the proxy alone. */
static void check_proxy(char *value)
{
    const struct aws_proxy proxy = {.value = value, .from = "HTTPS_PROXY"};
    dxaws_error *error = aws_proxy_check(&proxy);
    char *end = strrchr(value, '@');
    if (error && end) {
        *end = '\0';
        dx_fuzz_require(strlen(value) < 8 || !strstr(dxaws_error_message(error), value));
    }
    dx_fuzz_succeeds(error);
}

static char *next_line(char **rest)
{
    char *line = *rest;
    size_t size = strcspn(line, "\n");
    *rest = line + size + (line[size] != '\0');
    line[size] = '\0';
    return line;
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = dx_fuzz_text(data, size);
    char *rest = text;
    char key[AWS_SERVICE_NAME_SIZE];
    const char *name = next_line(&rest);
    const struct aws_service service = aws_service_of(name, key);
    struct aws_endpoint_input input = {.service = &service};
    input.region = or_null(next_line(&rest));
    input.bucket = or_null(next_line(&rest));
    input.custom_url = or_null(next_line(&rest));
    check_proxy(next_line(&rest));
    input.fips = strchr(rest, 'f');
    input.dualstack = strchr(rest, 'd');
    input.accelerate = strchr(rest, 'a');
    input.path_style = strchr(rest, 'p');
    if (aws_service_name_is_valid(name)) {
        input.bucket = service.buckets ? input.bucket : NULL;
        input.accelerate = input.accelerate && input.bucket;
        check_endpoint(&input);
    }
    free(text);
    return 0;
}
