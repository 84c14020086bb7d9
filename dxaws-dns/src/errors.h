/* SPDX-License-Identifier: MIT */
/* Errors of Route53 that mean something special here. */
#ifndef DXAWS_DNS_ERRORS_H
#define DXAWS_DNS_ERRORS_H

#include <dxaws/error.h>

/*
 * What a failed change means: when a record set is not what was read any more, STALE, caused by
 * the error, which is taken over; else the error itself.
 */
dxaws_error *dns_change_error(dxaws_error *error, const char *zone_name);

#endif
