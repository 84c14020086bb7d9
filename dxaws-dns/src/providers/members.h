/* SPDX-License-Identifier: MIT */
/* The members of the documents of record sets, as the JSON forms in <dxaws/dns.h> and the payloads
 * in <dxaws/dns-provider.h> name them. */
#ifndef DXAWS_DNS_MEMBERS_H
#define DXAWS_DNS_MEMBERS_H

#define DNS_ZONE "zone"
#define DNS_NAMES "names"
#define DNS_KNOWN_ZONES "known_zones" /* those that the names stood in when it was planned */
#define DNS_RECORDS "records"
#define DNS_BENEATH "beneath" /* also what stands right below the names, under `_` and more */
#define DNS_EXISTING "existing"
#define DNS_ZONES "zones"
#define DNS_CHANGES "changes"
/* Of a zone: the AWS service that made it, and that alone may change it. */
#define DNS_LINKED_SERVICE "linked_service"
/* And the name of one above it whose name servers do not lead to it. */
#define DNS_UNDELEGATED "undelegated"

/* Of a change. */
#define DNS_STATUS "status"

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

/* Members of a payload. */
#define DNS_BATCHES "batches"
#define DNS_ZONE_NAME "zone_name"
#define DNS_BEFORE "before"
#define DNS_AFTER "after"

#endif
