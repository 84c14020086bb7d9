/* SPDX-License-Identifier: MIT */
/* Which hosted zones may be changed. Which one holds a name is in <dxaws/extend/dns.h>. */
#ifndef DXAWS_DNS_ZONES_H
#define DXAWS_DNS_ZONES_H

#include "schema.h"

/* REFUSED when an AWS service made the zone: nobody else can change what is in it. */
dxaws_error *dns_zone_check_writable(const json_t *zone, const char *name);

/* REFUSED when a zone above it has no name servers that lead to it: nobody asks it. */
dxaws_error *dns_zone_check_delegated(const json_t *zone, const char *name);

#endif
