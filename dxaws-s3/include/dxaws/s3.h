/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-s3: converges one S3 bucket: existence, tags, versioning, public access block, and our
 * own statements of its policy.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Attributes never set in a Desired are never touched. Errors have domain "s3"; besides AWS's
 * own codes: InvalidDesiredStateError, BucketNameError, BucketAccessDenied, BucketRegionError.
 */
#ifndef DXAWS_S3_H
#define DXAWS_S3_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_s3_desired dxaws_s3_desired;   /**< What the caller wants. A value. */
typedef struct dxaws_s3_current dxaws_s3_current;   /**< What a provider observed. A value. */
typedef struct dxaws_s3_result dxaws_s3_result;     /**< What exists afterwards. A value. */
typedef struct dxaws_s3_provider dxaws_s3_provider; /**< Refcounted, thread-safe. */
typedef struct dxaws_s3_manager dxaws_s3_manager;   /**< Refcounted, thread-safe. */

/** The four switches of a public access block, to be or-ed. @since 0.1 */
typedef enum dxaws_s3_public_access_block {
    DXAWS_S3_BLOCK_PUBLIC_ACLS = 1,
    DXAWS_S3_IGNORE_PUBLIC_ACLS = 2,
    DXAWS_S3_BLOCK_PUBLIC_POLICY = 4,
    DXAWS_S3_RESTRICT_PUBLIC_BUCKETS = 8,
    DXAWS_S3_BLOCK_ALL = 15
} dxaws_s3_public_access_block;

/** Whether a bucket exists and may be used by these credentials. @since 0.1 */
typedef enum dxaws_s3_status {
    DXAWS_S3_DOES_NOT_EXIST = 1,
    DXAWS_S3_EXISTS_HAVE_ACCESS = 2,
    DXAWS_S3_EXISTS_NO_ACCESS = 3 /**< Bucket names are global: somebody else has this one. */
} dxaws_s3_status;

/** The version of the loaded dxaws-s3, such as "0.1.0". @since 0.1 */
DXAWS_API const char *dxaws_s3_version(void);

/** @name Desired
 * JSON form: `{"name", "region", "present", "tags": {}, "versioning", "public_access_block":
 * {"block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets"},
 * "policy_statements": {sid: statement}}`.
 *
 * Setters copy, accept NULL and cannot fail: what cannot be stored is remembered and reported by
 * the call that consumes the object. @since 0.1
 * @{ */
/**
 * A bucket that should exist, with public access blocked (DXAWS_S3_BLOCK_ALL).
 * @param name   3 to 63 characters of a-z, 0-9, "." and "-", as S3 defines.
 * @param region such as "eu-west-1".
 * @return NULL without memory.
 */
DXAWS_API dxaws_s3_desired *dxaws_s3_desired_new(const char *name, const char *region);
/** Reads the JSON form; nothing is preset but `present`. INVALID_ARGUMENT names the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_parse(const char *json,
                                                               dxaws_s3_desired **desired);
/** The JSON form with sorted keys; release with free(). NULL without memory. */
DXAWS_API char *dxaws_s3_desired_format(const dxaws_s3_desired *desired);
DXAWS_API void dxaws_s3_desired_free(dxaws_s3_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_s3_desired, dxaws_s3_desired_free)
/** The lifecycle switch: false means that the bucket should not exist. */
DXAWS_API void dxaws_s3_desired_set_present(dxaws_s3_desired *desired, bool present);
/** false suspends versioning where it is on; it is no change where it was never on. */
DXAWS_API void dxaws_s3_desired_set_versioning(dxaws_s3_desired *desired, bool enabled);
/** Or-ed dxaws_s3_public_access_block. */
DXAWS_API void dxaws_s3_desired_set_public_access_block(dxaws_s3_desired *desired, unsigned blocks);
/** One more tag; the set replaces the bucket's own, AWS's "aws:" tags aside. */
DXAWS_API void dxaws_s3_desired_set_tag(dxaws_s3_desired *desired, const char *key,
                                        const char *value);
/** All tags at once; NULL stops managing tags, an empty set removes them all. */
DXAWS_API void dxaws_s3_desired_set_tags(dxaws_s3_desired *desired, const dxaws_tags *tags);
/**
 * A statement of the bucket's policy, by its Sid; the others are left alone.
 * @param statement a JSON object as IAM defines, without "Sid".
 */
DXAWS_API void dxaws_s3_desired_set_policy_statement(dxaws_s3_desired *desired, const char *sid,
                                                     const char *statement);
DXAWS_API const char *dxaws_s3_desired_name(const dxaws_s3_desired *desired);
DXAWS_API const char *dxaws_s3_desired_region(const dxaws_s3_desired *desired);
/** Checks the whole Desired without reading anything. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_check(const dxaws_s3_desired *desired);
/** @} */

/** @name Current
 * What a provider does not set is unknown, which is not the same as off. Setters are for
 * providers. @since 0.1
 * @{ */
