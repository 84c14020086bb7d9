/* SPDX-License-Identifier: MIT */
/* How far a plan was performed, as members of the plan of what is left: "done", the names of steps
 * that came to their end, and "running", the rest of the module's plan of those under way. */
#ifndef DXAWS_WEBSITE_PROGRESS_H
#define DXAWS_WEBSITE_PROGRESS_H

#include "parts.h"

/* The members, new references, empty when nothing is done or under way; NULL without memory. */
json_t *progress_done(const struct site *site);
json_t *progress_running(const struct site *site);

/* Takes both from a plan. INVALID_ARGUMENT, code InvalidPlan, naming what is wrong. */
dxaws_error *progress_parse(const dxaws_plan *plan, struct site *site);

/* The name of the part that an action of a site's plan belongs to; "" for none. */
const char *progress_step(const dxaws_action *action);
/* Those actions of @a left whose step and kind @a plan shows too, a new reference; NULL
 * without memory. */
json_t *progress_shown(const dxaws_plan *plan, const dxaws_plan *left);
/* STALE, code MoreThanPlanned, when the module's plan for a step has an action of a kind that the
 * site's plan does not show there. */
dxaws_error *progress_check_share(const struct part *part, const dxaws_plan *plan,
                                  const dxaws_plan *share);

/* INVALID_ARGUMENT, code InvalidPlan, or STALE, code MoreThanPlanned, unless the actions
 * that the plan shows are those that all else in it leads to. */
dxaws_error *progress_check(const dxaws_plan *plan, struct site *site);

#endif
