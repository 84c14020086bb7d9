/* SPDX-License-Identifier: MIT */
/* Where a request goes and what it is signed for. */
#include "endpoint.h"

#include <stdlib.h>
#include <string.h>

#include "endpoint-rules.h"
#include "regions.h"
#include "uri.h"

#define DIRECTORY_SUFFIX "--x-s3"

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
                bucket[i + 1] == '-') {
                return false;
            }
        } else if (c == '-') {
            if (edge) {
                return false;
            }
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
        if (strncmp(host, starts[i], size) == 0) {
            return i == 0 || !host[size] || host[size] == ':';
        }
    }
    return false;
}

static dxaws_error *resolve_custom(const struct aws_endpoint_input *input, struct aws_endpoint *out,
                                   bool *numeric)
{
    const char *custom_url = input->custom_url;
    const char *from = input->custom_from;
    struct aws_url url = {0};
    const char *why = NULL;
    if (!aws_url_parse(custom_url, &url, &why)) {
        if (!why) {
            return dxaws_error_out_of_memory();
        }
        bool shown = !strchr(custom_url, '@'); /* or it may hold a password */
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError",
                               "the endpoint URL%s%s%s%s%s is not valid: %s", shown ? " \"" : "",
                               shown ? custom_url : "", shown ? "\"" : "", from ? " from " : "",
                               from ? from : "", why);
    }
    out->https = url.https;
    out->host = url.host;
    out->path = url.path;
    out->custom = true;
    out->loopback = url.numeric && is_loopback(url.host);
    *numeric = url.numeric;
    return NULL;
}

static dxaws_error *refuse(const char *what, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError", "%s: %s", what,
                           why);
}

static dxaws_error *resolve_standard(const struct aws_endpoint_input *input,
                                     const struct aws_partition *partition,
                                     struct aws_endpoint *out)
{
    struct aws_buffer host = {0};
    const struct aws_endpoint_variant variant = {
        .service = input->service,
        .partition = partition,
        .region = input->region ? input->region : partition->global_region,
        .fips = input->fips,
        .dualstack = input->dualstack,
    };
    const char *signed_for = NULL;
    const char *why = aws_endpoint_host(&variant, &host, &signed_for);
    if (why) {
        aws_buffer_free(&host);
        return refuse(variant.region, why);
    }
    out->https = true;
    out->host = aws_buffer_take(&host);
    out->path = strdup("");
    if (signed_for) {
        free(out->signing_region);
        out->signing_region = strdup(signed_for);
    }
    return NULL;
}

/* Puts the bucket in front of the host, or behind the path. */
static void address_bucket(const struct aws_endpoint_input *input, bool numeric,
                           struct aws_endpoint *out)
{
    const char *bucket = input->bucket;
    struct aws_buffer text = {0};
    char **target = &out->path;
    if (!input->path_style && !numeric && is_virtual_hostable(bucket, out->https)) {
        aws_buffer_format(&text, "%s.%s", bucket, out->host);
        target = &out->host;
    } else {
        aws_buffer_format(&text, "%s/", out->path);
        aws_uri_encode(&text, bucket, strlen(bucket), false);
    }
    free(*target);
    *target = aws_buffer_take(&text);
}

/* S3's network that reaches buckets of any region: the bucket must be in the host name. */
static dxaws_error *accelerate(const struct aws_endpoint_input *input,
                               const struct aws_partition *partition, struct aws_endpoint *out)
{
    if (strcmp(partition->name, "aws") != 0) {
        return refuse(partition->name, "S3 has no acceleration in this partition");
    }
    if (!is_virtual_hostable(input->bucket, true) || input->path_style) {
        return refuse(input->bucket, "only a bucket that can be part of a host name, without "
                                     "dots, can be accelerated");
    }
    struct aws_buffer host = {0};
    aws_buffer_format(&host, "%s.s3-accelerate%s.%s", input->bucket,
                      input->dualstack ? ".dualstack" : "", partition->suffix);
    free(out->host);
    out->host = aws_buffer_take(&host);
    return NULL;
}

/* Endings of names that S3 keeps for what is no general purpose bucket, and is reached elsewhere.
 * Those of aliases that work as a bucket's name, "-s3alias" and "--ol-s3", are not among them. */
static const struct {
    const char *suffix;
    const char *what;
} reserved[] = {
    {DIRECTORY_SUFFIX, "a directory bucket; S3 Express (CreateSession) is not supported: name a "
                       "general purpose bucket, or call s3express with the keys of a session"},
    {"--xa-s3", "an access point of a directory bucket, which is not supported: name a general "
                "purpose bucket"},
    {"--op-s3", "an access point of S3 on Outposts, which is not supported: name a general purpose "
                "bucket"},
    {"--table-s3",
     "a table bucket, which S3 Tables has: name a general purpose bucket, or call the "
     "service s3tables"},
    {".mrap", "an access point of several regions, which needs signatures of another kind (SigV4a) "
              "and is not supported: name a bucket of one of its regions"},
};

