/* SPDX-License-Identifier: MIT */
/** @file
 * A static website: a private bucket, a DNS-validated certificate, a CloudFront distribution
 * with origin access control, and alias records, composed from the modules dxaws-s3, dxaws-acm,
 * dxaws-cloudfront and dxaws-dns through their public managers.
 *
 * The manager reads all four, plans the whole site before the first write, and applies the plan
 * in a safe order. Every step is re-entrant: stopped anywhere, the next run completes it.
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those that
 * getters return are borrowed, and NULL when there is none. Threads may share a manager.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches AWS fails as the four modules' headers say, among others with CONFLICT when
 * something is in the way that is somebody else's. What this module finds itself has the domain
 * "website" and a code of <dxaws/website-errors.h>, or one that every module gives, of
 * <dxaws/error-codes.h>.
 *
 * Options (<dxaws/options.h>): DXAWS_WAIT_ACCEPTED, the default, waits for the distribution to be
 * deployed only where records change that lead to it, DXAWS_WAIT_DEPLOYED after any change,
 * DXAWS_WAIT_NONE never, and not for records to be in sync. A certificate that the distribution
 * needs is always waited for. Deadlines go by the kind with its module before it,
 * "acm.WAIT_ISSUED", "cloudfront.WAIT_DEPLOYED", "dns.WAIT_INSYNC"; their defaults are those of the
 * modules. stop_after names a kind of the site's plan. parallelism limits what is read or performed
 * at the same time. A protected site is destroyed only when allow_destroy is its name. What is to
 * be adopted is named as the modules name it, "record/A/192.0.2.9", or by its kind.
 */
#ifndef DXAWS_WEBSITE_H
#define DXAWS_WEBSITE_H

#include <dxaws/acm.h>
#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront.h>
#include <dxaws/core.h>
#include <dxaws/dns.h>
#include <dxaws/module.h>
#include <dxaws/s3-content.h>
#include <dxaws/s3.h>
#include <dxaws/website-errors.h>

DXAWS_BEGIN_DECLS

/** The version of the loaded dxaws-website, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_website_version(void);

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from; the attributes are in the
 * table below. They are interface: a release does not change them. @since 0.9
 * @{ */
/** `present`: the site should exist. */
#define DXAWS_WEBSITE_DEFAULT_PRESENT true
/** `fallback`: a missing page is an error. */
#define DXAWS_WEBSITE_DEFAULT_FALLBACK "none"
/** `protect`: destroy needs consent, see the options above. */
#define DXAWS_WEBSITE_DEFAULT_PROTECT true
/** `bucket.versioning`. */
#define DXAWS_WEBSITE_DEFAULT_VERSIONING true
/** `cdn.price_class`. */
#define DXAWS_WEBSITE_DEFAULT_PRICE_CLASS DXAWS_CLOUDFRONT_DEFAULT_PRICE_CLASS
/** `cdn.minimum_protocol_version`. */
#define DXAWS_WEBSITE_DEFAULT_MINIMUM_PROTOCOL_VERSION                                             \
    DXAWS_CLOUDFRONT_DEFAULT_MINIMUM_PROTOCOL_VERSION
/** `cdn.http_version`. */
#define DXAWS_WEBSITE_DEFAULT_HTTP_VERSION DXAWS_CLOUDFRONT_DEFAULT_HTTP_VERSION
/** `cdn.ipv6`. */
#define DXAWS_WEBSITE_DEFAULT_IPV6 DXAWS_CLOUDFRONT_DEFAULT_IPV6
/** `dns.manage`: the records are ours to make. */
#define DXAWS_WEBSITE_DEFAULT_MANAGE_DNS true
/** @} */

