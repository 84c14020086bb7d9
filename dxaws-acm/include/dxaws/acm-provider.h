/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of dxaws-acm: how the effects on a certificate happen. For those who write
 * a provider; test yours with the contract suite, <dxaws/acm-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager, so
 * they should be of the kinds that <dxaws/acm.h> names, with the service's own code: see
 * dxaws_error_set_aws().
 */
#ifndef DXAWS_ACM_PROVIDER_H
#define DXAWS_ACM_PROVIDER_H

#include <dxaws/acm.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its payload (dxaws_action_payload(), a JSON object) always holds
 * `domain_name` and `region`, `arn` when the certificate was known to the plan, and what the
 * slot needs (below), as well as `owner` and `mark`; without `arn`, @a observed holds the one that
 * an earlier action of the same plan made. What the service answered goes into @a observed.
 *
 * `expected_tags`, when it is there, are tags by which the certificate was taken for ours, null for
 * one that it did not have: a provider reads the tags right before it writes, and fails with STALE,
 * writing nothing, when they are others. "made NAME" that became "made NAME ID", with the last part
 * of the ARN, is as good.
 *
 * Called by any thread, several at once; honours the context's deadline and cancellation. An action
 * that is already done is a success. @a self is the provider's, the rest borrowed. @since 0.1
 */
