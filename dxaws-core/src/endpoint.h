/* SPDX-License-Identifier: MIT */
/* Where a request goes and what it is signed for: a pure function. */
#ifndef DXAWS_CORE_ENDPOINT_H
#define DXAWS_CORE_ENDPOINT_H

#include <dxaws/error.h>

#include "services.h"

struct aws_endpoint {
    bool https;
    bool custom;   /* from a URL that somebody configured */
    bool loopback; /* on this machine: no proxy can reach it */
    char *host;    /* with ":port" unless it is the scheme's own */
    char *path;    /* what goes before the request's path: prefix and bucket, encoded */
    char *signing_region;
};

struct aws_endpoint_input {
    const struct aws_service *service;
    const char *region;      /* NULL for a global service: then the "aws" partition's */
    const char *custom_url;  /* NULL for the real service */
    const char *custom_from; /* what it was found in, for errors; NULL: not told */
    const char *bucket;      /* NULL for none */
    bool fips;
    bool dualstack;
    bool accelerate; /* S3's own network, for requests of objects */
    bool path_style; /* the bucket is never a part of the host name */
};

dxaws_error *aws_endpoint_resolve(const struct aws_endpoint_input *input,
                                  struct aws_endpoint *endpoint);
void aws_endpoint_free(struct aws_endpoint *endpoint);

#endif
