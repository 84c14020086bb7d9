/* SPDX-License-Identifier: MIT */
/* What was typed. */
#ifndef DXAWS_CLI_COMMAND_LINE_H
#define DXAWS_CLI_COMMAND_LINE_H

#include "options.h"

/* The command line that does it again, for free(): all but a code that holds once. NULL without
 * memory. */
char *command_line(const struct options *options);

#endif
