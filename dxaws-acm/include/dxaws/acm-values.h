/* SPDX-License-Identifier: MIT */
/** @file
 * The words of dxaws-acm: how far a certificate is, and what of a Desired is preset.
 * <dxaws/acm.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_ACM_VALUES_H
#define DXAWS_ACM_VALUES_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** How far a certificate is. AWS: CertificateDetail, Status. @since 0.9 */
typedef enum dxaws_acm_status {
    DXAWS_ACM_STATUS_UNKNOWN = 0,              /**< nothing was said */
    DXAWS_ACM_STATUS_OTHER = 1,                /**< a word that this release does not know */
    DXAWS_ACM_STATUS_PENDING_VALIDATION = 2,   /**< ACM waits for the validation record */
    DXAWS_ACM_STATUS_ISSUED = 3,               /**< usable */
    DXAWS_ACM_STATUS_INACTIVE = 4,             /**< INACTIVE */
    DXAWS_ACM_STATUS_EXPIRED = 5,              /**< not renewed in time */
    DXAWS_ACM_STATUS_VALIDATION_TIMED_OUT = 6, /**< no validation record was seen for 72 hours */
    DXAWS_ACM_STATUS_REVOKED = 7,              /**< REVOKED */
    DXAWS_ACM_STATUS_FAILED = 8                /**< not issued: see the failure's reason */
} dxaws_acm_status;
/** AWS's word, such as "ISSUED"; "UNKNOWN" for a number that is none. A static string. @since 0.9
 */
DXAWS_API const char *dxaws_acm_status_name(dxaws_acm_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_acm_status dxaws_acm_status_from_name(const char *name);

/** What ACM knows of a name's validation record. AWS: DomainValidation, ValidationStatus.
 * @since 0.9 */
typedef enum dxaws_acm_validation_status {
    DXAWS_ACM_VALIDATION_STATUS_UNKNOWN = 0,            /**< nothing was said */
    DXAWS_ACM_VALIDATION_STATUS_OTHER = 1,              /**< an unknown word */
    DXAWS_ACM_VALIDATION_STATUS_PENDING_VALIDATION = 2, /**< not seen yet */
    DXAWS_ACM_VALIDATION_STATUS_SUCCESS = 3,            /**< seen */
    DXAWS_ACM_VALIDATION_STATUS_FAILED = 4              /**< not seen in time */
} dxaws_acm_validation_status;
/** AWS's word, such as "SUCCESS"; "UNKNOWN" for a number that is none. A static string.
 * @since 0.9 */
DXAWS_API const char *dxaws_acm_validation_status_name(dxaws_acm_validation_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_acm_validation_status dxaws_acm_validation_status_from_name(const char *name);

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from. They are interface: a release
 * does not change them. @since 0.9
 * @{ */
/** `present`: the certificate should exist. */
#define DXAWS_ACM_DEFAULT_PRESENT true
/** `mark`: tags say whose the certificate is. */
#define DXAWS_ACM_DEFAULT_MARK true
/** `tags_exact`: tags of others stay. */
#define DXAWS_ACM_DEFAULT_TAGS_EXACT false
/** The key of a new certificate. It is no preset: one that exists keeps the key that it has. AWS:
 * KeyAlgorithm. */
#define DXAWS_ACM_DEFAULT_KEY_ALGORITHM "RSA_2048"
/** @} */

DXAWS_END_DECLS

#endif
