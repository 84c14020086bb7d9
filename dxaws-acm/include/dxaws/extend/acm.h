/* SPDX-License-Identifier: MIT */
/** @file
 * The documents of dxaws-acm as trees, for authors of providers who link jansson (soname 4); who
 * does not uses the texts of <dxaws/acm-provider.h>.
 *
 * A tree that is lent is borrowed from the value that it belongs to, until that is changed or
 * released, and must not be changed: copy it first (json_deep_copy()). A value is for one thread at
 * a time.
 */
#ifndef DXAWS_EXTEND_ACM_H
#define DXAWS_EXTEND_ACM_H

#include <dxaws/acm-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** The Desired's JSON form, an object; borrowed. NULL for a NULL Desired. @since 0.9 */
DXAWS_API const struct json_t *dxaws_acm_desired_tree(const dxaws_acm_desired *desired);
/** The Current's JSON form, hidden members included; borrowed. NULL for a NULL Current.
 * @since 0.9 */
DXAWS_API const struct json_t *dxaws_acm_current_tree(const dxaws_acm_current *current);
/** dxaws_acm_current_assign() with an object, which is copied. OUT_OF_MEMORY for a NULL one, so
 * that the outcome of json_pack() may be passed on unchecked; INVALID_ARGUMENT. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_current_assign_tree(dxaws_acm_current *current,
                                                                      const struct json_t *members);

/** What a certificate has that is requested without saying more, in the form of a Current: what a
 * simulated one begins with. A new object, owned by the caller; NULL without memory. AWS:
 * RequestCertificate. @since 0.9 */
DXAWS_API struct json_t *dxaws_acm_initial_tree(void);

DXAWS_END_DECLS

#endif
