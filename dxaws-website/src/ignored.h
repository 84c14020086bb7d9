/* SPDX-License-Identifier: MIT */
/* Attributes whose drift is told and not repaired: `ignore_drift`. */
#ifndef DXAWS_WEBSITE_IGNORED_H
#define DXAWS_WEBSITE_IGNORED_H

#include "steps.h"

/* Whether each is an attribute that a site may leave as it is, and named once. */
dxaws_error *ignored_check(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value);

/* What the module plans for @a desired, as site_plan(), but without what would change such an
 * attribute of a thing that exists: that is a note of the site. */
dxaws_error *ignored_plan(struct site *site, enum module module, const dxaws_document *desired,
                          const dxaws_document *current, dxaws_plan **plan);

#endif
