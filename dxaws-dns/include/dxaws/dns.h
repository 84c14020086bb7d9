/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-dns: converges a set of record sets in Route53. Finds the hosted zone of each name,
 * writes one atomic batch per zone, and waits until Route53's servers know it.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * A record set that stands at one of our names and says something else is somebody's: it is a
 * CONFLICT, never overwritten silently. Errors have domain "dns"; besides Route53's own codes:
 * InvalidDesiredStateError, UnsupportedRecordType, HostedZoneNotFound, AmbiguousHostedZone,
 * LinkedServiceZone, RecordConflict, CnameAtApex, RecordsChanged, BatchTooLarge.
 */
#ifndef DXAWS_DNS_H
#define DXAWS_DNS_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_dns_desired dxaws_dns_desired;   /**< What the caller wants. A value. */
typedef struct dxaws_dns_current dxaws_dns_current;   /**< What a provider observed. A value. */
typedef struct dxaws_dns_result dxaws_dns_result;     /**< What exists afterwards. A value. */
typedef struct dxaws_dns_record dxaws_dns_record;     /**< A record set, borrowed. */
typedef struct dxaws_dns_provider dxaws_dns_provider; /**< Refcounted, thread-safe. */
typedef struct dxaws_dns_manager dxaws_dns_manager;   /**< Refcounted, thread-safe. */

/** The version of the loaded dxaws-dns, such as "0.1.0". @since 0.1 */
DXAWS_API const char *dxaws_dns_version(void);

/** @name Record sets
 * JSON form: `{"name", "type", "ttl", "values": []}`, or for an alias `{"name", "type",
 * "alias": {"zone_id", "dns_name", "evaluate_target_health"}}`. Types A, AAAA, CAA, CNAME, MX,
 * NS and TXT; an alias is A, AAAA or HTTPS.
 *
 * Names are compared in lower case with a trailing dot, special characters as `\ooo`; they may
 * be given in any other spelling. A TXT value without quotation marks is one text, quoted and
 * cut into pieces of 255 bytes as DNS wants it. Values are a set: their order means nothing.
 * Strings are borrowed. @since 0.1
 * @{ */
DXAWS_API const char *dxaws_dns_record_name(const dxaws_dns_record *record);
DXAWS_API const char *dxaws_dns_record_type(const dxaws_dns_record *record);
/** In seconds; 0 for an alias. */
DXAWS_API int64_t dxaws_dns_record_ttl(const dxaws_dns_record *record);
DXAWS_API size_t dxaws_dns_record_value_count(const dxaws_dns_record *record);
/** NULL past the end. */
DXAWS_API const char *dxaws_dns_record_value_at(const dxaws_dns_record *record, size_t index);
/** False, leaving the outputs alone, when it is no alias. Each output may be NULL. */
DXAWS_API bool dxaws_dns_record_alias(const dxaws_dns_record *record, const char **zone_id,
                                      const char **dns_name);
/** The identifier of a routing policy's record set, or NULL. */
DXAWS_API const char *dxaws_dns_record_set_identifier(const dxaws_dns_record *record);
/** @} */

/** @name Desired
 * JSON form: `{"name", "present", "zone", "records": [], "takeover", "supersedes": [], "wait",
 * "timeout_s"}`; only `records` is required.
 *
 * Setters copy, accept NULL and cannot fail: what cannot be stored is remembered and reported by
 * the call that consumes the object. @since 0.1
 * @{ */
/** Record sets that should exist; none yet. NULL without memory. */
DXAWS_API dxaws_dns_desired *dxaws_dns_desired_new(void);
/** Reads the JSON form; nothing is preset but `present`. INVALID_ARGUMENT names the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_desired_parse(const char *json,
                                                                dxaws_dns_desired **desired);
/** The JSON form with sorted keys; release with free(). NULL without memory. */
DXAWS_API char *dxaws_dns_desired_format(const dxaws_dns_desired *desired);
DXAWS_API void dxaws_dns_desired_free(dxaws_dns_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_dns_desired, dxaws_dns_desired_free)
/** Checks the whole Desired without reading anything. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_desired_check(const dxaws_dns_desired *desired);
/** What plans and events call it; without one, the first record's name. */
DXAWS_API void dxaws_dns_desired_set_name(dxaws_dns_desired *desired, const char *name);
/** The lifecycle switch: false means that the record sets should not exist. */
DXAWS_API void dxaws_dns_desired_set_present(dxaws_dns_desired *desired, bool present);
/**
 * The hosted zone of all names: an id such as "Z0123456789ABC", or a name such as "example.com".
 * Without one it is, for each name, the public zone with the longest matching name.
 */
