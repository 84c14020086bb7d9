/* SPDX-License-Identifier: MIT */
/* Files as trees. */
#include "yaml-tree.h"

#include <dxaws/extend/error.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error-codes.h"

static dxaws_error *file_error(const char *path)
{
    int code = errno;
    dxaws_error_kind kind = code == ENOENT                    ? DXAWS_ERROR_NOT_FOUND
                            : code == EACCES || code == EPERM ? DXAWS_ERROR_PERMISSION
                                                              : DXAWS_ERROR_INVALID_ARGUMENT;
    dxaws_error *error =
        dxaws_error_new(kind, "cli", DXAWS_CLI_ERROR_FILE, "cannot be read: %s", strerror(code));
    dxaws_error_set_place(error, path, 0, 0);
    return error;
}

/* All of a file, or one byte more than it may have. */
static dxaws_error *read_all(FILE *file, const char *path, char **text, size_t *size)
{
    size_t room = 0;
    while (*size == room && room <= YAML_SIZE_MAX && !feof(file)) {
        room = room > 0 ? 4 * room : 64 * 1024;
        room = room < YAML_SIZE_MAX ? room : YAML_SIZE_MAX + 1;
        char *grown = realloc(*text, room);
        if (grown == NULL) {
            return dxaws_error_out_of_memory();
        }
        *text = grown;
        *size += fread(grown + *size, 1, room - *size, file);
        if (ferror(file)) {
            return file_error(path);
        }
    }
    return NULL;
}

dxaws_error *yaml_load(const char *path, struct yaml_tree *tree)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "re");
    if (file == NULL) {
        return file_error(path);
    }
    char *text = NULL;
    size_t size = 0;
    dxaws_error *error = read_all(file, path, &text, &size);
    if (error == NULL) {
        error = yaml_parse(standard ? "standard input" : path, text, size, tree);
    }
    if (!standard) {
        fclose(file);
    }
    free(text);
    return error;
}
