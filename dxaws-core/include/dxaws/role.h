/* SPDX-License-Identifier: MIT */
/** @file
 * A role that a session assumes. Changed by one thread at a time.
 */
#ifndef DXAWS_ROLE_H
#define DXAWS_ROLE_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** A role and how it is assumed: a value, given to dxaws_session_options_set_role(). @since 0.9 */
typedef struct dxaws_role dxaws_role;

/** The role with that ARN, such as "arn:aws:iam::123456789012:role/deployer"; copied. The caller
 * owns the result; NULL without memory. @since 0.9 */
DXAWS_API dxaws_role *dxaws_role_new(const char *arn);
DXAWS_API void dxaws_role_free(dxaws_role *role);
DXAWS_DEFINE_CLEANUP(dxaws_role, dxaws_role_free)

/** @name Setters
 * Copy their texts, of which NULL or a blank one takes the setting back; accept a NULL role. What
 * is not well formed is INVALID_ARGUMENT of dxaws_session_new(), which reports it, too, when there
 * was no memory (rule 25). @since 0.9
 * @{ */
/** What the role's owner agreed on with whoever may assume it. */
DXAWS_API void dxaws_role_set_external_id(dxaws_role *role, const char *external_id);
/** Of 2 to 64 letters, digits and _+=,.@-; by default "dxaws-" and the time. It is part of the
 * caller's ARN, and stands in the account's logs. */
DXAWS_API void dxaws_role_set_session_name(dxaws_role *role, const char *session_name);
/** How long the credentials last: 900 to 43200 seconds, 3600 at most when the role is assumed with
 * another role's credentials; 0 for the service's default. */
DXAWS_API void dxaws_role_set_duration_s(dxaws_role *role, int64_t duration_s);
/** @} */

DXAWS_END_DECLS

#endif