static bool ends_with(const char *text, const char *suffix)
{
    size_t size = strlen(text);
    size_t length = strlen(suffix);
    return size > length && strcmp(text + size - length, suffix) == 0;
}

static dxaws_error *refuse_reserved(const char *bucket)
{
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
        if (ends_with(bucket, reserved[i].suffix)) {
            return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "core", "EndpointError", "\"%s\" is %s",
                                   bucket, reserved[i].what);
        }
    }
    return NULL;
}

/* A directory bucket, "name--zone--x-s3", is served by its zone. */
static dxaws_error *address_express(const struct aws_endpoint_input *input,
                                    const struct aws_partition *partition, struct aws_endpoint *out)
{
    const char *bucket = input->bucket;
    size_t size = strlen(bucket);
    bool directory = ends_with(bucket, DIRECTORY_SUFFIX);
    const char *end = directory ? bucket + size - 6 : bucket;
    const char *zone = NULL;
    for (const char *p = bucket; p + 2 < end; p++) {
        if (p[0] == '-' && p[1] == '-') {
            zone = p + 2;
        }
    }
    if (!directory || !zone || zone == bucket + 2 || !is_virtual_hostable(bucket, true)) {
        return refuse(bucket, "not the name of a directory bucket: expected "
                              "\"name--zone--x-s3\"");
    }
    struct aws_buffer host = {0};
    aws_buffer_format(&host, "%s.s3express%s-%.*s.%s.%s", bucket, input->fips ? "-fips" : "",
                      (int)(end - zone), zone, out->signing_region, partition->suffix);
    free(out->host);
    out->host = aws_buffer_take(&host);
    return NULL;
}

static dxaws_error *check(const struct aws_endpoint_input *input)
{
    const char *region = input->region;
    const char *bucket = input->bucket;
    if (!region && !input->service->global) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "%s needs a region", input->service->name);
    }
    if (region && !aws_region_is_valid(region)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "\"%s\" is not a region: expected letters, digits and hyphens, "
                               "such as \"eu-west-1\"",
                               region);
    }
    /* What somebody configured a URL for may call its regions as it likes. */
    const char *meant =
        region && !input->custom_url && !input->service->global ? aws_region_meant(region) : NULL;
    if (meant) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "AWS has no region \"%s\"; did you mean \"%s\"?", region, meant);
    }
    if (bucket && (!*bucket || strcmp(bucket, ".") == 0 || strcmp(bucket, "..") == 0)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EndpointError",
                               "\"%s\" is not a bucket name: expected a name, not a path", bucket);
    }
    if (input->custom_url && input->fips) {
        return refuse("FIPS endpoints", "not together with an endpoint URL; give the URL of the "
                                        "FIPS endpoint instead");
    }
    if (input->custom_url && input->dualstack) {
        return refuse("dual-stack endpoints", "not together with an endpoint URL; give the URL of "
                                              "the dual-stack endpoint instead");
    }
    if (input->custom_url && input->accelerate) {
        return refuse("S3 acceleration", "not together with an endpoint URL");
    }
    if (input->accelerate && input->fips) {
        return refuse("S3 acceleration", "there is none with FIPS");
    }
    return NULL;
}

static dxaws_error *resolve_bucket(const struct aws_endpoint_input *input,
                                   const struct aws_partition *partition, bool numeric,
                                   struct aws_endpoint *out)
{
    if (!input->bucket || !out->host || !out->path || !out->signing_region) {
        return NULL;
    }
    if (!out->custom && strcmp(input->service->name, "s3express") == 0) {
        return address_express(input, partition, out);
    }
    dxaws_error *error = out->custom ? NULL : refuse_reserved(input->bucket);
    if (error) {
        return error;
    }
    if (input->accelerate) {
        return accelerate(input, partition, out);
    }
    address_bucket(input, numeric, out);
    return NULL;
}

dxaws_error *aws_endpoint_resolve(const struct aws_endpoint_input *input,
                                  struct aws_endpoint *endpoint)
{
    dxaws_error *error = check(input);
    if (error) {
        return error;
    }
    const char *region = input->region;
    const struct aws_partition *partition = aws_partition_of(region ? region : "us-east-1");
    size_t length = region ? strlen(region) : 0;
    if (input->service->global || (length > 7 && strcmp(region + length - 7, "-global") == 0)) {
        region = partition->global_region;
    }
    struct aws_endpoint out = {.signing_region = strdup(region)};
    bool numeric = false;
    error = input->custom_url ? resolve_custom(input, &out, &numeric)
                              : resolve_standard(input, partition, &out);
    if (!error) {
        error = resolve_bucket(input, partition, numeric, &out);
    }
    if (!error && (!out.host || !out.path || !out.signing_region)) {
        error = dxaws_error_out_of_memory();
    }
    if (error) {
        aws_endpoint_free(&out);
        return error;
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
