/* SPDX-License-Identifier: MIT */
/** @file
 * Functions at the edge: converges one CloudFront Function of dxaws-cloudfront. It runs what its
 * stage LIVE has, and that is compared; a draft that somebody works at, in the stage DEVELOPMENT,
 * is left alone until another code is wanted.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Whose a function is stands in its comment, "dxaws-cloudfront:<owner>", for want of an owner with
 * its name. Where one of somebody else has the name, planning is a CONFLICT, code NotOurs, whose
 * message says what `adopt` takes: "function/NAME"; of another owner, code AnothersResource, which
 * nothing takes. At a destroy both are left. One that was taken over says "adopted " before that,
 * and a destroy gives it back, as `release` gives back what was made: its comment is emptied, and
 * its code stays. Every write names the
 * version that was planned from (ETag and If-Match): STALE when that is gone. A new code needs no
 * change of the distributions that use the function. The code for a site's addresses is made by
 * <dxaws/cloudfront-rewrite.h>.
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL, false), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those that
 * getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What this module finds itself has the domain "cloudfront" and a code of <dxaws/error-codes.h> or
 * <dxaws/cloudfront-errors.h>.
 *
 * Options (<dxaws/options.h>): nothing is waited for.
 *
 * Library: libdxaws-function, pkg-config dxaws-function; that of distributions is not needed.
 */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_H
#define DXAWS_CLOUDFRONT_FUNCTION_H

#include <dxaws/cloudfront-errors.h>
#include <dxaws/cloudfront-rewrite.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.9 */
typedef struct dxaws_cloudfront_function_desired dxaws_cloudfront_function_desired;
/** What a provider observed: a value. @since 0.9 */
typedef struct dxaws_cloudfront_function_current dxaws_cloudfront_function_current;
/** What exists afterwards: a value. @since 0.9 */
typedef struct dxaws_cloudfront_function_result dxaws_cloudfront_function_result;
/** How the effects happen, see <dxaws/cloudfront-function-providers.h>. Refcounted. @since 0.9 */
typedef struct dxaws_cloudfront_function_provider dxaws_cloudfront_function_provider;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one. @since 0.9 */
typedef struct dxaws_cloudfront_function_manager_options dxaws_cloudfront_function_manager_options;
/** Reads, plans and applies through a provider. Refcounted. @since 0.9 */
typedef struct dxaws_cloudfront_function_manager dxaws_cloudfront_function_manager;

/** @name Defaults
 * What a Desired that does not say so means. They are interface: a release does not change them.
 * @since 0.9
 * @{ */
/** `present`: the function should exist. */
#define DXAWS_CLOUDFRONT_FUNCTION_DEFAULT_PRESENT true
/** `runtime`. AWS: FunctionConfig, Runtime. */
#define DXAWS_CLOUDFRONT_FUNCTION_DEFAULT_RUNTIME "cloudfront-js-2.0"
/** @} */

/** @name Desired
 * JSON form: `{"name", "present", "code", "runtime", "owner"}`; `name` is required, and `code`
 * unless `present` is false. Preset when it is consumed:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `runtime` | `"cloudfront-js-2.0"` |
 *
 * Setters copy and cannot fail: what cannot be stored is reported by what consumes the Desired. A
 * NULL text takes back. @since 0.9
 * @{ */
/** A function that should exist; owned by the caller, NULL without memory. @param name copied: 1 to
 * 64 characters of A-Z, a-z, 0-9, "-" and "_". AWS: CreateFunction, Name. */
DXAWS_API dxaws_cloudfront_function_desired *dxaws_cloudfront_function_desired_new(
    const char *name);
/** Reads the JSON form; the caller owns the Desired. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_desired_parse(
    const char *json, dxaws_cloudfront_function_desired **desired);
/** What was set, as JSON with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_function_desired_format(
    const dxaws_cloudfront_function_desired *desired);
DXAWS_API void dxaws_cloudfront_function_desired_free(dxaws_cloudfront_function_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_function_desired, dxaws_cloudfront_function_desired_free)
/** The whole check of a Desired, offline. INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_desired_check(
    const dxaws_cloudfront_function_desired *desired);
/** False: it should not exist. */
DXAWS_API void dxaws_cloudfront_function_desired_set_present(
    dxaws_cloudfront_function_desired *desired, bool present);
/** The JavaScript that runs, at most DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES. AWS: FunctionCode. */
DXAWS_API void dxaws_cloudfront_function_desired_set_code(
    dxaws_cloudfront_function_desired *desired, const char *code);
/** "cloudfront-js-1.0" or "cloudfront-js-2.0". AWS: FunctionConfig, Runtime. */
DXAWS_API void dxaws_cloudfront_function_desired_set_runtime(
    dxaws_cloudfront_function_desired *desired, const char *runtime);
/** Who it belongs to, such as a site: 1 to 100 bytes. AWS: FunctionConfig, Comment. */
DXAWS_API void dxaws_cloudfront_function_desired_set_owner(
    dxaws_cloudfront_function_desired *desired, const char *owner);
