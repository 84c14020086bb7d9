/* SPDX-License-Identifier: MIT */
/* What would stop an apply, looked for before it: in the account and in DNS, by reading alone. */
#ifndef DXAWS_CLI_CHECKS_PREFLIGHT_H
#define DXAWS_CLI_CHECKS_PREFLIGHT_H

#include "../subject.h"
#include "findings.h"

/* dxaws preflight, of a site; @a account is the number that its manifest names, or NULL. */
dxaws_error *preflight_run(struct run *run, const struct subject *site, const char *account);

/* preflight-dns.c: what the world's DNS says of the site's name: its CAA records, and where it
 * leads now. @a current is what the website read, NULL when it could not. */
dxaws_error *preflight_dns(struct run *run, const json_t *document, const json_t *current,
                           struct findings *findings);
/* preflight-zone.c: whether the zone above leads to the zone that has the site's name. */
dxaws_error *preflight_zone(struct run *run, const json_t *document, struct findings *findings);

#endif
