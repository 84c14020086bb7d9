/* SPDX-License-Identifier: MIT */
/** @file
 * What is there: of a certificate as it was read, and as an apply left it.
 * <dxaws/acm.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_ACM_OBSERVED_H
#define DXAWS_ACM_OBSERVED_H

#include <dxaws/acm-values.h>
#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_acm_current dxaws_acm_current;

/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_acm_result dxaws_acm_result;

/** @name Current
 * JSON form: `{"exists", "domain_name", "region", "arn", "status", "failure_reason",
 * "key_algorithm", "not_after_ms", "expires_soon", "renewal_status", "renewal_reason",
 * "renewable", "type", "tags": {}, "in_use_by": [], "names": [],
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

DXAWS_END_DECLS

#endif
