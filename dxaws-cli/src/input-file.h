/* SPDX-License-Identifier: MIT */
/* The file that a command is given, whatever it is. */
#ifndef DXAWS_CLI_INPUT_FILE_H
#define DXAWS_CLI_INPUT_FILE_H

#include <dxaws/core.h>

/* Reads a file, or standard input for "-", up to @a limit bytes and one more. A pipe, a terminal or
 * a device is waited for until the context ends: TIMEOUT, CANCELLED. NOT_FOUND, PERMISSION or
 * INVALID_ARGUMENT for what cannot be read. @param text to be freed. */
dxaws_error *input_file_read(const char *path, dxaws_context *context, size_t limit, char **text,
                             size_t *size);

#endif
