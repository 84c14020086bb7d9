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
/** @} */

DXAWS_END_DECLS

#endif
