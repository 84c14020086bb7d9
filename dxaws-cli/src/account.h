/* SPDX-License-Identifier: MIT */
/* Whether it is the account that a manifest names. */
#ifndef DXAWS_CLI_ACCOUNT_H
#define DXAWS_CLI_ACCOUNT_H

#include "run.h"

/* REFUSED, code WrongAccount, path "/account", when the account behind the open adapter is another
 * one than @a wanted; NULL wants none. A replay is of no account. */
dxaws_error *account_check(struct run *run, const char *wanted);

#endif
