/* SPDX-License-Identifier: MIT */
/* Providers whose effects happen somewhere else: in another process, on another machine, in a
 * function that is called from afar. Only texts go there and come back. */
#ifndef REMOTE_H
#define REMOTE_H

#include <dxaws/core.h>

/* One of each module: what it is asked is done by @there, a provider of the same module, of which
 * it takes a reference. */
dxaws_error *remote_s3_provider_new(dxaws_provider *there, dxaws_provider **provider);
dxaws_error *remote_dns_provider_new(dxaws_provider *there, dxaws_provider **provider);
dxaws_error *remote_acm_provider_new(dxaws_provider *there, dxaws_provider **provider);
dxaws_error *remote_cloudfront_provider_new(dxaws_provider *there, dxaws_provider **provider);

/* What is asked: a read, or one action. */
struct remote_request {
    const char *kind;     /* of the action; NULL for a read */
    const char *resource; /* of the action */
    char *wanted;         /* a read's Desired; taken over */
    const char *payload;  /* the action's */
    char *before;         /* what the action's caller knew; taken over */
};

/* The near end of the line: what the far end answered, a text for free(), or its error. */
dxaws_error *remote_ask(dxaws_provider *there, dxaws_context *context,
                        struct remote_request *request, char **answer);
/* For destroy(): hangs up. */
void remote_close(void *there);

#endif
