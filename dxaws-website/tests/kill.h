/* SPDX-License-Identifier: MIT */
/* A run that is killed. */
#ifndef DXAWS_WEBSITE_KILL_H
#define DXAWS_WEBSITE_KILL_H

#include "fixture.h"

/* Executes the Desired with the fixture's options, or ends the site. The nth look at the clock, of
 * which each call has one, is the last that does well. False when it came to its end all the same.
 */
bool killed_at(struct fixture *fixture, bool destroys, long long look);

#endif