typedef dxaws_error *dxaws_acm_action_fn(void *self, dxaws_context *context,
                                         const dxaws_action *action, dxaws_acm_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.1 */
typedef struct dxaws_acm_provider_ops {
    size_t size;                 /**< sizeof(dxaws_acm_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /**
     * Lists the certificates of the name that @a wanted gives, of ACM itself, validated by DNS and
     * for no other name, and reads all of them with their tags into `candidates` of @a current, the
     * best first: the manager chooses those that are ours. With `arn` that one alone, whatever it
     * is. A provider that has no more than one may set its attributes and `exists` instead, which
     * is otherwise false. Also `record_shared_with`: all that need its validation record, itself
     * among them; with `present` false in all regions, by ARN, or the name of a region that may not
     * be read. A listed certificate that cannot be described any more does not count. Also
     * `account`: whose account it is, where that is known. AWS: ListCertificates,
     * DescribeCertificate, ListTagsForCertificate; GetCallerIdentity where no certificate and no
     * credentials tell.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current);
    /**
     * `key_algorithm`, `tags`, `account` when it is known; `replaces`: the ARN that must not be
     * answered again. Repeatable: the same request within the hour gives the same certificate, but
     * none of another owner or account, and none without the marks of `tags`. AWS:
     * RequestCertificate with ValidationMethod DNS and an IdempotencyToken. STALE, code StalePlan,
     * before anything is requested, when this is known to be another account than `account`.
     */
    dxaws_acm_action_fn *request_dns_validated_certificate;
    /** PUT_TAGS, ADOPT, RELEASE and PASS_VALIDATION_RECORD. `tags`: those that are set;
     * `removed_tags`: keys of those that go; all others stay. What is so already is not written,
     * and needs no `expected_tags`. One that sets and removes nothing asks whether they are still
     * those. STALE as well when a key is neither as `expected_values` has it, null for none, nor as
     * it is to be. AWS: AddTagsToCertificate, RemoveTagsFromCertificate with the values. */
    dxaws_acm_action_fn *put_tags;
    /** One look: the validation record, as soon as ACM names it. AWS: DescribeCertificate,
     * DomainValidationOptions. */
    dxaws_acm_action_fn *get_dns_validation_records;
    /** One look: status, users and everything else. AWS: DescribeCertificate. */
    dxaws_acm_action_fn *describe_certificate;
    /** A certificate that is not there is a success; one in use INVALID_STATE, naming users. AWS:
     * DeleteCertificate. */
    dxaws_acm_action_fn *delete_certificate;
    /* 0.1 ends here. */
    /**
     * Kind LIST_CERTIFICATES, which is never planned. Its payload has `region` and nothing else,
     * not even `domain_name`; every certificate that the account has there is added to @a observed
     * with dxaws_acm_current_add_certificate(), all pages. NULL: the manager's list is UNSUPPORTED.
     * AWS: ListCertificates with every key type in Includes.
     */
    dxaws_acm_action_fn *list_certificates;
    /** Performs FIND, which no plan has: sets `found` to each certificate of us-east-1 that may
     * carry a mark; of the `owner` of the payload, when it names one, only what nobody uses:
     * `{"kind": "certificate", "identity": its ARN, "region", "tags"}`. AWS: ListCertificates,
     * DescribeCertificate, ListTagsForCertificate. */
    dxaws_acm_action_fn *find;
    /* 0.9 ends here. */
} dxaws_acm_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes. INVALID_ARGUMENT, code InvalidProvider,
 * without size, name or get_current. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new(const dxaws_acm_provider_ops *ops,
                                                               void *self,
                                                               dxaws_acm_provider **provider);
DXAWS_API dxaws_acm_provider *dxaws_acm_provider_ref(dxaws_acm_provider *provider);
DXAWS_API dxaws_acm_provider *dxaws_acm_provider_unref(dxaws_acm_provider *provider);
static inline void dxaws_acm_provider_cleanup(dxaws_acm_provider **pointer)
{
    *pointer = dxaws_acm_provider_unref(*pointer);
}

/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_acm_provider_base(dxaws_acm_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_from(dxaws_provider *base,
                                                                dxaws_acm_provider **provider);

/** @name A Current as a document
 * For providers that carry what they observe elsewhere, or bring it from there: next to the typed
 * functions of <dxaws/acm.h>, and of hidden members, which a provider keeps for itself. As trees:
 * <dxaws/extend/acm.h>. @since 0.9
 * @{ */
/**
 * Replaces those members of @a current that the JSON object @a json has, each whole; null takes one
 * back. Members that this release does not know are kept. INVALID_ARGUMENT, naming the member, when
 * one has a wrong type; nothing has changed then.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_current_assign(dxaws_acm_current *current,
                                                                 const char *json);
/** The JSON form with sorted keys and all members, hidden ones too, for free(). NULL without
 * memory. */
DXAWS_API char *dxaws_acm_current_format_all(const dxaws_acm_current *current);
/** @} */

/** @name What a Desired says
 * What the setter of its name set: texts are borrowed, NULL when they were not set; the getter of a
 * switch or a number is then false, and leaves the output alone. @since 0.9
 * @{ */
/** A new set, owned by the caller; NULL when there is none, or without memory. */
DXAWS_API dxaws_tags *dxaws_acm_desired_tags(const dxaws_acm_desired *desired);
/** The key algorithm. */
DXAWS_API const char *dxaws_acm_desired_key_algorithm(const dxaws_acm_desired *desired);
/** Whether destroy leaves the validation record. */
DXAWS_API bool dxaws_acm_desired_keep_validation(const dxaws_acm_desired *desired, bool *keep);
/** The hosted zone of the validation record. */
DXAWS_API const char *dxaws_acm_desired_zone(const dxaws_acm_desired *desired);
/** The one certificate that is meant. */
DXAWS_API const char *dxaws_acm_desired_arn(const dxaws_acm_desired *desired);
/** Who the certificate belongs to. */
DXAWS_API const char *dxaws_acm_desired_owner(const dxaws_acm_desired *desired);
/** Whether tags say so. */
DXAWS_API bool dxaws_acm_desired_mark(const dxaws_acm_desired *desired, bool *mark);
/** Whether tags of others go. */
DXAWS_API bool dxaws_acm_desired_tags_exact(const dxaws_acm_desired *desired, bool *exact);
/** How many users are going to let it go. */
DXAWS_API size_t dxaws_acm_desired_used_by_count(const dxaws_acm_desired *desired);
/** The ARN of the one at @a index; NULL past the end. */
DXAWS_API const char *dxaws_acm_desired_used_by_at(const dxaws_acm_desired *desired, size_t index);
/** Whether others make the validation record where no hosted zone holds the name. @since 0.9 */
DXAWS_API bool dxaws_acm_desired_record_elsewhere(const dxaws_acm_desired *desired,
                                                  bool *elsewhere);
/** The TTL that the validation record is written with. */
DXAWS_API bool dxaws_acm_desired_record_ttl_s(const dxaws_acm_desired *desired, int64_t *seconds);
/** @} */

/** @name What a provider observed
 * Copy, and accept a NULL Current; a NULL text takes the attribute back. "AWS:" names members of
 * DescribeCertificate's answer. @since 0.9
 * @{ */
/** Whether a certificate of ours for the name exists, in whatever status: always to be set. */
DXAWS_API void dxaws_acm_current_set_exists(dxaws_acm_current *current, bool exists);
/** In lower case, without a trailing dot. AWS: DomainName. */
DXAWS_API void dxaws_acm_current_set_domain_name(dxaws_acm_current *current, const char *name);
/** The region that was asked. */
DXAWS_API void dxaws_acm_current_set_region(dxaws_acm_current *current, const char *region);
/** AWS: CertificateArn. */
DXAWS_API void dxaws_acm_current_set_arn(dxaws_acm_current *current, const char *arn);
/** How far it is. AWS: Status. */
DXAWS_API void dxaws_acm_current_set_status(dxaws_acm_current *current, dxaws_acm_status status);
/** ACM's own word, such as "CAA_ERROR". AWS: FailureReason. */
DXAWS_API void dxaws_acm_current_set_failure_reason(dxaws_acm_current *current, const char *reason);
/** As in a Desired: "RSA_2048", not the "RSA-2048" that ACM reports. AWS: KeyAlgorithm. */
DXAWS_API void dxaws_acm_current_set_key_algorithm(dxaws_acm_current *current,
                                                   const char *key_algorithm);
/** When it expires. AWS: NotAfter, which is in seconds. */
DXAWS_API void dxaws_acm_current_set_not_after_ms(dxaws_acm_current *current, int64_t moment_ms);
/** True when so little is left, under 30 days, that ACM's own renewal must have failed. */
DXAWS_API void dxaws_acm_current_set_expires_soon(dxaws_acm_current *current, bool soon);
/** How ACM's own renewal goes, its own word, such as "PENDING_VALIDATION" or "FAILED"; NULL before
 * it begins. AWS: RenewalSummary, RenewalStatus. */
DXAWS_API void dxaws_acm_current_set_renewal_status(dxaws_acm_current *current, const char *status);
/** Why it failed, such as "CAA_ERROR". AWS: RenewalSummary, RenewalStatusReason. */
DXAWS_API void dxaws_acm_current_set_renewal_reason(dxaws_acm_current *current, const char *reason);
/** Whether ACM will renew it at all. AWS: RenewalEligibility. */
DXAWS_API void dxaws_acm_current_set_renewable(dxaws_acm_current *current, bool renewable);
/** "AMAZON_ISSUED", "IMPORTED", which ACM does not renew, or "PRIVATE". AWS: Type. @since 0.9 */
DXAWS_API void dxaws_acm_current_set_type(dxaws_acm_current *current, const char *type);
/** All tags, marks and AWS's own "aws:" ones with them. AWS: ListTagsForCertificate, Tags. */
DXAWS_API void dxaws_acm_current_set_tags(dxaws_acm_current *current, const dxaws_tags *tags);
/** One more resource, by ARN, that uses the certificate. AWS: InUseBy. */
DXAWS_API void dxaws_acm_current_add_in_use_by(dxaws_acm_current *current, const char *arn);
/** Nothing uses it, as far as nothing is added afterwards. */
DXAWS_API void dxaws_acm_current_clear_in_use_by(dxaws_acm_current *current);
/** Adds a name that the certificate covers, such as "*.example.com". AWS: SubjectAlternativeNames.
 * @since 0.9 */
DXAWS_API void dxaws_acm_current_add_name(dxaws_acm_current *current, const char *name);
/** It covers none that is known of. @since 0.9 */
DXAWS_API void dxaws_acm_current_clear_names(dxaws_acm_current *current);
/** The CNAME that ACM wants to see; the name and value in lower case with a trailing dot. AWS:
 * DomainValidationOptions, ResourceRecord. */
DXAWS_API void dxaws_acm_current_set_validation_record(dxaws_acm_current *current, const char *name,
                                                       const char *value);
/** What ACM knows of the record. AWS: DomainValidationOptions, ValidationStatus. */
DXAWS_API void dxaws_acm_current_set_validation_status(dxaws_acm_current *current,
                                                       dxaws_acm_validation_status status);
/** Whether the record stands in DNS; the manager says so after the provider. */
DXAWS_API void dxaws_acm_current_set_validation_published(dxaws_acm_current *current,
                                                          bool published);
/** One more certificate, by ARN, that is renewed by the same validation record. */
DXAWS_API void dxaws_acm_current_add_record_shared_with(dxaws_acm_current *current,
                                                        const char *arn);
/** No other is renewed by it, as far as none is added afterwards. */
DXAWS_API void dxaws_acm_current_clear_record_shared_with(dxaws_acm_current *current);
/** One more certificate, by ARN, that is ours for the same name and is not the best. ACM lists
 * one that was deleted for some seconds more. */
DXAWS_API void dxaws_acm_current_add_other(dxaws_acm_current *current, const char *arn);
/** Adds what @a candidate says of one certificate, its ARN and tags at least, to those from which
 * the manager chooses; copies. No candidate is reported as OUT_OF_MEMORY. */
DXAWS_API void dxaws_acm_current_add_candidate(dxaws_acm_current *current,
                                               const dxaws_acm_current *candidate);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_acm_current_clear_candidates(dxaws_acm_current *current);
/** There is no other, as far as none is added afterwards. */
DXAWS_API void dxaws_acm_current_clear_others(dxaws_acm_current *current);
/** @} */

/** @name A certificate of a list
 * For list_certificates: made, filled and added to what is observed. Setters copy, and accept NULL
 * for the certificate; a NULL text takes the member back. "AWS:" names members of
 * CertificateSummary. @since 0.9
 * @{ */
/** Nothing known yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_acm_certificate *dxaws_acm_certificate_new(void);
DXAWS_API void dxaws_acm_certificate_free(dxaws_acm_certificate *certificate);
DXAWS_DEFINE_CLEANUP(dxaws_acm_certificate, dxaws_acm_certificate_free)
/** Always to be set. AWS: CertificateArn. */
DXAWS_API void dxaws_acm_certificate_set_arn(dxaws_acm_certificate *certificate, const char *arn);
/** In lower case, without a trailing dot. AWS: DomainName. */
DXAWS_API void dxaws_acm_certificate_set_domain_name(dxaws_acm_certificate *certificate,
                                                     const char *name);
/** UNKNOWN takes it back. AWS: Status. */
DXAWS_API void dxaws_acm_certificate_set_status(dxaws_acm_certificate *certificate,
                                                dxaws_acm_status status);
/** "RSA_2048", not "RSA-2048". AWS: KeyAlgorithm. */
DXAWS_API void dxaws_acm_certificate_set_key_algorithm(dxaws_acm_certificate *certificate,
                                                       const char *key_algorithm);
/** AWS: Type. */
DXAWS_API void dxaws_acm_certificate_set_type(dxaws_acm_certificate *certificate, const char *type);
/** AWS: NotAfter, which is in seconds. */
DXAWS_API void dxaws_acm_certificate_set_not_after_ms(dxaws_acm_certificate *certificate,
                                                      int64_t moment_ms);
/** AWS: InUse. */
DXAWS_API void dxaws_acm_certificate_set_in_use(dxaws_acm_certificate *certificate, bool in_use);
/** One more of the region; copies. No certificate is reported as OUT_OF_MEMORY. */
DXAWS_API void dxaws_acm_current_add_certificate(dxaws_acm_current *current,
                                                 const dxaws_acm_certificate *certificate);
/** The list is known, and empty, as far as nothing is added afterwards. */
DXAWS_API void dxaws_acm_current_clear_certificates(dxaws_acm_current *current);
/** How many were added. */
DXAWS_API size_t dxaws_acm_current_certificate_count(const dxaws_acm_current *current);
/** The one at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_acm_certificate *dxaws_acm_current_certificate_at(
    const dxaws_acm_current *current, size_t index);
/** @} */

/** @name What a Current says
 * What the setter of its name set: texts are borrowed, NULL when unknown; a switch's getter is then
 * false, and leaves the output alone. @since 0.9
 * @{ */
/** The name. */
DXAWS_API const char *dxaws_acm_current_domain_name(const dxaws_acm_current *current);
/** The region that was asked. */
DXAWS_API const char *dxaws_acm_current_region(const dxaws_acm_current *current);
/** Why ACM gave up. */
DXAWS_API const char *dxaws_acm_current_failure_reason(const dxaws_acm_current *current);
/** Whether ACM's own renewal must have failed. */
DXAWS_API bool dxaws_acm_current_expires_soon(const dxaws_acm_current *current, bool *soon);
/** How ACM's own renewal goes, in its own word. */
DXAWS_API const char *dxaws_acm_current_renewal_status(const dxaws_acm_current *current);
/** Why ACM did not renew it. */
DXAWS_API const char *dxaws_acm_current_renewal_reason(const dxaws_acm_current *current);
/** Whether ACM will renew it at all. */
DXAWS_API bool dxaws_acm_current_renewable(const dxaws_acm_current *current, bool *renewable);
/** Where it is from: "IMPORTED" is what somebody else issued. @since 0.9 */
DXAWS_API const char *dxaws_acm_current_type(const dxaws_acm_current *current);
/** How many resources use it. */
DXAWS_API size_t dxaws_acm_current_in_use_by_count(const dxaws_acm_current *current);
/** The ARN at @a index; NULL past the end. */
DXAWS_API const char *dxaws_acm_current_in_use_by_at(const dxaws_acm_current *current,
                                                     size_t index);
/** How many names it covers, as far as they were read. @since 0.9 */
DXAWS_API size_t dxaws_acm_current_name_count(const dxaws_acm_current *current);
/** The name at @a index; NULL past the end. @since 0.9 */
DXAWS_API const char *dxaws_acm_current_name_at(const dxaws_acm_current *current, size_t index);
/** The CNAME's name. */
DXAWS_API const char *dxaws_acm_current_validation_record_name(const dxaws_acm_current *current);
/** The CNAME's value. */
DXAWS_API const char *dxaws_acm_current_validation_record_value(const dxaws_acm_current *current);
/** What ACM knows of the record. */
DXAWS_API dxaws_acm_validation_status
dxaws_acm_current_validation_status(const dxaws_acm_current *current);
/** How many certificates are renewed by the same record. */
DXAWS_API size_t dxaws_acm_current_record_shared_with_count(const dxaws_acm_current *current);
/** The ARN at @a index; NULL past the end. */
DXAWS_API const char *dxaws_acm_current_record_shared_with_at(const dxaws_acm_current *current,
                                                              size_t index);
/** How many candidates there are; what the manager read has those that are not ours. */
DXAWS_API size_t dxaws_acm_current_candidate_count(const dxaws_acm_current *current);
/** The ARN of the one at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_acm_current_candidate_arn_at(const dxaws_acm_current *current,
                                                         size_t index);
/** How many others of the name are ours. */
DXAWS_API size_t dxaws_acm_current_other_count(const dxaws_acm_current *current);
/** The ARN at @a index; NULL past the end. */
DXAWS_API const char *dxaws_acm_current_other_at(const dxaws_acm_current *current, size_t index);
/** @} */

DXAWS_END_DECLS

#endif
