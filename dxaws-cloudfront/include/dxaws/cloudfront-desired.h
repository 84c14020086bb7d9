/* SPDX-License-Identifier: MIT */
/** @file
 * What is wanted of a distribution.
 * <dxaws/cloudfront.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_CLOUDFRONT_DESIRED_H
#define DXAWS_CLOUDFRONT_DESIRED_H

#include <dxaws/cloudfront-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_cloudfront_desired dxaws_cloudfront_desired;

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

DXAWS_END_DECLS

#endif
