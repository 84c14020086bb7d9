/* SPDX-License-Identifier: MIT */
/* A site as a visitor sees it, before what was there until now is removed. */
#ifndef DXAWS_LAMBDA_VERIFY_H
#define DXAWS_LAMBDA_VERIFY_H

#include <dxaws/core.h>
#include <jansson.h>

#include "host.h"

/* Asks the site's own distribution for its first page, by the site's name, and puts "url",
 * "status", "edge" and "certificate", the served one's kind of key, into @a reply. DNS is not
 * asked: plans wait for records. @a desired and @a current are the website's documents.
 * NOT_FOUND, code NotServed, without a distribution; UNAVAILABLE, with the same code, when it does
 * not answer well, with a certificate for that name and with the key that the site's own has. */
dxaws_error *verify_served(const struct host *host, dxaws_context *context, const json_t *desired,
                           const json_t *current, json_t *reply);

#endif
