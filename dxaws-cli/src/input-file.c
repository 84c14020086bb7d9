/* SPDX-License-Identifier: MIT */
/* The file that a command is given. */
#include "input-file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"

/* The longest wait between two looks at the context. */
enum { SLICE_MS = 50, FIRST_ROOM = 64 * 1024 };

/* The name with .yml for .yaml or the other way round, where there is such a file; else NULL. */
static const char *other_ending(const char *path, char *other, size_t size)
{
    static const char *const endings[] = {".yaml", ".yml"};
    size_t length = strlen(path);
    for (size_t i = 0; i < 2; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(path + length - ending, endings[i]) == 0) {
            snprintf(other, size, "%.*s%s", (int)(length - ending), path, endings[1 - i]);
            return access(other, R_OK) == 0 ? other : NULL;
        }
    }
    return NULL;
}

static dxaws_error *file_error(const char *path, int code)
{
    dxaws_error_kind kind = code == ENOENT                    ? DXAWS_ERROR_NOT_FOUND
                            : code == EACCES || code == EPERM ? DXAWS_ERROR_PERMISSION
                                                              : DXAWS_ERROR_INVALID_ARGUMENT;
    if (code == EBADF) {
        dxaws_error *closed = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli",
                                              DXAWS_CLI_ERROR_FILE, "is closed; name a file");
        dxaws_error_set_place(closed, path, 0, 0);
        return closed;
    }
    char other[PATH_MAX];
    const char *ending = code == ENOENT ? other_ending(path, other, sizeof other) : NULL;
    dxaws_error *error = ending ? dxaws_error_new(kind, "cli", DXAWS_CLI_ERROR_FILE,
                                                  "is not there; did you mean %s?", ending)
                                : dxaws_error_new(kind, "cli", DXAWS_CLI_ERROR_FILE,
                                                  "cannot be read: %s", strerror(code));
    dxaws_error_set_place(error, path, 0, 0);
    return error;
}

/* A named pipe that nobody has opened to write is not at its end: reading would say so. */
static dxaws_error *wait_readable(int file, dxaws_context *context)
{
    for (;;) {
        struct pollfd wanted = {.fd = file, .events = POLLIN};
        int ready = poll(&wanted, 1, SLICE_MS);
        dxaws_error *error = dxaws_context_check(context);
        if (error != NULL || ready > 0) {
            return error;
        }
    }
}

/* Makes room for more, up to one byte more than the limit. */
static bool grow(char **text, size_t limit, size_t *room)
{
    size_t wanted = *room > 0 ? 4 * *room : FIRST_ROOM;
    wanted = wanted < limit ? wanted : limit + 1;
    char *grown = realloc(*text, wanted);
    if (grown != NULL) {
        *text = grown;
        *room = wanted;
    }
    return grown != NULL;
}

static dxaws_error *read_all(const char *path, int file, dxaws_context *context, size_t limit,
                             char **text, size_t *size)
{
    size_t room = 0;
    *size = 0;
    while (*size <= limit) {
        if (*size == room && !grow(text, limit, &room)) {
            return dxaws_error_out_of_memory();
        }
        dxaws_error *error = wait_readable(file, context);
        ssize_t count = error ? 0 : read(file, *text + *size, room - *size);
        if (error != NULL || count == 0) {
            return error;
        }
        if (count > 0) {
            *size += (size_t)count;
        } else if (errno != EINTR && errno != EAGAIN) {
            return file_error(path, errno);
        }
    }
    return NULL;
}

dxaws_error *input_file_read(const char *path, dxaws_context *context, size_t limit, char **text,
                             size_t *size)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        return file_error(path, errno);
    }
    path = standard ? "standard input" : path;
    char *made = NULL;
    dxaws_error *error = read_all(path, file, context, limit, &made, size);
    if (!standard) {
        close(file);
    }
    if (error != NULL) {
        free(made);
        return error;
    }
    *text = made;
    return NULL;
}
