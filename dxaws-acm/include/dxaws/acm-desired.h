/* SPDX-License-Identifier: MIT */
/** @file
 * What is wanted of a certificate.
 * <dxaws/acm.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_ACM_DESIRED_H
#define DXAWS_ACM_DESIRED_H

#include <dxaws/acm-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_acm_desired dxaws_acm_desired;

/** @name Desired
 * JSON form: `{"domain_name", "region", "present", "tags": {}, "owner", "mark", "tags_exact",
 * "key_algorithm", "keep_validation", "zone", "arn", "record_ttl_s", "record_elsewhere",
 * "used_by": []}`; only
 * `domain_name` and `region` are required. What it does not say of these is preset when it is
 * consumed, from new() and from parse() alike, to the DXAWS_ACM_DEFAULT_... of that name:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `mark` | `true` |
 * | `tags_exact` | `false` |
 *
 * Setters copy and cannot fail: what cannot be stored, such as a text that is not UTF-8, is
 * remembered and reported by the call that consumes the Desired. A NULL text takes back what was
 * set. @since 0.1
 * @{ */
/**
 * A certificate that should exist and be issued. AWS: RequestCertificate, DomainName.
 * @param domain_name copied: the one name it is for, of at most 64 characters; "*.example.com" for
 * a wildcard. Compared in lower case, without a trailing dot.
 * @param region copied: where it is used, such as "eu-west-1"; CloudFront wants "us-east-1".
 * @return owned by the caller; NULL without memory.
 */
DXAWS_API dxaws_acm_desired *dxaws_acm_desired_new(const char *domain_name, const char *region);
/** Reads the JSON form; the caller owns the Desired. Names and types are checked, values when it is
 * consumed. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_desired_parse(const char *json,
                                                                dxaws_acm_desired **desired);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_acm_desired_format(const dxaws_acm_desired *desired);
DXAWS_API void dxaws_acm_desired_free(dxaws_acm_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_acm_desired, dxaws_acm_desired_free)
/** The lifecycle switch: false means that the certificate should not exist. AWS:
 * DeleteCertificate. */
DXAWS_API void dxaws_acm_desired_set_present(dxaws_acm_desired *desired, bool present);
/** One more tag; nothing happens when one of the two is NULL. A declared key has the declared
 * value; one of ours that is declared no more goes; what others set stays. Keys of 1 to 128 and
 * values of at most 256 characters; with those of others and our marks at most 50, else CONFLICT,
 * code TooManyTags. AWS: AddTagsToCertificate, Tags. */
DXAWS_API void dxaws_acm_desired_set_tag(dxaws_acm_desired *desired, const char *key,
                                         const char *value);
/** All tags at once; NULL takes them back, so that tags are left alone; an empty set removes all
 * that are ours. AWS: AddTagsToCertificate, RemoveTagsFromCertificate. */
DXAWS_API void dxaws_acm_desired_set_tags(dxaws_acm_desired *desired, const dxaws_tags *tags);
/** Who the certificate belongs to, such as a site: certificates of the name that say another owner,
 * or none, are somebody else's. NULL: of nobody in particular. @since 0.9 */
DXAWS_API void dxaws_acm_desired_set_owner(dxaws_acm_desired *desired, const char *owner);
/** false, for servers without tags: nothing is marked, and every certificate of the name that could
 * have been made here is taken for ours. The default is DXAWS_ACM_DEFAULT_MARK. @since 0.9 */
DXAWS_API void dxaws_acm_desired_set_mark(dxaws_acm_desired *desired, bool mark);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_acm_desired_unset_mark(dxaws_acm_desired *desired);
/** true: tags that are not declared go, whoever set them, but AWS's own and our marks. The default
 * is DXAWS_ACM_DEFAULT_TAGS_EXACT. @since 0.9 */
