/* SPDX-License-Identifier: MIT */
/** @file
 * A static website: a private bucket, a DNS-validated certificate, a CloudFront distribution
 * with origin access control, and alias records, composed from the modules dxaws-s3, dxaws-acm,
 * dxaws-cloudfront and dxaws-dns through their public managers.
 *
 * The manager reads all four, plans the whole site before the first write, and applies the plan
 * in a safe order. Every step is re-entrant: stopped anywhere, the next run completes it.
 *
 * A Desired is in <dxaws/website-desired.h>, a Current and a Result are in
 * <dxaws/website-observed.h>; this header includes them.
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those that
 * getters return are borrowed, and NULL when there is none. Threads may share a manager.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches AWS fails as the four modules' headers say, among others with CONFLICT when
 * something is in the way that is somebody else's. What this module finds itself has the domain
 * "website" and a code of <dxaws/website-errors.h>, or one that every module gives, of
 * <dxaws/error-codes.h>.
 *
 * Options (<dxaws/options.h>): DXAWS_WAIT_ACCEPTED, the default, waits for the distribution to be
 * deployed only where records change that lead to it, DXAWS_WAIT_DEPLOYED after any change,
 * DXAWS_WAIT_NONE never, and not for records to be in sync. A certificate that the distribution
 * needs is always waited for. Deadlines go by the kind with its module before it,
 * "acm.WAIT_ISSUED", "cloudfront.WAIT_DEPLOYED", "dns.WAIT_INSYNC"; their defaults are those of the
 * modules. stop_after names a kind of the site's plan. parallelism limits what is read or performed
 * at the same time. A protected site is destroyed only when allow_destroy is its name. What is to
 * be adopted is named as the modules name it, "record/A/192.0.2.9", or by its kind.
 */
#ifndef DXAWS_WEBSITE_H
#define DXAWS_WEBSITE_H

#include <dxaws/acm.h>
#include <dxaws/cloudfront.h>
#include <dxaws/cloudfront-function.h>
#include <dxaws/core.h>
#include <dxaws/dns.h>
#include <dxaws/module.h>
#include <dxaws/s3.h>
#include <dxaws/s3-content.h>
#include <dxaws/website-desired.h>
#include <dxaws/website-errors.h>
#include <dxaws/website-observed.h>

DXAWS_BEGIN_DECLS

/** The version of the loaded dxaws-website, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_website_version(void);

/** @name Manager
 * It reads and writes in several threads at once, all of them ended when a function returns. A NULL
 * context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Reads, plans and applies through the four modules' managers. Refcounted. */
typedef struct dxaws_website_manager dxaws_website_manager;

/** What a manager works through: a value. @since 0.9 */
typedef struct dxaws_website_manager_options dxaws_website_manager_options;
/** Nothing set; owned by the caller. NULL without memory. @since 0.9 */
DXAWS_API dxaws_website_manager_options *dxaws_website_manager_options_new(void);
DXAWS_API void dxaws_website_manager_options_free(dxaws_website_manager_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_website_manager_options, dxaws_website_manager_options_free)
/** Through which buckets go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_s3(dxaws_website_manager_options *options,
                                                    dxaws_s3_manager *manager);
/** Through which records go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_dns(dxaws_website_manager_options *options,
                                                     dxaws_dns_manager *manager);
/** Through which certificates go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_acm(dxaws_website_manager_options *options,
                                                     dxaws_acm_manager *manager);
/** Through which distributions go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_cloudfront(dxaws_website_manager_options *options,
                                                            dxaws_cloudfront_manager *manager);
/** Through which content goes; takes a reference. NULL takes it back. Only sites with content need
 * it: MissingManager otherwise, when they are read. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_content(dxaws_website_manager_options *options,
                                                         dxaws_s3_content_manager *manager);
/** Through which the function of a site goes; takes a reference. NULL takes it back. Only sites
 * that say `urls` need it: MissingManager otherwise, when they are read. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_function(
    dxaws_website_manager_options *options, dxaws_cloudfront_function_manager *manager);
/** Takes a reference to the managers in @a options, which are borrowed for the call; without one of
 * the first four INVALID_ARGUMENT, naming it. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_new(
    const dxaws_website_manager_options *options, dxaws_website_manager **manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_ref(dxaws_website_manager *manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_unref(dxaws_website_manager *manager);
static inline void dxaws_website_manager_cleanup(dxaws_website_manager **pointer)
{
    *pointer = dxaws_website_manager_unref(*pointer);
}

/** Reads what exists, all four modules at once. Fails as they do. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_get_current(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_website_current **current);
/**
 * Reads, then plans the whole site. Its actions are the modules', in the order of their steps,
 * their kinds prefixed with the module: "s3.CREATE_BUCKET", "dns.CHANGE_RECORDS". What an
 * earlier step will decide, such as a new certificate's ARN, is DXAWS_KNOWN_AFTER_APPLY, and
 * "complete" false; this plan may be applied all the same.
 * REFUSED when an invariant or a protection says no, CONFLICT when something is in the way that is
 * somebody else's. Emits manager.plan.start and .done.
 *
 * What the site had and no longer asks for, by what its distribution says and with the site's tag,
 * is planned to be removed. The plan's JSON has `notes`, a list of texts, about what is left: a
 * bucket that is not read any more, records that are not managed any more.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_plan(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_plan **plan);
/** Plans purely, from what was read before: no clock, no provider, the same plan for the same
 * documents. INVALID_ARGUMENT when it was read for another Desired, REFUSED and CONFLICT as
 * dxaws_website_manager_plan(). */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_plan(
    const dxaws_website_desired *desired, const dxaws_website_current *current,
    const dxaws_apply_options *options, dxaws_plan **plan);
/**
 * Performs a plan, also one that was kept as JSON; never more than it shows: STALE when more
 * would be needed. Steps that do not depend on each other run at the same time; when one fails
 * its neighbours are stopped, where the next run can go on.
 *
 * PARTIAL when something was done before it stopped; the error names the steps that failed, and
 * the last of its causes says why. INVALID_ARGUMENT for a plan of another module. Emits
 * manager.apply.start, .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_apply(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** dxaws_website_manager_plan() and apply, with the errors of both, such as PARTIAL. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_execute(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** Execute with present = false; @a desired is left as it is. REFUSED under `protect` unless
 * the option allow_destroy is the site. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_destroy(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** @} */

/**
 * This module as data, for those who treat all modules alike; static. It uses s3, dns, acm and
 * cloudfront, in that order, and has no provider of its own. Its managers are those of
 * dxaws_website_manager_new().
 *
 * Its step() performs the next action of every unfinished step of the first wave that has any, at
 * the same time; of a wait one look. The plan of what is left has, besides what any plan has,
 * "done", the names of steps that are over, and "running", the rest of the module's own plan of
 * each step that is under way; "waiting" says what they wait for, when all that is left of the wave
 * waits. A step that was not begun is planned anew from what is known by then. apply() of the plan
 * without actions gives the Result.
 *
 * What a plan shows must be what the rest of it leads to: one that was cut, reordered or edited is
 * refused with INVALID_ARGUMENT, code InvalidPlan, naming the member, or with STALE, code
 * MoreThanPlanned, before anything is done. @since 0.9
 */
DXAWS_API const dxaws_module *dxaws_website_module(void);

DXAWS_END_DECLS

#endif
