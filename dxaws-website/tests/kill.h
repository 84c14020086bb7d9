/* SPDX-License-Identifier: MIT */
/* A run that is killed. */
#ifndef DXAWS_WEBSITE_KILL_H
#define DXAWS_WEBSITE_KILL_H

#include "fixture.h"

/* An account whose calls come one after the other, so that the nth is the same one in each run,
 * with that site made, or with none (NULL). The options are the fixture's; for close_in_turn(). */
void open_in_turn(struct fixture *fixture, dxaws_apply_options **options, const char *site);
void close_in_turn(struct fixture *fixture, dxaws_apply_options *options);

/* Executes the Desired with the fixture's options, or ends the site. The nth look at the clock, of
 * which each call has one, is the last that does well. False when it came to its end all the same.
 */
bool killed_at(struct fixture *fixture, bool destroys, long long look);

#endif
