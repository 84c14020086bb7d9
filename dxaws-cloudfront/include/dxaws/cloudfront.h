/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-cloudfront: converges one CloudFront distribution with one S3 origin behind an origin
 * access control: aliases, certificate, default behaviour, error pages and tags.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Attributes never set in a Desired are never touched, and members of the distribution that this
 * release does not know survive every update. Errors have domain "cloudfront"; besides AWS's own
 * codes: InvalidDesiredStateError, AliasConflict, SeveralDistributions, StaleDistribution,
 * ContinuousDeployment, DistributionGone.
 */
#ifndef DXAWS_CLOUDFRONT_H
#define DXAWS_CLOUDFRONT_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_cloudfront_desired dxaws_cloudfront_desired; /**< What is wanted. A value. */
typedef struct dxaws_cloudfront_current dxaws_cloudfront_current; /**< What was read. A value. */
typedef struct dxaws_cloudfront_result dxaws_cloudfront_result;   /**< What is there. A value. */
/** Refcounted, thread-safe. */
typedef struct dxaws_cloudfront_provider dxaws_cloudfront_provider;
/** Refcounted, thread-safe. */
typedef struct dxaws_cloudfront_manager dxaws_cloudfront_manager;

/** The hosted zone of every distribution, for Route53 alias records. @since 0.1 */
#define DXAWS_CLOUDFRONT_HOSTED_ZONE_ID "Z2FDTNDATAQYW2"

/** The version of the loaded dxaws-cloudfront, such as "0.1.0". @since 0.1 */
DXAWS_API const char *dxaws_cloudfront_version(void);

/** @name Desired
 * JSON form; only `name` is required, and `origin_domain_name` unless `present` is false. The
 * values shown are what dxaws_cloudfront_desired_new() presets; `null` marks what it leaves out:
 *
 *     {"name": "example", "present": true, "enabled": true,
 *      "origin_domain_name": null,       // "bucket.s3.eu-west-1.amazonaws.com"
 *      "origin_path": null,              // "/site"
 *      "aliases": null,                  // ["www.example.com"]
 *      "certificate_arn": null,          // in us-east-1; "" for CloudFront's own
 *      "default_root_object": "index.html",
 *      "error_responses": null,          // [{"error_code": 403, "response_code": 200,
 *                                        //   "page": "/index.html", "caching_min_ttl": 10}]
 *      "price_class": "PriceClass_100", "http_version": "http2and3", "ipv6": true,
 *      "minimum_protocol_version": "TLSv1.2_2021",
 *      "viewer_protocol_policy": "redirect-to-https", "compress": true,
 *      "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6",           // CachingOptimized
 *      "response_headers_policy_id": "67f7725c-6f97-4210-82d7-5512b31e9d03", // SecurityHeaders
 *      "tags": null,
 *      "wait": true,                     // wait until deployed after a change
 *      "timeout_s": null}                // of that wait; 1800
 *
 * Setters copy, accept NULL and cannot fail: what cannot be stored is remembered and reported by
 * the call that consumes the object. A NULL text takes an attribute back. @since 0.1
 * @{ */
/**
 * A distribution that should exist.
 * @param name its stable identity: 1 to 100 characters of A-Z, a-z, 0-9, "-", "_" and ".". It is
 *             found again by the comment "dxaws-cloudfront:<name>" and by its aliases.
 * @return NULL without memory.
 */
DXAWS_API dxaws_cloudfront_desired *dxaws_cloudfront_desired_new(const char *name);
/** Reads the JSON form; nothing is preset but `present`. INVALID_ARGUMENT names the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_desired_parse(
    const char *json, dxaws_cloudfront_desired **desired);
/** The JSON form with sorted keys; release with free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_desired_format(const dxaws_cloudfront_desired *desired);
DXAWS_API void dxaws_cloudfront_desired_free(dxaws_cloudfront_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_desired, dxaws_cloudfront_desired_free)
/** The lifecycle switch: false means that neither distribution nor access control should exist. */
DXAWS_API void dxaws_cloudfront_desired_set_present(dxaws_cloudfront_desired *desired,
                                                    bool present);
/** The bucket's regional domain, such as "b.s3.eu-west-1.amazonaws.com". */
DXAWS_API void dxaws_cloudfront_desired_set_origin_domain_name(dxaws_cloudfront_desired *desired,
                                                               const char *domain_name);
/** A folder of the bucket, such as "/site"; "" for all of it. */
DXAWS_API void dxaws_cloudfront_desired_set_origin_path(dxaws_cloudfront_desired *desired,
                                                        const char *path);
/** One more alias. */
DXAWS_API void dxaws_cloudfront_desired_add_alias(dxaws_cloudfront_desired *desired,
                                                  const char *alias);
