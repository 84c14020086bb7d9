/* SPDX-License-Identifier: MIT */
/* Certificates as providers read them: which are ours, and which of them is the best.
 *
 * A certificate is a JSON object with the observed attributes of the schema (`arn`, `status`,
 * `key_algorithm`, `not_after_ms`, `expires_soon`, `in_use_by`, `validation_record` ...) and, for
 * choosing, `domain_name`, `type`, `validation_method`, `managed_by`, `names` and `in_use`. What
 * is not known is absent. */
#ifndef DXAWS_ACM_CERTIFICATES_H
#define DXAWS_ACM_CERTIFICATES_H

#include <dxaws/extend/acm.h>
#include <dxaws/kit/json.h>

#include "members.h"

/* Members that are no attributes. */
#define CERTIFICATE_TYPE ACM_TYPE
#define CERTIFICATE_METHOD "validation_method"
#define CERTIFICATE_MANAGER "managed_by"
#define CERTIFICATE_NAMES ACM_NAMES
#define CERTIFICATE_IN_USE ACM_IN_USE

/* ACM renews 60 days before the end: with this little left it must have failed to. */
enum { ACM_SOON_DAYS = 30 };

/* Sets `not_after_ms` and `expires_soon`, as dx_put() does. */
void certificate_set_end(bool *whole, json_t *certificate, int64_t not_after_ms, int64_t now_ms);

/* The name in the mark of one that is ours: of the domain and, once there is one, of the ARN. */
void certificate_name_mark(const char *domain, const char *arn, char name[CERTIFICATE_MARK_SIZE]);

/* Issued by ACM, as far as it says: what a server leaves out is unknown. */
bool certificate_is_of_acm(const json_t *certificate);

/* Of ACM, validated by DNS, for this one name, and not managed by another service, as far as it
 * says. */
bool certificate_is_candidate(const json_t *certificate, const char *domain);

/* Those of the name, from the best to the worst, for a wanted key algorithm or NULL. */
json_t *certificates_candidates(const json_t *certificates, const char *domain,
                                const char *key_algorithm);

/* The ARNs of those that need the validation record of @a domain; NULL without memory. */
json_t *certificates_sharing(const json_t *certificates, const char *domain);

/* What is observed of each: a new array, NULL without memory. */
json_t *certificates_reported(const json_t *certificates);

/* Replaces what @a observed says about a certificate; its tags only when @a certificate has them,
 * and not who shares its record: ACM reports those elsewhere. */
dxaws_error *certificate_observe(const json_t *certificate, dxaws_acm_current *observed);

/* Adds @a certificates to @a observed, each with what a list of all says of it. */
dxaws_error *certificates_observe(const json_t *certificates, dxaws_acm_current *observed);

/* One look of a wait did not find the certificate. */
dxaws_error *certificate_miss(dxaws_acm_current *observed);

/* INVALID_STATE: it cannot be deleted, for these use it. */
dxaws_error *certificate_in_use(const char *domain, const char *arn, const json_t *users);

#endif
