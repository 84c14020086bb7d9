/* SPDX-License-Identifier: MIT */
/** @file
 * What is wanted of a site, and what of that is preset.
 * <dxaws/website.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_WEBSITE_DESIRED_H
#define DXAWS_WEBSITE_DESIRED_H

#include <dxaws/cloudfront-values.h>
#include <dxaws/core.h>
#include <dxaws/s3-content.h>

DXAWS_BEGIN_DECLS

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
 *              "http_version": "http2and3", "ipv6": true}, // and <dxaws/website-viewers.h>
 *      "dns": {"manage": true},
 *      "content": {"source": "/srv/dist"}, // or "objects"; as <dxaws/s3-content.h> has it
 *      "urls": "directories",            // directories | html | exact; absent: see set_urls()
 *      "redirects": ["example.com"],     // hosts that lead here
 *      "ignore_drift": ["cdn.price_class"], // told where it differs, and left
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
/**
 * One more host that leads here, such as "example.com" to "www.example.com"; at most 50, each once,
 * and not the domain. Each has a certificate, a distribution without a root object and alias
 * records of its own, as the site has them; the site's function answers there, https first: 301, or
 * 308 unless it was GET or HEAD, to the same path and query of the domain. One that is named no
 * more is removed, as far as it is the site's; under `protect` that is REFUSED unless the option
 * allow_destroy is the host or the site. A certificate of the caller's is not used for them.
 * @since 0.9
 */
DXAWS_API void dxaws_website_desired_add_redirect(dxaws_website_desired *desired, const char *host);
/** None, as far as none is added afterwards. @since 0.9 */
DXAWS_API void dxaws_website_desired_clear_redirects(dxaws_website_desired *desired);
/** How many hosts lead here. @since 0.9 */
DXAWS_API size_t dxaws_website_desired_redirect_count(const dxaws_website_desired *desired);
/** The host at @a index, borrowed; NULL past the end. @since 0.9 */
DXAWS_API const char *dxaws_website_desired_redirect_at(const dxaws_website_desired *desired,
                                                        size_t index);
/**
 * One more attribute that is left as somebody set it since: where what is there differs, the plan
 * has a note and no action. Each once, and of those that dxaws_website_desired_leave() leaves:
 * "fallback", "bucket.versioning", and of "cdn." those that are none of `origin_path` and
 * `error_ttl_s`. What is yet to be made is made as the site says.
 * @since 0.9
 */
DXAWS_API void dxaws_website_desired_add_ignored_drift(dxaws_website_desired *desired,
                                                       const char *attribute);
/** None, as far as none is added afterwards. @since 0.9 */
DXAWS_API void dxaws_website_desired_clear_ignored_drifts(dxaws_website_desired *desired);
/** How many are left so. @since 0.9 */
DXAWS_API size_t dxaws_website_desired_ignored_drift_count(const dxaws_website_desired *desired);
/** The attribute at @a index, borrowed; NULL past the end. @since 0.9 */
DXAWS_API const char *dxaws_website_desired_ignored_drift_at(const dxaws_website_desired *desired,
                                                             size_t index);
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

DXAWS_END_DECLS

#endif
