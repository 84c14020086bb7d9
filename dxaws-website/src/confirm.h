/* SPDX-License-Identifier: MIT */
/* After a site was applied: the plan of what its modules read back is empty. */
#ifndef DXAWS_WEBSITE_CONFIRM_H
#define DXAWS_WEBSITE_CONFIRM_H

#include "site.h"

/* PARTIAL, code NotAsApplied, when something is left to do for a site that is to be there, or
 * what was read back cannot be planned with. Each module has compared its own part; this is what
 * they have to be to each other. Nothing is read for it. @a options are those that it was applied
 * with, and become the site's. */
dxaws_error *site_confirm(struct site *site, const dxaws_apply_options *options);

#endif
