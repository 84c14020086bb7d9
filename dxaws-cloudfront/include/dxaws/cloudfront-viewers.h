/* SPDX-License-Identifier: MIT */
/** @file
 * What a distribution runs for the requests of its viewers: which function, that is. The function
 * itself is converged by <dxaws/cloudfront-function.h>. What <dxaws/cloudfront.h> says of errors,
 * ownership and threads holds here.
 */
#ifndef DXAWS_CLOUDFRONT_VIEWERS_H
#define DXAWS_CLOUDFRONT_VIEWERS_H

#include <dxaws/cloudfront.h>

DXAWS_BEGIN_DECLS

/** @name The function of a distribution
 * Which function runs for the requests of its viewers, by its ARN; "" for none. When nobody says,
 * it stays as it is. A function of somebody else is not taken out: CONFLICT, code NotOurs, unless
 * `adopt` says "function/NAME"; ours is that of the name "dxaws-<owner>", for want of an owner
 * "dxaws-<name>". What runs for other events stays. AWS: DefaultCacheBehavior,
 * FunctionAssociations. @since 0.9
 * @{ */
/** A NULL text takes it back. */
DXAWS_API void dxaws_cloudfront_desired_set_viewer_request_function_arn(
    dxaws_cloudfront_desired *desired, const char *arn);
/** What was set; borrowed. */
DXAWS_API const char *dxaws_cloudfront_desired_viewer_request_function_arn(
    const dxaws_cloudfront_desired *desired);
/** For a provider: what runs, a Lambda@Edge function too; "" for none. */
DXAWS_API void dxaws_cloudfront_current_set_viewer_request_function_arn(
    dxaws_cloudfront_current *current, const char *arn);
/** What runs; borrowed. */
DXAWS_API const char *dxaws_cloudfront_current_viewer_request_function_arn(
    const dxaws_cloudfront_current *current);
/** @} */

DXAWS_END_DECLS

#endif
