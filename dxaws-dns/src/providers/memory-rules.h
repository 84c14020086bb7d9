/* SPDX-License-Identifier: MIT */
/* What Route53 allows in a zone. */
#ifndef DXAWS_DNS_MEMORY_RULES_H
#define DXAWS_DNS_MEMORY_RULES_H

#include "service.h"

/*
 * Applies a batch to the records of a zone's document, deletions first. On error, Route53's
 * InvalidChangeBatch, the document is to be thrown away.
 */
dxaws_error *memory_apply_batch(json_t *zone, const json_t *batch);

#endif
