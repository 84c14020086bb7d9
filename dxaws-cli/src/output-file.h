/* SPDX-License-Identifier: MIT */
/* A file that a command is told to write. */
#ifndef DXAWS_CLI_OUTPUT_FILE_H
#define DXAWS_CLI_OUTPUT_FILE_H

#include <dxaws/core.h>

/* Writes a text. A device or a pipe is written to; a file is replaced when the new one is whole.
 * INVALID_ARGUMENT or PERMISSION names the path and @a what: "the plan". */
dxaws_error *output_file_write(const char *path, const char *what, const char *text);

#endif