/** All aliases at once; a @a count of 0 removes those that there are. */
DXAWS_API void dxaws_cloudfront_desired_set_aliases(dxaws_cloudfront_desired *desired,
                                                    const char *const *aliases, size_t count);
/** A certificate in us-east-1 that covers every alias; "" for CloudFront's own. */
DXAWS_API void dxaws_cloudfront_desired_set_certificate_arn(dxaws_cloudfront_desired *desired,
                                                            const char *arn);
/** What "/" serves, without a leading slash. */
DXAWS_API void dxaws_cloudfront_desired_set_default_root_object(dxaws_cloudfront_desired *desired,
                                                                const char *object);
/**
 * One more error response: instead of @a error_code, answer @a response_code with @a page
 * (0 and NULL: only set how long the error is cached). @a caching_min_ttl is in seconds.
 */
DXAWS_API void dxaws_cloudfront_desired_add_error_response(dxaws_cloudfront_desired *desired,
                                                           int error_code, int response_code,
                                                           const char *page, int caching_min_ttl);
/** Starts the list anew: with nothing added afterwards, all error responses are removed. */
DXAWS_API void dxaws_cloudfront_desired_clear_error_responses(dxaws_cloudfront_desired *desired);
/** "PriceClass_100", "PriceClass_200" or "PriceClass_All". */
DXAWS_API void dxaws_cloudfront_desired_set_price_class(dxaws_cloudfront_desired *desired,
                                                        const char *price_class);
/** "http1.1", "http2", "http3" or "http2and3". */
DXAWS_API void dxaws_cloudfront_desired_set_http_version(dxaws_cloudfront_desired *desired,
                                                         const char *version);
/** Such as "TLSv1.2_2021"; of no effect without a certificate of one's own. */
DXAWS_API void dxaws_cloudfront_desired_set_minimum_protocol_version(
    dxaws_cloudfront_desired *desired, const char *version);
DXAWS_API void dxaws_cloudfront_desired_set_ipv6(dxaws_cloudfront_desired *desired, bool enabled);
/** "redirect-to-https", "https-only" or "allow-all". */
DXAWS_API void dxaws_cloudfront_desired_set_viewer_protocol_policy(
    dxaws_cloudfront_desired *desired, const char *policy);
DXAWS_API void dxaws_cloudfront_desired_set_compress(dxaws_cloudfront_desired *desired,
                                                     bool compress);
DXAWS_API void dxaws_cloudfront_desired_set_cache_policy_id(dxaws_cloudfront_desired *desired,
                                                            const char *id);
/** "" for none. */
DXAWS_API void dxaws_cloudfront_desired_set_response_headers_policy_id(
    dxaws_cloudfront_desired *desired, const char *id);
/** False: the distribution exists and answers nothing. */
DXAWS_API void dxaws_cloudfront_desired_set_enabled(dxaws_cloudfront_desired *desired,
                                                    bool enabled);
/** One more tag; the set replaces the distribution's own, AWS's "aws:" tags aside. */
DXAWS_API void dxaws_cloudfront_desired_set_tag(dxaws_cloudfront_desired *desired, const char *key,
                                                const char *value);
/** All tags at once; NULL stops managing tags, an empty set removes them all. */
DXAWS_API void dxaws_cloudfront_desired_set_tags(dxaws_cloudfront_desired *desired,
                                                 const dxaws_tags *tags);
/** Whether to wait until a change is deployed everywhere, and until one under way is. */
DXAWS_API void dxaws_cloudfront_desired_set_wait(dxaws_cloudfront_desired *desired, bool wait);
/** The deadline of each wait. */
DXAWS_API void dxaws_cloudfront_desired_set_timeout_s(dxaws_cloudfront_desired *desired,
                                                      int64_t seconds);
DXAWS_API const char *dxaws_cloudfront_desired_name(const dxaws_cloudfront_desired *desired);
/** Checks the whole Desired without reading anything. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_desired_check(
    const dxaws_cloudfront_desired *desired);
/** @} */

/** @name Current
 * What a provider observed: the attributes of a Desired, and the outputs below. What it does not
 * set is unknown, which is not the same as off. Setters are in <dxaws/cloudfront-provider.h>.
 * Strings are borrowed; NULL when unknown. @since 0.1
 * @{ */
DXAWS_API dxaws_cloudfront_current *dxaws_cloudfront_current_new(void);
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_current_parse(
    const char *json, dxaws_cloudfront_current **current);
