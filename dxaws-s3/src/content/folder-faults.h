/* SPDX-License-Identifier: MIT */
/* What of a folder cannot be published, gathered, so that one run tells of all of it. */
#ifndef DXAWS_S3_FOLDER_FAULTS_H
#define DXAWS_S3_FOLDER_FAULTS_H

#include <dxaws/error.h>

#include <stdbool.h>
#include <stddef.h>

enum folder_fault {
    FOLDER_UNREADABLE = 1, /* with an errno */
    FOLDER_CHANGED = 2,
    FOLDER_VANISHED = 3,
    FOLDER_LINK_OUT = 4,
    FOLDER_LINK_BROKEN = 5,
    FOLDER_CIRCLE = 6,
    FOLDER_PIPE = 7,
    FOLDER_SOCKET = 8,
    FOLDER_DEVICE = 9,
    FOLDER_KEY = 10, /* with words of its own */
    FOLDER_DEEP = 11,
};

/* {0} at the beginning. */
struct folder_faults {
    size_t count;
    bool meanwhile; /* each of them is a file that changed or vanished */
    char text[1600];
    size_t used;
};

/* Adds one; of many only the first few are named.
 * @param problem the errno of FOLDER_UNREADABLE. @param words those of FOLDER_KEY. */
void folder_faults_add(struct folder_faults *faults, const char *key, enum folder_fault fault,
                       int problem, const char *words);

/* One error for all of them; NULL when there are none. */
dxaws_error *folder_faults_error(const struct folder_faults *faults, const char *folder);

enum { FOLDER_SHOWN = 400 };
/* A name as a message has it, between quotes: one line of UTF-8, its end if it is long. */
void folder_show(const char *name, char shown[FOLDER_SHOWN]);

#endif
