/* SPDX-License-Identifier: MIT */
/* Asking before anything is changed. */
#ifndef DXAWS_CLI_CONFIRM_H
#define DXAWS_CLI_CONFIRM_H

#include "run.h"

/* Whether confirm() would ask somebody. */
bool confirm_asks(const struct run *run);

/* NULL to go on. REFUSED when the answer is no, or when there is nobody to ask: no --yes and no
 * terminal. CANCELLED after Ctrl-C. @a what such as "Apply this plan". */
dxaws_error *confirm(struct run *run, const char *what);

#endif
