/* SPDX-License-Identifier: MIT */
/* The validation record in DNS, through the public manager of dxaws-dns. */
#ifndef DXAWS_ACM_VALIDATION_H
#define DXAWS_ACM_VALIDATION_H

#include "schema.h"

/* dx_observe_hook: says whether the record stands; @a self is the dxaws_dns_manager. */
dxaws_error *acm_observe_record(void *self, dxaws_context *context, const json_t *desired,
                                struct dx_state *observed);

/* dx_perform_hook: PUT_VALIDATION_RECORD and DELETE_VALIDATION_RECORD. */
dxaws_error *acm_perform_record(void *self, dxaws_context *context, const dxaws_action *action,
                                struct dx_state *observed, bool *performed);

#endif
