/* SPDX-License-Identifier: MIT */
/* Writing files. */
#include "replace-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_all(int file, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t count = write(file, data, size);
        if (count > 0) {
            data += count;
            size -= (size_t)count;
        } else if (count == 0 || errno != EINTR) {
            return count == 0 ? ENOSPC : errno;
        }
    }
    return 0;
}

int file_replace(const char *path, const char *temporary, const void *data, size_t size)
{
    char *name = NULL;
    if (asprintf(&name, "%s%s", temporary ? temporary : path, temporary ? "" : ".XXXXXX") < 0) {
        return ENOMEM;
    }
    int file = temporary ? open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)
                         : mkostemp(name, O_CLOEXEC); /* new, and mode 0600 */
    int problem = file < 0 ? errno : write_all(file, data, size);
    if (!problem && fsync(file) != 0) {
        problem = errno;
    }
    if (file >= 0 && close(file) != 0 && !problem) {
        problem = errno;
    }
    if (!problem && rename(name, path) != 0) {
        problem = errno;
    }
    if (problem && file >= 0) {
        unlink(name); /* on a full disk it would keep the space that it took */
    }
    free(name);
    return problem;
}

int file_open_to_append(const char *path)
{
    bool system = strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0;
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (system ? 0 : O_NOFOLLOW), 0600);
}
