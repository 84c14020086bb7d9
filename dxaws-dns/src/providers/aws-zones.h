/* SPDX-License-Identifier: MIT */
/* Finding the hosted zones that may hold names, with as few requests as can be. */
#ifndef DXAWS_DNS_AWS_ZONES_H
#define DXAWS_DNS_AWS_ZONES_H

#include "../schema.h"

/*
 * Appends to candidates every zone whose name is a suffix of a wanted name, or that is the zone
 * asked for by name; others may be among them.
 */
dxaws_error *aws_find_zones(dxaws_session *session, dxaws_context *context,
                            const dxaws_dns_desired *wanted, json_t *candidates);

#endif
