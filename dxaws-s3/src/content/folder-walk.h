/* SPDX-License-Identifier: MIT */
/* The files of a folder found, and opened again, without going through a link unseen. */
#ifndef DXAWS_S3_FOLDER_WALK_H
#define DXAWS_S3_FOLDER_WALK_H

#include "folder-faults.h"
#include "folder.h"

/* Adds the files that are to be published, sorted by key; what is in the way goes to @a faults.
 * @param root the folder, opened; folder->path is its path. */
dxaws_error *folder_walk(const struct folder_wish *wish, dxaws_context *context, int root,
                         struct content_folder *folder, struct folder_faults *faults);

/* The folder that was opened last, since its neighbours are the next. */
struct folder_near {
    int root;      /* borrowed */
    int folder;    /* -1: none */
    char *name;    /* where that is */
    size_t length; /* of it */
};

void folder_near_begin(struct folder_near *near, int root);
void folder_near_end(struct folder_near *near);
/* Opens what lies there, through no link: -1 and errno. */
int folder_near_open(struct folder_near *near, const char *where, int flags);

#endif
