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
 * A Desired is in <dxaws/dns-desired.h>, a Current and a Result are in
 * <dxaws/dns-observed.h>, the values of both in <dxaws/dns-values.h>; this header includes them.
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
#include <dxaws/dns-desired.h>
#include <dxaws/dns-errors.h>
#include <dxaws/dns-observed.h>
#include <dxaws/dns-values.h>

DXAWS_BEGIN_DECLS

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
