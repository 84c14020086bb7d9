/* SPDX-License-Identifier: MIT */
/* The calls of CloudFront that a provider of functions is made from: over HTTP in aws.c, on the
 * simulated account in memory.c. What to do with them is written once, in operations.c.
 *
 * A function is a JSON object: arn, comment, runtime, status, draft, etag, and code when it was
 * ever published. A refusal of the service is an error with its AWS code. Outputs are new
 * references. */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_SERVICE_H
#define DXAWS_CLOUDFRONT_FUNCTION_SERVICE_H

#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/extend/cloudfront-function.h>
#include <dxaws/kit/json.h>

#include "members.h"

struct function_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* All of it; NULL when there is none. */
    dxaws_error *(*look)(void *self, dxaws_context *context, const char *name, json_t **found);
    /* Name and comment of each function of the account, in a list. */
    dxaws_error *(*list)(void *self, dxaws_context *context, json_t **found);
    /* @a wanted: name, code, runtime, comment. What is answered: arn, etag. */
    dxaws_error *(*create)(void *self, dxaws_context *context, const json_t *wanted, json_t **made);
    /* @a etag: what it is to be still. What is answered: etag, when the service says it. */
    dxaws_error *(*update)(void *self, dxaws_context *context, const json_t *wanted,
                           const char *etag, json_t **made);
    dxaws_error *(*publish)(void *self, dxaws_context *context, const char *name, const char *etag);
    dxaws_error *(*remove)(void *self, dxaws_context *context, const char *name, const char *etag);
};

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *function_service_provider_new(const char *name, const struct function_service *service,
                                           void *self,
                                           dxaws_cloudfront_function_provider **provider);

#endif
