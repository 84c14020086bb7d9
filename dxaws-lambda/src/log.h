/* SPDX-License-Identifier: MIT */
/* Events go to the function's log, a line of JSON each. */
#ifndef DXAWS_LAMBDA_LOG_H
#define DXAWS_LAMBDA_LOG_H

#include <dxaws/o11y.h>

/* A sink that prints what is worth a line (INFO and above) to standard output. */
dxaws_error *log_new(dxaws_sink **sink);

#endif
