/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-cloudfront: converges one CloudFront distribution with one S3 origin behind an origin
 * access control: aliases, certificate, default behaviour, error pages and tags; and has the edge
 * forget what changed, <dxaws/cloudfront-invalidation.h>.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Attributes that a Desired neither sets nor presets are never touched, and members of the
 * distribution that this release does not know survive every update. Every write begins with what
 * is there then and names that version (ETag and If-Match, rule 48); when what this module
 * converges, or the mark, is not as it was planned from, it is STALE. "AWS:" says which operation,
 * and which member of its DistributionConfig, of the Amazon CloudFront API Reference a declaration
 * stands for.
 *
 * Whose a distribution is stands in its tags, from the call that makes it: `dxaws:managed`, "made"
 * and the caller reference, with an owner `dxaws:site`, and `dxaws:tags`, which remembers what
 * other tags are ours. Using one needs no mark; changing or deleting it does. Where one of somebody
 * else would have to be changed, planning is a CONFLICT, whose message says what `adopt` takes:
 * "distribution/ID", "access_control/ID". What was adopted keeps all that is not said, and is given
 * back when it is destroyed.
 *
 * A Desired is in <dxaws/cloudfront-desired.h>, a Current and a Result are in
 * <dxaws/cloudfront-observed.h>, the values of both in <dxaws/cloudfront-values.h>; this header
 * includes them.
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL, false, 0), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those
 * that getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches CloudFront fails with UNAUTHENTICATED, PERMISSION, THROTTLED, UNAVAILABLE or
 * PROTOCOL, and with TIMEOUT or CANCELLED when the context says so; AWS's own code is in
 * dxaws_error_aws_code(). What this module finds itself has the domain "cloudfront" and a code of
 * <dxaws/cloudfront-errors.h>, or one that every module gives, of <dxaws/error-codes.h>.
 *
 * Options (<dxaws/options.h>): WAIT_DEPLOYED after a change is waited for with DXAWS_WAIT_DEPLOYED,
 * which is the default, up to 35 minutes as AWS's own waiter; before a deletion, always.
 */
#ifndef DXAWS_CLOUDFRONT_H
#define DXAWS_CLOUDFRONT_H

#include <dxaws/cloudfront-desired.h>
#include <dxaws/cloudfront-errors.h>
#include <dxaws/cloudfront-observed.h>
#include <dxaws/cloudfront-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** How the effects happen, see <dxaws/cloudfront-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_cloudfront_provider dxaws_cloudfront_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.1 */
typedef struct dxaws_cloudfront_manager dxaws_cloudfront_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one. @since 0.9 */
typedef struct dxaws_cloudfront_manager_options dxaws_cloudfront_manager_options;

/** The version of the loaded dxaws-cloudfront, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_cloudfront_version(void);

/** @name Manager
 * A NULL context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. @a options may be NULL: there
 * are none yet. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_new(
    dxaws_cloudfront_provider *provider, const dxaws_cloudfront_manager_options *options,
    dxaws_cloudfront_manager **manager);
DXAWS_API dxaws_cloudfront_manager *dxaws_cloudfront_manager_ref(dxaws_cloudfront_manager *manager);
DXAWS_API dxaws_cloudfront_manager *dxaws_cloudfront_manager_unref(
    dxaws_cloudfront_manager *manager);
static inline void dxaws_cloudfront_manager_cleanup(dxaws_cloudfront_manager **pointer)
{
    *pointer = dxaws_cloudfront_manager_unref(*pointer);
}
/** Discovers and reads the distribution: what holds an alias of ours, has our comment, origin or
 * access control is looked at. CONFLICT when several are marked. AWS: ListDistributions,
 * GetDistribution, ListTagsForResource, ListOriginAccessControls, GetOriginAccessControl. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_get_current(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_cloudfront_current **current);
/** What an apply that changes nothing gives as its result, without planning: reads, and fails, as
 * dxaws_cloudfront_manager_get_current(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_get_outputs(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_cloudfront_result **result);
/** Plans purely: no clock, no provider, the same plan for the same documents. REFUSED to change the
 * configuration of, destroy or adopt what a continuous deployment or tenants hang on; CONFLICT,
 * code NotOurs, AnothersResource or AliasConflict, as said above; UNSUPPORTED when @a current does
 * not report what is managed. What is left as it is, is said by dxaws_plan_left_at(). */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_desired_plan(
    const dxaws_cloudfront_desired *desired, const dxaws_cloudfront_current *current,
    const dxaws_apply_options *options, dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: ADOPT, CREATE_OAC, UPDATE_OAC,
 * CREATE_DISTRIBUTION, UPDATE_DISTRIBUTION, PUT_TAGS, DISABLE, WAIT_DEPLOYED, INVALIDATE,
 * WAIT_INVALIDATED, DELETE_DISTRIBUTION, DELETE_OAC, RELEASE. Emits manager.plan.start and .done.
 * Fails as reading, such as with CONFLICT, and as dxaws_cloudfront_desired_plan().
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_plan(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options, dxaws_plan **plan);
/**
 * Performs a plan and reads back; an action that was done before is a success. INVALID_ARGUMENT for
 * a plan of another module, INVALID_STATE for one that is not complete, see
 * DXAWS_KNOWN_AFTER_APPLY; TIMEOUT when a wait took too long: run again, which goes on waiting.
 * PARTIAL when it stopped after some actions: run again. STALE when the
 * distribution was changed since the plan was made: plan again. Emits manager.apply.start,
 * .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_apply(
    dxaws_cloudfront_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_cloudfront_result **result);
/** dxaws_cloudfront_manager_plan() and apply, with the errors of both, such as PARTIAL. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_execute(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_result **result);
/** Execute with present = false; @a desired is left as it is, with the aliases by which the
 * distribution is found. What is not ours is left, what was adopted is given back, with the option
 * `release` all. INVALID_STATE or CONFLICT when something still uses it. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_destroy(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_cloudfront_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_cloudfront_module(void);

DXAWS_END_DECLS

#endif
