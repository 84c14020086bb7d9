/* SPDX-License-Identifier: MIT */
/* A provider that passes everything to another one, and breaks down at a chosen call. */
#ifndef DXAWS_S3_FAILING_PROVIDER_H
#define DXAWS_S3_FAILING_PROVIDER_H

#include "schema.h"

struct failing {
    dxaws_provider *inner;
    int calls;
    int fail_at;   /* the number of the call that fails, from 1; 0 for none */
    bool answered; /* true: the effect happens, but the answer is lost */
    int cancel_at; /* the call after which the context is cancelled; 0 for none */
};

/* Borrows @a self, which must outlive the provider; takes a reference to @a inner. */
dxaws_error *failing_provider_new(struct failing *self, dxaws_s3_provider *inner,
                                  dxaws_s3_provider **provider);

#endif