DXAWS_API dxaws_s3_current *dxaws_s3_current_new(void);
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_current_parse(const char *json,
                                                               dxaws_s3_current **current);
DXAWS_API char *dxaws_s3_current_format(const dxaws_s3_current *current);
DXAWS_API void dxaws_s3_current_free(dxaws_s3_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_s3_current, dxaws_s3_current_free)
DXAWS_API void dxaws_s3_current_set_status(dxaws_s3_current *current, dxaws_s3_status status);
DXAWS_API void dxaws_s3_current_set_name(dxaws_s3_current *current, const char *name);
/** Where the bucket is, which may be elsewhere than wanted. */
DXAWS_API void dxaws_s3_current_set_region(dxaws_s3_current *current, const char *region);
DXAWS_API void dxaws_s3_current_set_versioning(dxaws_s3_current *current, bool enabled);
DXAWS_API void dxaws_s3_current_set_public_access_block(dxaws_s3_current *current, unsigned blocks);
/** Without AWS's own "aws:" tags. */
DXAWS_API void dxaws_s3_current_set_tags(dxaws_s3_current *current, const dxaws_tags *tags);
/** AWS's own tags, which a write has to carry along. */
DXAWS_API void dxaws_s3_current_set_system_tags(dxaws_s3_current *current, const dxaws_tags *tags);
/** The whole policy as JSON; "{}" for none. */
DXAWS_API void dxaws_s3_current_set_policy(dxaws_s3_current *current, const char *policy);
DXAWS_API dxaws_s3_status dxaws_s3_current_status(const dxaws_s3_current *current);
DXAWS_API const char *dxaws_s3_current_region(const dxaws_s3_current *current);
/** @name Observed attributes
 * False, leaving the output alone, when the provider did not report it.
 * @{ */
DXAWS_API bool dxaws_s3_current_versioning(const dxaws_s3_current *current, bool *enabled);
DXAWS_API bool dxaws_s3_current_public_access_block(const dxaws_s3_current *current,
                                                    unsigned *blocks);
/** A new set that the caller frees; NULL when not reported. */
DXAWS_API dxaws_tags *dxaws_s3_current_tags(const dxaws_s3_current *current);
/** @} */
/** @} */

/** @name Result
 * Strings are borrowed; NULL after a destroy. @since 0.1
 * @{ */
DXAWS_API char *dxaws_s3_result_format(const dxaws_s3_result *result);
DXAWS_API void dxaws_s3_result_free(dxaws_s3_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_s3_result, dxaws_s3_result_free)
DXAWS_API bool dxaws_s3_result_exists(const dxaws_s3_result *result);
DXAWS_API const char *dxaws_s3_result_name(const dxaws_s3_result *result);
DXAWS_API const char *dxaws_s3_result_region(const dxaws_s3_result *result);
DXAWS_API const char *dxaws_s3_result_arn(const dxaws_s3_result *result);
/** The regional host name, such as "b.s3.eu-west-1.amazonaws.com": what CloudFront's origin
 * should be, because the global name redirects for the first hours. */
DXAWS_API const char *dxaws_s3_result_domain_name(const dxaws_s3_result *result);
/** @} */

/** @name Manager
 * @since 0.1
 * @{ */
/** Takes a reference to @a provider. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_new(dxaws_s3_provider *provider,
                                                             dxaws_s3_manager **manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_ref(dxaws_s3_manager *manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_unref(dxaws_s3_manager *manager);
static inline void dxaws_s3_manager_cleanup(dxaws_s3_manager **pointer)
{
    *pointer = dxaws_s3_manager_unref(*pointer);
}
/** Reads what exists, as far as @a desired manages it. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_current(
    dxaws_s3_manager *manager, dxaws_context *context, const dxaws_s3_desired *desired,
    dxaws_s3_current **current);
/** Does the bucket exist, and is it ours to use? */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_status(dxaws_s3_manager *manager,
                                                                    dxaws_context *context,
                                                                    const char *name,
                                                                    const char *region,
                                                                    dxaws_s3_status *status);
/** Plans purely: no clock, no provider, the same plan for the same documents. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_plan_from(const dxaws_s3_desired *desired,
                                                           const dxaws_s3_current *current,
                                                           dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: CREATE_BUCKET, PUT_PUBLIC_ACCESS_BLOCK,
 * PUT_VERSIONING, PUT_TAGS, PUT_POLICY, DESTROY_BUCKET. Emits manager.plan.start and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_plan(dxaws_s3_manager *manager,
                                                              dxaws_context *context,
                                                              const dxaws_s3_desired *desired,
                                                              dxaws_plan **plan);
/** Performs a plan and reads back. PARTIAL when it stopped after some actions; run again. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_apply(dxaws_s3_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_plan *plan,
                                                               dxaws_s3_result **result);
/** Plan and apply. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_execute(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 dxaws_s3_result **result);
/** Execute with present = false. A bucket that holds objects is left: INVALID_STATE. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_destroy(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 dxaws_s3_result **result);
/** @} */

DXAWS_END_DECLS

#endif
