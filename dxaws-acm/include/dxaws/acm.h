/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-acm: converges one DNS-validated ACM certificate for one fully qualified domain name:
 * that it exists, its tags, its key algorithm, the validation record it is renewed by, and that
 * it is issued. The record is written through dxaws-dns; ACM never talks to Route53.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Whose a certificate is stands in its tags, from the request on: `dxaws:managed`, which is "made"
 * and its name ("_" for "*"), once its validation record is to be written followed by the last part
 * of its ARN; with an owner `dxaws:site`; `dxaws:tags` remembers which other tags are ours, and
 * `dxaws:record` "made" says that the validation record is. A certificate of somebody else is never
 * in the way: one of our own is requested beside it, unless there is consent to adopt it,
 * "certificate/ARN". It is neither used unasked, changed nor deleted, but named in what a plan
 * leaves (dxaws_plan_left_at()). Each write reads the marks again: STALE, code CertificateChanged,
 * when they are not as they were planned from.
 *
 * Attributes never set in a Desired are never touched. "AWS:" says which operation, and which
 * member of its request, of the AWS Certificate Manager API Reference a declaration stands for.
 * ACM's JSON is read by rule 46: what is unknown or null is ignored.
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL, false, 0), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those
 * that getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches ACM or Route53 fails with UNAUTHENTICATED, PERMISSION, THROTTLED, UNAVAILABLE or
 * PROTOCOL, and with TIMEOUT or CANCELLED when the context says so; AWS's own code is in
 * dxaws_error_aws_code(). What this module finds itself has the domain "acm" and a code of
 * <dxaws/acm-errors.h>, or one that every module gives, of <dxaws/error-codes.h>; errors of
 * validation records have dxaws-dns's, see <dxaws/dns.h>.
 *
 * Options (<dxaws/options.h>): WAIT_ISSUED is waited for from DXAWS_WAIT_ACCEPTED on, up to 75
 * minutes, since AWS's own waiter, of 5, is too short (rule 48); below that the certificate is left
 * pending once its record stands. WAIT_VALIDATION_RECORD (5 minutes) and WAIT_UNUSED (30), which
 * later actions need, always. The default waits for all.
 */
#ifndef DXAWS_ACM_H
#define DXAWS_ACM_H

#include <dxaws/acm-errors.h>
#include <dxaws/core.h>
#include <dxaws/dns.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_acm_desired dxaws_acm_desired;
/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_acm_current dxaws_acm_current;
/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_acm_result dxaws_acm_result;
/** How the effects happen, see <dxaws/acm-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_acm_provider dxaws_acm_provider;
/** Reads, plans and applies through a provider and dxaws-dns. Refcounted. @since 0.1 */
typedef struct dxaws_acm_manager dxaws_acm_manager;
/** One certificate of a list: a value. @since 0.9 */
typedef struct dxaws_acm_certificate dxaws_acm_certificate;
/** The certificates of a region: a value. @since 0.9 */
typedef struct dxaws_acm_certificate_list dxaws_acm_certificate_list;
/** What a manager is told besides its provider: a value. @since 0.9 */
typedef struct dxaws_acm_manager_options dxaws_acm_manager_options;

/** The version of the loaded dxaws-acm, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_acm_version(void);

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from. They are interface: a release
 * does not change them. @since 0.9
 * @{ */
/** `present`: the certificate should exist. */
#define DXAWS_ACM_DEFAULT_PRESENT true
/** `mark`: tags say whose the certificate is. */
#define DXAWS_ACM_DEFAULT_MARK true
/** `tags_exact`: tags of others stay. */
#define DXAWS_ACM_DEFAULT_TAGS_EXACT false
/** The key of a new certificate. It is no preset: one that exists keeps the key that it has. AWS:
 * KeyAlgorithm. */
#define DXAWS_ACM_DEFAULT_KEY_ALGORITHM "RSA_2048"
/** @} */

/** How far a certificate is. AWS: CertificateDetail, Status. @since 0.9 */
typedef enum dxaws_acm_status {
    DXAWS_ACM_STATUS_UNKNOWN = 0,              /**< nothing was said */
    DXAWS_ACM_STATUS_OTHER = 1,                /**< a word that this release does not know */
    DXAWS_ACM_STATUS_PENDING_VALIDATION = 2,   /**< ACM waits for the validation record */
    DXAWS_ACM_STATUS_ISSUED = 3,               /**< usable */
    DXAWS_ACM_STATUS_INACTIVE = 4,             /**< INACTIVE */
    DXAWS_ACM_STATUS_EXPIRED = 5,              /**< not renewed in time */
    DXAWS_ACM_STATUS_VALIDATION_TIMED_OUT = 6, /**< no validation record was seen for 72 hours */
    DXAWS_ACM_STATUS_REVOKED = 7,              /**< REVOKED */
    DXAWS_ACM_STATUS_FAILED = 8                /**< not issued: see the failure's reason */
} dxaws_acm_status;
/** AWS's word, such as "ISSUED"; "UNKNOWN" for a number that is none. A static string. @since 0.9
 */
