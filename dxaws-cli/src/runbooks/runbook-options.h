/* SPDX-License-Identifier: MIT */
/* What the command line says of a runbook. */
#ifndef DXAWS_CLI_RUNBOOKS_RUNBOOK_OPTIONS_H
#define DXAWS_CLI_RUNBOOKS_RUNBOOK_OPTIONS_H

#include <stdint.h>

#include "../options.h"

/* The command of one of its steps, done here; NULL behind the last one. */
const struct command *runbook_command(const json_t *book, size_t index);

/* Of `runbook run`: sets the runbook, so that the files which stand behind its name are the
 * operands. @a seen has a bit for each option that was there. INVALID_ARGUMENT for a runbook that
 * there is not, and for files and options that do not fit it, or where it is run. Does nothing for
 * other commands. */
dxaws_error *runbook_options_take(struct options *options, uint64_t seen);

#endif
