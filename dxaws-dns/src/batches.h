/* SPDX-License-Identifier: MIT */
/* Changes gathered by zone and cut into batches that Route53 accepts. */
#ifndef DXAWS_DNS_BATCHES_H
#define DXAWS_DNS_BATCHES_H

#include <dxaws/kit/state.h>

/*
 * Adds a change to the batches, by zone: {"zone_id", "zone_name", "changes": [{"before",
 * "after"}]}. Either record may be NULL. Changes of one name have to come one after the other.
 * False without memory.
 */
bool dns_batches_add(json_t *batches, const json_t *zone, const json_t *before,
                     const json_t *after);

/*
 * The changes of a batch in another list, so that of an alias into its own zone the target is made
 * before it. Changes of one name stay together. NULL without memory.
 */
json_t *dns_targets_first(const char *zone_id, const json_t *changes);

/*
 * The list of batches, where those that are too big are cut for one request, keeping all changes of
 * a name together, and the targets of aliases before these. INVALID_ARGUMENT when those of one name
 * alone are too big.
 */
dxaws_error *dns_batches_split(const json_t *batches, json_t **split);

#endif