DXAWS_API void dxaws_dns_desired_set_zone(dxaws_dns_desired *desired, const char *zone);
/** Adds a record set. @param ttl in seconds; 0 for the default of 300. */
DXAWS_API void dxaws_dns_desired_add_record(dxaws_dns_desired *desired, const char *name,
                                            const char *type, int64_t ttl,
                                            const char *const *values, size_t count);
/**
 * Adds an alias.
 * @param type "A", "AAAA" or "HTTPS"; the last tells browsers that HTTP/2 or HTTP/3 is spoken.
 * @param target_zone_id such as "Z2FDTNDATAQYW2", the one of all CloudFront distributions.
 * @param target_dns_name such as "d111111abcdef8.cloudfront.net"; may be
 *        DXAWS_KNOWN_AFTER_APPLY.
 */
DXAWS_API void dxaws_dns_desired_add_alias(dxaws_dns_desired *desired, const char *name,
                                           const char *type, const char *target_zone_id,
                                           const char *target_dns_name);
/** True: a record set of somebody else at our names is replaced instead of being a CONFLICT. */
DXAWS_API void dxaws_dns_desired_set_takeover(dxaws_dns_desired *desired, bool takeover);
/**
 * An alias that points into this hosted zone may be replaced, or removed with present = false:
 * the caller knows that it is stale.
 */
DXAWS_API void dxaws_dns_desired_add_supersedes(dxaws_dns_desired *desired,
                                                const char *target_zone_id);
/**
 * Whether to wait until all of Route53's servers know the change; the default is true. A wait that
 * was broken off is not resumed by a later run, which finds the record sets as wanted.
 */
DXAWS_API void dxaws_dns_desired_set_wait(dxaws_dns_desired *desired, bool wait);
/** How long to wait at most; the default is 600 seconds. */
DXAWS_API void dxaws_dns_desired_set_timeout_s(dxaws_dns_desired *desired, int64_t seconds);
/** The zone that was set, or NULL. */
DXAWS_API const char *dxaws_dns_desired_zone(const dxaws_dns_desired *desired);
DXAWS_API bool dxaws_dns_desired_is_present(const dxaws_dns_desired *desired);
DXAWS_API size_t dxaws_dns_desired_record_count(const dxaws_dns_desired *desired);
/** Borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_desired_record_at(const dxaws_dns_desired *desired,
                                                              size_t index);
/** @} */

/** @name Current
 * `{"exists", "records": [], "zones": [{"id", "name", "linked_service"}], "changes": [{"id",
 * "status"}]}`: the record sets of every type at the wanted names, and the zones that hold those
 * names. Setters are for providers. @since 0.1
 * @{ */
DXAWS_API dxaws_dns_current *dxaws_dns_current_new(void);
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_parse(const char *json,
                                                                dxaws_dns_current **current);
DXAWS_API char *dxaws_dns_current_format(const dxaws_dns_current *current);
DXAWS_API void dxaws_dns_current_free(dxaws_dns_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_dns_current, dxaws_dns_current_free)
/** A zone that holds at least one of the wanted names. */
DXAWS_API void dxaws_dns_current_add_zone(dxaws_dns_current *current, const char *id,
                                          const char *name);
/**
 * An AWS service made the zone that was added, and alone may change its record sets; a plan that
 * would is REFUSED with LinkedServiceZone. @param service such as "servicediscovery.amazonaws.com";
 * NULL for none.
 */
DXAWS_API void dxaws_dns_current_set_linked_service(dxaws_dns_current *current, const char *zone_id,
                                                    const char *service);
/** A record set at a wanted name, in its JSON form, plus `zone_id` and, for those of a routing
 * or traffic policy, `set_identifier` or `traffic_policy`. */
DXAWS_API void dxaws_dns_current_add_record(dxaws_dns_current *current, const char *json);
/** Adds a change, or updates the one of that id. @param status "PENDING" or "INSYNC". */
DXAWS_API void dxaws_dns_current_set_change(dxaws_dns_current *current, const char *id,
                                            const char *status);
