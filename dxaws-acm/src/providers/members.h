/* SPDX-License-Identifier: MIT */
/* The members of a certificate's documents, as the JSON forms in <dxaws/acm.h> and the payloads in
 * <dxaws/acm-provider.h> name them. */
#ifndef DXAWS_ACM_MEMBERS_H
#define DXAWS_ACM_MEMBERS_H

#define ACM_DOMAIN "domain_name"
#define ACM_REGION "region"
#define ACM_TAGS "tags"
#define ACM_KEY "key_algorithm"
#define ACM_KEEP "keep_validation"
#define ACM_ZONE "zone"
#define ACM_RECORD_TTL "record_ttl_s"
#define ACM_ELSEWHERE "record_elsewhere"
#define ACM_CERTIFICATES "certificates"
#define ACM_IN_USE "in_use"
#define ACM_TYPE "type"
#define ACM_ARN "arn"
#define ACM_STATUS "status"
#define ACM_REASON "failure_reason"
#define ACM_RENEWAL "renewal_status"
#define ACM_RENEWAL_REASON "renewal_reason"
#define ACM_RENEWABLE "renewable"
#define ACM_NOT_AFTER "not_after_ms"
#define ACM_SOON "expires_soon"
#define ACM_USERS "in_use_by"
#define ACM_NAMES "names"
#define ACM_RECORD "validation_record"
#define ACM_VALIDATION "validation_status"
#define ACM_PUBLISHED "validation_published"
#define ACM_WITHOUT_ZONE "without_zone"
#define ACM_SHARED "record_shared_with"
#define ACM_OTHERS "others"
#define ACM_HEIRS "record_heirs"
#define ACM_USED_BY "used_by"
#define ACM_CANDIDATES "candidates"
#define ACM_OWNERSHIP "ownership"
#define ACM_RECORD_OURS "record_is_ours"
#define ACM_ACCOUNT "account"
#define ACM_MISSES "misses"
#define ACM_FOUND "found" /* what FIND answers */

/* Members of payloads that are no attributes. */
#define ACM_REPLACES "replaces"
#define ACM_REMOVED_TAGS "removed_tags"
#define ACM_OWNER "owner"
#define ACM_MARK "mark"
#define ACM_EXPECTED_TAGS "expected_tags"
#define ACM_EXPECTED_VALUES "expected_values"

/* Tags of ours: who goes by it, how it came to us, and whether its validation record is ours. */
#define ACM_TAG_SITE "dxaws:site"
#define ACM_TAG_MANAGED "dxaws:managed"
#define ACM_TAG_RECORD "dxaws:record"
#define ACM_RECORD_MADE "made"

/* What the name in the mark of a certificate needs at most. */
enum { CERTIFICATE_MARK_SIZE = 140 };

#endif
