/* SPDX-License-Identifier: MIT */
/** @file
 * What is there: of record sets as they were read, and as an apply left them.
 * <dxaws/dns.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_DNS_OBSERVED_H
#define DXAWS_DNS_OBSERVED_H

#include <dxaws/core.h>
#include <dxaws/dns-values.h>

DXAWS_BEGIN_DECLS

/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_dns_current dxaws_dns_current;

/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_dns_result dxaws_dns_result;

/** @name Current
 * JSON form: `{"exists", "records": [], "zones": [{"id", "name", "linked_service", "undelegated"}],
 * "changes":
 * [{"id", "status"}]}`: the record sets of every type at the wanted names, and the zones that hold
 * those names. Setters are in <dxaws/dns-provider.h>. @since 0.1
 * @{ */
/** Nothing observed yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_dns_current *dxaws_dns_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_parse(const char *json,
                                                                dxaws_dns_current **current);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_dns_current_format(const dxaws_dns_current *current);
DXAWS_API void dxaws_dns_current_free(dxaws_dns_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_dns_current, dxaws_dns_current_free)
/** True when one of the wanted record sets is there. */
DXAWS_API bool dxaws_dns_current_exists(const dxaws_dns_current *current);
/** How many record sets stand at the wanted names. */
DXAWS_API size_t dxaws_dns_current_record_count(const dxaws_dns_current *current);
/** The record set at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_current_record_at(const dxaws_dns_current *current,
                                                              size_t index);
/** How many zones hold wanted names. */
DXAWS_API size_t dxaws_dns_current_zone_count(const dxaws_dns_current *current);
/** The zone at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_zone *dxaws_dns_current_zone_at(const dxaws_dns_current *current,
                                                          size_t index);
/** How many changes were made. */
DXAWS_API size_t dxaws_dns_current_change_count(const dxaws_dns_current *current);
/** The change at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_change *dxaws_dns_current_change_at(const dxaws_dns_current *current,
                                                              size_t index);
/** @} */

/** @name Result
 * The same as a Current, after the last write. @since 0.1
 * @{ */
/** The JSON form, that of a Current, for free(). NULL without memory. */
DXAWS_API char *dxaws_dns_result_format(const dxaws_dns_result *result);
DXAWS_API void dxaws_dns_result_free(dxaws_dns_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_dns_result, dxaws_dns_result_free)
/** True when one of the wanted record sets is there. */
DXAWS_API bool dxaws_dns_result_exists(const dxaws_dns_result *result);
/** How many record sets stand at the wanted names, also those that are not ours. */
DXAWS_API size_t dxaws_dns_result_record_count(const dxaws_dns_result *result);
/** The record set at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_record *dxaws_dns_result_record_at(const dxaws_dns_result *result,
                                                             size_t index);
/** How many zones hold wanted names. */
DXAWS_API size_t dxaws_dns_result_zone_count(const dxaws_dns_result *result);
/** The zone at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_dns_zone *dxaws_dns_result_zone_at(const dxaws_dns_result *result,
                                                         size_t index);
/** How many changes were made; @since 0.9. */
DXAWS_API size_t dxaws_dns_result_change_count(const dxaws_dns_result *result);
/** The change at @a index, borrowed; NULL past the end. @since 0.9 */
DXAWS_API const dxaws_dns_change *dxaws_dns_result_change_at(const dxaws_dns_result *result,
                                                             size_t index);
/** @} */

DXAWS_END_DECLS

#endif
