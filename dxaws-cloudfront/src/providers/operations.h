/* SPDX-License-Identifier: MIT */
/* What the operations of a provider share. */
#ifndef DXAWS_CLOUDFRONT_OPERATIONS_H
#define DXAWS_CLOUDFRONT_OPERATIONS_H

#include "service.h"

/* The self of a provider over a service. */
struct operations {
    const struct cloudfront_service *service;
    void *self;
};

/* Takes over what a call said about the distribution; NULL says that there is none. */
dxaws_error *operations_absorb(dxaws_cloudfront_current *observed, const json_t *found);
/* Takes over what a call said about our origin access control; NULL says that there is none. */
dxaws_error *operations_absorb_oac(dxaws_cloudfront_current *observed, const json_t *oac);
/* Looks for our origin access control by its name. */
dxaws_error *operations_find_oac(const struct operations *on, dxaws_context *context,
                                 const char *name, dxaws_cloudfront_current *observed);
dxaws_error *operations_get_current(void *self, dxaws_context *context,
                                    const dxaws_cloudfront_desired *wanted,
                                    dxaws_cloudfront_current *current);

/* removal.c */
dxaws_error *operations_disable(void *self, dxaws_context *context, const json_t *payload,
                                dxaws_cloudfront_current *observed);
dxaws_error *operations_delete_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed);
dxaws_error *operations_delete_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed);

#endif
