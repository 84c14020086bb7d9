/* SPDX-License-Identifier: MIT */
/** @file
 * The small values of dxaws-dns: record sets, zones and changes, of which a Desired and a Current
 * consist, and what is preset. <dxaws/dns.h> includes it, and what that says of errors, ownership
 * and threads holds here.
 */
#ifndef DXAWS_DNS_VALUES_H
#define DXAWS_DNS_VALUES_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** Whether all of Route53's servers know a change. AWS: ChangeInfo, Status. @since 0.9 */
typedef enum dxaws_dns_status {
    DXAWS_DNS_STATUS_UNKNOWN = 0, /**< nothing was said */
    DXAWS_DNS_STATUS_OTHER = 1,   /**< a word that this release does not know */
    DXAWS_DNS_STATUS_PENDING = 2, /**< PENDING: not all of them yet */
    DXAWS_DNS_STATUS_INSYNC = 3   /**< INSYNC: all of them */
} dxaws_dns_status;
/** AWS's word, such as "INSYNC"; "UNKNOWN" for a number that is none. A static string. @since 0.9
 */
DXAWS_API const char *dxaws_dns_status_name(dxaws_dns_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_dns_status dxaws_dns_status_from_name(const char *name);

/** A record set: a value, or borrowed from what it was got from. AWS: ResourceRecordSet. @since 0.1
 */
typedef struct dxaws_dns_record dxaws_dns_record;
/** A hosted zone: a value, or borrowed from what it was got from. AWS: HostedZone. @since 0.9 */
typedef struct dxaws_dns_zone dxaws_dns_zone;
/** A change that was made: borrowed from what it was got from. AWS: ChangeInfo. @since 0.9 */
typedef struct dxaws_dns_change dxaws_dns_change;

/** @name What to do about what stands at a wanted name and type; see
 * dxaws_dns_desired_set_existing(). @since 0.9
 * @{ */
#define DXAWS_DNS_EXISTING_CHANGE "change" /**< make it what is wanted */
#define DXAWS_DNS_EXISTING_REFUSE "refuse" /**< CONFLICT, unless it is adopted */
/** @} */

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from. They are interface: a release
 * does not change them. @since 0.9
 * @{ */
/** `present`: the record sets should exist. */
#define DXAWS_DNS_DEFAULT_PRESENT true
/** `existing`: what stands at a wanted name and type becomes what is wanted. */
#define DXAWS_DNS_DEFAULT_EXISTING DXAWS_DNS_EXISTING_CHANGE
/** `ttl_s` of a record set that is no alias, in seconds. AWS: TTL. */
#define DXAWS_DNS_DEFAULT_TTL_S 300
/** @} */

/** @name Record sets
 * JSON form: `{"name", "type", "ttl_s", "values": []}`, or for an alias `{"name", "type",
 * "alias": {"zone_id", "dns_name", "evaluate_target_health"}}`. All types of Route53: A, AAAA, CAA,
 * CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA and TXT; an alias is of
 * any of them but NS and SOA.
 *
 * Names are compared in lower case with a trailing dot, special characters as `\ooo`; they may
 * be given in any other spelling. A TXT value without quotation marks is one text, quoted and
 * cut into pieces of 255 bytes as DNS wants it, unless it is cut already (`one" "two`). Escapes in
 * quotation marks are octal, as Route53 writes them, and not decimal as in zone files. "." is the
 * root, with which MX, SRV and others say that there is nothing. Values are a set: their order
 * means nothing.
 *
 * Setters copy and cannot fail, as those of a Desired: what cannot be stored, or is wrong, is
 * reported by the call that consumes what the record set was added to. A NULL text takes back.
 * Getters' texts are borrowed. All of these accept NULL. AWS: ResourceRecordSet of
 * ChangeResourceRecordSets and ListResourceRecordSets. @since 0.9
 * @{ */
/** A record set of which nothing is said yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_dns_record *dxaws_dns_record_new(void);
/** Not for one that is borrowed. */
DXAWS_API void dxaws_dns_record_free(dxaws_dns_record *record);
DXAWS_DEFINE_CLEANUP(dxaws_dns_record, dxaws_dns_record_free)
/** Its name. AWS: Name. */
DXAWS_API void dxaws_dns_record_set_name(dxaws_dns_record *record, const char *name);
/** Such as "A". AWS: Type. */
DXAWS_API void dxaws_dns_record_set_type(dxaws_dns_record *record, const char *type);
/** How long it may be cached, 0 to 2147483647 seconds; when never set,
 * DXAWS_DNS_DEFAULT_TTL_S. Not for an alias. AWS:
 * TTL. */
DXAWS_API void dxaws_dns_record_set_ttl_s(dxaws_dns_record *record, int64_t seconds);
/** Takes the TTL back. */
DXAWS_API void dxaws_dns_record_unset_ttl_s(dxaws_dns_record *record);
/** One more value in the form of the zone file, such as "10 mail.example.com" for MX. Not for an
 * alias. AWS: ResourceRecords, Value. */
DXAWS_API void dxaws_dns_record_add_value(dxaws_dns_record *record, const char *value);
/** Removes all values. */
DXAWS_API void dxaws_dns_record_clear_values(dxaws_dns_record *record);
/** Makes it an alias: the hosted zone it leads into, such as "Z2FDTNDATAQYW2", the one of all
 * CloudFront distributions. AWS: AliasTarget, HostedZoneId. */
DXAWS_API void dxaws_dns_record_set_alias_zone_id(dxaws_dns_record *record, const char *zone_id);
/** Makes it an alias: the name it leads to, such as "d111111abcdef8.cloudfront.net";
 * DXAWS_KNOWN_AFTER_APPLY in the JSON form where it is not known yet. AWS: AliasTarget, DNSName. */
DXAWS_API void dxaws_dns_record_set_alias_dns_name(dxaws_dns_record *record, const char *dns_name);
/** Whether an alias is answered by its target's health only; when never set, false. AWS:
 * AliasTarget, EvaluateTargetHealth. */
DXAWS_API void dxaws_dns_record_set_evaluate_target_health(dxaws_dns_record *record, bool evaluate);
/** Its name. AWS: Name. */
DXAWS_API const char *dxaws_dns_record_name(const dxaws_dns_record *record);
/** Such as "A". AWS: Type. */
DXAWS_API const char *dxaws_dns_record_type(const dxaws_dns_record *record);
/** The TTL; false, leaving @a seconds alone, when there is none, as for an alias. AWS: TTL. */
DXAWS_API bool dxaws_dns_record_ttl_s(const dxaws_dns_record *record, int64_t *seconds);
/** How many values it has; 0 for an alias. AWS: ResourceRecords. */
DXAWS_API size_t dxaws_dns_record_value_count(const dxaws_dns_record *record);
/** One value; what was observed is in the order of bytes. NULL past the end. AWS: ResourceRecord,
 * Value. */
DXAWS_API const char *dxaws_dns_record_value_at(const dxaws_dns_record *record, size_t index);
/** Whether it is an alias. AWS: AliasTarget. */
DXAWS_API bool dxaws_dns_record_is_alias(const dxaws_dns_record *record);
/** The hosted zone that an alias leads into. AWS: AliasTarget, HostedZoneId. */
DXAWS_API const char *dxaws_dns_record_alias_zone_id(const dxaws_dns_record *record);
/** Where an alias leads. AWS: AliasTarget, DNSName. */
DXAWS_API const char *dxaws_dns_record_alias_dns_name(const dxaws_dns_record *record);
/** Whether an alias is answered by its target's health only. AWS: AliasTarget,
 * EvaluateTargetHealth. */
DXAWS_API bool dxaws_dns_record_evaluate_target_health(const dxaws_dns_record *record);
/** @} */

/** @name Zones and changes
 * JSON forms: `{"id", "name", "linked_service", "undelegated"}` and `{"id", "status"}`. Texts are
 * borrowed.
 * @since 0.9
 * @{ */
/** Not for one that is borrowed. */
DXAWS_API void dxaws_dns_zone_free(dxaws_dns_zone *zone);
DXAWS_DEFINE_CLEANUP(dxaws_dns_zone, dxaws_dns_zone_free)
/** Such as "Z0123456789ABC". AWS: HostedZone, Id. */
DXAWS_API const char *dxaws_dns_zone_id(const dxaws_dns_zone *zone);
/** With a trailing dot. AWS: HostedZone, Name. */
DXAWS_API const char *dxaws_dns_zone_name(const dxaws_dns_zone *zone);
/** The principal of the AWS service that made it, such as "servicediscovery.amazonaws.com", and
 * that alone may change its record sets. AWS: HostedZone, LinkedService. */
DXAWS_API const char *dxaws_dns_zone_linked_service(const dxaws_dns_zone *zone);
/** The name of a zone above it in the account whose name servers do not lead to it, so that nobody
 * may ask it. AWS: "Routing traffic for subdomains" of the Route53 Developer Guide. */
DXAWS_API const char *dxaws_dns_zone_undelegated(const dxaws_dns_zone *zone);
/** Such as "C2682N5HXP0BZ4". AWS: ChangeInfo, Id. */
DXAWS_API const char *dxaws_dns_change_id(const dxaws_dns_change *change);
/** Whether all of Route53's servers know it. AWS: ChangeInfo, Status. */
DXAWS_API dxaws_dns_status dxaws_dns_change_status(const dxaws_dns_change *change);
/** @} */

DXAWS_END_DECLS

#endif
