/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-dns: converges a set of record sets in Route53. Finds the hosted zone of each name,
 * writes one atomic batch per zone, and waits until Route53's servers know it.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * A record set that stands at one of our names and says something else is somebody's: it is a
 * CONFLICT, never overwritten silently. "AWS:" says which operation, and which member of its
 * request, of the Amazon Route 53 API Reference a declaration stands for. Ids are written without
 * Route53's prefixes "/hostedzone/" and "/change/"; a Desired may have them with those (rule 48).
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL, false, 0), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those
 * that getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches Route53 fails with UNAUTHENTICATED, PERMISSION, THROTTLED, UNAVAILABLE or PROTOCOL,
 * and with TIMEOUT or CANCELLED when the context says so; AWS's own code is in
 * dxaws_error_aws_code(). What this module finds itself has the domain "dns" and a code of
 * <dxaws/dns-errors.h>, or one that every module gives, of <dxaws/error-codes.h>.
 *
 * Options (<dxaws/options.h>): WAIT_INSYNC is waited for with DXAWS_WAIT_DEPLOYED, up to 30 minutes
 * as AWS's own waiter, which is the default; it is not resumed by a later run. Consent to adopt is
 * asked for where dxaws_dns_desired_set_existing() says so: "record/CNAME/other.example.net", a
 * type and what it says, or "record" for any.
 */
#ifndef DXAWS_DNS_H
#define DXAWS_DNS_H

#include <dxaws/core.h>
#include <dxaws/dns-errors.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_dns_desired dxaws_dns_desired;
/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_dns_current dxaws_dns_current;
/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_dns_result dxaws_dns_result;
/** A record set: a value, or borrowed from what it was got from. AWS: ResourceRecordSet. @since 0.1
 */
typedef struct dxaws_dns_record dxaws_dns_record;
/** A hosted zone: a value, or borrowed from what it was got from. AWS: HostedZone. @since 0.9 */
typedef struct dxaws_dns_zone dxaws_dns_zone;
/** A change that was made: borrowed from what it was got from. AWS: ChangeInfo. @since 0.9 */
typedef struct dxaws_dns_change dxaws_dns_change;
/** How the effects happen, see <dxaws/dns-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_dns_provider dxaws_dns_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.1 */
typedef struct dxaws_dns_manager dxaws_dns_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one.
 * @since 0.9 */
typedef struct dxaws_dns_manager_options dxaws_dns_manager_options;

/** The version of the loaded dxaws-dns, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_dns_version(void);

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

/** @name Current
 * JSON form: `{"exists", "records": [], "zones": [{"id", "name", "linked_service", "undelegated"}],
 * "changes":
 * [{"id", "status"}]}`: the record sets of every type at the wanted names, and the zones that hold
 * those names. Setters are in <dxaws/dns-provider.h>. @since 0.1
 * @{ */
/** Nothing observed yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_dns_current *dxaws_dns_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_parse(const char *json,
                                                                dxaws_dns_current **current);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_dns_current_format(const dxaws_dns_current *current);
DXAWS_API void dxaws_dns_current_free(dxaws_dns_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_dns_current, dxaws_dns_current_free)
/** True when one of the wanted record sets is there. */
DXAWS_API bool dxaws_dns_current_exists(const dxaws_dns_current *current);
/** How many record sets stand at the wanted names. */
DXAWS_API size_t dxaws_dns_current_record_count(const dxaws_dns_current *current);
/** The record set at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_current_record_at(const dxaws_dns_current *current,
                                                              size_t index);
/** How many zones hold wanted names. */
DXAWS_API size_t dxaws_dns_current_zone_count(const dxaws_dns_current *current);
/** The zone at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_zone *dxaws_dns_current_zone_at(const dxaws_dns_current *current,
                                                          size_t index);
/** How many changes were made. */
DXAWS_API size_t dxaws_dns_current_change_count(const dxaws_dns_current *current);
/** The change at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_change *dxaws_dns_current_change_at(const dxaws_dns_current *current,
                                                              size_t index);
/** @} */

/** @name Result
 * The same as a Current, after the last write. @since 0.1
 * @{ */
