/* SPDX-License-Identifier: MIT */
/* Content in the simulated account. */
#include "memory-store.h"
#include "service.h"

#include <stdio.h>

static dxaws_error *account_of(void *self, dxaws_context *context, bool asked,
                               char account[DXAWS_ACCOUNT_SIZE])
{
    (void)context;
    (void)asked;
    snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", dxaws_memory_account_id(self));
    return NULL;
}

static void destroy(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct content_service service = {
    .needs = "an account",
    .destroy = destroy,
    .account = account_of,
    .store = &memory_store,
};

dxaws_error *dxaws_s3_content_provider_new_memory(dxaws_memory_account *account,
                                                  dxaws_s3_content_provider **provider)
{
    return content_service_provider_new("memory", &service, dxaws_memory_account_ref(account),
                                        provider);
}
