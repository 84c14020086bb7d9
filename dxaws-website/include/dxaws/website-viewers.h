/* SPDX-License-Identifier: MIT */
/** @file
 * What the requests of a site's viewers meet, beside what <dxaws/website.h> says of its
 * distribution: `cdn` of the JSON form. What that header says of errors, ownership and threads
 * holds here.
 */
#ifndef DXAWS_WEBSITE_VIEWERS_H
#define DXAWS_WEBSITE_VIEWERS_H

#include <dxaws/website.h>

DXAWS_BEGIN_DECLS

/** @name Viewers
 * Texts are copied, and a NULL takes one back: then it stays as it is, and the policies are as
 * <dxaws/cloudfront.h> presets them. What is wrong is told by dxaws_website_desired_check(), at its
 * place. AWS: DistributionConfig. @since 0.9
 * @{ */
/** `cdn.cache_policy_id`: of AWS's own or the account's. AWS: CachePolicyId. */
DXAWS_API void dxaws_website_desired_set_cache_policy_id(dxaws_website_desired *desired,
                                                         const char *id);
/** `cdn.response_headers_policy_id`; "" for none. AWS: ResponseHeadersPolicyId. */
DXAWS_API void dxaws_website_desired_set_response_headers_policy_id(dxaws_website_desired *desired,
                                                                    const char *id);
/** `cdn.web_acl_id`: the ARN of a web ACL of the scope CLOUDFRONT; "" for none. AWS: WebACLId. */
DXAWS_API void dxaws_website_desired_set_web_acl_id(dxaws_website_desired *desired, const char *id);
/** `cdn.geo_restriction`: "whitelist" and "blacklist" are of `geo_locations`, "none" lets everybody
 * in. AWS: GeoRestriction, RestrictionType. */
DXAWS_API void dxaws_website_desired_set_geo_restriction(dxaws_website_desired *desired,
                                                         const char *restriction);
/** `cdn.geo_locations`. @param locations countries, two letters of ISO 3166-1; NULL at the end.
 * AWS: GeoRestriction, Items. */
DXAWS_API void dxaws_website_desired_set_geo_locations(dxaws_website_desired *desired,
                                                       const char *const *locations);
/** `cdn.origin_path`: the folder of the bucket whose objects are served, such as "/v1"; "" and the
 * default are all of it. INVALID_ARGUMENT for a site with content, which is published at the root.
 * AWS: OriginPath. */
DXAWS_API void dxaws_website_desired_set_origin_path(dxaws_website_desired *desired,
                                                     const char *path);
/** `cdn.error_ttl_s`: for how many seconds an error, 403 and 404, is cached at least, 0 to
 * 31536000, as `fallback` answers it or, where that is "none", as it is. The default is 10 with a
 * page and CloudFront's own 10 without. AWS: CustomErrorResponse, ErrorCachingMinTTL. */
DXAWS_API void dxaws_website_desired_set_error_ttl_s(dxaws_website_desired *desired,
                                                     int64_t seconds);
/** Takes it back. */
DXAWS_API void dxaws_website_desired_unset_error_ttl_s(dxaws_website_desired *desired);
/** @} */

DXAWS_END_DECLS

#endif
