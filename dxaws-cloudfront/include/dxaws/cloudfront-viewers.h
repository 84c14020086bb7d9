/* SPDX-License-Identifier: MIT */
/** @file
 * What the requests of a distribution's viewers meet: which function runs for them, which web ACL
 * judges them, and from which countries they may come. The function itself is converged by
 * <dxaws/cloudfront-function.h>. What <dxaws/cloudfront.h> says of errors,
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

/** @name The web ACL of a distribution
 * Which web ACL of AWS WAF judges the requests of its viewers: the ARN of one of the scope
 * CLOUDFRONT, or the id of one of WAF Classic; "" for none. When nobody says, it stays as it is.
 * AWS: WebACLId.
 * @since 0.9
 * @{ */
/** A NULL text takes it back. */
DXAWS_API void dxaws_cloudfront_desired_set_web_acl_id(dxaws_cloudfront_desired *desired,
                                                       const char *id);
/** What was set; borrowed. */
DXAWS_API const char *dxaws_cloudfront_desired_web_acl_id(const dxaws_cloudfront_desired *desired);
/** For a provider: which one judges; "" for none. */
DXAWS_API void dxaws_cloudfront_current_set_web_acl_id(dxaws_cloudfront_current *current,
                                                       const char *id);
/** Which one judges; borrowed. */
DXAWS_API const char *dxaws_cloudfront_current_web_acl_id(const dxaws_cloudfront_current *current);
/** @} */

/** @name The countries of viewers
 * From where viewers may come: `geo_restriction` "whitelist" lets those of `geo_locations` in and
 * nobody else, "blacklist" everybody but them, "none" everybody, and then there are no locations.
 * Countries are two letters of ISO 3166-1, in any case and order. When nobody says, they stay as
 * they are; one without the other is INVALID_ARGUMENT. Others get 403. AWS: Restrictions,
 * GeoRestriction.
 * @since 0.9
 * @{ */
/** @param restriction "none", "whitelist" or "blacklist"; NULL takes it back. */
DXAWS_API void dxaws_cloudfront_desired_set_geo_restriction(dxaws_cloudfront_desired *desired,
                                                            const char *restriction);
/** What was set; borrowed. */
DXAWS_API const char *dxaws_cloudfront_desired_geo_restriction(
    const dxaws_cloudfront_desired *desired);
/** One country more, such as "CA". */
DXAWS_API void dxaws_cloudfront_desired_add_geo_location(dxaws_cloudfront_desired *desired,
                                                         const char *location);
/** None. */
DXAWS_API void dxaws_cloudfront_desired_clear_geo_locations(dxaws_cloudfront_desired *desired);
/** Takes the countries back. */
DXAWS_API void dxaws_cloudfront_desired_unset_geo_locations(dxaws_cloudfront_desired *desired);
/** How many there are. */
DXAWS_API size_t
dxaws_cloudfront_desired_geo_location_count(const dxaws_cloudfront_desired *desired);
/** One of them; borrowed, NULL beyond the last. */
DXAWS_API const char *dxaws_cloudfront_desired_geo_location_at(
    const dxaws_cloudfront_desired *desired, size_t index);
/** For a provider: what is restricted. */
DXAWS_API void dxaws_cloudfront_current_set_geo_restriction(dxaws_cloudfront_current *current,
                                                            const char *restriction);
/** What is restricted; borrowed. */
DXAWS_API const char *dxaws_cloudfront_current_geo_restriction(
    const dxaws_cloudfront_current *current);
/** For a provider: one country more. */
DXAWS_API void dxaws_cloudfront_current_add_geo_location(dxaws_cloudfront_current *current,
                                                         const char *location);
/** For a provider: none. */
DXAWS_API void dxaws_cloudfront_current_clear_geo_locations(dxaws_cloudfront_current *current);
/** How many there are. */
DXAWS_API size_t
dxaws_cloudfront_current_geo_location_count(const dxaws_cloudfront_current *current);
/** One of them; borrowed, NULL beyond the last. */
DXAWS_API const char *dxaws_cloudfront_current_geo_location_at(
    const dxaws_cloudfront_current *current, size_t index);
/** @} */

DXAWS_END_DECLS

#endif
