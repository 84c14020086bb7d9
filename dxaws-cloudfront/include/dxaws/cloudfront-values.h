/* SPDX-License-Identifier: MIT */
/** @file
 * The small values of dxaws-cloudfront: what a Desired and a Current consist of, besides texts, and
 * what is preset. <dxaws/cloudfront.h> includes it, and what that says of errors, ownership and
 * threads holds here.
 */
#ifndef DXAWS_CLOUDFRONT_VALUES_H
#define DXAWS_CLOUDFRONT_VALUES_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** Whether a change is deployed everywhere. AWS: Distribution, Status. @since 0.9 */
typedef enum dxaws_cloudfront_status {
    DXAWS_CLOUDFRONT_STATUS_UNKNOWN = 0,     /**< nothing was said */
    DXAWS_CLOUDFRONT_STATUS_OTHER = 1,       /**< a word that this release does not know */
    DXAWS_CLOUDFRONT_STATUS_IN_PROGRESS = 2, /**< InProgress: not everywhere yet */
    DXAWS_CLOUDFRONT_STATUS_DEPLOYED = 3     /**< Deployed */
} dxaws_cloudfront_status;
/** AWS's word, such as "Deployed"; "UNKNOWN" for a number that is none. A static string.
 * @since 0.9 */
DXAWS_API const char *dxaws_cloudfront_status_name(dxaws_cloudfront_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_cloudfront_status dxaws_cloudfront_status_from_name(const char *name);

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

/** What is answered instead of an error: a value, or borrowed from what it was got from. AWS:
 * CustomErrorResponse. @since 0.9 */
typedef struct dxaws_cloudfront_error_response dxaws_cloudfront_error_response;

/** @name Error responses
 * JSON form: `{"error_code", "response_code", "page", "caching_min_ttl_s"}`; only `error_code` is
 * required, and `response_code` and `page` go together.
 *
 * Setters copy and cannot fail: what cannot be stored, or is wrong, is reported by the call that
 * consumes what the error response was added to. A NULL text takes back. All of these accept NULL.
 * @since 0.9
 * @{ */
/** An error response of which nothing is said yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_cloudfront_error_response *dxaws_cloudfront_error_response_new(void);
/** Not for one that is borrowed. */
DXAWS_API void dxaws_cloudfront_error_response_free(dxaws_cloudfront_error_response *response);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_error_response, dxaws_cloudfront_error_response_free)
/** The origin's HTTP status, 400, 403, 404, 405, 414, 416 or 500 to 504. AWS: ErrorCode. */
DXAWS_API void dxaws_cloudfront_error_response_set_error_code(
    dxaws_cloudfront_error_response *response, int status);
/** The HTTP status that viewers get instead, 200 or one of those above; 0 takes it back. AWS:
 * ResponseCode. */
DXAWS_API void dxaws_cloudfront_error_response_set_response_code(
    dxaws_cloudfront_error_response *response, int status);
/** The page that viewers get instead, such as "/404.html". AWS: ResponsePagePath. */
DXAWS_API void dxaws_cloudfront_error_response_set_page(dxaws_cloudfront_error_response *response,
                                                        const char *page);
/** How long the error is cached at least, 0 to 31536000 seconds; when never set, 10. AWS:
 * ErrorCachingMinTTL. */
DXAWS_API void dxaws_cloudfront_error_response_set_caching_min_ttl_s(
    dxaws_cloudfront_error_response *response, int64_t seconds);
/** Takes the time back. */
DXAWS_API void dxaws_cloudfront_error_response_unset_caching_min_ttl_s(
    dxaws_cloudfront_error_response *response);
/** The origin's HTTP status; 0 when it was not set. */
DXAWS_API int dxaws_cloudfront_error_response_error_code(
    const dxaws_cloudfront_error_response *response);
/** The HTTP status that viewers get instead; 0 when it was not set. */
DXAWS_API int dxaws_cloudfront_error_response_response_code(
    const dxaws_cloudfront_error_response *response);
/** The page that viewers get instead; borrowed. */
DXAWS_API const char *dxaws_cloudfront_error_response_page(
    const dxaws_cloudfront_error_response *response);
/** How long the error is cached; false, leaving @a seconds alone, when it was not set. */
DXAWS_API bool dxaws_cloudfront_error_response_caching_min_ttl_s(
    const dxaws_cloudfront_error_response *response, int64_t *seconds);
/** @} */

DXAWS_END_DECLS

#endif
