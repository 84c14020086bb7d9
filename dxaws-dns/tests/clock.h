/* SPDX-License-Identifier: MIT */
/* Time for tests: a clock that jumps instead of waiting, however busy the machine is. */
#ifndef DXAWS_DNS_CLOCK_H
#define DXAWS_DNS_CLOCK_H

#include <dxaws/core.h>

/* A context on such a clock; @a self is ignored. */
dxaws_error *jumping_context(void *self, dxaws_context **context);

#endif