/** True when one of the wanted record sets is there. */
DXAWS_API bool dxaws_dns_current_exists(const dxaws_dns_current *current);
DXAWS_API size_t dxaws_dns_current_record_count(const dxaws_dns_current *current);
DXAWS_API const dxaws_dns_record *dxaws_dns_current_record_at(const dxaws_dns_current *current,
                                                              size_t index);
DXAWS_API size_t dxaws_dns_current_zone_count(const dxaws_dns_current *current);
/** False past the end. Each output may be NULL. */
DXAWS_API bool dxaws_dns_current_zone_at(const dxaws_dns_current *current, size_t index,
                                         const char **id, const char **name);
DXAWS_API size_t dxaws_dns_current_change_count(const dxaws_dns_current *current);
/** False past the end. Each output may be NULL. */
DXAWS_API bool dxaws_dns_current_change_at(const dxaws_dns_current *current, size_t index,
                                           const char **id, const char **status);
/** @} */

/** @name Result
 * The same as a Current, after the last write. Strings are borrowed. @since 0.1
 * @{ */
DXAWS_API char *dxaws_dns_result_format(const dxaws_dns_result *result);
DXAWS_API void dxaws_dns_result_free(dxaws_dns_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_dns_result, dxaws_dns_result_free)
DXAWS_API bool dxaws_dns_result_exists(const dxaws_dns_result *result);
DXAWS_API size_t dxaws_dns_result_record_count(const dxaws_dns_result *result);
DXAWS_API const dxaws_dns_record *dxaws_dns_result_record_at(const dxaws_dns_result *result,
                                                             size_t index);
DXAWS_API size_t dxaws_dns_result_zone_count(const dxaws_dns_result *result);
DXAWS_API bool dxaws_dns_result_zone_at(const dxaws_dns_result *result, size_t index,
                                        const char **id, const char **name);
/** @} */

/** @name Manager
 * @since 0.1
 * @{ */
/** Takes a reference to @a provider. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_new(dxaws_dns_provider *provider,
                                                              dxaws_dns_manager **manager);
DXAWS_API dxaws_dns_manager *dxaws_dns_manager_ref(dxaws_dns_manager *manager);
DXAWS_API dxaws_dns_manager *dxaws_dns_manager_unref(dxaws_dns_manager *manager);
static inline void dxaws_dns_manager_cleanup(dxaws_dns_manager **pointer)
{
    *pointer = dxaws_dns_manager_unref(*pointer);
}
/** Reads the zones of the wanted names, and what stands at those names. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_get_current(
    dxaws_dns_manager *manager, dxaws_context *context, const dxaws_dns_desired *desired,
    dxaws_dns_current **current);
/**
 * Which hosted zone holds a name? NOT_FOUND, with the zones that were looked at, when none does;
 * REFUSED when it belongs to an AWS service, so that nothing can be put into it.
 * @param zone_id   release with free(); may be NULL.
 * @param zone_name release with free(); may be NULL. With a trailing dot.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_find_zone(dxaws_dns_manager *manager,
                                                                    dxaws_context *context,
                                                                    const char *name,
                                                                    char **zone_id,
                                                                    char **zone_name);
/** Plans purely: no clock, no provider, the same plan for the same documents. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_plan_from(const dxaws_dns_desired *desired,
                                                            const dxaws_dns_current *current,
                                                            dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: CHANGE_RECORDS, WAIT_INSYNC. CONFLICT,
 * naming what was found and the remedy, when a record set of somebody else is in the way.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_plan(dxaws_dns_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_dns_desired *desired,
                                                               dxaws_plan **plan);
/** Performs a plan and reads back. STALE when a record set changed since it was read. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_apply(dxaws_dns_manager *manager,
                                                                dxaws_context *context,
                                                                const dxaws_plan *plan,
                                                                dxaws_dns_result **result);
/** Plan and apply. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_execute(dxaws_dns_manager *manager,
                                                                  dxaws_context *context,
                                                                  const dxaws_dns_desired *desired,
                                                                  dxaws_dns_result **result);
/** Execute with present = false: removes what is as desired, the TTL aside. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_manager_destroy(dxaws_dns_manager *manager,
                                                                  dxaws_context *context,
                                                                  const dxaws_dns_desired *desired,
                                                                  dxaws_dns_result **result);
/** @} */

DXAWS_END_DECLS

#endif
