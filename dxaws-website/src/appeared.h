/* SPDX-License-Identifier: MIT */
/* After a site was destroyed: what has come to carry its mark meanwhile. */
#ifndef DXAWS_WEBSITE_APPEARED_H
#define DXAWS_WEBSITE_APPEARED_H

#include "turn.h"

/* PARTIAL, code NotAsApplied, when the account has something of the site of which the plan did not
 * know: another run made it, or it was made a moment before the plan, when no list had it yet. What
 * the account's owner does not let be looked for was named by the plan. */
dxaws_error *site_check_appeared(const struct run *run);

#endif
