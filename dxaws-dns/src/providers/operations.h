/* SPDX-License-Identifier: MIT */
/* A provider over a service. */
#ifndef DXAWS_DNS_OPERATIONS_H
#define DXAWS_DNS_OPERATIONS_H

#include "service.h"

/* The self of a provider over a service. */
struct operations {
    const struct dns_service *service;
    void *self;
};

/* reading.c: get_current() of the provider. */
dxaws_error *dns_read(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                      dxaws_dns_current *current);

#endif
