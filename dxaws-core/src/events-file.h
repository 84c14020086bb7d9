/* SPDX-License-Identifier: MIT */
/* The file that DXAWS_EVENTS names: the one thing that a whole process shares. */
#ifndef DXAWS_CORE_EVENTS_FILE_H
#define DXAWS_CORE_EVENTS_FILE_H

#include <dxaws/o11y.h>

/* Where every event of the process goes beside the context's own sink; NULL for nowhere. Opened at
 * the first call. */
dxaws_sink *events_file_sink(void);
/* What the variable says, or NULL. */
const char *events_file_path(void);
/* Why it cannot be written to, or NULL. */
const dxaws_error *events_file_problem(void);

#endif
