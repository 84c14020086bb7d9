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
 * slot needs (below); without `arn`, @a observed holds the one that an earlier action of the
 * same plan made. What the service answered goes into @a observed.
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
     * Lists the certificates of the name that @a wanted gives and reads the best one of ours
     * into @a current: always `exists`. A listed certificate that cannot be described any more
     * does not count. AWS: ListCertificates, DescribeCertificate, ListTagsForCertificate.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current);
    /**
     * `key_algorithm`, `tags`; `replaces`: the ARN that must not be answered again. Repeatable:
     * the same request within the hour gives the same certificate. AWS: RequestCertificate with
     * ValidationMethod DNS and an IdempotencyToken.
     */
    dxaws_acm_action_fn *request_dns_validated_certificate;
    /** `tags`: the whole set; `removed_tags`: keys that are not in it any more. AWS:
     * AddTagsToCertificate, RemoveTagsFromCertificate. */
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

DXAWS_END_DECLS

#endif
