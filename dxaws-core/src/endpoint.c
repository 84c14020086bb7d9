/* SPDX-License-Identifier: MIT */
/* Where a request goes and what it is signed for. */
#include "endpoint.h"

#include <stdlib.h>
#include <string.h>

#include "partitions.h"
#include "uri.h"

/* Whether the bucket can be a part of the host name. A certificate's wildcard covers one label,
 * so a name with dots cannot over TLS. */
static bool is_virtual_hostable(const char *bucket, bool https)
{
    size_t size = strlen(bucket);
    bool only_number = true;
    for (size_t i = 0; i < size; i++) {
        char c = bucket[i];
        bool edge = i == 0 || i == size - 1;
        if (c == '.') {
            if (https || edge || bucket[i - 1] == '.' || bucket[i - 1] == '-' ||
                bucket[i + 1] == '-')
                return false;
        } else if (c == '-') {
            if (edge)
                return false;
            only_number = false;
        } else if (c >= 'a' && c <= 'z') {
            only_number = false;
        } else if (c < '0' || c > '9') {
            return false;
        }
    }
    return size >= 3 && size <= 63 && !(only_number && strchr(bucket, '.'));
}

static bool is_loopback(const char *host)
{
    static const char *const starts[] = {"127.", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t size = strlen(starts[i]);
        if (strncmp(host, starts[i], size) == 0)
            return i == 0 || !host[size] || host[size] == ':';
    }
    return false;
}

static dxaws_error *resolve_custom(const char *custom_url, struct aws_endpoint *out, bool *numeric)
{
    struct aws_url url = {0};
    const char *why = NULL;
    if (!aws_url_parse(custom_url, &url, &why)) {
        if (!why)
            return dxaws_error_out_of_memory();
        if (strchr(custom_url, '@')) /* may hold a password */
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError",
                                   "the endpoint URL is not valid: %s", why);
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError",
                               "the endpoint URL \"%s\" is not valid: %s", custom_url, why);
    }
    out->https = url.https;
    out->host = url.host;
    out->path = url.path;
    out->custom = true;
    out->loopback = url.numeric && is_loopback(url.host);
    *numeric = url.numeric;
    return NULL;
}

static void resolve_standard(const struct aws_service *service, const char *region,
                             const struct aws_partition *partition, struct aws_endpoint *out)
{
    struct aws_buffer host = {0};
    const char *fixed =
        service->global ? aws_partition_global_host(partition, service->name) : NULL;
    if (fixed)
        aws_buffer_text(&host, fixed);
    else if (service->global)
        aws_buffer_format(&host, "%s.%s", service->prefix, partition->suffix);
    else
        aws_buffer_format(&host, "%s.%s.%s", service->prefix, region, partition->suffix);
    out->https = true;
    out->host = aws_buffer_take(&host);
    out->path = strdup("");
}

/* Puts the bucket in front of the host, or behind the path. */
static void address_bucket(const char *bucket, bool numeric, struct aws_endpoint *out)
{
    struct aws_buffer text = {0};
    char **target = &out->path;
    if (!numeric && is_virtual_hostable(bucket, out->https)) {
        aws_buffer_format(&text, "%s.%s", bucket, out->host);
        target = &out->host;
    } else {
        aws_buffer_format(&text, "%s/", out->path);
        aws_uri_encode(&text, bucket, strlen(bucket), false);
    }
    free(*target);
    *target = aws_buffer_take(&text);
}

dxaws_error *aws_endpoint_resolve(const struct aws_service *service, const char *region,
                                  const char *custom_url, const char *bucket,
                                  struct aws_endpoint *endpoint)
{
    if (!region && !service->global)
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "%s needs a region", service->name);
    if (region && !aws_region_is_valid(region))
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "\"%s\" is not a region: expected letters, digits and hyphens, "
                               "such as \"eu-west-1\"",
                               region);
    if (bucket && (!*bucket || strcmp(bucket, ".") == 0 || strcmp(bucket, "..") == 0))
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError",
                               "\"%s\" is not a bucket name", bucket);
    const struct aws_partition *partition = aws_partition_of(region ? region : "us-east-1");
    size_t length = region ? strlen(region) : 0;
    if (service->global || (length > 7 && strcmp(region + length - 7, "-global") == 0))
        region = partition->global_region;

    struct aws_endpoint out = {0};
    bool numeric = false;
    if (custom_url) {
        dxaws_error *error = resolve_custom(custom_url, &out, &numeric);
        if (error)
            return error;
    } else {
        resolve_standard(service, region, partition, &out);
    }
    out.signing_region = strdup(region);
    if (bucket && out.host && out.path)
        address_bucket(bucket, numeric, &out);
    if (!out.host || !out.path || !out.signing_region) {
        aws_endpoint_free(&out);
        return dxaws_error_out_of_memory();
    }
    *endpoint = out;
    return NULL;
}

void aws_endpoint_free(struct aws_endpoint *endpoint)
{
    free(endpoint->host);
    free(endpoint->path);
    free(endpoint->signing_region);
    *endpoint = (struct aws_endpoint){0};
}
