/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors of the domain "cloudfront", as <dxaws/error-codes.h> has those of core and
 * those that every module gives. A code is stable, and a release only ever adds some. Before each
 * stand the kinds that it comes with. Constants, for any thread.
 */
#ifndef DXAWS_CLOUDFRONT_ERRORS_H
#define DXAWS_CLOUDFRONT_ERRORS_H

/** @name What only dxaws-cloudfront gives
 * @since 0.9
 * @{ */
/** CONFLICT: another distribution holds an alias. */
#define DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT "AliasConflict"
/** UNAVAILABLE: ACM has issued the certificate, and CloudFront does not know it yet: run again. */
#define DXAWS_CLOUDFRONT_ERROR_CERTIFICATE_UNSETTLED "CertificateUnsettled"
/** REFUSED: neither changed, destroyed nor adopted while a continuous deployment, or tenants, hang
 * on it. */
#define DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT "ContinuousDeployment"
/** STALE: somebody deleted it meanwhile. */
#define DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE "DistributionGone"
/** INVALID_STATE: not disabled everywhere yet: run again. */
#define DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_NOT_DISABLED "DistributionNotDisabled"
/** CONFLICT: a distribution uses the function still. */
#define DXAWS_CLOUDFRONT_ERROR_FUNCTION_IN_USE "FunctionInUse"
/** CONFLICT: the reference of the invalidation was used before, for other paths: give another one.
 */
#define DXAWS_CLOUDFRONT_ERROR_INVALIDATION_REFERENCE "InvalidationReference"
/** PROTOCOL: an answer of CloudFront is not what its documents say. */
#define DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE "InvalidResponse"
/** INVALID_STATE: the certificate is not in us-east-1, not ISSUED, of other names, or has a key
 * that CloudFront does not take. */
#define DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE "InvalidViewerCertificate"
/** INVALID_STATE: an action names no origin access control: plan again. */
#define DXAWS_CLOUDFRONT_ERROR_NO_ORIGIN_ACCESS_CONTROL "NoOriginAccessControl"
/** CONFLICT: a distribution uses the access control still. */
#define DXAWS_CLOUDFRONT_ERROR_ORIGIN_ACCESS_CONTROL_IN_USE "OriginAccessControlInUse"
/** CONFLICT: something else uses the distribution. */
#define DXAWS_CLOUDFRONT_ERROR_RESOURCE_IN_USE "ResourceInUse"
/** CONFLICT: several are marked as the one that is wanted. */
#define DXAWS_CLOUDFRONT_ERROR_SEVERAL_DISTRIBUTIONS "SeveralDistributions"
/** STALE: what we converge of it, or its mark, changed since it was read; nothing was overwritten:
 * plan again. */
#define DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION "StaleDistribution"
/** @} */

#endif
