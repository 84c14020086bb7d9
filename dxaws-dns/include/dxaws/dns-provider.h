/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of dxaws-dns: how the effects on record sets happen. For those who write
 * a provider; test yours with the contract suite, <dxaws/dns-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager, so
 * they should be of the kinds that <dxaws/dns.h> names, with the service's own code: see
 * dxaws_error_set_aws().
 */
#ifndef DXAWS_DNS_PROVIDER_H
#define DXAWS_DNS_PROVIDER_H

#include <dxaws/dns.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): what the kind needs
 * (below). What the service answered goes into @a observed.
 *
 * Called by any thread, several at once; honours the context's deadline and cancellation. @a self
 * is the provider's, the rest borrowed. @since 0.1
 */
typedef dxaws_error *dxaws_dns_action_fn(void *self, dxaws_context *context,
                                         const dxaws_action *action, dxaws_dns_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.1 */
typedef struct dxaws_dns_provider_ops {
    size_t size;                 /**< sizeof(dxaws_dns_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /**
     * Reads into @a current the zones that hold the names of @a wanted's records, and the record
     * sets of every type at those names, each with its zone's id. NS and DS of a name that is a
     * zone's own are looked for in the zone above, if there is one. Names are in canonical form;
     * one that is DXAWS_KNOWN_AFTER_APPLY is left out. NOT_FOUND for a name outside every zone,
     * unless
     * @a wanted is not to be present: then there is nothing. AWS: ListHostedZonesByName, or
     * GetHostedZone for a zone that is named by its id; ListResourceRecordSets.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                                dxaws_dns_current *current);
    /**
     * `batches`: `[{"zone_id", "zone_name", "changes": [{"before": record, "after": record}]}]`,
     * each batch atomic. Without `before` the record set is created, without `after` deleted; with
     * both it is replaced, but only while it is exactly as `before` says: STALE when it is not. The
     * NS and SOA of a zone's own name cannot be deleted, and are replaced whatever they are. AWS:
     * ChangeResourceRecordSets, DELETE and CREATE, or UPSERT.
     */
    dxaws_dns_action_fn *change_records;
    /** One look at the changes that are PENDING in @a observed. AWS: GetChange, Status. */
    dxaws_dns_action_fn *wait_insync;
    /* 0.1 ends here. */
} dxaws_dns_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes. INVALID_ARGUMENT, code InvalidProvider,
 * without size, name or get_current. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new(const dxaws_dns_provider_ops *ops,
                                                               void *self,
                                                               dxaws_dns_provider **provider);
DXAWS_API dxaws_dns_provider *dxaws_dns_provider_ref(dxaws_dns_provider *provider);
DXAWS_API dxaws_dns_provider *dxaws_dns_provider_unref(dxaws_dns_provider *provider);
static inline void dxaws_dns_provider_cleanup(dxaws_dns_provider **pointer)
{
    *pointer = dxaws_dns_provider_unref(*pointer);
}

/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_dns_provider_base(dxaws_dns_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_from(dxaws_provider *base,
                                                                dxaws_dns_provider **provider);

/** @name A Current as a document
 * For providers that carry what they observe elsewhere, or bring it from there: next to the typed
 * functions of <dxaws/dns.h>, and of hidden members, which a provider keeps for itself. As trees:
 * <dxaws/extend/dns.h>. @since 0.9
 * @{ */
/**
 * Replaces those members of @a current that the JSON object @a json has, each whole; null takes one
 * back. Members that this release does not know are kept. INVALID_ARGUMENT, naming the member, when
 * one has a wrong type; nothing has changed then.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_assign(dxaws_dns_current *current,
                                                                 const char *json);
/** The JSON form with sorted keys and all members, hidden ones too, for free(). NULL without
 * memory. */
DXAWS_API char *dxaws_dns_current_format_all(const dxaws_dns_current *current);
/** @} */

/** @name What a Desired says
 * What the setter of its name set; texts are borrowed, NULL when they were not set. @since 0.9
 * @{ */
/** What plans and events call it, if that was set. */
DXAWS_API const char *dxaws_dns_desired_name(const dxaws_dns_desired *desired);
/** @} */

/** @name What a provider observed
 * Copy, and accept a NULL Current, zone or record set; a NULL text takes back. The getters that are
 * not here are in <dxaws/dns.h>; their texts are borrowed. @since 0.9
 * @{ */
/** A zone of which nothing is said yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_dns_zone *dxaws_dns_zone_new(void);
/** Its id; always to be set. AWS: HostedZone, Id. */
DXAWS_API void dxaws_dns_zone_set_id(dxaws_dns_zone *zone, const char *id);
/** Its name; always to be set. AWS: HostedZone, Name. */
DXAWS_API void dxaws_dns_zone_set_name(dxaws_dns_zone *zone, const char *name);
/** The principal of the AWS service that made it; a plan that would change its record sets is
 * REFUSED with LinkedServiceZone. AWS: HostedZone, LinkedService. */
DXAWS_API void dxaws_dns_zone_set_linked_service(dxaws_dns_zone *zone, const char *service);
/** The name of the zone above it that does not delegate it; a plan that would make or change its
 * record sets is REFUSED with ZoneNotDelegated. AWS: "Routing traffic for subdomains" of the
 * Route53 Developer Guide. */
DXAWS_API void dxaws_dns_zone_set_undelegated(dxaws_dns_zone *zone, const char *parent);
/** In which zone it stands, by id. */
DXAWS_API void dxaws_dns_record_set_zone_id(dxaws_dns_record *record, const char *zone_id);
/** Which of a routing policy's record sets it is. AWS: SetIdentifier. */
DXAWS_API void dxaws_dns_record_set_routing_identifier(dxaws_dns_record *record,
                                                       const char *identifier);
/** The traffic policy that made it. AWS: TrafficPolicyInstanceId. */
DXAWS_API void dxaws_dns_record_set_traffic_policy(dxaws_dns_record *record, const char *policy);
/** Of one that was observed: the id of the zone in which it stands. */
DXAWS_API const char *dxaws_dns_record_zone_id(const dxaws_dns_record *record);
/** Of one that was observed: which of a routing policy's record sets it is. AWS: SetIdentifier. */
DXAWS_API const char *dxaws_dns_record_routing_identifier(const dxaws_dns_record *record);
/** Of one that was observed: the traffic policy that made it. AWS: TrafficPolicyInstanceId. */
DXAWS_API const char *dxaws_dns_record_traffic_policy(const dxaws_dns_record *record);
/** A zone that holds at least one of the wanted names, once. AWS: ListHostedZonesByName. */
DXAWS_API void dxaws_dns_current_add_zone(dxaws_dns_current *current, const dxaws_dns_zone *zone);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_dns_current_clear_zones(dxaws_dns_current *current);
/** A record set at a wanted name, with the id of its zone. AWS: ListResourceRecordSets. */
DXAWS_API void dxaws_dns_current_add_record(dxaws_dns_current *current,
                                            const dxaws_dns_record *record);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_dns_current_clear_records(dxaws_dns_current *current);
/** Adds a change, or updates the one of that id. AWS: ChangeInfo. */
DXAWS_API void dxaws_dns_current_set_change(dxaws_dns_current *current, const char *id,
                                            dxaws_dns_status status);
/** @} */

DXAWS_END_DECLS

#endif