DXAWS_API void dxaws_acm_desired_set_tags_exact(dxaws_acm_desired *desired, bool exact);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_acm_desired_unset_tags_exact(dxaws_acm_desired *desired);
/** One more resource, by ARN, that uses the certificate and is going to let it go: a destroy waits
 * for it. While anything else uses the certificate, a destroy leaves and names it. NULL is ignored.
 * AWS: CertificateDetail, InUseBy. @since 0.9 */
DXAWS_API void dxaws_acm_desired_add_used_by(dxaws_acm_desired *desired, const char *arn);
/** Nothing is going to let it go, as far as none is added afterwards. @since 0.9 */
DXAWS_API void dxaws_acm_desired_clear_used_by(dxaws_acm_desired *desired);
/**
 * "RSA_2048", "EC_prime256v1" or "EC_secp384r1". When never set, a new certificate gets
 * DXAWS_ACM_DEFAULT_KEY_ALGORITHM and an existing one keeps what it has; otherwise one with another
 * key is replaced. AWS: RequestCertificate, KeyAlgorithm.
 */
DXAWS_API void dxaws_acm_desired_set_key_algorithm(dxaws_acm_desired *desired,
                                                   const char *key_algorithm);
/**
 * true: destroy leaves the validation record. It is left in any case, and named, when it stood
 * there before the certificate, when the certificate was adopted, while another certificate of the
 * name needs it, and when a region's certificates may not be read. The default is false.
 */
DXAWS_API void dxaws_acm_desired_set_keep_validation(dxaws_acm_desired *desired, bool keep);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_acm_desired_unset_keep_validation(dxaws_acm_desired *desired);
/**
 * The hosted zone of the validation record, by id or name, as in dxaws_dns_desired_set_zone();
 * without one it is the public zone with the longest matching name.
 */
DXAWS_API void dxaws_acm_desired_set_zone(dxaws_acm_desired *desired, const char *zone);
/**
 * That certificate of the name and no other, by ARN: for one that is no longer wanted while the
 * name has a better one. Without it, the best one; with it, none is requested in its place:
 * NOT_FOUND, code CertificateNotFound. AWS: DescribeCertificate, CertificateArn.
 */
DXAWS_API void dxaws_acm_desired_set_arn(dxaws_acm_desired *desired, const char *arn);
/**
 * The TTL that the validation record is written with, in seconds; 0 for the default of dxaws-dns.
 * One that stands with another TTL is as good. AWS: Route 53's ChangeResourceRecordSets, TTL.
 */
DXAWS_API void dxaws_acm_desired_set_record_ttl_s(dxaws_acm_desired *desired, int64_t seconds);
/** Takes the TTL back. @since 0.9 */
DXAWS_API void dxaws_acm_desired_unset_record_ttl_s(dxaws_acm_desired *desired);
/**
 * true: where no hosted zone of the account holds the name, and no zone is named, whoever runs its
 * DNS makes the validation record. The certificate is requested all the same; the record, once ACM
 * has named it, is told with each look of WAIT_ISSUED, and stands in the Current. A destroy names
 * it among what is left. Where a zone does hold the name, the record is made there. The default is
 * false: NOT_FOUND, code HostedZoneNotFound, before anything is requested. @since 0.9
 */
DXAWS_API void dxaws_acm_desired_set_record_elsewhere(dxaws_acm_desired *desired, bool elsewhere);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_acm_desired_unset_record_elsewhere(dxaws_acm_desired *desired);
/** The name as it was given, borrowed. */
DXAWS_API const char *dxaws_acm_desired_domain_name(const dxaws_acm_desired *desired);
/** The region that was set, borrowed. */
DXAWS_API const char *dxaws_acm_desired_region(const dxaws_acm_desired *desired);
/** Whether the certificate should exist: true unless it was set to false. @since 0.9 */
DXAWS_API bool dxaws_acm_desired_is_present(const dxaws_acm_desired *desired);
/** Checks the whole Desired without reading anything: what every call that consumes it does first.
 * INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_desired_check(const dxaws_acm_desired *desired);
/** @} */

DXAWS_END_DECLS

#endif
