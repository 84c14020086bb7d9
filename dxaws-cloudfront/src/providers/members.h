/* SPDX-License-Identifier: MIT */
/* The members of a distribution's documents, as the JSON forms in <dxaws/cloudfront.h> name them.
 */
#ifndef DXAWS_CLOUDFRONT_MEMBERS_H
#define DXAWS_CLOUDFRONT_MEMBERS_H

#define CF_NAME "name"
#define CF_ORIGIN "origin_domain_name"
#define CF_ORIGIN_PATH "origin_path"
#define CF_ALIASES "aliases"
#define CF_CERTIFICATE "certificate_arn"
#define CF_ROOT_OBJECT "default_root_object"
#define CF_ERRORS "error_responses"
#define CF_PRICE_CLASS "price_class"
#define CF_HTTP "http_version"
#define CF_MINIMUM_TLS "minimum_protocol_version"
#define CF_IPV6 "ipv6"
#define CF_VIEWER_POLICY "viewer_protocol_policy"
#define CF_COMPRESS "compress"
#define CF_CACHE_POLICY "cache_policy_id"
#define CF_HEADERS_POLICY "response_headers_policy_id"
#define CF_WEB_ACL "web_acl_id"
#define CF_GEO "geo_restriction"
#define CF_GEO_LOCATIONS "geo_locations"
#define CF_GEO_NONE "none"
#define CF_ENABLED "enabled"
#define CF_TAGS "tags"
#define CF_ID "id"
#define CF_ARN "arn"
#define CF_DOMAIN_NAME "domain_name"
#define CF_STATUS "status"
#define CF_HOSTED_ZONE "hosted_zone_id"
#define CF_COMMENT "comment"
#define CF_REFERENCE "caller_reference"
#define CF_CALLER "caller_account"
#define CF_OAC "oac_id"
#define CF_OAC_DESCRIPTION "oac_description"
#define CF_OAC_USERS "oac_used_by"
/* Ids of distributions that serve the bucket and do not go with the one that is wanted. */
#define CF_ORIGIN_USERS "origin_used_by"
/* ARNs, such as of those that a certificate says use it, and which of them are no more. */
#define CF_ASKED "asked_about"
#define CF_GONE "gone"
#define CF_ORIGIN_OAC "origin_oac_id"
#define CF_OAC_BEHAVIOR "oac_signing_behavior"
#define CF_OAC_PROTOCOL "oac_signing_protocol"
#define CF_OAC_ORIGIN_TYPE "oac_origin_type"
#define CF_ORIGIN_CONTROL "origin_oac" /* what origin_oac_id is of */
#define CF_OAC_IDS "oac_ids"           /* of a list's entry: those of all its origins */
#define CF_ORIGINS "origins"           /* the same: their domain names */
#define CF_FUNCTIONS "functions"       /* the same: ARNs of what its behaviours run */
/* Ids of other distributions that run the function of our name. */
#define CF_FUNCTION_USERS "function_used_by"
#define CF_ETAG "etag"
#define CF_WRITTEN_ETAG "written_etag" /* what the last change of it answered */
#define CF_DOCUMENT "document"
#define CF_STAGING "staging"
#define CF_CONNECTION "connection_mode"
#define CF_CANDIDATES "candidates"
/* Of aliases that are to be added: which one, and who holds it, as CloudFront says it. */
#define CF_CONFLICTS "conflicting_aliases"
#define CF_CONFLICT_ALIAS "alias"
#define CF_CONFLICT_DISTRIBUTION "distribution_id"
#define CF_CONFLICT_ACCOUNT "account_id"
#define CF_CONFLICT_ASKER "told_to" /* whose certificate covers the name */
/* Of a list's entries: name and aliases of those whose comment has a name below the owner's. */
#define CF_SIBLINGS "siblings"
/* What ACM says of the certificate that is wanted, when it is another one than is used. */
#define CF_FOUND_CERTIFICATE "certificate"
#define CF_KEY "key_algorithm"
#define CF_NAMES "names"
#define CF_FUNCTION "viewer_request_function_arn"
#define CF_INVALIDATION "invalidation"
#define CF_INVALIDATION_ID "invalidation_id"
#define CF_INVALIDATION_STATUS "invalidation_status"
#define CF_CONTINUOUS "continuous_deployment_policy_id"

/* Of a status. */
#define CF_DEPLOYED "Deployed"
#define CF_IN_PROGRESS "InProgress"

/* Of the status of an invalidation, which may be CF_IN_PROGRESS. */
#define CF_COMPLETED "Completed"

/* Of an invalidation; its id is CF_ID. */
#define CF_INVALIDATION_REFERENCE "reference"
#define CF_INVALIDATION_PATHS "paths"
#define CF_INVALIDATION_KEYS "keys"
#define CF_INVALIDATION_PREFIX "prefix"
#define CF_INVALIDATION_ROOT "root_object"
#define CF_INVALIDATION_URLS "urls"
#define CF_INVALIDATION_QUERIES "queries"

/* Of a connection mode. */
#define CF_DIRECT "direct"
#define CF_TENANT_ONLY "tenant-only"

/* Whose a distribution is, in a Desired, and in its tags. */
#define CF_OWNER "owner"
#define CF_MARKED "mark"
#define CF_SITE_TAG "dxaws:site"
#define CF_MANAGED_TAG "dxaws:managed"
/* Which of its owner's it is, where that is not the one that goes by the owner's name. */
#define CF_REDIRECT_TAG "dxaws:redirect"

/* What FIND answers. */
#define CF_FOUND "found"

/* Members of payloads. */
#define CF_OAC_NAME "oac_name"
#define CF_REMOVED_TAGS "removed_tags"
#define CF_EXPECTED_VALUES "expected_values" /* of the tags that are written */
#define CF_EXPECTED "expected"               /* attributes as they were when this was planned */
#define CF_EXPECTED_DESCRIPTION "expected_description" /* of an access control */
#define CF_EXPECTED_MARKS "expected_marks"             /* the tags that say whose it is */

#endif
