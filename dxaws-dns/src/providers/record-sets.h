/* SPDX-License-Identifier: MIT */
/* What a record set's document says: comparing and counting. */
#ifndef DXAWS_DNS_RECORD_SETS_H
#define DXAWS_DNS_RECORD_SETS_H

#include <dxaws/kit/json.h>

#include "members.h"

/* True when the first says the same as the second, TTL and health evaluation aside. */
bool dns_record_has_same_content(const json_t *left, const json_t *right);
bool dns_record_equal(const json_t *left, const json_t *right);
/* True for one of several record sets of a name and type, or of a policy. */
bool dns_record_is_routed(const json_t *record);
bool dns_record_is(const json_t *record, const char *name, const char *type);

/* The values as the service spells them, or is to spell them; borrowed. */
const json_t *dns_record_wire_values(const json_t *record);

/* What a change of it counts in a batch: record elements and characters of values. */
void dns_record_size(const json_t *record, size_t *elements, size_t *characters);

/* Z123 of "/hostedzone/Z123"; borrowed. */
const char *dns_bare_id(const char *id);
#endif
