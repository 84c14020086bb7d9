/* SPDX-License-Identifier: MIT */
/** @file
 * A static website: a private bucket, a DNS-validated certificate, a CloudFront distribution
 * with origin access control, and alias records, composed from the modules dxaws-s3, dxaws-acm,
 * dxaws-cloudfront and dxaws-dns through their public managers.
 *
 * The manager reads all four, plans the whole site before the first write, and applies the plan
 * in a safe order. Every step is re-entrant: stopped anywhere, the next run completes it.
 */
#ifndef DXAWS_WEBSITE_H
#define DXAWS_WEBSITE_H

#include <dxaws/acm.h>
#include <dxaws/cloudfront.h>
#include <dxaws/core.h>
#include <dxaws/dns.h>
#include <dxaws/s3.h>

DXAWS_BEGIN_DECLS

/** The version of the loaded dxaws-website, such as "0.1.0". @since 0.1 */
DXAWS_API const char *dxaws_website_version(void);

/** @name Desired: what should be
 * A value with one owner. Setters copy, accept NULL to take an attribute back, and cannot fail:
 * running out of memory is remembered and reported by the call that consumes the object.
 *
 * The JSON form; only `site`, `domain` and `region` are required, the rest shows the defaults:
 *
 *     {"site": "example", "domain": "www.example.com", "region": "ca-central-1",
 *      "present": true,
 *      "tags": {},                       // dxaws:site and dxaws:managed are added
 *      "fallback": "none",               // none | spa | a path such as "/404.html"
 *      "protect": true,                  // destroy needs allow_destroy
 *      "allow_destroy": "example",       // the site's name; absent by default
 *      "wait": "accepted",               // none | accepted | deployed
 *      "zone": "example.com",            // zone id or name; absent: the longest public suffix
 *      "bucket": {"name": "...", "versioning": true},
 *      "certificate": {"arn": "..."},    // or "key", "timeout_s", "keep_validation"
 *      "cdn": {"price_class": "PriceClass_100", "min_tls": "TLSv1.2_2021",
 *              "http": "http2and3", "ipv6": true},
 *      "dns": {"ttl": 300, "manage": true},
 *      "timeouts": {"certificate_s": 2700, "deploy_s": 1800, "insync_s": 300, "delete_s": 1800},
 *      "takeover": []}                   // "dns": replace records that are not ours
 *
 * @since 0.1
 * @{ */
typedef struct dxaws_website_desired dxaws_website_desired;

/** NULL without memory. A NULL argument is left unset, and refused when it is consumed. */
DXAWS_API dxaws_website_desired *dxaws_website_desired_new(const char *site, const char *domain,
                                                           const char *region);
/** INVALID_ARGUMENT, naming the member, for unknown members and wrong types. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_parse(
    const char *json, dxaws_website_desired **desired);
/** The JSON form; release with free(). NULL without memory. */
DXAWS_API char *dxaws_website_desired_format(const dxaws_website_desired *desired);
DXAWS_API void dxaws_website_desired_free(dxaws_website_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_website_desired, dxaws_website_desired_free)

/**
 * The whole check of a Desired, offline: what the modules will be asked for is checked by their
 * own rules too. NULL when it is right.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_check(
    const dxaws_website_desired *desired);

DXAWS_API void dxaws_website_desired_set_present(dxaws_website_desired *desired, bool present);
DXAWS_API void dxaws_website_desired_set_tags(dxaws_website_desired *desired,
                                              const dxaws_tags *tags);
DXAWS_API void dxaws_website_desired_set_fallback(dxaws_website_desired *desired,
                                                  const char *fallback);
DXAWS_API void dxaws_website_desired_set_protect(dxaws_website_desired *desired, bool protect);
/** Destroying a protected site needs its own name here. */
DXAWS_API void dxaws_website_desired_set_allow_destroy(dxaws_website_desired *desired,
                                                       const char *site);
DXAWS_API void dxaws_website_desired_set_wait(dxaws_website_desired *desired, const char *wait);
DXAWS_API void dxaws_website_desired_set_zone(dxaws_website_desired *desired, const char *zone);
DXAWS_API void dxaws_website_desired_set_bucket_name(dxaws_website_desired *desired,
                                                     const char *name);
DXAWS_API void dxaws_website_desired_set_versioning(dxaws_website_desired *desired, bool enabled);
/** A certificate of the caller's own, in us-east-1; it is used and never changed. */
DXAWS_API void dxaws_website_desired_set_certificate_arn(dxaws_website_desired *desired,
                                                         const char *arn);
/** False: no record is touched; the result says which records to make elsewhere. */
DXAWS_API void dxaws_website_desired_set_manage_dns(dxaws_website_desired *desired, bool manage);

