/* SPDX-License-Identifier: MIT */
/* Finding the hosted zones that may hold names, with as few requests as can be. */
#ifndef DXAWS_DNS_AWS_ZONES_H
#define DXAWS_DNS_AWS_ZONES_H

#include "service.h"

/* See struct dns_service. */
dxaws_error *aws_find_zones(void *self, dxaws_context *context, const char *asked,
                            const json_t *names, json_t *zones);

#endif
