/* SPDX-License-Identifier: MIT */
/* A file that a command is told to write. */
#include "output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"

static int write_text(const char *path, const char *text)
{
    struct stat about;
    bool stream = stat(path, &about) == 0 && !S_ISREG(about.st_mode);
    char *name = NULL;
    if (asprintf(&name, "%s.XXXXXX", path) < 0) {
        return ENOMEM;
    }
    int file = stream ? -1 : mkostemp(name, O_CLOEXEC);
    FILE *out = stream ? fopen(path, "we") : file >= 0 ? fdopen(file, "w") : NULL;
    int reason = out ? 0 : errno;
    if (out != NULL) {
        bool whole =
            fputs(text, out) >= 0 && fflush(out) == 0 && (stream || fsync(fileno(out)) == 0);
        reason = whole ? 0 : errno;
        reason = fclose(out) == 0 || reason != 0 ? reason : errno;
    }
    if (reason == 0 && !stream && rename(name, path) != 0) {
        reason = errno;
    }
    if (reason != 0 && file >= 0) {
        unlink(name);
    }
    free(name);
    return reason;
}

dxaws_error *output_file_write(const char *path, const char *what, const char *text)
{
    int reason = write_text(path, text);
    if (reason == 0) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        reason == EACCES || reason == EPERM ? DXAWS_ERROR_PERMISSION : DXAWS_ERROR_INVALID_ARGUMENT,
        "cli", DXAWS_CLI_ERROR_FILE, "%s cannot be written there: %s", what, strerror(reason));
    dxaws_error_set_place(error, path, 0, 0);
    return error;
}