/** @name Desired: what should be
 * Setters copy and cannot fail: what cannot be stored, such as a text that is not UTF-8, is
 * remembered and reported by the call that consumes the Desired. A NULL text takes back what was
 * set.
 *
 * The JSON form; only `site`, `domain` and `region` are required:
 *
 *     {"site": "example", "domain": "www.example.com", "region": "ca-central-1",
 *      "present": true,
 *      "tags": {"team": "web"},          // dxaws:site and dxaws:managed are added
 *      "fallback": "spa",                // none | spa | a path such as "/404.html"
 *      "protect": true,                  // destroy needs consent
 *      "zone": "example.com",            // zone id or name; absent: the longest public suffix
 *      "bucket": {"name": "...", "versioning": true, "force_empty": false,
 *                 "encryption": {"algorithm": "SSE-KMS", "kms_key": "alias/site",
 *                                "bucket_key": true},  // absent: as it is
 *                 "lifecycle": {"expire_noncurrent_days": 30, "keep_noncurrent": 3,
 *                               "abort_uploads_days": 7, "intelligent_tiering_days": 0}},
 *      "certificate": {"arn": "..."},    // or "key_algorithm", "record_ttl_s", "keep_validation"
 *      "cdn": {"price_class": "PriceClass_100", "minimum_protocol_version": "TLSv1.2_2021",
 *              "http_version": "http2and3", "ipv6": true},
 *      "dns": {"manage": true},
 *      "content": {"source": "/srv/dist"}, // or "objects"; as <dxaws/s3-content.h> has it
 *      "urls": "directories",            // directories | html | exact; absent: see set_urls()
 *      "invalidate": "auto", "scope": "site"}
 *
 * What it does not say of these is preset when it is consumed, from new() and from parse() alike,
 * to the DXAWS_WEBSITE_DEFAULT_... of that name:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `tags` | `{}` |
 * | `fallback` | `"none"` |
 * | `protect` | `true` |
 * | `bucket.versioning` | `true` |
 * | `cdn.price_class` | `"PriceClass_100"` |
 * | `cdn.minimum_protocol_version` | `"TLSv1.2_2021"` |
 * | `cdn.http_version` | `"http2and3"` |
 * | `cdn.ipv6` | `true` |
 * | `dns.manage` | `true` |
 *
 * `null`, and dxaws_website_desired_leave(), leave `fallback`, `bucket.versioning` and the members
 * of `cdn` alone; the others need a value. Since 0.9 `cdn.min_tls` is deprecated for
 * `cdn.minimum_protocol_version`, and `cdn.http` for `cdn.http_version`: they mean the same, and
 * reading a site that says them emits deprecated.used.
 *
 * @since 0.1
 * @{ */
/** What the caller wants: a value. */
typedef struct dxaws_website_desired dxaws_website_desired;

/**
 * A site that should exist. A NULL argument is left unset, and refused when it is consumed.
 * @param site   copied: its stable name, 1 to 63 of a-z, 0-9 and "-". It names the resources.
 * @param domain copied: the host name, of at most 64 characters.
 * @param region copied: where the bucket is made. The certificate is in us-east-1.
 * @return owned by the caller; NULL without memory.
 */
DXAWS_API dxaws_website_desired *dxaws_website_desired_new(const char *site, const char *domain,
                                                           const char *region);
/** Reads the JSON form; the caller owns the Desired. Names and types are checked, values when it is
 * consumed. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_parse(
    const char *json, dxaws_website_desired **desired);
/** What was set, as JSON with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_website_desired_format(const dxaws_website_desired *desired);
DXAWS_API void dxaws_website_desired_free(dxaws_website_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_website_desired, dxaws_website_desired_free)

/**
 * The whole check of a Desired, offline: what the modules will be asked for is checked by their
 * own rules too. INVALID_ARGUMENT.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_check(
    const dxaws_website_desired *desired);

/**
 * Leaves an attribute alone, although it has a preset: what it is now stays so, and what is new has
 * what AWS gives it.
 * @param attribute copied: its JSON name, such as "bucket.versioning". A wrong one, or one that
 *                  needs a value, is reported by the call that consumes the Desired:
 *                  INVALID_ARGUMENT, naming it. @since 0.9
 */
DXAWS_API void dxaws_website_desired_leave(dxaws_website_desired *desired, const char *attribute);
/** The lifecycle switch: false means that the site should not exist. */
DXAWS_API void dxaws_website_desired_set_present(dxaws_website_desired *desired, bool present);
/** The tags of the bucket, the certificate and the distribution, besides dxaws:site and
 * dxaws:managed; NULL for none. */
DXAWS_API void dxaws_website_desired_set_tags(dxaws_website_desired *desired,
                                              const dxaws_tags *tags);
/** What is answered where there is no object: "none" for the error, "spa" for "/index.html" with
 * 200, or the path of a page such as "/404.html". AWS: CloudFront's DistributionConfig,
 * CustomErrorResponses. */
DXAWS_API void dxaws_website_desired_set_fallback(dxaws_website_desired *desired,
                                                  const char *fallback);
/** Whether the site is refused to be destroyed without the option allow_destroy; the default is
 * true.
 * */
DXAWS_API void dxaws_website_desired_set_protect(dxaws_website_desired *desired, bool protect);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_protect(dxaws_website_desired *desired);
/** The hosted zone of the domain, by id or name; without one the public zone with the longest
 * matching name. */
