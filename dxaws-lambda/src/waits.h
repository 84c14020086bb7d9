/* SPDX-License-Identifier: MIT */
/* How long a plan that is taken in steps waits, and for how long it makes sense. */
#ifndef DXAWS_LAMBDA_WAITS_H
#define DXAWS_LAMBDA_WAITS_H

#include "call.h"

/* Puts into the reply of a step "wait_s", until when to look again, "waited_s", how long this wait
 * takes already by what the request says of that, and "waiting", why; both numbers are 0 when
 * nothing is waited for. TIMEOUT, code WaitTimeout, when it took longer than the options of
 * @a rest or of the request say, or the module of the action. */
dxaws_error *waits_put(struct call *call, const dxaws_plan *rest);

#endif
