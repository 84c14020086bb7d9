/* SPDX-License-Identifier: MIT */
/* Programs that are run to hear what they print. */
#ifndef DXAWS_CORE_RUN_PROCESS_H
#define DXAWS_CORE_RUN_PROCESS_H

#include <dxaws/ambient.h>

/* dxaws_process_ops::run with the system's processes. @param self is not used. */
int aws_spawn(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
              char **output, char **diagnostics);

#endif
