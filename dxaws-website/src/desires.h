/* SPDX-License-Identifier: MIT */
/* What each module is asked for: the site's Desired translated into the module's own. */
#ifndef DXAWS_WEBSITE_DESIRES_H
#define DXAWS_WEBSITE_DESIRES_H

#include "site.h"

/* What the module is asked for, with the outputs known so far; NULL without memory. */
/* What is desired of any bucket of the site, by whatever name: a new tree. */
json_t *site_desire_bucket(const struct site *site, const char *name, const char *region);
/* The same of one that is given back: nothing of ours stays in it, and what stays set is read. */
json_t *site_desire_given_back(const struct site *site, const char *name, const char *region);
dxaws_document *site_desire(const struct site *site, enum module module);

/* What a certificate of the site is asked to have, whichever of its names it is for: members of a
 * Desired of dxaws-acm, a new object; NULL without memory. */
json_t *site_certificate_owner(const struct site *site);

/* What is asked to read the caller's own certificate; nothing is done with it. */
dxaws_document *site_desire_given(const struct site *site);

/* What dxaws-dns is asked for records to be gone; NULL without memory. */
dxaws_document *site_desire_no_records(const struct site *site, const char *name, json_t *records);

/* The same in a zone, by its name or id. */
dxaws_document *site_desire_no_records_in(const char *name, json_t *records, const char *zone);

#endif
