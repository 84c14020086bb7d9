/* SPDX-License-Identifier: MIT */
/* Which hosted zone holds a name: the rule that all providers share. */
#ifndef DXAWS_DNS_ZONES_H
#define DXAWS_DNS_ZONES_H

#include "schema.h"

/*
 * Reports the zones that hold the names of wanted.
 * candidates: [{"id", "name", "private"}], names canonical; at least every zone that is a
 *             suffix of a wanted name, or the one that wanted asks for by its id.
 * NOT_FOUND for a name outside of all, unless the record sets are not to be present;
 * INVALID_ARGUMENT when several public zones have the name.
 */
dxaws_error *dns_zones_select(const dxaws_dns_desired *wanted, const json_t *candidates,
                              dxaws_dns_current *current);

/* The zone, of those reported, that holds a name: [{"id", "name"}]; NULL when none does. */
const json_t *dns_zone_of(const json_t *zones, const char *name);

/* REFUSED when an AWS service made the zone: nobody else can change what is in it. */
dxaws_error *dns_zone_check_writable(const json_t *zone, const char *name);

#endif
