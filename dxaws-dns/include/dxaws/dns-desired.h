/* SPDX-License-Identifier: MIT */
/** @file
 * Which record sets are wanted.
 * <dxaws/dns.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_DNS_DESIRED_H
#define DXAWS_DNS_DESIRED_H

#include <dxaws/core.h>
#include <dxaws/dns-values.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_dns_desired dxaws_dns_desired;

/** @name Desired
 * JSON form: `{"name", "present", "zone", "records": [], "existing"}`; only `records`
 * is required. What it does not say of these is preset when it is consumed, from new() and from
 * parse() alike, to the DXAWS_DNS_DEFAULT_... of that name:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `existing` | `"change"` |
 *
 * Setters copy and cannot fail: what cannot be stored, such as a text that is not UTF-8, is
 * remembered and reported by the call that consumes the Desired. A NULL text takes back what was
 * set. @since 0.1
 * @{ */
/** Nothing set yet: not one record set. Owned by the caller; NULL without memory. */
DXAWS_API dxaws_dns_desired *dxaws_dns_desired_new(void);
/** Reads the JSON form; the caller owns the Desired. Names and types are checked, values when it is
 * consumed. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_desired_parse(const char *json,
                                                                dxaws_dns_desired **desired);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_dns_desired_format(const dxaws_dns_desired *desired);
DXAWS_API void dxaws_dns_desired_free(dxaws_dns_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_dns_desired, dxaws_dns_desired_free)
/** Checks the whole Desired without reading anything: what every call that consumes it does first.
 * INVALID_ARGUMENT, or UNSUPPORTED for a type. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_desired_check(const dxaws_dns_desired *desired);
/** What plans and events call it; without one, the first record's name. */
DXAWS_API void dxaws_dns_desired_set_name(dxaws_dns_desired *desired, const char *name);
/** The lifecycle switch: false means that the record sets should not exist. */
DXAWS_API void dxaws_dns_desired_set_present(dxaws_dns_desired *desired, bool present);
/**
 * The hosted zone of all names: an id such as "Z0123456789ABC", or a name such as "example.com".
 * Without one it is, for each name, the public zone with the longest matching name, which zones
 * of the account above it have to lead to (else what stands in those stays there, and REFUSED,
 * code ZoneNotDelegated, for what stands in none); for NS and DS
 * of a name that is a zone's own, the zone above, which delegates it, if there is one. AWS:
 * GetHostedZone, ListHostedZonesByName.
 */
DXAWS_API void dxaws_dns_desired_set_zone(dxaws_dns_desired *desired, const char *zone);
/** Adds a copy of a record set. AWS: ChangeResourceRecordSets, ResourceRecordSet. */
DXAWS_API void dxaws_dns_desired_add_record(dxaws_dns_desired *desired,
                                            const dxaws_dns_record *record);
/** Removes all record sets; @since 0.9. */
DXAWS_API void dxaws_dns_desired_clear_records(dxaws_dns_desired *desired);
/**
 * What to do about a record set of a wanted name and type that says something else, and about one
 * that cannot stand beside it: DXAWS_DNS_EXISTING_CHANGE, the preset, makes it what is wanted,
 * since naming a record set is declaring it; DXAWS_DNS_EXISTING_REFUSE is CONFLICT, unless the
 * apply options adopt it by type and value, "record/A/192.0.2.9". A CNAME gives way to other types,
 * and addresses to a CNAME; nothing else does, and no set with a routing policy. Without a say in
 * removing: only what is exactly as said is removed, and the NS and SOA of a zone's own name are
 * left, as every zone has them. @since 0.9
 */
DXAWS_API void dxaws_dns_desired_set_existing(dxaws_dns_desired *desired, const char *existing);
/** What was set, borrowed, or NULL. @since 0.9 */
DXAWS_API const char *dxaws_dns_desired_existing(const dxaws_dns_desired *desired);
/** The zone that was set, borrowed, or NULL. */
DXAWS_API const char *dxaws_dns_desired_zone(const dxaws_dns_desired *desired);
/** Whether the record sets should exist: true unless it was set to false. */
DXAWS_API bool dxaws_dns_desired_is_present(const dxaws_dns_desired *desired);
/** How many record sets were added. */
DXAWS_API size_t dxaws_dns_desired_record_count(const dxaws_dns_desired *desired);
/** The record set at @a index, as it was added; borrowed. NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_desired_record_at(const dxaws_dns_desired *desired,
                                                              size_t index);
/** @} */

DXAWS_END_DECLS

#endif
