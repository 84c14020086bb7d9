/* SPDX-License-Identifier: MIT */
/** @file
 * What is there: of a site as it was read, and as an apply left it.
 * <dxaws/website.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_WEBSITE_OBSERVED_H
#define DXAWS_WEBSITE_OBSERVED_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** @name Current: what was observed
 * Four documents, one a module: `{"s3": {...}, "acm": {...}, "cloudfront": {...}, "dns": {...}}`,
 * each in its module's own form; what the site had and no longer asks for under "former", and
 * sentences for people under "notes", where there are any; the same of each host that leads to the
 * site, or led there, under "redirects". A module that the site does not use is
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
 * form, `redirects` (`[{"domain", "status", "certificate_arn", "distribution_id",
 * "distribution_domain_name"}]`); for free(). NULL without memory. Where the records are made
 * elsewhere, one leads there: of type CNAME, or ALIAS where the domain is surely a zone's own name,
 * which cannot be a CNAME.
 */
DXAWS_API char *dxaws_website_result_format(const dxaws_website_result *result);
DXAWS_API void dxaws_website_result_free(dxaws_website_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_website_result, dxaws_website_result_free)
/** @} */

DXAWS_END_DECLS

#endif
