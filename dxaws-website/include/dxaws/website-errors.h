/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors of the domain "website", as <dxaws/error-codes.h> has those of core and those
 * that every module gives. A code is stable, and a release only ever adds some. Before each stand
 * the kinds that it comes with. Constants, for any thread.
 */
#ifndef DXAWS_WEBSITE_ERRORS_H
#define DXAWS_WEBSITE_ERRORS_H

/** @name What only dxaws-website gives
 * @since 0.9
 * @{ */
/** REFUSED: DNS leads to an alias that the site does not ask for. */
#define DXAWS_WEBSITE_ERROR_ALIAS_IN_USE "AliasInUse"
/** CONFLICT: a resource carries another site's tag. */
#define DXAWS_WEBSITE_ERROR_ANOTHER_SITE "AnotherSite"
/** PERMISSION: the credentials may not do what publishing its content needs. */
#define DXAWS_WEBSITE_ERROR_CONTENT_DENIED "ContentDenied"
/** NOT_FOUND: no zone of the account holds the domain. */
#define DXAWS_WEBSITE_ERROR_HOSTED_ZONE_NOT_FOUND "HostedZoneNotFound"
/** INVALID_ARGUMENT: a plan, or a document for one, is not what was made. */
#define DXAWS_WEBSITE_ERROR_INVALID_PLAN "InvalidPlan"
/** REFUSED: the plan would leave the site insecure or unreachable. */
#define DXAWS_WEBSITE_ERROR_INVARIANT_VIOLATED "InvariantViolated"
/** INVALID_ARGUMENT: a manager was to be made without one of the four modules'. */
#define DXAWS_WEBSITE_ERROR_MISSING_MANAGER "MissingManager"
/** STALE: more would be needed than the plan shows: plan again. */
#define DXAWS_WEBSITE_ERROR_MORE_THAN_PLANNED "MoreThanPlanned"
/** INVALID_ARGUMENT: a Current was read for another Desired. */
#define DXAWS_WEBSITE_ERROR_NOT_OBSERVED "NotObserved"
/** NOT_FOUND: content is to be published to a site that is not there. */
#define DXAWS_WEBSITE_ERROR_NO_SITE "NoSite"
/** REFUSED: the zone that is named is private: viewers never ask it. */
#define DXAWS_WEBSITE_ERROR_PRIVATE_ZONE "PrivateZone"
/** REFUSED: a site with `protect` is to be destroyed. */
#define DXAWS_WEBSITE_ERROR_PROTECTED_SITE "ProtectedSite"
/** Any kind: a step stopped: PARTIAL when something was changed, else the kind of its cause, the
 * last of which says why. */
#define DXAWS_WEBSITE_ERROR_STEP_FAILED "StepFailed"
/** REFUSED: the function that leads addresses to objects has no room for the names of files without
 * a dot, and of folders with one. */
#define DXAWS_WEBSITE_ERROR_TOO_MANY_NAMES "TooManyNames"
/** REFUSED: the caller's own certificate does not exist, is not issued, or does not cover the
 * domain. */
#define DXAWS_WEBSITE_ERROR_UNUSABLE_CERTIFICATE "UnusableCertificate"
/** REFUSED: the zone that is named does not hold the domain. */
#define DXAWS_WEBSITE_ERROR_WRONG_ZONE "WrongZone"
/** @} */

#endif
