/* SPDX-License-Identifier: MIT */
/* Whole files, from wherever the session's options say. */
#ifndef DXAWS_CORE_FILES_H
#define DXAWS_CORE_FILES_H

#include <dxaws/error.h>
#include <dxaws/session.h>

#include "buffer.h"

/* Reads a file, which may hold secrets. A missing one is no error, *found says so; one that cannot
 * be read, or is larger than content's limit, is. */
dxaws_error *aws_file_read(const dxaws_session_options *options, const char *path,
                           struct aws_buffer *content, bool *found);
/* Where below the options' root a file is; to be freed, NULL without memory. */
char *aws_file_path(const dxaws_session_options *options, const char *path);
/* Replaces a file for its owner alone. False when it could not be, which may not matter. */
bool aws_file_write(const dxaws_session_options *options, const char *path,
                    const struct aws_buffer *content);

#endif
