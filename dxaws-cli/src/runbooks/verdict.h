/* SPDX-License-Identifier: MIT */
/* What an execution came to. */
#ifndef DXAWS_CLI_RUNBOOKS_VERDICT_H
#define DXAWS_CLI_RUNBOOKS_VERDICT_H

#include "states.h"

/* Of an execution that has ended, as DescribeExecution has it: prints what it came to, by the book,
 * and sets the run's status. The machine's own failure is an error, by its type; @a wrote: it may
 * have changed something by then. */
dxaws_error *verdict_tell(const struct execution *execution, const json_t *book,
                          const json_t *described, bool wrote);

#endif
