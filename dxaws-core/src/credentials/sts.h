/* SPDX-License-Identifier: MIT */
/* Who the caller is. Roles are in sources.h. */
#ifndef DXAWS_CORE_STS_H
#define DXAWS_CORE_STS_H

#include "sources.h"

/* Owned. */
struct aws_caller {
    char *account;
    char *arn;
    char *user;
};

dxaws_error *aws_sts_caller_identity(const struct aws_settings *settings, dxaws_context *context,
                                     struct aws_credentials *by, struct aws_caller *caller);
/* The region whose endpoint is asked: "aws-global" for the one that older settings ask for.
 * @param fallback when the session has none, or NULL. */
dxaws_error *aws_sts_region(const struct aws_settings *settings, dxaws_context *context,
                            const char *fallback, const char **region);
void aws_caller_free(struct aws_caller *caller);

#endif
