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

/* The record sets of a list by name, and of each name by type; refers to them. Of several of one
 * name and type the first. NULL without memory. */
json_t *dns_records_index(const json_t *records);
/* The one that has the name and type of @a record, borrowed, or NULL. */
json_t *dns_records_at(const json_t *index, const json_t *record);

/* What an object has under a name that was asked for; also under `_` and what the name goes on
 * with, which asks for all names right below it whose label begins so. Borrowed, or NULL. */
const json_t *dns_asked_for(const json_t *names, const char *name);

/* The values as the service spells them, or is to spell them; borrowed. */
const json_t *dns_record_wire_values(const json_t *record);

/* True for a change that is made by UPSERT: of what a zone always has, nothing can be deleted. */
bool dns_change_is_upsert(const char *zone_name, const json_t *change);

/* Adds what a change counts in a batch: record elements and characters of values. */
void dns_change_size(const char *zone_name, const json_t *change, size_t *elements,
                     size_t *characters);

/* Z123 of "/hostedzone/Z123"; borrowed. */
const char *dns_bare_id(const char *id);
#endif
