/* SPDX-License-Identifier: MIT */
/* What was observed of a site, as one document: that of each module under its name, what the site
 * had and no longer asks for under "former", sentences for people under "notes", why a module could
 * not be read under "missing", the same of each host that redirects to it under "redirects", the
 * records at names that the distribution would lose under "leaving", and what lets the site's
 * certificates go when it goes itself under "used_by". */
#ifndef DXAWS_WEBSITE_CURRENT_H
#define DXAWS_WEBSITE_CURRENT_H

#include "site.h"

/* The document, or what a plan has of it; a new reference, NULL without memory. */
json_t *current_tree(const struct dxaws_website_current *current, bool for_plan);
/* Fills @a current, which is to be cleared in any case. INVALID_ARGUMENT, code InvalidPlan, naming
 * the member, for what cannot be such a document. */
dxaws_error *current_from(const json_t *tree, struct dxaws_website_current *current);
/* Releases what is in it. */
void current_clear(struct dxaws_website_current *current);

/* The error that a plan, or a document that it is made from, is wrong: INVALID_ARGUMENT, code
 * InvalidPlan. */
dxaws_error *invalid_plan(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
