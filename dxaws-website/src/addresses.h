/* SPDX-License-Identifier: MIT */
/* How the addresses of a site lead to its objects: by a function that its distribution runs. Where
 * nobody says, a new site that publishes has one, and an existing one is as it was made. */
#ifndef DXAWS_WEBSITE_ADDRESSES_H
#define DXAWS_WEBSITE_ADDRESSES_H

#include "site.h"

/* Whether the site's function is anything to it: it is wanted, or to be taken away. Where nobody
 * says, what was read decides. */
bool addresses_concern(const struct site *site);
/* Whether to look for it although nobody says: it may be there, or be made. */
bool addresses_may_concern(const struct site *site);
/* How paths are read, in the words of <dxaws/cloudfront-rewrite.h>. */
const char *addresses_of(const struct site *site);
/* Whether the distribution should run one: paths are not keys. */
bool addresses_are_led(const struct site *site);
/* Whether there should be a function: that, or hosts lead here. */
bool addresses_need_function(const struct site *site);
/* Whether the distribution, as it was read, runs the function of this site. */
bool addresses_are_run(const struct site *site);

/* REFUSED, code TooManyNames: the function has no room for what the site's content is called. */
dxaws_error *addresses_check(const struct site *site);

/* What the function's module is asked for. */
json_t *addresses_desire(const struct site *site);
/* What the distribution is to run: its ARN, not known before it is made; "" for nothing; NULL to
 * leave it alone. */
json_t *addresses_function(const struct site *site);
/* "exact", "directories" or "html": by which paths an object is asked for, to be forgotten. */
const char *addresses_forgotten(const struct site *site);

#endif
