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

#include <dxaws/cloudfront-errors.h>
#include <dxaws/cloudfront-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_cloudfront_desired dxaws_cloudfront_desired;
/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_cloudfront_current dxaws_cloudfront_current;
/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_cloudfront_result dxaws_cloudfront_result;
/** How the effects happen, see <dxaws/cloudfront-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_cloudfront_provider dxaws_cloudfront_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.1 */
typedef struct dxaws_cloudfront_manager dxaws_cloudfront_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one. @since 0.9 */
typedef struct dxaws_cloudfront_manager_options dxaws_cloudfront_manager_options;

/** The hosted zone of every distribution, for Route53 alias records. AWS: AliasTarget,
 * HostedZoneId.
 * @since 0.1 */
#define DXAWS_CLOUDFRONT_HOSTED_ZONE_ID "Z2FDTNDATAQYW2"

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from; the attributes are in the
 * table below. They are interface: a release does not change them. @since 0.9
 * @{ */
/** `present`: the distribution should exist. */
#define DXAWS_CLOUDFRONT_DEFAULT_PRESENT true
/** `enabled`: it answers viewers. AWS: Enabled. */
#define DXAWS_CLOUDFRONT_DEFAULT_ENABLED true
/** `default_root_object`: what "/" serves. AWS: DefaultRootObject. */
#define DXAWS_CLOUDFRONT_DEFAULT_ROOT_OBJECT "index.html"
/** `price_class`: North America and Europe. AWS: PriceClass. */
#define DXAWS_CLOUDFRONT_DEFAULT_PRICE_CLASS "PriceClass_100"
/** `http_version`: HTTP/3 for who can. AWS: HttpVersion. */
#define DXAWS_CLOUDFRONT_DEFAULT_HTTP_VERSION "http2and3"
/** `ipv6`. AWS: IsIPV6Enabled. */
#define DXAWS_CLOUDFRONT_DEFAULT_IPV6 true
/** `minimum_protocol_version`, with a certificate of one's own. AWS: MinimumProtocolVersion. */
#define DXAWS_CLOUDFRONT_DEFAULT_MINIMUM_PROTOCOL_VERSION "TLSv1.2_2021"
/** `viewer_protocol_policy`: plain HTTP is sent on to HTTPS. AWS: ViewerProtocolPolicy. */
#define DXAWS_CLOUDFRONT_DEFAULT_VIEWER_PROTOCOL_POLICY "redirect-to-https"
/** `compress`. AWS: Compress. */
#define DXAWS_CLOUDFRONT_DEFAULT_COMPRESS true
/** `cache_policy_id`: AWS's CachingOptimized. AWS: CachePolicyId. */
#define DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID "658327ea-f89d-4fab-a63d-7e88639e58f6"
/** `response_headers_policy_id`: AWS's SecurityHeadersPolicy. AWS: ResponseHeadersPolicyId. */
#define DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID "67f7725c-6f97-4210-82d7-5512b31e9d03"
/** `caching_min_ttl_s` of an error response, in seconds. AWS: ErrorCachingMinTTL. */
#define DXAWS_CLOUDFRONT_DEFAULT_ERROR_CACHING_MIN_TTL_S 10
/** @} */

/** The version of the loaded dxaws-cloudfront, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_cloudfront_version(void);

/** @name Desired
 * JSON form; only `name` is required, and `origin_domain_name` unless `present` is false:
 *
 *     {"name": "example",
 *      "origin_domain_name": "bucket.s3.eu-west-1.amazonaws.com", "origin_path": "/site",
 *      "aliases": ["www.example.com"],
 *      "certificate_arn": "...",         // in us-east-1; "" for CloudFront's own
 *      "error_responses": [{"error_code": 403, "response_code": 200, "page": "/index.html",
 *                           "caching_min_ttl_s": 10}],
 *      "owner": "example",               // whose it is; none: whoever uses this module alone
 *      "tags": {}}
 *
 * and these, which are preset when it is consumed and does not say them, from new() and from
 * parse() alike, to the DXAWS_CLOUDFRONT_DEFAULT_... of that name:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `enabled` | `true` |
 * | `default_root_object` | `"index.html"` |
 * | `price_class` | `"PriceClass_100"` |
 * | `http_version` | `"http2and3"` |
 * | `ipv6` | `true` |
 * | `minimum_protocol_version` | `"TLSv1.2_2021"` |
 * | `viewer_protocol_policy` | `"redirect-to-https"` |
 * | `compress` | `true` |
 * | `cache_policy_id` | `"658327ea-f89d-4fab-a63d-7e88639e58f6"` |
 * | `response_headers_policy_id` | `"67f7725c-6f97-4210-82d7-5512b31e9d03"` |
 * | `mark` | `true` |
 * | `tags_exact` | `false` |
 *
 * `null`, and dxaws_cloudfront_desired_leave(), leave an attribute alone all the same. A
 * distribution that should not exist is given no preset but `present`.
 *
 * Setters copy and cannot fail: what cannot be stored, such as a text that is not UTF-8, is
 * remembered and reported by the call that consumes the Desired. A NULL text takes back what was
 * set. @since 0.1
 * @{ */
/**
 * A distribution that should exist, of which nothing else is set. AWS: CreateDistributionWithTags,
 * Comment and CallerReference.
 * @param name copied: its stable identity: 1 to 100 characters of A-Z, a-z, 0-9, "-", "_" and ".".
 * It is found again by its aliases, its comment "dxaws-cloudfront:<name>", its origin or its
 * origin access control, when its mark or its caller reference says that it is ours.
 * @return owned by the caller; NULL without memory.
 */
DXAWS_API dxaws_cloudfront_desired *dxaws_cloudfront_desired_new(const char *name);
/** Reads the JSON form; the caller owns the Desired. Names and types are checked, values when it is
 * consumed. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_desired_parse(
    const char *json, dxaws_cloudfront_desired **desired);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_desired_format(const dxaws_cloudfront_desired *desired);
DXAWS_API void dxaws_cloudfront_desired_free(dxaws_cloudfront_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_desired, dxaws_cloudfront_desired_free)
/** The lifecycle switch: false means that neither distribution nor access control should exist.
 * AWS: DeleteDistribution, DeleteOriginAccessControl. */
DXAWS_API void dxaws_cloudfront_desired_set_present(dxaws_cloudfront_desired *desired,
                                                    bool present);
/**
 * Leaves an attribute alone, although it has a preset: what it is now stays so, and a new
 * distribution has what CloudFront gives it.
 * @param attribute copied: its JSON name, such as "price_class". A wrong one is reported by the
 *                  call that consumes the Desired: INVALID_ARGUMENT, naming it. @since 0.9
 */
DXAWS_API void dxaws_cloudfront_desired_leave(dxaws_cloudfront_desired *desired,
                                              const char *attribute);
/** The bucket's regional domain, such as "b.s3.eu-west-1.amazonaws.com". AWS: Origins, DomainName.
 */
DXAWS_API void dxaws_cloudfront_desired_set_origin_domain_name(dxaws_cloudfront_desired *desired,
                                                               const char *domain_name);
/** A folder of the bucket, such as "/site", of at most 255 characters; "" for all of it. AWS:
 * Origins, OriginPath. */
DXAWS_API void dxaws_cloudfront_desired_set_origin_path(dxaws_cloudfront_desired *desired,
                                                        const char *path);
/** One more alias: a host name, of which the first label may be "*"; at most 100. Aliases need a
 * certificate. AWS: Aliases. */
DXAWS_API void dxaws_cloudfront_desired_add_alias(dxaws_cloudfront_desired *desired,
                                                  const char *alias);
/** There is none, as far as none is added afterwards: those that there are are removed. @since 0.9
 */
DXAWS_API void dxaws_cloudfront_desired_clear_aliases(dxaws_cloudfront_desired *desired);
/** Takes all aliases back. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_unset_aliases(dxaws_cloudfront_desired *desired);
/** A certificate in us-east-1 that covers every alias; "" for CloudFront's own. AWS:
 * ViewerCertificate, ACMCertificateArn. */
DXAWS_API void dxaws_cloudfront_desired_set_certificate_arn(dxaws_cloudfront_desired *desired,
                                                            const char *arn);
/** What "/" serves, without a leading slash; at most 255 characters. AWS: DefaultRootObject. */
DXAWS_API void dxaws_cloudfront_desired_set_default_root_object(dxaws_cloudfront_desired *desired,
                                                                const char *object);
/** Adds a copy of an error response, one an error code. AWS: CustomErrorResponses. */
DXAWS_API void dxaws_cloudfront_desired_add_error_response(
    dxaws_cloudfront_desired *desired, const dxaws_cloudfront_error_response *response);
/** There is none, as far as none is added afterwards: those that there are are removed. AWS:
 * CustomErrorResponses. */
DXAWS_API void dxaws_cloudfront_desired_clear_error_responses(dxaws_cloudfront_desired *desired);
/** Takes all error responses back. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_unset_error_responses(dxaws_cloudfront_desired *desired);
/** "PriceClass_100", "PriceClass_200" or "PriceClass_All". AWS: PriceClass. */
DXAWS_API void dxaws_cloudfront_desired_set_price_class(dxaws_cloudfront_desired *desired,
                                                        const char *price_class);
/** "http1.1", "http2", "http3" or "http2and3". AWS: HttpVersion. */
DXAWS_API void dxaws_cloudfront_desired_set_http_version(dxaws_cloudfront_desired *desired,
                                                         const char *version);
/** Such as "TLSv1.2_2021"; of no effect without a certificate of one's own. AWS: ViewerCertificate,
 * MinimumProtocolVersion. */
DXAWS_API void dxaws_cloudfront_desired_set_minimum_protocol_version(
    dxaws_cloudfront_desired *desired, const char *version);
/** Whether viewers may come by IPv6. AWS: IsIPV6Enabled. */
DXAWS_API void dxaws_cloudfront_desired_set_ipv6(dxaws_cloudfront_desired *desired, bool enabled);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_unset_ipv6(dxaws_cloudfront_desired *desired);
/** "redirect-to-https", "https-only" or "allow-all". AWS: DefaultCacheBehavior,
 * ViewerProtocolPolicy. */
DXAWS_API void dxaws_cloudfront_desired_set_viewer_protocol_policy(
    dxaws_cloudfront_desired *desired, const char *policy);
/** Whether CloudFront compresses what it serves. AWS: DefaultCacheBehavior, Compress. */
DXAWS_API void dxaws_cloudfront_desired_set_compress(dxaws_cloudfront_desired *desired,
                                                     bool compress);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_unset_compress(dxaws_cloudfront_desired *desired);
/** The id of a cache policy, AWS's own or the account's. AWS: DefaultCacheBehavior,
 * CachePolicyId. */
DXAWS_API void dxaws_cloudfront_desired_set_cache_policy_id(dxaws_cloudfront_desired *desired,
                                                            const char *id);
/** The id of a response headers policy; "" for none. AWS: DefaultCacheBehavior,
 * ResponseHeadersPolicyId. */
DXAWS_API void dxaws_cloudfront_desired_set_response_headers_policy_id(
    dxaws_cloudfront_desired *desired, const char *id);
/** False: the distribution exists and answers nothing. AWS: Enabled. */
DXAWS_API void dxaws_cloudfront_desired_set_enabled(dxaws_cloudfront_desired *desired,
                                                    bool enabled);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_unset_enabled(dxaws_cloudfront_desired *desired);
/** Who the distribution belongs to, such as a site: tag `dxaws:site`. That of another owner is
 * neither changed nor deleted. Not empty; NULL takes it back. AWS: TagResource, Tags. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_set_owner(dxaws_cloudfront_desired *desired,
                                                  const char *owner);
/** False, for servers without tags: nothing is marked, and comment or caller reference say whose
 * the distribution is, and its name whose the access control. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_set_mark(dxaws_cloudfront_desired *desired, bool mark);
/** True: tags that others set are removed as well, marks aside. @since 0.9 */
DXAWS_API void dxaws_cloudfront_desired_set_tags_exact(dxaws_cloudfront_desired *desired,
                                                       bool exact);
/** One more tag; nothing happens when one of the two is NULL. What is not in the set stays when
 * others set it, and goes when it is ours still. At most 50, marks included; keys of 1 to 128 and
 * values of at most 256 characters. AWS: TagResource, Tags. */
DXAWS_API void dxaws_cloudfront_desired_set_tag(dxaws_cloudfront_desired *desired, const char *key,
                                                const char *value);
/** All tags at once; NULL takes them back, so that tags are left alone; an empty set removes those
 * that are ours. AWS: TagResource, UntagResource. */
DXAWS_API void dxaws_cloudfront_desired_set_tags(dxaws_cloudfront_desired *desired,
                                                 const dxaws_tags *tags);
/** The name that was given, borrowed. */
DXAWS_API const char *dxaws_cloudfront_desired_name(const dxaws_cloudfront_desired *desired);
/** Whether the distribution should exist: true unless it was set to false. @since 0.9 */
DXAWS_API bool dxaws_cloudfront_desired_is_present(const dxaws_cloudfront_desired *desired);
/** Checks the whole Desired without reading anything: what every call that consumes it does first.
 * INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_desired_check(
    const dxaws_cloudfront_desired *desired);
/** @} */

/** @name Current
 * What a provider observed: the attributes of a Desired, and the outputs below, in one JSON form.
 * What it does not set is unknown, which is not the same as off. Setters, and
 * the getters of attributes, are in <dxaws/cloudfront-provider.h>. Texts are borrowed; NULL when
 * unknown. @since 0.1
 * @{ */
/** Nothing observed yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_cloudfront_current *dxaws_cloudfront_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_current_parse(
    const char *json, dxaws_cloudfront_current **current);
/** The JSON form with sorted keys, without what is for the provider's own use (`etag`, `document`);
 * for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_current_format(const dxaws_cloudfront_current *current);
DXAWS_API void dxaws_cloudfront_current_free(dxaws_cloudfront_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_current, dxaws_cloudfront_current_free)
/** Whether the distribution exists. */
DXAWS_API bool dxaws_cloudfront_current_exists(const dxaws_cloudfront_current *current);
/** Such as "E2QWRUHEXAMPLE". AWS: Distribution, Id. */
DXAWS_API const char *dxaws_cloudfront_current_id(const dxaws_cloudfront_current *current);
/** What a bucket policy's AWS:SourceArn should be. AWS: Distribution, ARN. */
DXAWS_API const char *dxaws_cloudfront_current_arn(const dxaws_cloudfront_current *current);
/** Such as "d111111abcdef8.cloudfront.net". AWS: Distribution, DomainName. */
DXAWS_API const char *dxaws_cloudfront_current_domain_name(const dxaws_cloudfront_current *current);
/** Whether a change is deployed everywhere. AWS: Distribution, Status. */
DXAWS_API dxaws_cloudfront_status
dxaws_cloudfront_current_status(const dxaws_cloudfront_current *current);
/** Our origin access control, which may exist without a distribution. AWS: OriginAccessControl,
 * Id. */
DXAWS_API const char *dxaws_cloudfront_current_oac_id(const dxaws_cloudfront_current *current);
/** Whether it answers viewers. False, leaving @a enabled alone, when the provider did not report
 * it. AWS: Enabled. */
DXAWS_API bool dxaws_cloudfront_current_enabled(const dxaws_cloudfront_current *current,
                                                bool *enabled);
/** @} */

/** @name Result
 * Texts are borrowed. After a destroy there is the name that was wanted, and nothing else.
 * @since 0.1
 * @{ */
/** The JSON form, that of a Current, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_result_format(const dxaws_cloudfront_result *result);
DXAWS_API void dxaws_cloudfront_result_free(dxaws_cloudfront_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_result, dxaws_cloudfront_result_free)
/** False after a destroy. */
DXAWS_API bool dxaws_cloudfront_result_exists(const dxaws_cloudfront_result *result);
/** The name that was wanted. */
DXAWS_API const char *dxaws_cloudfront_result_name(const dxaws_cloudfront_result *result);
/** Such as "E2QWRUHEXAMPLE". */
DXAWS_API const char *dxaws_cloudfront_result_id(const dxaws_cloudfront_result *result);
/** What a bucket policy's AWS:SourceArn should be. */
DXAWS_API const char *dxaws_cloudfront_result_arn(const dxaws_cloudfront_result *result);
/** Such as "d111111abcdef8.cloudfront.net": the target of alias records. */
DXAWS_API const char *dxaws_cloudfront_result_domain_name(const dxaws_cloudfront_result *result);
/** DXAWS_CLOUDFRONT_HOSTED_ZONE_ID. */
DXAWS_API const char *dxaws_cloudfront_result_hosted_zone_id(const dxaws_cloudfront_result *result);
/** Whether a change is deployed everywhere; UNKNOWN after a destroy. */
DXAWS_API dxaws_cloudfront_status
dxaws_cloudfront_result_status(const dxaws_cloudfront_result *result);
/** Our origin access control. */
DXAWS_API const char *dxaws_cloudfront_result_oac_id(const dxaws_cloudfront_result *result);
/** @} */

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
