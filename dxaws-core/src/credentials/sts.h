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

/* `region` is for a session that has none. */
dxaws_error *aws_sts_caller_identity(const struct aws_settings *settings, dxaws_context *context,
                                     struct aws_credentials *by, const char *region,
                                     struct aws_caller *caller);
void aws_caller_free(struct aws_caller *caller);

#endif
