/* SPDX-License-Identifier: MIT */
/* Reading what stands at many names, by pages of neighbours. */
#ifndef DXAWS_DNS_AWS_RANGES_H
#define DXAWS_DNS_AWS_RANGES_H

#include "service.h"

/* Appends to @a records what stands at the places, each once. @a zone_request, if any, goes in the
 * first round, and when it fails nothing is read; the caller looks at its answer. */
dxaws_error *aws_read_ranges(dxaws_session *session, dxaws_context *context,
                             const struct dns_place *places, size_t count,
                             dxaws_aws_request *zone_request, json_t *records);

#endif
