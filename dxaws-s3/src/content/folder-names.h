/* SPDX-License-Identifier: MIT */
/* The names in one folder, sorted: whoever walks says the same each time. */
#ifndef DXAWS_S3_FOLDER_NAMES_H
#define DXAWS_S3_FOLDER_NAMES_H

#include <dxaws/error.h>

#include <stdbool.h>
#include <stddef.h>

/* {0} at the beginning. */
struct folder_names {
    char *texts; /* each ended by NUL */
    size_t used, room;
    size_t *at; /* where each begins */
    size_t count, places;
    int problem; /* errno, when it could not be read */
};

/* But `.` and `..`. The folder stays open. */
bool folder_names_read(int folder, struct folder_names *names);
void folder_names_clear(struct folder_names *names);

/* A folder with more files than a site has. */
dxaws_error *folder_too_many(const char *path, size_t most);

#endif
