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
 * A Desired is in <dxaws/acm-desired.h>, a Current and a Result are in
 * <dxaws/acm-observed.h>, the values of both in <dxaws/acm-values.h>; this header includes them.
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

#include <dxaws/acm-desired.h>
#include <dxaws/acm-errors.h>
#include <dxaws/acm-observed.h>
#include <dxaws/acm-values.h>
#include <dxaws/core.h>
#include <dxaws/dns.h>

DXAWS_BEGIN_DECLS

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
