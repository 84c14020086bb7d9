/* SPDX-License-Identifier: MIT */
/* Which zone a record set belongs into, of many. */
#ifndef DXAWS_DNS_ZONE_INDEX_H
#define DXAWS_DNS_ZONE_INDEX_H

#include <dxaws/kit/json.h>

/* Zones by name, each name a list of them; refers to them. NULL without memory. */
json_t *dns_zones_index(const json_t *zones);

/* The zones of the longest name that holds the record set, NULL when there is none; borrowed. Name
 * servers and DS of a name that is a zone's own belong into the zone above, which delegates it;
 * where there is none, name servers are the zone's own. */
const json_t *dns_zones_of(const json_t *index, const char *name, const char *type);

/* The first of those. */
const json_t *dns_zone_of(const json_t *index, const char *name, const char *type);

/* True for the name servers and the SOA that a zone itself has, and always has. */
bool dns_is_zones_own(const char *zone_name, const json_t *record);

#endif
