/* SPDX-License-Identifier: MIT */
/** @file
 * What a Current of dxaws-cloudfront says: a getter for each of its attributes, beside those of
 * <dxaws/cloudfront.h>, which says all else of a Current. <dxaws/cloudfront-provider.h> includes
 * it. A value is for one thread at a time.
 */
#ifndef DXAWS_CLOUDFRONT_OBSERVED_H
#define DXAWS_CLOUDFRONT_OBSERVED_H

#include <dxaws/cloudfront.h>

DXAWS_BEGIN_DECLS

/** @name What a Current says
 * What the setter of its name set: texts are borrowed, NULL when unknown; a switch's getter is then
 * false, and leaves the output alone. @since 0.9
 * @{ */
/** The name that was wanted. */
DXAWS_API const char *dxaws_cloudfront_current_name(const dxaws_cloudfront_current *current);
/** DXAWS_CLOUDFRONT_HOSTED_ZONE_ID. */
DXAWS_API const char *dxaws_cloudfront_current_hosted_zone_id(
    const dxaws_cloudfront_current *current);
/** By which it is found again. */
DXAWS_API const char *dxaws_cloudfront_current_comment(const dxaws_cloudfront_current *current);
/** What it was created with. */
DXAWS_API const char *dxaws_cloudfront_current_caller_reference(
    const dxaws_cloudfront_current *current);
/** The one that its origin uses. */
DXAWS_API const char *dxaws_cloudfront_current_origin_oac_id(
    const dxaws_cloudfront_current *current);
/** What ours says of its owner. */
DXAWS_API const char *dxaws_cloudfront_current_oac_description(
    const dxaws_cloudfront_current *current);
/** How many other distributions use ours. */
DXAWS_API size_t dxaws_cloudfront_current_oac_user_count(const dxaws_cloudfront_current *current);
/** The id of the one at @a index; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_current_oac_user_at(const dxaws_cloudfront_current *current,
                                                           size_t index);
/** "direct" or "tenant-only". */
DXAWS_API const char *dxaws_cloudfront_current_connection_mode(
    const dxaws_cloudfront_current *current);
/** How ours signs: "always". */
DXAWS_API const char *dxaws_cloudfront_current_oac_signing_behavior(
    const dxaws_cloudfront_current *current);
/** How ours signs: "sigv4". */
DXAWS_API const char *dxaws_cloudfront_current_oac_signing_protocol(
    const dxaws_cloudfront_current *current);
/** What ours signs for: "s3". */
DXAWS_API const char *dxaws_cloudfront_current_oac_origin_type(
    const dxaws_cloudfront_current *current);
/** The continuous deployment that hangs on it; "" for none. */
DXAWS_API const char *dxaws_cloudfront_current_continuous_deployment_policy_id(
    const dxaws_cloudfront_current *current);
/** The version that was read: for the provider's own use. */
DXAWS_API const char *dxaws_cloudfront_current_etag(const dxaws_cloudfront_current *current);
/** Its configuration as the service gave it: for the provider's own use. */
DXAWS_API const char *dxaws_cloudfront_current_document(const dxaws_cloudfront_current *current);
/** Whether it is the staging half of a continuous deployment. */
DXAWS_API bool dxaws_cloudfront_current_staging(const dxaws_cloudfront_current *current,
                                                bool *staging);
/** The bucket's regional domain. */
DXAWS_API const char *dxaws_cloudfront_current_origin_domain_name(
    const dxaws_cloudfront_current *current);
/** A folder of the bucket. */
DXAWS_API const char *dxaws_cloudfront_current_origin_path(const dxaws_cloudfront_current *current);
/** The certificate; "" for CloudFront's own. */
DXAWS_API const char *dxaws_cloudfront_current_certificate_arn(
    const dxaws_cloudfront_current *current);
/** What "/" serves. */
DXAWS_API const char *dxaws_cloudfront_current_default_root_object(
    const dxaws_cloudfront_current *current);
/** Where it serves from. */
DXAWS_API const char *dxaws_cloudfront_current_price_class(const dxaws_cloudfront_current *current);
/** The HTTP versions. */
DXAWS_API const char *dxaws_cloudfront_current_http_version(
    const dxaws_cloudfront_current *current);
/** The least TLS policy. */
DXAWS_API const char *dxaws_cloudfront_current_minimum_protocol_version(
    const dxaws_cloudfront_current *current);
/** Whether viewers may come by HTTP. */
DXAWS_API const char *dxaws_cloudfront_current_viewer_protocol_policy(
    const dxaws_cloudfront_current *current);
/** The cache policy. */
DXAWS_API const char *dxaws_cloudfront_current_cache_policy_id(
    const dxaws_cloudfront_current *current);
/** The response headers policy; "" for none. */
DXAWS_API const char *dxaws_cloudfront_current_response_headers_policy_id(
    const dxaws_cloudfront_current *current);
/** Whether viewers may come by IPv6. */
DXAWS_API bool dxaws_cloudfront_current_ipv6(const dxaws_cloudfront_current *current,
                                             bool *enabled);
/** Whether it compresses what it serves. */
DXAWS_API bool dxaws_cloudfront_current_compress(const dxaws_cloudfront_current *current,
                                                 bool *compress);
/** How many aliases. */
DXAWS_API size_t dxaws_cloudfront_current_alias_count(const dxaws_cloudfront_current *current);
/** The alias at @a index; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_current_alias_at(const dxaws_cloudfront_current *current,
                                                        size_t index);
/** How many error responses. */
DXAWS_API size_t
dxaws_cloudfront_current_error_response_count(const dxaws_cloudfront_current *current);
/** The error response at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_cloudfront_error_response *dxaws_cloudfront_current_error_response_at(
    const dxaws_cloudfront_current *current, size_t index);
/** A new set, owned by the caller; NULL when there is none, or without memory. */
DXAWS_API dxaws_tags *dxaws_cloudfront_current_tags(const dxaws_cloudfront_current *current);
/** @} */

DXAWS_END_DECLS

#endif