DXAWS_API void dxaws_website_desired_set_zone(dxaws_website_desired *desired, const char *zone);
/** The bucket's name; without one it is made from site and domain. */
DXAWS_API void dxaws_website_desired_set_bucket_name(dxaws_website_desired *desired,
                                                     const char *name);
/** Whether the bucket keeps old versions of objects; the default is true. */
DXAWS_API void dxaws_website_desired_set_versioning(dxaws_website_desired *desired, bool enabled);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_versioning(dxaws_website_desired *desired);
/** Whether destroy empties the site's bucket, and one of an earlier name that the distribution
 * remembers, if we made it; without, one that holds objects is refused. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_force_empty(dxaws_website_desired *desired, bool force);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_force_empty(dxaws_website_desired *desired);
/** After how many days old versions are deleted: a rule of the bucket's lifecycle, beside those of
 * others. As soon as one of the rules is said, the bucket has those that are, and not the other
 * ones of ours; as long as none is, its lifecycle is neither read nor written. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_expire_noncurrent_days(dxaws_website_desired *desired,
                                                                int64_t days);
/** How many old versions, 1 to 100, stay all the same: the newest. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_keep_noncurrent(dxaws_website_desired *desired,
                                                         int64_t count);
/** After how many days what uploads left that were not finished goes. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_abort_uploads_days(dxaws_website_desired *desired,
                                                            int64_t days);
/** After how many days, 0 for at once, objects of 128 KiB and more are in INTELLIGENT_TIERING.
 * @since 0.9 */
DXAWS_API void dxaws_website_desired_set_intelligent_tiering_days(dxaws_website_desired *desired,
                                                                  int64_t days);
/** Takes all four back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_lifecycle(dxaws_website_desired *desired);
/**
 * How the bucket encrypts objects to come; what is not said is left. CloudFront reads them only
 * with a key whose policy lets it: the plan names the key among what it leaves, and is refused,
 * CONFLICT, code BucketEncryption, with AWS's own.
 * @param algorithm  copied: DXAWS_S3_ENCRYPTION_SSE_S3 and its like; NULL takes all of it back
 * @param kms_key    copied: an id, an ARN of the bucket's region, or "alias/NAME"; NULL with SSE-S3
 * @param bucket_key whether objects get their keys from one of the bucket's; for SSE-KMS only
 * @since 0.9
 */
DXAWS_API void dxaws_website_desired_set_encryption(dxaws_website_desired *desired,
                                                    const char *algorithm, const char *kms_key,
                                                    bool bucket_key);
/** A certificate of the caller's own, in us-east-1; it is used and never changed. */
DXAWS_API void dxaws_website_desired_set_certificate_arn(dxaws_website_desired *desired,
                                                         const char *arn);
/** The key of a new certificate: "RSA_2048" or "EC_prime256v1"; CloudFront takes no other. Copied.
 * AWS: RequestCertificate, KeyAlgorithm. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_key_algorithm(dxaws_website_desired *desired,
                                                       const char *algorithm);
/** The TTL of the certificate's validation record, in seconds, when that is written; above 0.
 * @since 0.9 */
DXAWS_API void dxaws_website_desired_set_record_ttl_s(dxaws_website_desired *desired,
                                                      int64_t seconds);
/** Takes the TTL back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_record_ttl_s(dxaws_website_desired *desired);
/** Whether the validation record stays when the certificate is deleted. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_keep_validation(dxaws_website_desired *desired, bool keep);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_keep_validation(dxaws_website_desired *desired);
/** Where the distribution serves from: "PriceClass_100", "PriceClass_200" or "PriceClass_All".
 * Copied. AWS: PriceClass. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_price_class(dxaws_website_desired *desired,
                                                     const char *price_class);
/** The least TLS policy, such as "TLSv1.2_2021". Copied. AWS: ViewerCertificate,
 * MinimumProtocolVersion. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_minimum_protocol_version(dxaws_website_desired *desired,
                                                                  const char *version);
/** "http1.1", "http2", "http3" or "http2and3". Copied. AWS: HttpVersion. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_http_version(dxaws_website_desired *desired,
                                                      const char *version);
/** Whether viewers may come by IPv6; then there is an AAAA record, too. AWS: IsIPV6Enabled.
 * @since 0.9 */
