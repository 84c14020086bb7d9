/* SPDX-License-Identifier: MIT */
/* What Route53 takes as an alias's target. */
#include "alias-targets.h"

#include <stddef.h>
#include <string.h>

#include <dxaws/extend/dns.h>

static const struct dns_alias_service services[] = {
    {"CloudFront", "Z2FDTNDATAQYW2", "cloudfront.net.", "d111111abcdef8.cloudfront.net",
     .https = true, .public = true},
    {"CloudFront in China", "Z3RFFRIM2A3IF5", "cloudfront.cn.", "d111111abcdef8.cloudfront.cn",
     .https = true, .public = true},
    {"Global Accelerator", "Z2BJ6XQ5FK7U4H", "awsglobalaccelerator.com.",
     "a01234567890abcdef.awsglobalaccelerator.com", .health = true},
};

const struct dns_alias_service *dns_alias_service_of(const char *zone_id, const char *target)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        if ((zone_id != NULL && strcmp(zone_id, services[i].zone_id) == 0) ||
            (target != NULL && dxaws_dns_name_is_within(target, services[i].suffix))) {
            return &services[i];
        }
    }
    return NULL;
}

bool dns_alias_fits_type(const struct dns_alias_service *service, const char *type)
{
    return strcmp(type, "A") == 0 || strcmp(type, "AAAA") == 0 ||
           (strcmp(type, "HTTPS") == 0 && (service == NULL || service->https));
}