DXAWS_API const char *dxaws_acm_status_name(dxaws_acm_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_acm_status dxaws_acm_status_from_name(const char *name);

/** What ACM knows of a name's validation record. AWS: DomainValidation, ValidationStatus.
 * @since 0.9 */
typedef enum dxaws_acm_validation_status {
    DXAWS_ACM_VALIDATION_STATUS_UNKNOWN = 0,            /**< nothing was said */
    DXAWS_ACM_VALIDATION_STATUS_OTHER = 1,              /**< an unknown word */
    DXAWS_ACM_VALIDATION_STATUS_PENDING_VALIDATION = 2, /**< not seen yet */
    DXAWS_ACM_VALIDATION_STATUS_SUCCESS = 3,            /**< seen */
    DXAWS_ACM_VALIDATION_STATUS_FAILED = 4              /**< not seen in time */
} dxaws_acm_validation_status;
/** AWS's word, such as "SUCCESS"; "UNKNOWN" for a number that is none. A static string.
 * @since 0.9 */
DXAWS_API const char *dxaws_acm_validation_status_name(dxaws_acm_validation_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_acm_validation_status dxaws_acm_validation_status_from_name(const char *name);

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

/** @name Current
 * JSON form: `{"exists", "domain_name", "region", "arn", "status", "failure_reason",
 * "key_algorithm", "not_after_ms", "expires_soon", "renewal_status", "renewal_reason",
 * "renewable", "tags": {}, "in_use_by": [], "names": [],
 * "validation_record":
 * {"name", "type", "value"}, "validation_status", "validation_published", "without_zone",
 * "record_shared_with": [], "others": [], "ownership", "record_is_ours"}`.
 *
 * What a provider does not set is unknown, which is not the same as off. Setters, and the getters
 * of what they alone need, are in <dxaws/acm-provider.h>. @since 0.1
 * @{ */
/** Nothing observed yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_acm_current *dxaws_acm_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_current_parse(const char *json,
                                                                dxaws_acm_current **current);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_acm_current_format(const dxaws_acm_current *current);
DXAWS_API void dxaws_acm_current_free(dxaws_acm_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_acm_current, dxaws_acm_current_free)
/** Whether a certificate of ours for the name exists, in whatever status. */
DXAWS_API bool dxaws_acm_current_exists(const dxaws_acm_current *current);
/** Its ARN, borrowed; NULL when there is none. */
DXAWS_API const char *dxaws_acm_current_arn(const dxaws_acm_current *current);
/** How far it is; UNKNOWN when there is none. */
DXAWS_API dxaws_acm_status dxaws_acm_current_status(const dxaws_acm_current *current);
/** Such as "RSA_2048", borrowed; NULL when unknown. */
DXAWS_API const char *dxaws_acm_current_key_algorithm(const dxaws_acm_current *current);
/** When it expires; false, leaving @a moment_ms alone, before it is issued. AWS: NotAfter. */
DXAWS_API bool dxaws_acm_current_not_after_ms(const dxaws_acm_current *current, int64_t *moment_ms);
/** Whether the validation record stands in DNS; false, leaving the output alone, if unknown. */
DXAWS_API bool dxaws_acm_current_validation_published(const dxaws_acm_current *current,
                                                      bool *published);
/** A new set, owned by the caller; NULL when not reported, or without memory. */
DXAWS_API dxaws_tags *dxaws_acm_current_tags(const dxaws_acm_current *current);
/** Whose it is, as the manager found: "made" or "adopted" for one of ours; "nobodys", "anothers",
 * "copied" or "unreadable" for one that was asked for by its ARN. Borrowed; NULL when there is
 * none. @since 0.9 */
DXAWS_API const char *dxaws_acm_current_ownership(const dxaws_acm_current *current);
/** @} */

/** @name Result
 * Texts are borrowed. After a destroy there are the name and the region that were wanted, and
 * nothing else. @since 0.1
 * @{ */
/** The JSON form, that of a Current, for free(). NULL without memory. */
DXAWS_API char *dxaws_acm_result_format(const dxaws_acm_result *result);
DXAWS_API void dxaws_acm_result_free(dxaws_acm_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_acm_result, dxaws_acm_result_free)
/** False after a destroy. */
DXAWS_API bool dxaws_acm_result_exists(const dxaws_acm_result *result);
/** The name, in lower case and without a trailing dot. */
DXAWS_API const char *dxaws_acm_result_domain_name(const dxaws_acm_result *result);
/** Where it is used. */
DXAWS_API const char *dxaws_acm_result_region(const dxaws_acm_result *result);
/** What CloudFront is given. */
DXAWS_API const char *dxaws_acm_result_arn(const dxaws_acm_result *result);
/** ISSUED; PENDING_VALIDATION when it was not waited for; UNKNOWN after a destroy. */
DXAWS_API dxaws_acm_status dxaws_acm_result_status(const dxaws_acm_result *result);
/** When it expires; false, leaving @a moment_ms alone, before it is issued. AWS: NotAfter. */
DXAWS_API bool dxaws_acm_result_not_after_ms(const dxaws_acm_result *result, int64_t *moment_ms);
/** The validation CNAME's name, with a trailing dot; NULL when unknown. */
DXAWS_API const char *dxaws_acm_result_validation_record_name(const dxaws_acm_result *result);
/** The validation CNAME's value, with a trailing dot; NULL when unknown. */
DXAWS_API const char *dxaws_acm_result_validation_record_value(const dxaws_acm_result *result);
/** How many resources use it. AWS: InUseBy. */
DXAWS_API size_t dxaws_acm_result_in_use_by_count(const dxaws_acm_result *result);
/** The ARN of the resource at @a index that uses it; NULL past the end. */
DXAWS_API const char *dxaws_acm_result_in_use_by_at(const dxaws_acm_result *result, size_t index);
/** @} */

/** @name Manager
 * A NULL context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Nothing set; owned by the caller. NULL without memory. @since 0.9 */
DXAWS_API dxaws_acm_manager_options *dxaws_acm_manager_options_new(void);
DXAWS_API void dxaws_acm_manager_options_free(dxaws_acm_manager_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_acm_manager_options, dxaws_acm_manager_options_free)
/** Through which validation records go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_acm_manager_options_set_dns(dxaws_acm_manager_options *options,
                                                 dxaws_dns_manager *dns);
/** Takes a reference to @a provider. Without one, or without a dns manager in @a options, which are
 * borrowed for the call, INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_new(
    dxaws_acm_provider *provider, const dxaws_acm_manager_options *options,
    dxaws_acm_manager **manager);
DXAWS_API dxaws_acm_manager *dxaws_acm_manager_ref(dxaws_acm_manager *manager);
DXAWS_API dxaws_acm_manager *dxaws_acm_manager_unref(dxaws_acm_manager *manager);
static inline void dxaws_acm_manager_cleanup(dxaws_acm_manager **pointer)
{
    *pointer = dxaws_acm_manager_unref(*pointer);
}
/**
 * Reads what exists: the best certificate of ours for the name, and whether its validation
 * record stands in DNS. Before a first certificate, NOT_FOUND when no public hosted zone could
 * take the record, and CONFLICT when the name is delegated away within it, or when something else
 * stands where the record has to: said before anything is requested. AWS: ListCertificates,
 * DescribeCertificate, ListTagsForCertificate; and what <dxaws/dns.h> asks.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_get_current(
    dxaws_acm_manager *manager, dxaws_context *context, const dxaws_acm_desired *desired,
    dxaws_acm_current **current);
/** What an apply that changes nothing gives as its result, without planning: reads, and fails, as
 * dxaws_acm_manager_get_current(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_get_outputs(
    dxaws_acm_manager *manager, dxaws_context *context, const dxaws_acm_desired *desired,
    dxaws_acm_result **result);
/** Plans purely: no clock, no provider, the same plan for the same documents. UNSUPPORTED
 * when @a current does not report what is managed. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_desired_plan(const dxaws_acm_desired *desired,
                                                               const dxaws_acm_current *current,
                                                               const dxaws_apply_options *options,
                                                               dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: ADOPT, DELETE_FAILED, REQUEST_CERTIFICATE,
 * PUT_TAGS, WAIT_VALIDATION_RECORD, MARK_VALIDATION_RECORD, PUT_VALIDATION_RECORD, WAIT_ISSUED; and
 * on destroy WAIT_UNUSED, PASS_VALIDATION_RECORD (to another certificate of ours that needs it),
 * DELETE_VALIDATION_RECORD, DELETE_CERTIFICATE, or RELEASE alone for one that was adopted, and with
 * the option `release`. Emits manager.plan.start and .done. Fails as reading, such as with
 * NOT_FOUND, and as dxaws_acm_desired_plan().
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_plan(dxaws_acm_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_acm_desired *desired,
                                                               const dxaws_apply_options *options,
                                                               dxaws_plan **plan);
/**
 * Performs a plan and reads back; an action that was done before is a success. INVALID_ARGUMENT for
 * a plan of another module, INVALID_STATE for one that is not complete, see
 * DXAWS_KNOWN_AFTER_APPLY; TIMEOUT when a wait took too long: run again, which goes on waiting.
 * PARTIAL when it stopped after some actions: run again. INVALID_STATE when ACM gave
 * up, REFUSED when a quota is used up, STALE when the certificate was deleted. Emits
 * manager.apply.start, .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_apply(dxaws_acm_manager *manager,
                                                                dxaws_context *context,
                                                                const dxaws_plan *plan,
                                                                const dxaws_apply_options *options,
                                                                dxaws_acm_result **result);
/** dxaws_acm_manager_plan() and apply, with the errors of both, such as PARTIAL. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_execute(
    dxaws_acm_manager *manager, dxaws_context *context, const dxaws_acm_desired *desired,
    const dxaws_apply_options *options, dxaws_acm_result **result);
/** Execute with present = false; @a desired is left as it is. Waits until what it says of users has
 * let the certificate go: INVALID_STATE or TIMEOUT, naming a user, when it does not. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_destroy(
    dxaws_acm_manager *manager, dxaws_context *context, const dxaws_acm_desired *desired,
    const dxaws_apply_options *options, dxaws_acm_result **result);
/** @} */

/** @name Certificates of a region
 * What an account has, by whomever it was requested or imported: also what is none of ours. Texts
 * and certificates are borrowed from the list. "AWS:" names members of CertificateSummary.
 * @since 0.9
 * @{ */
/**
 * Lists all certificates that the account has in a region, in ACM's order. A new or deleted one may
 * take ACM some seconds, as far as another process made or deleted it. Nothing is emitted. A
 * dry-run provider lists what is there, without what it simulated.
 *
 * INVALID_ARGUMENT for what is no region; UNSUPPORTED, code UnsupportedAction, when the provider
 * cannot list. AWS: ListCertificates, every page and key type.
 * @param list owned by the caller
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_list_certificates(
    dxaws_acm_manager *manager, dxaws_context *context, const char *region,
    dxaws_acm_certificate_list **list);
DXAWS_API void dxaws_acm_certificate_list_free(dxaws_acm_certificate_list *list);
DXAWS_DEFINE_CLEANUP(dxaws_acm_certificate_list, dxaws_acm_certificate_list_free)
/** How many there are. */
DXAWS_API size_t dxaws_acm_certificate_list_count(const dxaws_acm_certificate_list *list);
/** The one at @a index; NULL past the end. */
DXAWS_API const dxaws_acm_certificate *dxaws_acm_certificate_list_at(
    const dxaws_acm_certificate_list *list, size_t index);
/** AWS: CertificateArn. */
DXAWS_API const char *dxaws_acm_certificate_arn(const dxaws_acm_certificate *certificate);
/** The main name, in lower case and without a trailing dot. AWS: DomainName. */
DXAWS_API const char *dxaws_acm_certificate_domain_name(const dxaws_acm_certificate *certificate);
/** How far it is; UNKNOWN for one that ACM does not list yet. AWS: Status. */
DXAWS_API dxaws_acm_status dxaws_acm_certificate_status(const dxaws_acm_certificate *certificate);
/** Such as "RSA_2048" or "EC_prime256v1"; NULL when unknown. AWS: KeyAlgorithm. */
DXAWS_API const char *dxaws_acm_certificate_key_algorithm(const dxaws_acm_certificate *certificate);
/** "AMAZON_ISSUED", "IMPORTED" or "PRIVATE". AWS: Type. */
DXAWS_API const char *dxaws_acm_certificate_type(const dxaws_acm_certificate *certificate);
/** When it expires; false, leaving @a moment_ms alone, before it is issued. AWS: NotAfter. */
DXAWS_API bool dxaws_acm_certificate_not_after_ms(const dxaws_acm_certificate *certificate,
                                                  int64_t *moment_ms);
/** Whether some resource uses it; false, leaving @a in_use alone, when unknown. AWS: InUse. */
DXAWS_API bool dxaws_acm_certificate_in_use(const dxaws_acm_certificate *certificate, bool *in_use);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_acm_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_acm_module(void);

DXAWS_END_DECLS

#endif