DXAWS_API void dxaws_website_desired_set_ipv6(dxaws_website_desired *desired, bool enabled);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_ipv6(dxaws_website_desired *desired);
/** False: no record of the domain is touched; the result says which records to make elsewhere.
 * Where no hosted zone of the account holds the domain, and none is named, the certificate's is
 * made elsewhere too: the plan, each look of the wait for it, and the result say which one; a
 * destroy names both. The default is true. */
DXAWS_API void dxaws_website_desired_set_manage_dns(dxaws_website_desired *desired, bool manage);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_website_desired_unset_manage_dns(dxaws_website_desired *desired);
/** What the site serves: a folder, or objects that are named; a copy, NULL for what nobody says,
 * which is left to others. Its bucket, region, prefix and account are the site's to say. It is
 * published before the distribution changes, and told to be complete when what copies of it the
 * distribution may have are to be forgotten. At the site's end nothing is asked of it:
 * `force_empty` takes it. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_content(dxaws_website_desired *desired,
                                                 const dxaws_s3_content_desired *content);
/** What a distribution is asked to forget when content changed: "auto", which is meant when never
 * set, what is stale; "all" of it, when anything is; "none". @since 0.9 */
DXAWS_API void dxaws_website_desired_set_invalidate(dxaws_website_desired *desired,
                                                    const char *invalidate);
/**
 * How addresses lead to objects: "directories", /docs/ is docs/index.html, and /docs is sent on to
 * it; "html", /docs is docs.html; "exact", a path is a key. All but the last by a function that the
 * distribution runs, "dxaws-<site>", which the site makes before it and removes after it. With the
 * fallback "spa" every page is /index.html, and only with "exact" by the answer to an error.
 * Never set, a new site with content has "directories", one that is there is left as it is.
 * @since 0.9
 */
DXAWS_API void dxaws_website_desired_set_urls(dxaws_website_desired *desired, const char *urls);
/** How much of it is done: "site", which is meant when never set; "content", only what the site
 * serves, and what the distribution is to forget: NOT_FOUND, code NoSite, where there is no site
 * yet. @since 0.9 */
DXAWS_API void dxaws_website_desired_set_scope(dxaws_website_desired *desired, const char *scope);

/** The name that was given, borrowed. */
DXAWS_API const char *dxaws_website_desired_site(const dxaws_website_desired *desired);
/** The domain that was given, borrowed. */
DXAWS_API const char *dxaws_website_desired_domain(const dxaws_website_desired *desired);
/** The region that was given, borrowed. @since 0.9 */
DXAWS_API const char *dxaws_website_desired_region(const dxaws_website_desired *desired);
/** The lifecycle switch; true unless it was set to false. @since 0.9 */
DXAWS_API bool dxaws_website_desired_is_present(const dxaws_website_desired *desired);
/** The bucket's name: the one set, else the one made from site and domain; for free(). NULL
 * without memory, or without site or domain. */
DXAWS_API char *dxaws_website_desired_bucket(const dxaws_website_desired *desired);
/** @} */

/** @name Current: what was observed
 * Four documents, one a module: `{"s3": {...}, "acm": {...}, "cloudfront": {...}, "dns": {...}}`,
 * each in its module's own form; what the site had and no longer asks for under "former", and
 * sentences for people under "notes", where there are any. A module that the site does not use is
 * absent, and so is one that cannot be read for want of a hosted zone; such a Current cannot be
 * planned from. @since 0.1
 * @{ */
/** What was observed: a value. */
typedef struct dxaws_website_current dxaws_website_current;

/** The JSON form, for free(). NULL without memory. */
DXAWS_API char *dxaws_website_current_format(const dxaws_website_current *current);
DXAWS_API void dxaws_website_current_free(dxaws_website_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_website_current, dxaws_website_current_free)
/** @} */

/** @name Result: what is there now
 * Texts are borrowed; NULL when there is no such thing, which after a destroy is true of all but
 * the site's name, the status and a certificate of the caller's own. @since 0.1
 * @{ */
/** What is there now: a value. */
typedef struct dxaws_website_result dxaws_website_result;

/** Whether the site is served everywhere as it should be. AWS: Distribution, Status. @since 0.9 */
typedef enum dxaws_website_status {
    DXAWS_WEBSITE_STATUS_UNKNOWN = 0,     /**< nothing was said */
    DXAWS_WEBSITE_STATUS_OTHER = 1,       /**< a word that this release does not know */
    DXAWS_WEBSITE_STATUS_IN_PROGRESS = 2, /**< InProgress: not everywhere yet */
    DXAWS_WEBSITE_STATUS_DEPLOYED = 3,    /**< Deployed */
    DXAWS_WEBSITE_STATUS_ABSENT = 4       /**< Absent: there is no distribution */
} dxaws_website_status;
/** The word that the JSON form has, such as "Deployed"; "UNKNOWN" for a number that is none. A
 * static string. @since 0.9 */
