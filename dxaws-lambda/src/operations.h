/* SPDX-License-Identifier: MIT */
/* The operations that can be invoked: documents in, documents out. They are those of
 * <dxaws/module.h> and <dxaws/provider.h>, by name; docs/operations.md has their members. */
#ifndef DXAWS_LAMBDA_OPERATIONS_H
#define DXAWS_LAMBDA_OPERATIONS_H

#include <jansson.h>

#include "host.h"

/* Performs "s3.plan" and the like. @a request is an object; @a reply a new reference to one. What
 * the request has besides is passed by. UNSUPPORTED, code UnknownOperation; INVALID_ARGUMENT, code
 * InvalidRequest, for a member that is missing or of another type; else the operation's own. */
dxaws_error *operations_perform(const struct host *host, dxaws_context *context,
                                const char *operation, const json_t *request, json_t **reply);

#endif
