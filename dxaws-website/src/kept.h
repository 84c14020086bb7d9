/* SPDX-License-Identifier: MIT */
/* What would be removed, and stays for a reason that its module cannot know. */
#ifndef DXAWS_WEBSITE_KEPT_H
#define DXAWS_WEBSITE_KEPT_H

#include "former.h"

/* *plan, of a module of the site, as it is to be: it removes no bucket and no function that a
 * distribution uses which stays. */
dxaws_error *kept_own(const struct site *site, enum module module, dxaws_plan **plan);

/* Plans the removal of what the site had: when it is kept, the plan has no actions and says why. */
dxaws_error *kept_plan_removal(const struct site *site, const struct former *former,
                               dxaws_plan **plan);

#endif