/** Without the attributes that are for the provider's own use (`etag`, `document`). */
DXAWS_API char *dxaws_cloudfront_current_format(const dxaws_cloudfront_current *current);
DXAWS_API void dxaws_cloudfront_current_free(dxaws_cloudfront_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_current, dxaws_cloudfront_current_free)
DXAWS_API bool dxaws_cloudfront_current_exists(const dxaws_cloudfront_current *current);
DXAWS_API const char *dxaws_cloudfront_current_id(const dxaws_cloudfront_current *current);
DXAWS_API const char *dxaws_cloudfront_current_arn(const dxaws_cloudfront_current *current);
DXAWS_API const char *dxaws_cloudfront_current_domain_name(const dxaws_cloudfront_current *current);
/** "InProgress" or "Deployed". */
DXAWS_API const char *dxaws_cloudfront_current_status(const dxaws_cloudfront_current *current);
/** Our origin access control, which may exist without a distribution. */
DXAWS_API const char *dxaws_cloudfront_current_oac_id(const dxaws_cloudfront_current *current);
DXAWS_API const char *dxaws_cloudfront_current_etag(const dxaws_cloudfront_current *current);
/** The distribution's configuration as AWS gave it. */
DXAWS_API const char *dxaws_cloudfront_current_document(const dxaws_cloudfront_current *current);
/** False, leaving *enabled alone, when the provider did not report it. */
DXAWS_API bool dxaws_cloudfront_current_enabled(const dxaws_cloudfront_current *current,
                                                bool *enabled);
/** @} */

/** @name Result
 * Strings are borrowed; NULL after a destroy. @since 0.1
 * @{ */
DXAWS_API char *dxaws_cloudfront_result_format(const dxaws_cloudfront_result *result);
DXAWS_API void dxaws_cloudfront_result_free(dxaws_cloudfront_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_result, dxaws_cloudfront_result_free)
DXAWS_API bool dxaws_cloudfront_result_exists(const dxaws_cloudfront_result *result);
DXAWS_API const char *dxaws_cloudfront_result_name(const dxaws_cloudfront_result *result);
/** Such as "E2QWRUHEXAMPLE". */
DXAWS_API const char *dxaws_cloudfront_result_id(const dxaws_cloudfront_result *result);
/** What a bucket policy's AWS:SourceArn should be. */
DXAWS_API const char *dxaws_cloudfront_result_arn(const dxaws_cloudfront_result *result);
/** Such as "d111111abcdef8.cloudfront.net": the target of alias records. */
DXAWS_API const char *dxaws_cloudfront_result_domain_name(const dxaws_cloudfront_result *result);
/** DXAWS_CLOUDFRONT_HOSTED_ZONE_ID. */
DXAWS_API const char *dxaws_cloudfront_result_hosted_zone_id(const dxaws_cloudfront_result *result);
/** "InProgress" or "Deployed". */
DXAWS_API const char *dxaws_cloudfront_result_status(const dxaws_cloudfront_result *result);
DXAWS_API const char *dxaws_cloudfront_result_oac_id(const dxaws_cloudfront_result *result);
/** @} */

/** @name Manager
 * @since 0.1
 * @{ */
/** Takes a reference to @a provider. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_new(
    dxaws_cloudfront_provider *provider, dxaws_cloudfront_manager **manager);
DXAWS_API dxaws_cloudfront_manager *dxaws_cloudfront_manager_ref(dxaws_cloudfront_manager *manager);
DXAWS_API dxaws_cloudfront_manager *dxaws_cloudfront_manager_unref(
    dxaws_cloudfront_manager *manager);
static inline void dxaws_cloudfront_manager_cleanup(dxaws_cloudfront_manager **pointer)
{
    *pointer = dxaws_cloudfront_manager_unref(*pointer);
}
/** Discovers and reads the distribution: by alias, then by comment. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_get_current(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_cloudfront_current **current);
/** Plans purely: no clock, no provider, the same plan for the same documents. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_plan_from(
    const dxaws_cloudfront_desired *desired, const dxaws_cloudfront_current *current,
    dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: CREATE_OAC, UPDATE_OAC,
 * CREATE_DISTRIBUTION, UPDATE_DISTRIBUTION, PUT_TAGS, DISABLE, WAIT_DEPLOYED, DELETE_DISTRIBUTION,
 * DELETE_OAC. Emits manager.plan.start and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_plan(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_plan **plan);
/**
 * Performs a plan and reads back. PARTIAL when it stopped after some actions: run again. STALE
 * when the distribution was changed since the plan was made: plan again.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_apply(
    dxaws_cloudfront_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    dxaws_cloudfront_result **result);
/** Plan and apply. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_execute(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_cloudfront_result **result);
/** Execute with present = false; keeps the aliases, by which the distribution is found. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_manager_destroy(
    dxaws_cloudfront_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_desired *desired, dxaws_cloudfront_result **result);
/** @} */

DXAWS_END_DECLS

#endif
