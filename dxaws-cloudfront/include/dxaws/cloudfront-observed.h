/* SPDX-License-Identifier: MIT */
/** @file
 * What is there: of a distribution as it was read, and as an apply left it.
 * <dxaws/cloudfront.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_CLOUDFRONT_OBSERVED_H
#define DXAWS_CLOUDFRONT_OBSERVED_H

#include <dxaws/cloudfront-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_cloudfront_current dxaws_cloudfront_current;

/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_cloudfront_result dxaws_cloudfront_result;

/** @name Current
 * What a provider observed: the attributes of a Desired, and the outputs below, in one JSON form.
 * What it does not set is unknown, which is not the same as off. Setters are in
 * <dxaws/cloudfront-provider.h>, getters of its attributes below. Texts are borrowed; NULL when
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

DXAWS_END_DECLS

#endif
