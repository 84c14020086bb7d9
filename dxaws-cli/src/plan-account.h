/* SPDX-License-Identifier: MIT */
/* Whose account a plan was made for. */
#ifndef DXAWS_CLI_PLAN_ACCOUNT_H
#define DXAWS_CLI_PLAN_ACCOUNT_H

#include "run.h"

/* The account whose things the plan observed, as their ARNs say it; borrowed from @a account, NULL
 * where nothing tells. */
const char *plan_account(const dxaws_plan *plan, char account[DXAWS_ACCOUNT_SIZE]);

/* STALE where the plan is known to be for another account than the credentials': what it removes
 * would not be found there, as if it were gone. The token service is asked where the credentials do
 * not say whose they are. */
dxaws_error *plan_account_check(const struct run *run, const dxaws_plan *plan);

#endif
