/* SPDX-License-Identifier: MIT */
/* Where a request goes and what it is signed for: a pure function of service, region, bucket
 * and custom URL. */
#ifndef DXAWS_CORE_ENDPOINT_H
#define DXAWS_CORE_ENDPOINT_H

#include <dxaws/error.h>

#include "services.h"

struct aws_endpoint {
    bool https;
    bool custom;          /* from a URL that somebody configured */
    bool loopback;        /* on this machine: no proxy can reach it */
    char *host;           /* with ":port" unless it is the scheme's own */
    char *path;           /* what goes before the request's path: prefix and bucket, encoded */
    char *signing_region;
};

/* @param region may be NULL for a global service, which then is the "aws" partition's.
 * @param custom_url NULL for the real service. @param bucket NULL for none. */
dxaws_error *aws_endpoint_resolve(const struct aws_service *service, const char *region,
                                  const char *custom_url, const char *bucket,
                                  struct aws_endpoint *endpoint);
void aws_endpoint_free(struct aws_endpoint *endpoint);

#endif
