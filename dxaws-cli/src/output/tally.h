/* SPDX-License-Identifier: MIT */
/* How many actions of which sort. */
#ifndef DXAWS_CLI_OUTPUT_TALLY_H
#define DXAWS_CLI_OUTPUT_TALLY_H

#include <stdbool.h>
#include <stdio.h>

#include <dxaws/plan.h>

/* What an action does: '+' makes, '~' changes, '-' removes, '.' waits. @a kind is its kind without
 * the module. */
char tally_sign(const dxaws_action *action, const char *kind);

/* Whether anything goes: a destroy may only give back what was taken over. */
bool tally_removes(const dxaws_plan *plan);

/* "2 to make, 1 to wait for". Nothing of an empty plan. */
void tally_print(FILE *stream, const dxaws_plan *plan);
/* "2 made, 1 waited for, 3 done already": those that were not @a left before, which NULL says of
 * none. */
void tally_print_done(FILE *stream, const dxaws_plan *plan, const dxaws_plan *left);

#endif
