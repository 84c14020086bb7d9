/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-acm: converges one DNS-validated ACM certificate for one fully qualified domain name:
 * that it exists, its tags, its key algorithm, the validation record it is renewed by, and that
 * it is issued. The record is written through dxaws-dns; ACM never talks to Route53.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Attributes never set in a Desired are never touched. Errors have domain "acm"; besides AWS's
 * own codes: InvalidDesiredStateError, CertificateFailed, CertificateInUse, CertificateVanished,
 * CertificateQuota, UnsupportedAttribute, WaitTimeout.
 */
#ifndef DXAWS_ACM_H
#define DXAWS_ACM_H

#include <dxaws/core.h>
#include <dxaws/dns.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_acm_desired dxaws_acm_desired;   /**< What the caller wants. A value. */
typedef struct dxaws_acm_current dxaws_acm_current;   /**< What a provider observed. A value. */
typedef struct dxaws_acm_result dxaws_acm_result;     /**< What exists afterwards. A value. */
typedef struct dxaws_acm_provider dxaws_acm_provider; /**< Refcounted, thread-safe. */
typedef struct dxaws_acm_manager dxaws_acm_manager;   /**< Refcounted, thread-safe. */

/** The version of the loaded dxaws-acm, such as "0.1.0". @since 0.1 */
DXAWS_API const char *dxaws_acm_version(void);

/** @name Desired
 * JSON form: `{"domain_name", "region", "present", "tags": {}, "key_algorithm", "wait",
 * "record_timeout_s", "timeout_s", "keep_validation", "zone", "only", "record_ttl"}`.
 *
 * Setters copy, accept NULL and cannot fail: what cannot be stored is remembered and reported by
 * the call that consumes the object. @since 0.1
 * @{ */
/**
 * A certificate that should exist and be issued.
 * @param domain_name the one name it is for, of at most 64 characters; "*.example.com" for a
 *        wildcard. Lower-cased, a trailing dot is taken away.
 * @param region where it is used, such as "eu-west-1"; CloudFront wants "us-east-1".
 * @return NULL without memory.
 */
DXAWS_API dxaws_acm_desired *dxaws_acm_desired_new(const char *domain_name, const char *region);
/** Reads the JSON form; nothing is preset but `present`. INVALID_ARGUMENT names the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_desired_parse(const char *json,
                                                                dxaws_acm_desired **desired);
/** The JSON form with sorted keys; release with free(). NULL without memory. */
DXAWS_API char *dxaws_acm_desired_format(const dxaws_acm_desired *desired);
DXAWS_API void dxaws_acm_desired_free(dxaws_acm_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_acm_desired, dxaws_acm_desired_free)
/** The lifecycle switch: false means that the certificate should not exist. */
DXAWS_API void dxaws_acm_desired_set_present(dxaws_acm_desired *desired, bool present);
/** One more tag; the set replaces the certificate's own, AWS's "aws:" tags aside. */
DXAWS_API void dxaws_acm_desired_set_tag(dxaws_acm_desired *desired, const char *key,
                                         const char *value);
/** All tags at once; NULL stops managing tags, an empty set removes them all. */
DXAWS_API void dxaws_acm_desired_set_tags(dxaws_acm_desired *desired, const dxaws_tags *tags);
/**
 * "RSA_2048", "EC_prime256v1" or "EC_secp384r1". When never set, a new certificate gets RSA_2048
 * and an existing one keeps what it has; otherwise one with another key is replaced.
 */
DXAWS_API void dxaws_acm_desired_set_key_algorithm(dxaws_acm_desired *desired,
                                                   const char *key_algorithm);
/** false: do not wait until the certificate is issued, only until its record stands. */
DXAWS_API void dxaws_acm_desired_set_wait(dxaws_acm_desired *desired, bool wait);
/** How long ACM may take to name the validation record; 0 for the default, 5 minutes. */
DXAWS_API void dxaws_acm_desired_set_record_timeout_s(dxaws_acm_desired *desired, int64_t seconds);
/**
 * How long to wait for the issue, or on destroy for the last user to leave; 0 for the defaults,
 * 75 and 30 minutes.
 */
DXAWS_API void dxaws_acm_desired_set_timeout_s(dxaws_acm_desired *desired, int64_t seconds);
/**
 * true: destroy leaves the validation record. It is left in any case while another certificate
 * of the name needs it.
 */
