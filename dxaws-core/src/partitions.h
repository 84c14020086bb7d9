/* SPDX-License-Identifier: MIT */
/* The partitions of AWS: which regions belong together, under which domain. */
#ifndef DXAWS_CORE_PARTITIONS_H
#define DXAWS_CORE_PARTITIONS_H

#include <dxaws/base.h>

struct aws_partition {
    const char *name;
    const char *region_prefix;    /* "" for all other regions */
    const char *suffix;           /* of host names */
    const char *dualstack_suffix; /* of those that IPv6 reaches too */
    const char *global_region;    /* what global services are signed for */
};

/* The partition of a region, or of a pseudo region such as "aws-cn-global"; never NULL. */
const struct aws_partition *aws_partition_of(const char *region);
/* A DNS label that is not a number: what may go into a host name. */
bool aws_region_is_valid(const char *region);

#endif
