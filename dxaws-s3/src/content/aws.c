/* SPDX-License-Identifier: MIT */
/* Content in S3 itself. */
#include "aws-store.h"
#include "service.h"

static dxaws_error *account_of(void *self, dxaws_context *context, bool asked,
                               char account[DXAWS_ACCOUNT_SIZE])
{
    return dxaws_session_find_account(self, context, asked, account);
}

static void destroy(void *self)
{
    dxaws_session_unref(self);
}

static const struct content_service service = {
    .needs = "a session",
    .destroy = destroy,
    .account = account_of,
    .store = &aws_store,
};

dxaws_error *dxaws_s3_content_provider_new_aws(dxaws_session *session,
                                               dxaws_s3_content_provider **provider)
{
    return content_service_provider_new("aws", &service, dxaws_session_ref(session), provider);
}