DXAWS_API const char *dxaws_website_status_name(dxaws_website_status status);

/** A record that leads to the site, as a person enters it at a DNS service: borrowed from the
 * result that it was got from. @since 0.9 */
typedef struct dxaws_website_record dxaws_website_record;
/** Its name, with a dot at the end; borrowed. @since 0.9 */
DXAWS_API const char *dxaws_website_record_name(const dxaws_website_record *record);
/** "A" or "AAAA"; "CNAME" where no hosted zone of the account holds the domain; borrowed.
 * @since 0.9 */
DXAWS_API const char *dxaws_website_record_type(const dxaws_website_record *record);
/** The name to point at, the distribution's; borrowed. @since 0.9 */
DXAWS_API const char *dxaws_website_record_value(const dxaws_website_record *record);

/** The site's name. */
DXAWS_API const char *dxaws_website_result_site(const dxaws_website_result *result);
/** The site's domain. @since 0.9 */
DXAWS_API const char *dxaws_website_result_domain(const dxaws_website_result *result);
/** Such as "https://www.example.com/". */
DXAWS_API const char *dxaws_website_result_url(const dxaws_website_result *result);
/** The bucket's name. */
DXAWS_API const char *dxaws_website_result_bucket(const dxaws_website_result *result);
/** The bucket's region. @since 0.9 */
DXAWS_API const char *dxaws_website_result_region(const dxaws_website_result *result);
/** The certificate that the distribution uses, also one of the caller's own. */
DXAWS_API const char *dxaws_website_result_certificate_arn(const dxaws_website_result *result);
/** Such as "E2QWRUHEXAMPLE": what an invalidation names. */
DXAWS_API const char *dxaws_website_result_distribution_id(const dxaws_website_result *result);
/** Such as "d111111abcdef8.cloudfront.net": where the domain's records lead. */
DXAWS_API const char *dxaws_website_result_distribution_domain_name(
    const dxaws_website_result *result);
/** The distribution's; ABSENT when there is none. */
DXAWS_API dxaws_website_status dxaws_website_result_status(const dxaws_website_result *result);
/** How many records lead to the site, or should, where dns.manage is false. @since 0.9 */
DXAWS_API size_t dxaws_website_result_record_count(const dxaws_website_result *result);
/** One of them, borrowed from @a result; NULL past the end. @since 0.9 */
DXAWS_API const dxaws_website_record *dxaws_website_result_record_at(
    const dxaws_website_result *result, size_t index);
/** The record that the certificate is validated and renewed by, where dns.manage is false and no
 * hosted zone of the account holds the domain: it has to stand where that is run. Borrowed from
 * @a result; NULL for none. @since 0.9 */
DXAWS_API const dxaws_website_record *dxaws_website_result_validation_record(
    const dxaws_website_result *result);
/**
 * The JSON form: what the getters say under their names, `domain`, the bucket's `region`, and
 * `records`, the alias records (`[{"name", "type", "value"}]`), `validation_record` in the same
 * form; for free(). NULL without memory. Where the records are made elsewhere, one leads there: of
 * type CNAME, or ALIAS where the domain is surely a zone's own name, which cannot be a CNAME.
 */
DXAWS_API char *dxaws_website_result_format(const dxaws_website_result *result);
DXAWS_API void dxaws_website_result_free(dxaws_website_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_website_result, dxaws_website_result_free)
/** @} */

/** @name Manager
 * It reads and writes in several threads at once, all of them ended when a function returns. A NULL
 * context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Reads, plans and applies through the four modules' managers. Refcounted. */
typedef struct dxaws_website_manager dxaws_website_manager;