/** Leaves an attribute alone, by its JSON name, although it has a preset. */
DXAWS_API void dxaws_cloudfront_function_desired_leave(dxaws_cloudfront_function_desired *desired,
                                                       const char *attribute);
/** What should run; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_desired_code(
    const dxaws_cloudfront_function_desired *desired);
/** What it should run in; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_desired_runtime(
    const dxaws_cloudfront_function_desired *desired);
/** Who it belongs to; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_desired_owner(
    const dxaws_cloudfront_function_desired *desired);
/** Whether it should exist: true unless it was set to false. */
DXAWS_API bool dxaws_cloudfront_function_desired_is_present(
    const dxaws_cloudfront_function_desired *desired);
/** The name; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_desired_name(
    const dxaws_cloudfront_function_desired *desired);
/** @} */

/** @name Current
 * @since 0.9
 * @{ */
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_current_parse(
    const char *json, dxaws_cloudfront_function_current **current);
/** The JSON form, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_function_current_format(
    const dxaws_cloudfront_function_current *current);
DXAWS_API void dxaws_cloudfront_function_current_free(dxaws_cloudfront_function_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_function_current, dxaws_cloudfront_function_current_free)
/** Whether it is there. */
DXAWS_API bool dxaws_cloudfront_function_current_exists(
    const dxaws_cloudfront_function_current *current);
/** What runs; borrowed, NULL when nothing was ever published. */
DXAWS_API const char *dxaws_cloudfront_function_current_code(
    const dxaws_cloudfront_function_current *current);
/** What it runs in; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_current_runtime(
    const dxaws_cloudfront_function_current *current);
/** Whose it is; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_current_comment(
    const dxaws_cloudfront_function_current *current);
/** What a distribution names it by; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_current_arn(
    const dxaws_cloudfront_function_current *current);
/** AWS's word, such as "UNASSOCIATED"; borrowed. */
DXAWS_API const char *dxaws_cloudfront_function_current_status(
    const dxaws_cloudfront_function_current *current);
/** @} */

/** @name Result
 * @since 0.9
 * @{ */
/** The JSON form, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_function_result_format(
    const dxaws_cloudfront_function_result *result);
DXAWS_API void dxaws_cloudfront_function_result_free(dxaws_cloudfront_function_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_function_result, dxaws_cloudfront_function_result_free)
/** Whether it is there now. */
DXAWS_API bool dxaws_cloudfront_function_result_exists(
    const dxaws_cloudfront_function_result *result);
/** What identifies it within AWS, borrowed; NULL when it is not there. */
DXAWS_API const char *dxaws_cloudfront_function_result_arn(
    const dxaws_cloudfront_function_result *result);
/** @} */

/** @name Manager
 * A NULL context means no limits, NULL options the defaults. Plans and outputs are owned by the
 * caller.
 * @since 0.9
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_new(
    dxaws_cloudfront_function_provider *provider,
    const dxaws_cloudfront_function_manager_options *options,
    dxaws_cloudfront_function_manager **manager);
DXAWS_API dxaws_cloudfront_function_manager *dxaws_cloudfront_function_manager_ref(
    dxaws_cloudfront_function_manager *manager);
DXAWS_API dxaws_cloudfront_function_manager *dxaws_cloudfront_function_manager_unref(
    dxaws_cloudfront_function_manager *manager);
static inline void dxaws_cloudfront_function_manager_cleanup(
    dxaws_cloudfront_function_manager **pointer)
{
    *pointer = dxaws_cloudfront_function_manager_unref(*pointer);
}
/** Reads what exists. Fails as the provider does. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_get_current(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, dxaws_cloudfront_function_current **current);
/** What an apply that changes nothing gives as its result, without planning. Fails as reading. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_get_outputs(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, dxaws_cloudfront_function_result **result);
/** Plans purely. CONFLICT, code NotOurs, as said above; UNSUPPORTED when @a current does not report
 * what is managed. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_desired_plan(
    const dxaws_cloudfront_function_desired *desired,
    const dxaws_cloudfront_function_current *current, const dxaws_apply_options *options,
    dxaws_plan **plan);
/** Reads and plans. Kinds, in order: CREATE_FUNCTION, UPDATE_FUNCTION, PUBLISH_FUNCTION,
 * DELETE_FUNCTION. Fails as both. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_plan(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_plan **plan);
/** Performs a plan and reads back. INVALID_ARGUMENT, INVALID_STATE, UNSUPPORTED, PARTIAL; STALE
 * when it changed since. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_apply(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_cloudfront_function_result **result);
/** dxaws_cloudfront_function_manager_plan() and apply, with the errors of both, such as PARTIAL. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_execute(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_function_result **result);
/** Execute with present = false; @a desired is left as it is. Fails as that does: PARTIAL. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_manager_destroy(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_function_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_cloudfront_function_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_cloudfront_function_module(void);

DXAWS_END_DECLS

#endif
