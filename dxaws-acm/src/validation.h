/* SPDX-License-Identifier: MIT */
/* The validation record in DNS, through the public manager of dxaws-dns. */
#ifndef DXAWS_ACM_VALIDATION_H
#define DXAWS_ACM_VALIDATION_H

#include "schema.h"

/* What the hooks work with; the manager, whose hooks they are, is not referred to. */
struct validation {
    dxaws_dns_manager *dns;
    struct dx_manager *manager;
};

/* dx_observe_hook: which of the certificates that were found is meant, and whether its record
 * stands; @a self is a struct validation. */
dxaws_error *acm_observe(void *self, dxaws_context *context, const json_t *desired,
                         struct dx_state *observed);

/* dx_perform_hook: MARK_VALIDATION_RECORD, PUT_VALIDATION_RECORD and DELETE_VALIDATION_RECORD. */
dxaws_error *acm_perform_record(void *self, dxaws_context *context, const dxaws_action *action,
                                struct dx_state *observed, bool *performed);

#endif
