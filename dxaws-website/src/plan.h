/* SPDX-License-Identifier: MIT */
/* Planning a whole site, purely. */
#ifndef DXAWS_WEBSITE_PLAN_H
#define DXAWS_WEBSITE_PLAN_H

#include "steps.h"

/* Plans from the site's Desired, from what was observed, and from how far it was performed: the
 * same plan for the same site. */
dxaws_error *plan_site(struct site *site, dxaws_plan **plan);
/* The same when some of it is performed: whether the rest may be is asked before it is. */
dxaws_error *plan_left(struct site *site, dxaws_plan **plan);

/* Before anything is read: REFUSED when a protected site would be destroyed. */
dxaws_error *check_protection(const struct site *site);
/* REFUSED when the distribution would lose a name that DNS still points at it, as was read. */
dxaws_error *check_lost_aliases(const struct site *site);
/* Before the first write: what must never happen to a site, whatever the modules planned. */
dxaws_error *check_invariants(const struct site *site, const struct module_plans *plans);

#endif
