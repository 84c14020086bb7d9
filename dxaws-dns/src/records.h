/* SPDX-License-Identifier: MIT */
/* Record sets as JSON documents: bringing them into canonical form, comparing and showing them. */
#ifndef DXAWS_DNS_RECORDS_H
#define DXAWS_DNS_RECORDS_H

#include <dxaws/kit/state.h>

/* Members of a record set. */
#define DNS_NAME "name"
#define DNS_TYPE "type"
#define DNS_TTL "ttl_s"
#define DNS_VALUES "values"
#define DNS_ALIAS "alias"
#define DNS_ALIAS_ZONE "zone_id"
#define DNS_ALIAS_NAME "dns_name"
#define DNS_ALIAS_HEALTH "evaluate_target_health"
/* Observed only: */
#define DNS_RAW_VALUES "raw_values" /* as the service spells them, where that is not ours */
#define DNS_ZONE_ID "zone_id"
#define DNS_ROUTING_IDENTIFIER "routing_identifier"
#define DNS_TRAFFIC_POLICY "traffic_policy"

/*
 * Brings the record sets of a Desired into canonical form, in place: names, types, values, the
 * default TTL, sorted by name and type. INVALID_ARGUMENT, with the record and the value, when
 * something is wrong; what is not known yet is left alone.
 */
dxaws_error *dns_records_normalise(const struct dx_schema *schema, json_t *records);

/* Brings an observed record set into canonical form, in place; keeps what it does not know. */
dxaws_error *dns_record_normalise_observed(json_t *record);

/* True when the first says the same as the second, TTL and health evaluation aside. */
bool dns_record_has_same_content(const json_t *left, const json_t *right);
bool dns_record_equal(const json_t *left, const json_t *right);
/* True for one of several record sets of a name and type, or of a policy. */
bool dns_record_is_routed(const json_t *record);
bool dns_record_is(const json_t *record, const char *name, const char *type);

/* What a person should see of it: "alias d1.cloudfront.net.", or the values; a new reference. */
json_t *dns_record_shown(const json_t *record);
/* The same on one line, "192.0.2.1, 192.0.2.2 (TTL 300)"; release with free(). */
char *dns_record_text(const json_t *record);

/* The values as the service spells them, or is to spell them; borrowed. */
const json_t *dns_record_wire_values(const json_t *record);

/* What a change of it counts in a batch: record elements and characters of values. */
void dns_record_size(const json_t *record, size_t *elements, size_t *characters);

/* Z123 of "/hostedzone/Z123"; borrowed. */
const char *dns_bare_id(const char *id);
/* True for "Z0123456789ABC": capitals and digits, without a dot; else it is a zone's name. */
bool dns_is_zone_id(const char *zone);

#endif
