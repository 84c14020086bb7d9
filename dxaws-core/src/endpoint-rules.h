/* SPDX-License-Identifier: MIT */
/* The host names of services, as data. */
#ifndef DXAWS_CORE_ENDPOINT_RULES_H
#define DXAWS_CORE_ENDPOINT_RULES_H

#include "buffer.h"
#include "partitions.h"
#include "services.h"

/* Which of a service's hosts. */
struct aws_endpoint_variant {
    const struct aws_service *service;
    const struct aws_partition *partition;
    const char *region; /* as the user says it: may be "aws-global" */
    bool fips;
    bool dualstack;
};

/* Writes the host. Returns NULL, or why there is none (static). @param signed_for set to the region
 * that it is signed for (static) where that is another than the usual. */
const char *aws_endpoint_host(const struct aws_endpoint_variant *variant, struct aws_buffer *host,
                              const char **signed_for);

#endif
