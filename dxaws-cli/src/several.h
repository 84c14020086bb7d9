/* SPDX-License-Identifier: MIT */
/* Several files in one run. */
#ifndef DXAWS_CLI_SEVERAL_H
#define DXAWS_CLI_SEVERAL_H

#include "run.h"

/* Runs the command on each file that it is given, of folders on each manifest in them, one after
 * the other: whatever becomes of one, the next is begun, but after an interruption. The exit status
 * is the worst. One file alone is as it always was. */
dxaws_error *several_run(struct run *run, struct options *options);

#endif
