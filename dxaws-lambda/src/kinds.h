/* SPDX-License-Identifier: MIT */
/* Which actions a function performs for a manager that is elsewhere. */
#ifndef DXAWS_LAMBDA_KINDS_H
#define DXAWS_LAMBDA_KINDS_H

#include <jansson.h>

#include "host.h"

/* The kinds of actions of a module that are performed here, a new reference: all that its provider
 * has, with "M.perform" in the handler; with "M.observe" alone those that only read. */
dxaws_error *kinds_performed(const struct host *host, const dxaws_module *module,
                             dxaws_provider *provider, json_t **kinds);

/* Whether that is "M.perform" of an action that only reads, for which "M.observe" is enough. */
bool kinds_only_read(const struct host *host, const char *operation, const json_t *request);

#endif
