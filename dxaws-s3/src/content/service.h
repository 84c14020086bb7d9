/* SPDX-License-Identifier: MIT */
/* Providers of content over a store (store.h): what an action means is said once, in operations.c;
 * a store only carries calls out. */
#ifndef DXAWS_S3_CONTENT_SERVICE_H
#define DXAWS_S3_CONTENT_SERVICE_H

#include <dxaws/s3-content-providers.h>

#include "store.h"

struct content_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* As struct s3_service has it. */
    dxaws_error *(*account)(void *self, dxaws_context *context, bool asked,
                            char account[DXAWS_ACCOUNT_SIZE]);
    const struct content_store *store;
    int64_t part_bytes; /* as a place has it: of services that are not S3 */
};

/* Takes @a self over, and says what is needed when that is NULL. */
dxaws_error *content_service_provider_new(const char *name, const struct content_service *service,
                                          void *self, dxaws_s3_content_provider **provider);

#endif