DXAWS_API void dxaws_acm_desired_set_keep_validation(dxaws_acm_desired *desired, bool keep);
/**
 * The hosted zone of the validation record, by id or name, as in dxaws_dns_desired_set_zone();
 * without one it is the public zone with the longest matching name.
 */
DXAWS_API void dxaws_acm_desired_set_zone(dxaws_acm_desired *desired, const char *zone);
/**
 * That certificate of the name and no other, by ARN: for one that is no longer wanted while the
 * name has a better one. Without it, the best one.
 */
DXAWS_API void dxaws_acm_desired_set_only(dxaws_acm_desired *desired, const char *arn);
/**
 * The TTL that the validation record is written with, in seconds; 0 for the default of dxaws-dns.
 * One that stands with another TTL is as good.
 */
DXAWS_API void dxaws_acm_desired_set_record_ttl(dxaws_acm_desired *desired, int64_t seconds);
DXAWS_API const char *dxaws_acm_desired_domain_name(const dxaws_acm_desired *desired);
DXAWS_API const char *dxaws_acm_desired_region(const dxaws_acm_desired *desired);
/** Checks the whole Desired without reading anything. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_desired_check(const dxaws_acm_desired *desired);
/** @} */

/** @name Current
 * What a provider does not set is unknown, which is not the same as off. Setters are for
 * providers. @since 0.1
 * @{ */
DXAWS_API dxaws_acm_current *dxaws_acm_current_new(void);
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_current_parse(const char *json,
                                                                dxaws_acm_current **current);
DXAWS_API char *dxaws_acm_current_format(const dxaws_acm_current *current);
DXAWS_API void dxaws_acm_current_free(dxaws_acm_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_acm_current, dxaws_acm_current_free)
/** Whether a certificate of ours for the name exists, in whatever status. Always set. */
DXAWS_API void dxaws_acm_current_set_exists(dxaws_acm_current *current, bool exists);
DXAWS_API void dxaws_acm_current_set_domain_name(dxaws_acm_current *current, const char *name);
DXAWS_API void dxaws_acm_current_set_region(dxaws_acm_current *current, const char *region);
DXAWS_API void dxaws_acm_current_set_arn(dxaws_acm_current *current, const char *arn);
/** ACM's own word: "PENDING_VALIDATION", "ISSUED", "FAILED" ... */
DXAWS_API void dxaws_acm_current_set_status(dxaws_acm_current *current, const char *status);
/** ACM's own word, such as "CAA_ERROR". */
DXAWS_API void dxaws_acm_current_set_failure_reason(dxaws_acm_current *current, const char *reason);
/** As in a Desired: "RSA_2048", not the "RSA-2048" that ACM reports. */
DXAWS_API void dxaws_acm_current_set_key_algorithm(dxaws_acm_current *current,
                                                   const char *key_algorithm);
/** "2027-01-31T12:00:00Z". */
DXAWS_API void dxaws_acm_current_set_not_after(dxaws_acm_current *current, const char *time);
/** True when so little is left that ACM's own renewal must have failed. */
DXAWS_API void dxaws_acm_current_set_expires_soon(dxaws_acm_current *current, bool soon);
/** Without AWS's own "aws:" tags. */
DXAWS_API void dxaws_acm_current_set_tags(dxaws_acm_current *current, const dxaws_tags *tags);
/** One more resource, by ARN, that uses the certificate. */
DXAWS_API void dxaws_acm_current_add_user(dxaws_acm_current *current, const char *arn);
/** Says that the users are known, even when there are none. */
DXAWS_API void dxaws_acm_current_set_no_users(dxaws_acm_current *current);
/** The CNAME that ACM wants to see; the name and value in lower case with a trailing dot. */
DXAWS_API void dxaws_acm_current_set_validation_record(dxaws_acm_current *current, const char *name,
                                                       const char *value);
/** What ACM knows of the name: "PENDING_VALIDATION", "SUCCESS", "FAILED". */
DXAWS_API void dxaws_acm_current_set_validation_status(dxaws_acm_current *current,
                                                       const char *status);
/** One more certificate, by ARN, that is renewed by the same validation record. */
DXAWS_API void dxaws_acm_current_add_record_sharer(dxaws_acm_current *current, const char *arn);
/** One more certificate, by ARN, that is ours for the same name and is not the best. ACM lists
 * one that was deleted for some seconds more. */