DXAWS_API const char *dxaws_website_desired_site(const dxaws_website_desired *desired);
DXAWS_API const char *dxaws_website_desired_domain(const dxaws_website_desired *desired);
/** The bucket's name: the one set, else the one made from site and domain. Release with free().
 * NULL without memory, or without site or domain. */
DXAWS_API char *dxaws_website_desired_bucket(const dxaws_website_desired *desired);
/** @} */

/** @name Current: what was observed
 * Four documents, one a module: `{"s3": {...}, "acm": {...}, "cloudfront": {...}, "dns": {...}}`,
 * each in its module's own form. A module that the site does not use is absent, and so is one that
 * cannot be read for want of a hosted zone; such a Current cannot be planned from. @since 0.1
 * @{ */
typedef struct dxaws_website_current dxaws_website_current;

/** The JSON form; release with free(). NULL without memory. */
DXAWS_API char *dxaws_website_current_format(const dxaws_website_current *current);
DXAWS_API void dxaws_website_current_free(dxaws_website_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_website_current, dxaws_website_current_free)
/** @} */

/** @name Result: what is there now
 * Strings are borrowed; NULL when there is no such thing (all of them after destroy).
 * @since 0.1
 * @{ */
typedef struct dxaws_website_result dxaws_website_result;

DXAWS_API const char *dxaws_website_result_site(const dxaws_website_result *result);
/** "https://www.example.com/" */
DXAWS_API const char *dxaws_website_result_url(const dxaws_website_result *result);
DXAWS_API const char *dxaws_website_result_bucket(const dxaws_website_result *result);
DXAWS_API const char *dxaws_website_result_certificate_arn(const dxaws_website_result *result);
DXAWS_API const char *dxaws_website_result_distribution_id(const dxaws_website_result *result);
DXAWS_API const char *dxaws_website_result_distribution_domain_name(
    const dxaws_website_result *result);
/** The distribution's: "InProgress" or "Deployed"; "Absent" when there is none. */
DXAWS_API const char *dxaws_website_result_status(const dxaws_website_result *result);
/**
 * The JSON form: what the getters say under their names, and `records`, the alias records
 * (`[{"name", "type", "value"}]`). Release with free(). NULL without memory.
 */
DXAWS_API char *dxaws_website_result_format(const dxaws_website_result *result);
DXAWS_API void dxaws_website_result_free(dxaws_website_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_website_result, dxaws_website_result_free)
/** @} */

/** @name Manager
 * Refcounted, thread-safe. Holds references to the four managers. It reads and writes in several
 * threads at once, all of them ended when a function returns. @since 0.1
 * @{ */
typedef struct dxaws_website_manager dxaws_website_manager;

DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_new(
    dxaws_s3_manager *s3, dxaws_dns_manager *dns, dxaws_acm_manager *acm,
    dxaws_cloudfront_manager *cloudfront, dxaws_website_manager **manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_ref(dxaws_website_manager *manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_unref(dxaws_website_manager *manager);
static inline void dxaws_website_manager_cleanup(dxaws_website_manager **pointer)
{
    *pointer = dxaws_website_manager_unref(*pointer);
}

/** Reads what exists, all four modules at once. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_get_current(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_website_current **current);
/**
 * Reads, then plans the whole site. Its actions are the modules', in the order of their steps,
 * their kinds prefixed with the module: "s3.CREATE_BUCKET", "dns.CHANGE_RECORDS". What an
 * earlier step will decide, such as a new certificate's ARN, is DXAWS_KNOWN_AFTER_APPLY.
 * REFUSED when an invariant or a protection says no.
 *
 * What the site had and no longer asks for, by what its distribution says and with the site's tag,
 * is planned to be removed. The plan's JSON has `notes`, a list of texts, about what is left: a
 * bucket that is not read any more, records that are not managed any more.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_plan(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_plan **plan);
/** Plans, purely, from what was read before. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_plan_from(
    const dxaws_website_desired *desired, const dxaws_website_current *current, dxaws_plan **plan);
/**
 * Performs a plan, also one that was kept as JSON; never more than it shows: STALE when more
 * would be needed. Steps that do not depend on each other run at the same time; when one fails
 * its neighbours are stopped, where the next run can go on.
 *
 * PARTIAL when something was done before it stopped; the error names the steps that failed, and
 * the last of its causes says why.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_apply(dxaws_website_manager *manager,
                                                                    dxaws_context *context,
                                                                    const dxaws_plan *plan,
                                                                    dxaws_website_result **result);
/** Plan and apply. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_execute(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_website_result **result);
/** Execute with present = false. REFUSED under `protect` unless `allow_destroy` is the site. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_destroy(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_website_result **result);
/** @} */

DXAWS_END_DECLS

#endif