/** The JSON form, that of a Current, for free(). NULL without memory. */
DXAWS_API char *dxaws_dns_result_format(const dxaws_dns_result *result);
DXAWS_API void dxaws_dns_result_free(dxaws_dns_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_dns_result, dxaws_dns_result_free)
/** True when one of the wanted record sets is there. */
DXAWS_API bool dxaws_dns_result_exists(const dxaws_dns_result *result);
/** How many record sets stand at the wanted names, also those that are not ours. */
DXAWS_API size_t dxaws_dns_result_record_count(const dxaws_dns_result *result);
/** The record set at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_result_record_at(const dxaws_dns_result *result,
                                                             size_t index);
/** How many zones hold wanted names. */
DXAWS_API size_t dxaws_dns_result_zone_count(const dxaws_dns_result *result);
/** The zone at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_zone *dxaws_dns_result_zone_at(const dxaws_dns_result *result,
                                                         size_t index);
/** How many changes were made; @since 0.9. */
DXAWS_API size_t dxaws_dns_result_change_count(const dxaws_dns_result *result);
/** The change at @a index, borrowed; NULL past the end. @since 0.9 */
DXAWS_API const dxaws_dns_change *dxaws_dns_result_change_at(const dxaws_dns_result *result,
                                                             size_t index);
/** @} */

/** @name Manager
 * A NULL context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. @a options may be NULL: there
 * are none yet. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_new(
    dxaws_dns_provider *provider, const dxaws_dns_manager_options *options,
    dxaws_dns_manager **manager);
DXAWS_API dxaws_dns_manager *dxaws_dns_manager_ref(dxaws_dns_manager *manager);
DXAWS_API dxaws_dns_manager *dxaws_dns_manager_unref(dxaws_dns_manager *manager);
static inline void dxaws_dns_manager_cleanup(dxaws_dns_manager **pointer)
{
    *pointer = dxaws_dns_manager_unref(*pointer);
}
/** Reads the zones of the wanted names, and what stands at those names. NOT_FOUND for a name that
 * no zone holds, unless the record sets should not exist; INVALID_ARGUMENT when several do. AWS:
 * ListHostedZonesByName or GetHostedZone, ListResourceRecordSets. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_get_current(
    dxaws_dns_manager *manager, dxaws_context *context, const dxaws_dns_desired *desired,
    dxaws_dns_current **current);
/** What an apply that changes nothing gives as its result, without planning: reads, and fails, as
 * dxaws_dns_manager_get_current(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_get_outputs(
    dxaws_dns_manager *manager, dxaws_context *context, const dxaws_dns_desired *desired,
    dxaws_dns_result **result);
/**
 * Which hosted zone holds a name? NOT_FOUND, with the zones that were looked at, when none does;
 * REFUSED when it belongs to an AWS service, so that nothing can be put into it; INVALID_ARGUMENT
 * when several do. AWS: ListHostedZonesByName.
 * @param zone owned by the caller, dxaws_dns_zone_free().
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_find_zone(dxaws_dns_manager *manager,
                                                                    dxaws_context *context,
                                                                    const char *name,
                                                                    dxaws_dns_zone **zone);
/** Plans purely: no clock, no provider, the same plan for the same documents. CONFLICT, naming what
 * was found and the remedy, when a record set of somebody else is in the way; REFUSED for a zone of
 * an AWS service. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_desired_plan(const dxaws_dns_desired *desired,
                                                               const dxaws_dns_current *current,
                                                               const dxaws_apply_options *options,
                                                               dxaws_plan **plan);
/**
 * Reads and plans, with the errors of both, such as CONFLICT. Action kinds, in order of execution:
 * CHANGE_RECORDS, WAIT_INSYNC. Emits manager.plan.start and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_plan(dxaws_dns_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_dns_desired *desired,
                                                               const dxaws_apply_options *options,
                                                               dxaws_plan **plan);
/**
 * Performs a plan and reads back; an action that was done before is a success. INVALID_ARGUMENT for
 * a plan of another module, INVALID_STATE for one that is not complete, see
 * DXAWS_KNOWN_AFTER_APPLY; TIMEOUT when a wait took too long: run again, which goes on waiting.
 * PARTIAL when it stopped after some actions: run again. STALE when a record set
 * changed since it was read; then its batch did nothing. Emits manager.apply.start,
 * .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_apply(dxaws_dns_manager *manager,
                                                                dxaws_context *context,
                                                                const dxaws_plan *plan,
                                                                const dxaws_apply_options *options,
                                                                dxaws_dns_result **result);
/** dxaws_dns_manager_plan() and apply, with the errors of both, such as PARTIAL. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_execute(
    dxaws_dns_manager *manager, dxaws_context *context, const dxaws_dns_desired *desired,
    const dxaws_apply_options *options, dxaws_dns_result **result);
/** Execute with present = false: removes what is as desired, the TTL aside; @a desired is left as
 * it is, and so are record sets that say something else. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_destroy(
    dxaws_dns_manager *manager, dxaws_context *context, const dxaws_dns_desired *desired,
    const dxaws_apply_options *options, dxaws_dns_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_dns_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_dns_module(void);

DXAWS_END_DECLS

#endif
