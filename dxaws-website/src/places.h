/* SPDX-License-Identifier: MIT */
/* Where in a site's document what a module refuses was said. */
#ifndef DXAWS_WEBSITE_PLACES_H
#define DXAWS_WEBSITE_PLACES_H

#include "site.h"

/* Gives an error about what a module was asked for the path of what it was made from in @a said,
 * the site's Desired as it was given. Takes and returns @a error, which may be NULL. */
dxaws_error *site_place(const json_t *said, enum module module, dxaws_error *error);

/* The same of a site: what is wrong with a host that leads to another one is said where that names
 * it, also when no module said it, MODULE_COUNT. */
dxaws_error *site_place_in(const struct site *site, enum module module, dxaws_error *error);

#endif
