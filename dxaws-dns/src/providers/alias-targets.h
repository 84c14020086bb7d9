/* SPDX-License-Identifier: MIT */
/* The services whose names are all in one zone, as targets of aliases.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
#ifndef DXAWS_DNS_ALIAS_TARGETS_H
#define DXAWS_DNS_ALIAS_TARGETS_H

#include <dxaws/base.h>

struct dns_alias_service {
    const char *name;
    const char *zone_id;
    const char *suffix; /* of its names */
    const char *example;
    bool https;  /* records of that type as well */
    bool health; /* its health can be evaluated */
    bool public; /* alone */
};

/* The service with that zone, or to which the name belongs; either may be NULL. NULL for others. */
const struct dns_alias_service *dns_alias_service_of(const char *zone_id, const char *target);
/* Whether a record of that type can lead to a service. @param service NULL for any. */
bool dns_alias_fits_type(const struct dns_alias_service *service, const char *type);

#endif
