/* SPDX-License-Identifier: MIT */
/* The alias records of a site: which it wants, and which of those that stand are its own. All in
 * the form of dxaws-dns; NULL without memory. */
#ifndef DXAWS_WEBSITE_RECORDS_H
#define DXAWS_WEBSITE_RECORDS_H

#include "site.h"

/* Those that the site wants. */
json_t *site_records(const struct site *site);
/* What leads there where no alias of Route53 can: "CNAME", or "ALIAS" for a name that is surely a
 * zone's own, which cannot be a CNAME; other services have that type, some as ANAME. */
const char *site_record_elsewhere(const struct site *site);

/* A and AAAA alias records of a name that lead to the distribution; with @a both false, AAAA only
 * when the site wants it. */
json_t *site_alias_records(const struct site *site, const char *name, bool both);

/* What to remove: whoever moved the name elsewhere keeps that record, and the site can go. */
json_t *site_own_records(const struct site *site);

/* The site's own AAAA record, when it stands and is not wanted. */
json_t *site_unwanted_records(const struct site *site);

/* Leaves @a records with those that are among the observed and lead to our distribution. */
void site_keep_leading(const struct site *site, json_t *records, const json_t *observed);

/* False when, as far as was observed, there is nothing to ask of the module: a site that is to go
 * has no record left that is its own. */
bool site_asks(const struct site *site, enum module module);

#endif
