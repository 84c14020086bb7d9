/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors of the domain "acm", as <dxaws/error-codes.h> has those of core and those
 * that every module gives. A code is stable, and a release only ever adds some. Before each stand
 * the kinds that it comes with. Constants, for any thread.
 */
#ifndef DXAWS_ACM_ERRORS_H
#define DXAWS_ACM_ERRORS_H

/** @name What only dxaws-acm gives
 * @since 0.9
 * @{ */
/** REFUSED: the domain's CAA records let ACM issue no certificate. */
#define DXAWS_ACM_ERROR_CAA_FORBIDS "CaaForbids"
/** STALE: somebody changed the tags that say whose it is: plan again. Retryable. */
#define DXAWS_ACM_ERROR_CERTIFICATE_CHANGED "CertificateChanged"
/** INVALID_STATE: ACM gave up; the message has the remedy. */
#define DXAWS_ACM_ERROR_CERTIFICATE_FAILED "CertificateFailed"
/** INVALID_STATE: it cannot be deleted; the message names the users. Retryable. */
#define DXAWS_ACM_ERROR_CERTIFICATE_IN_USE "CertificateInUse"
/** NOT_FOUND: the one that a Desired names by its ARN is not to be had. */
#define DXAWS_ACM_ERROR_CERTIFICATE_NOT_FOUND "CertificateNotFound"
/** REFUSED: a quota of the account is used up. */
#define DXAWS_ACM_ERROR_CERTIFICATE_QUOTA "CertificateQuota"
/** STALE: somebody deleted it meanwhile: run again. Retryable. */
#define DXAWS_ACM_ERROR_CERTIFICATE_VANISHED "CertificateVanished"
/** INVALID_ARGUMENT: an action's payload names no domain, or no region. */
#define DXAWS_ACM_ERROR_INVALID_ACTION "InvalidAction"
/** PROTOCOL: an answer of ACM is not what its documents say. */
#define DXAWS_ACM_ERROR_INVALID_RESPONSE "InvalidResponse"
/** INVALID_ARGUMENT: a manager was to be made without one of dxaws-dns. */
#define DXAWS_ACM_ERROR_MISSING_DNS "MissingDns"
/** INVALID_STATE: an action names no certificate: plan again. */
#define DXAWS_ACM_ERROR_NO_CERTIFICATE "NoCertificate"
/** INVALID_STATE: ACM has not named the validation record yet: run again. */
#define DXAWS_ACM_ERROR_NO_VALIDATION_RECORD "NoValidationRecord"
/** CONFLICT: too many certificates of the name were deleted within the hour. */
#define DXAWS_ACM_ERROR_TOKENS_USED_UP "TokensUsedUp"
/** CONFLICT: something else stands in the place of the validation record. @since 0.9 */
#define DXAWS_ACM_ERROR_VALIDATION_RECORD_CONFLICT "ValidationRecordConflict"
/** @} */

#endif