/** What a manager works through: a value. @since 0.9 */
typedef struct dxaws_website_manager_options dxaws_website_manager_options;
/** Nothing set; owned by the caller. NULL without memory. @since 0.9 */
DXAWS_API dxaws_website_manager_options *dxaws_website_manager_options_new(void);
DXAWS_API void dxaws_website_manager_options_free(dxaws_website_manager_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_website_manager_options, dxaws_website_manager_options_free)
/** Through which buckets go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_s3(dxaws_website_manager_options *options,
                                                    dxaws_s3_manager *manager);
/** Through which records go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_dns(dxaws_website_manager_options *options,
                                                     dxaws_dns_manager *manager);
/** Through which certificates go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_acm(dxaws_website_manager_options *options,
                                                     dxaws_acm_manager *manager);
/** Through which distributions go; takes a reference. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_cloudfront(dxaws_website_manager_options *options,
                                                            dxaws_cloudfront_manager *manager);
/** Through which content goes; takes a reference. NULL takes it back. Only sites with content need
 * it: MissingManager otherwise, when they are read. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_content(dxaws_website_manager_options *options,
                                                         dxaws_s3_content_manager *manager);
/** Through which the function of a site goes; takes a reference. NULL takes it back. Only sites
 * that say `urls` need it: MissingManager otherwise, when they are read. @since 0.9 */
DXAWS_API void dxaws_website_manager_options_set_function(
    dxaws_website_manager_options *options, dxaws_cloudfront_function_manager *manager);
/** Takes a reference to the managers in @a options, which are borrowed for the call; without one of
 * the first four INVALID_ARGUMENT, naming it. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_new(
    const dxaws_website_manager_options *options, dxaws_website_manager **manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_ref(dxaws_website_manager *manager);
DXAWS_API dxaws_website_manager *dxaws_website_manager_unref(dxaws_website_manager *manager);
static inline void dxaws_website_manager_cleanup(dxaws_website_manager **pointer)
{
    *pointer = dxaws_website_manager_unref(*pointer);
}

/** Reads what exists, all four modules at once. Fails as they do. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_get_current(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    dxaws_website_current **current);
/**
 * Reads, then plans the whole site. Its actions are the modules', in the order of their steps,
 * their kinds prefixed with the module: "s3.CREATE_BUCKET", "dns.CHANGE_RECORDS". What an
 * earlier step will decide, such as a new certificate's ARN, is DXAWS_KNOWN_AFTER_APPLY, and
 * "complete" false; this plan may be applied all the same.
 * REFUSED when an invariant or a protection says no, CONFLICT when something is in the way that is
 * somebody else's. Emits manager.plan.start and .done.
 *
 * What the site had and no longer asks for, by what its distribution says and with the site's tag,
 * is planned to be removed. The plan's JSON has `notes`, a list of texts, about what is left: a
 * bucket that is not read any more, records that are not managed any more.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_plan(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_plan **plan);
/** Plans purely, from what was read before: no clock, no provider, the same plan for the same
 * documents. INVALID_ARGUMENT when it was read for another Desired, REFUSED and CONFLICT as
 * dxaws_website_manager_plan(). */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_desired_plan(
    const dxaws_website_desired *desired, const dxaws_website_current *current,
    const dxaws_apply_options *options, dxaws_plan **plan);
/**
 * Performs a plan, also one that was kept as JSON; never more than it shows: STALE when more
 * would be needed. Steps that do not depend on each other run at the same time; when one fails
 * its neighbours are stopped, where the next run can go on.
 *
 * PARTIAL when something was done before it stopped; the error names the steps that failed, and
 * the last of its causes says why. INVALID_ARGUMENT for a plan of another module. Emits
 * manager.apply.start, .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_apply(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** dxaws_website_manager_plan() and apply, with the errors of both, such as PARTIAL. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_execute(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** Execute with present = false; @a desired is left as it is. REFUSED under `protect` unless
 * the option allow_destroy is the site. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_website_manager_destroy(
    dxaws_website_manager *manager, dxaws_context *context, const dxaws_website_desired *desired,
    const dxaws_apply_options *options, dxaws_website_result **result);
/** @} */

/**
 * This module as data, for those who treat all modules alike; static. It uses s3, dns, acm and
 * cloudfront, in that order, and has no provider of its own. Its managers are those of
 * dxaws_website_manager_new().
 *
 * Its step() performs the next action of every unfinished step of the first wave that has any, at
 * the same time; of a wait one look. The plan of what is left has, besides what any plan has,
 * "done", the names of steps that are over, and "running", the rest of the module's own plan of
 * each step that is under way; "waiting" says what they wait for, when all that is left of the wave
 * waits. A step that was not begun is planned anew from what is known by then. apply() of the plan
 * without actions gives the Result.
 *
 * What a plan shows must be what the rest of it leads to: one that was cut, reordered or edited is
 * refused with INVALID_ARGUMENT, code InvalidPlan, naming the member, or with STALE, code
 * MoreThanPlanned, before anything is done. @since 0.9
 */
DXAWS_API const dxaws_module *dxaws_website_module(void);

DXAWS_END_DECLS

#endif
