/* SPDX-License-Identifier: MIT */
/* Questions to DNS, by c-ares: one thread, one at a time. */
#ifndef DXAWS_CLI_CHECKS_DNS_H
#define DXAWS_CLI_CHECKS_DNS_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "dns-reply.h"

struct dns;

/* False: built without c-ares, and nothing can be asked. */
bool dns_is_built(void);

/* Asks those servers, "127.0.0.1:53,...", NULL for the machine's own; @a recursive for one that
 * looks further, else what that server itself says is asked. For dns_close(). */
dxaws_error *dns_open(dxaws_context *context, const char *servers, bool recursive,
                      struct dns **dns);
void dns_close(struct dns *dns);

/* Asks one question. CANCELLED and TIMEOUT as the context says; what goes wrong otherwise is a
 * reply. */
dxaws_error *dns_ask(struct dns *dns, const char *name, enum dns_type type,
                     struct dns_reply *reply);

#endif
