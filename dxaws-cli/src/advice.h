/* SPDX-License-Identifier: MIT */
/* What to do about an error, where the account is simulated. */
#ifndef DXAWS_CLI_ADVICE_H
#define DXAWS_CLI_ADVICE_H

#include "subject.h"

/* An error about @a subject with the command that mends it, when that is known: the error as its
 * cause. Takes @a error, which may be NULL, over. */
dxaws_error *advice_add(const struct run *run, const struct subject *subject, dxaws_error *error);

#endif
