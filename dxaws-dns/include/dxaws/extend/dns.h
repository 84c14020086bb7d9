/* SPDX-License-Identifier: MIT */
/** @file
 * The documents of dxaws-dns as trees, for authors of providers who link jansson (soname 4); who
 * does not uses the texts of <dxaws/dns-provider.h>.
 *
 * A tree that is lent is borrowed from the value that it belongs to, until that is changed or
 * released, and must not be changed: copy it first (json_deep_copy()). A value is for one thread at
 * a time.
 */
#ifndef DXAWS_EXTEND_DNS_H
#define DXAWS_EXTEND_DNS_H

#include <dxaws/dns-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** The Desired's JSON form, an object; borrowed. NULL for a NULL Desired. @since 0.9 */
DXAWS_API const struct json_t *dxaws_dns_desired_tree(const dxaws_dns_desired *desired);
/** The Current's JSON form, hidden members included; borrowed. NULL for a NULL Current.
 * @since 0.9 */
DXAWS_API const struct json_t *dxaws_dns_current_tree(const dxaws_dns_current *current);
/** dxaws_dns_current_assign() with an object, which is copied. OUT_OF_MEMORY for a NULL one, so
 * that the outcome of json_pack() may be passed on unchecked; INVALID_ARGUMENT. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_assign_tree(dxaws_dns_current *current,
                                                                      const struct json_t *members);

/** @name The rules that all providers share
 * @{ */
/**
 * A name in the one spelling that can be compared, Route53's own: lower case, a trailing dot, every
 * character but a-z 0-9 - _ as \\ooo; a first label of "*" stays as it is.
 * @param why what is wrong with @a text, a static string, or NULL without memory; set when the
 * result is NULL.
 * @return for free(). AWS: "DNS domain name format" of the Route53 Developer Guide. @since 0.9
 */
DXAWS_API char *dxaws_dns_name_canonical(const char *text, const char **why);
/** True when a canonical name is @a zone, or below it. @since 0.9 */
DXAWS_API bool dxaws_dns_name_is_within(const char *name, const char *zone);
/** True for the id of a hosted zone, such as "Z0123456789ABC"; else it is a zone's name. @since 0.9
 */
DXAWS_API bool dxaws_dns_zone_is_id(const char *zone);
/** Of zones, an array of objects with `id` and `name`, the one that holds a canonical name: the
 * longest suffix of it. Borrowed; NULL when none does. @since 0.9 */
DXAWS_API const struct json_t *dxaws_dns_zone_find(const struct json_t *zones, const char *name);
/**
 * Reports in @a current the zones that hold the names of @a wanted.
 * @param candidates an array of objects with `id`, canonical `name`, `private` and
 *                   `linked_service`: at least every zone whose name is a suffix of a wanted name,
 * or the one that @a wanted asks for by its id. Others may be among them. NOT_FOUND, code
 * HostedZoneNotFound, for a name outside of all, unless the record sets are not to be present;
 * INVALID_ARGUMENT, code AmbiguousHostedZone, when several public zones have the name.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_current_select_zones(
    dxaws_dns_current *current, const dxaws_dns_desired *wanted, const struct json_t *candidates);
/** dxaws_dns_current_add_record() with a record set's JSON form, which is copied and brought into
 * canonical form. @since 0.9 */
DXAWS_API void dxaws_dns_current_add_record_tree(dxaws_dns_current *current,
                                                 const struct json_t *record);
/** @} */

DXAWS_END_DECLS

#endif
