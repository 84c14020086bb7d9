/* SPDX-License-Identifier: MIT */
/* Writing files: the only places in which the libraries do. */
#ifndef DXAWS_CORE_REPLACE_FILE_H
#define DXAWS_CORE_REPLACE_FILE_H

#include <stddef.h>

/* Puts a file in the place of another, whole or not at all, for its owner alone (mode 0600): a new
 * one in the same folder, on the disk before it has the name. A symbolic link is replaced, never
 * followed. 0, or an errno value; what was there is untouched then.
 * @param temporary the new one's name until then, for who is alone in writing it, so that those who
 * are killed leave but one behind; NULL for one that nobody else has. */
int file_replace(const char *path, const char *temporary, const void *data, size_t size);

/* Opens a file that lines are added to; one that is made is its owner's alone (mode 0600).
 * Another's link is not followed, but for those of /dev and /proc, which lead to what is open
 * already. A descriptor, or -1 with errno. */
int file_open_to_append(const char *path);

#endif
