/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-s3: converges one S3 bucket: existence, tags, versioning, public access block, and our
 * own statements of its policy.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * A Desired is in <dxaws/s3-desired.h>, a Current and a Result are in
 * <dxaws/s3-observed.h>, the values of both in <dxaws/s3-values.h>; this header includes them.
 *
 * Attributes that a Desired neither sets nor presets are never touched. "AWS:" says which
 * operation, and which member of its request, of the Amazon S3 API Reference a declaration stands
 * for. What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or
 * Result may be NULL, as it is when there was no memory for it: setters then do nothing, getters
 * say nothing (NULL, false), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those
 * that getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches S3 fails with UNAUTHENTICATED, PERMISSION, THROTTLED, UNAVAILABLE or PROTOCOL, and
 * with TIMEOUT or CANCELLED when the context says so; S3's own code, such as "AccessDenied", is in
 * dxaws_error_aws_code(). What this module finds itself has the domain "s3" and a code of
 * <dxaws/s3-errors.h>, or one that every module gives, of <dxaws/error-codes.h>.
 *
 * Ownership: a bucket that is made here is marked from the call that makes it, by the tags
 * `dxaws:managed`, and `dxaws:site` with an owner; a third, `dxaws:tags`, remembers which other
 * tags are ours. A bucket without our mark is used as it is, but written to or deleted only after
 * it was adopted: when a write is needed the plan ends with CONFLICT, code NotOurs or
 * AnothersResource, and a destroy leaves it, named in the plan (dxaws_plan_left_at()). Each write
 * reads again whose the bucket is, and fails with STALE, code BucketChanged, when that or our own
 * part has changed since it was planned; what others changed besides stays.
 *
 * Options (<dxaws/options.h>): nothing is waited for. Adoption is consented to as "bucket/NAME";
 * what is adopted is given back by a destroy: our statements, our tags and the mark go, all else
 * stays. With `release` the statements stay as well, since who reads the bucket goes on to.
 */
#ifndef DXAWS_S3_H
#define DXAWS_S3_H

#include <dxaws/core.h>
#include <dxaws/s3-desired.h>
#include <dxaws/s3-errors.h>
#include <dxaws/s3-observed.h>
#include <dxaws/s3-values.h>

DXAWS_BEGIN_DECLS

/** How the effects happen, see <dxaws/s3-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_s3_provider dxaws_s3_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.1 */
typedef struct dxaws_s3_manager dxaws_s3_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one.
 * @since 0.9 */
typedef struct dxaws_s3_manager_options dxaws_s3_manager_options;

/** The version of the loaded dxaws-s3, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_s3_version(void);

/** @name Manager
 * A NULL context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. @a options may be NULL: there
 * are none yet. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_new(
    dxaws_s3_provider *provider, const dxaws_s3_manager_options *options,
    dxaws_s3_manager **manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_ref(dxaws_s3_manager *manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_unref(dxaws_s3_manager *manager);
static inline void dxaws_s3_manager_cleanup(dxaws_s3_manager **pointer)
{
    *pointer = dxaws_s3_manager_unref(*pointer);
}
/** Reads what exists, as far as @a desired manages it; a bucket of somebody else is reported, no
 * error. AWS: GetBucketVersioning, GetPublicAccessBlock, GetBucketTagging, GetBucketPolicy,
 * GetBucketOwnershipControls, GetBucketEncryption, GetBucketLifecycleConfiguration, for what is
 * managed; HeadBucket. Its tags are always read, unless `mark` is false; its policy also with a
 * public access block, which a public statement is in the way of; and with `present` false what it
 * holds: ListObjectVersions, ListMultipartUploads. UNAVAILABLE when S3 contradicts itself for 5 s.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_current(
    dxaws_s3_manager *manager, dxaws_context *context, const dxaws_s3_desired *desired,
    dxaws_s3_current **current);
/** What an apply that changes nothing gives as its result, without planning: reads, and fails, as
 * dxaws_s3_manager_get_current(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_outputs(
    dxaws_s3_manager *manager, dxaws_context *context, const dxaws_s3_desired *desired,
    dxaws_s3_result **result);
/** Does the bucket exist, and is it ours to use? It may be in another region. AWS: HeadBucket. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_status(dxaws_s3_manager *manager,
                                                                    dxaws_context *context,
                                                                    const char *name,
                                                                    const char *region,
                                                                    dxaws_s3_status *status);
/**
 * Plans purely: no clock, no provider, the same plan for the same documents. CONFLICT when the
 * bucket is in the way and not ours, or elsewhere, when it would have too many tags, or when its
 * policy has a public statement of others that is to be blocked; INVALID_STATE, code
 * BucketNotEmpty, when it is to be destroyed and holds anything; UNSUPPORTED when @a current does
 * not report what is managed.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_plan(const dxaws_s3_desired *desired,
                                                              const dxaws_s3_current *current,
                                                              const dxaws_apply_options *options,
                                                              dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: ADOPT, CREATE_BUCKET,
 * PUT_PUBLIC_ACCESS_BLOCK, PUT_OWNERSHIP_CONTROLS, PUT_ENCRYPTION, PUT_VERSIONING, PUT_LIFECYCLE,
 * PUT_TAGS, PUT_POLICY, EMPTY_BUCKET, DESTROY_BUCKET, RELEASE. Emits manager.plan.start and .done.
 * Fails as reading, and as dxaws_s3_desired_plan(): CONFLICT, UNSUPPORTED.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_plan(dxaws_s3_manager *manager,
                                                              dxaws_context *context,
                                                              const dxaws_s3_desired *desired,
                                                              const dxaws_apply_options *options,
                                                              dxaws_plan **plan);
/**
 * Performs a plan and reads back; an action that was done before is a success. INVALID_ARGUMENT for
 * a plan of another module, INVALID_STATE for one that is not complete, see
 * DXAWS_KNOWN_AFTER_APPLY. PARTIAL when it stopped after some actions: run again. Emits
 * manager.apply.start, .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_apply(dxaws_s3_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_plan *plan,
                                                               const dxaws_apply_options *options,
                                                               dxaws_s3_result **result);
/** dxaws_s3_manager_plan() and apply, with the errors of both: CONFLICT, PARTIAL and so on. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_execute(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 const dxaws_apply_options *options,
                                                                 dxaws_s3_result **result);
/** Execute with present = false; @a desired is left as it is. A bucket that is ours and holds
 * anything is INVALID_STATE, and nothing was written; one that was adopted is given back, and one
 * that is not ours left. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_destroy(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 const dxaws_apply_options *options,
                                                                 dxaws_s3_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_s3_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_s3_module(void);

DXAWS_END_DECLS

#endif