DXAWS_API void dxaws_acm_current_add_other(dxaws_acm_current *current, const char *arn);

DXAWS_API bool dxaws_acm_current_exists(const dxaws_acm_current *current);
DXAWS_API const char *dxaws_acm_current_arn(const dxaws_acm_current *current);
DXAWS_API const char *dxaws_acm_current_status(const dxaws_acm_current *current);
DXAWS_API const char *dxaws_acm_current_key_algorithm(const dxaws_acm_current *current);
DXAWS_API const char *dxaws_acm_current_not_after(const dxaws_acm_current *current);
/** Whether the validation record stands in DNS; false, leaving the output alone, if unknown. */
DXAWS_API bool dxaws_acm_current_validation_published(const dxaws_acm_current *current,
                                                      bool *published);
/** A new set that the caller frees; NULL when not reported. */
DXAWS_API dxaws_tags *dxaws_acm_current_tags(const dxaws_acm_current *current);
/** @} */

/** @name Result
 * Strings are borrowed; NULL after a destroy. @since 0.1
 * @{ */
DXAWS_API char *dxaws_acm_result_format(const dxaws_acm_result *result);
DXAWS_API void dxaws_acm_result_free(dxaws_acm_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_acm_result, dxaws_acm_result_free)
DXAWS_API bool dxaws_acm_result_exists(const dxaws_acm_result *result);
DXAWS_API const char *dxaws_acm_result_domain_name(const dxaws_acm_result *result);
DXAWS_API const char *dxaws_acm_result_region(const dxaws_acm_result *result);
DXAWS_API const char *dxaws_acm_result_arn(const dxaws_acm_result *result);
DXAWS_API const char *dxaws_acm_result_status(const dxaws_acm_result *result);
/** When it expires, such as "2027-01-31T12:00:00Z"; NULL before it is issued. */
DXAWS_API const char *dxaws_acm_result_not_after(const dxaws_acm_result *result);
/** The validation CNAME: its name and its value, each with a trailing dot; NULL if unknown. */
DXAWS_API const char *dxaws_acm_result_validation_name(const dxaws_acm_result *result);
DXAWS_API const char *dxaws_acm_result_validation_value(const dxaws_acm_result *result);
/** The ARN of the resource at @a index that uses the certificate; NULL past the end. */
DXAWS_API const char *dxaws_acm_result_user_at(const dxaws_acm_result *result, size_t index);
/** @} */

/** @name Manager
 * @since 0.1
 * @{ */
/** Takes a reference to @a provider, and to @a dns, through which validation records go. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_new(dxaws_acm_provider *provider,
                                                              dxaws_dns_manager *dns,
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
 * take the record: said before anything is requested.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_get_current(
    dxaws_acm_manager *manager, dxaws_context *context, const dxaws_acm_desired *desired,
    dxaws_acm_current **current);
/** Plans purely: no clock, no provider, the same plan for the same documents. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_plan_from(const dxaws_acm_desired *desired,
                                                            const dxaws_acm_current *current,
                                                            dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: DELETE_FAILED, REQUEST_CERTIFICATE,
 * PUT_TAGS, WAIT_VALIDATION_RECORD, PUT_VALIDATION_RECORD, WAIT_ISSUED; and on destroy
 * WAIT_UNUSED, DELETE_VALIDATION_RECORD, DELETE_CERTIFICATE. Emits manager.plan.start and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_plan(dxaws_acm_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_acm_desired *desired,
                                                               dxaws_plan **plan);
/** Performs a plan and reads back. PARTIAL when it stopped after some actions; run again. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_apply(dxaws_acm_manager *manager,
                                                                dxaws_context *context,
                                                                const dxaws_plan *plan,
                                                                dxaws_acm_result **result);
/** Plan and apply. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_execute(dxaws_acm_manager *manager,
                                                                  dxaws_context *context,
                                                                  const dxaws_acm_desired *desired,
                                                                  dxaws_acm_result **result);
/** Execute with present = false. Waits until nothing uses the certificate any more. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_manager_destroy(dxaws_acm_manager *manager,
                                                                  dxaws_context *context,
                                                                  const dxaws_acm_desired *desired,
                                                                  dxaws_acm_result **result);
/** @} */

DXAWS_END_DECLS

#endif
