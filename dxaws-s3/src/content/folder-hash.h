/* SPDX-License-Identifier: MIT */
/* What the files of a folder hold: size, SHA-256, and whether it is UTF-8. */
#ifndef DXAWS_S3_FOLDER_HASH_H
#define DXAWS_S3_FOLDER_HASH_H

#include "folder.h"

/* Reads all files, in a few threads, whose memory does not grow with their size; each file gets
 * what it holds, or its fault. CANCELLED or TIMEOUT as the context says. */
dxaws_error *folder_hash(struct content_folder *folder, int root, dxaws_context *context);

#endif
