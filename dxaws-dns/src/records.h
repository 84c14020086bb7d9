/* SPDX-License-Identifier: MIT */
/* Record sets as JSON documents: bringing them into canonical form, and showing them. */
#ifndef DXAWS_DNS_RECORDS_H
#define DXAWS_DNS_RECORDS_H

#include <dxaws/kit/state.h>

#include "providers/record-sets.h"

/*
 * Brings the record sets of a Desired into canonical form, in place: names, types, values, the
 * default TTL, sorted by name and type. INVALID_ARGUMENT, with the record and the value, when
 * something is wrong; what is not known yet is left alone.
 */
dxaws_error *dns_records_normalise(const struct dx_schema *schema, json_t *records);
/* Sorts canonical record sets, and refuses what cannot stand beside another, at its place before.
 */
dxaws_error *dns_records_order(const struct dx_schema *schema, json_t *records);

/* circles.c: refuses names that lead back to themselves. @param given in the document's order. */
dxaws_error *dns_records_check_circles(const struct dx_schema *schema, const json_t *records,
                                       const json_t *given);

/* aliases.c: what Route53 refuses of an alias anywhere, and of one in that zone. */
dxaws_error *dns_alias_check(const struct dx_schema *schema, const json_t *record);
dxaws_error *dns_alias_check_in(const struct dx_schema *schema, const json_t *zone,
                                const json_t *record);

/* Brings an observed record set into canonical form, in place; keeps what it does not know. */
dxaws_error *dns_record_normalise_observed(json_t *record);

/* What a person should see of it: "alias d1.cloudfront.net.", or the values; a new reference. */
json_t *dns_record_shown(const json_t *record);
/* The same on one line, "192.0.2.1, 192.0.2.2 (TTL 300)"; release with free(). */
char *dns_record_text(const json_t *record);
/* What a consent to replace it says: "record/A/192.0.2.9"; release with free(). NULL without
 * memory. */
char *dns_record_identity(const json_t *record);

#endif
