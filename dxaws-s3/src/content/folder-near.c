/* SPDX-License-Identifier: MIT */
/* Files opened one folder after the other: whoever puts a link in the place of a folder meanwhile
 * is not followed. */
#include "folder-walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void folder_near_begin(struct folder_near *near, int root)
{
    *near = (struct folder_near){.root = root, .folder = -1};
}

void folder_near_end(struct folder_near *near)
{
    if (near->folder >= 0) {
        close(near->folder);
    }
    free(near->name);
    folder_near_begin(near, near->root);
}

/* Opens the folders of a path one by one; -1 and errno. */
static int open_folders(int root, const char *where, size_t length)
{
    char name[256];
    const char *end = where + length;
    int folder = openat(root, where[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    for (const char *at = where; folder >= 0 && at < end;) {
        size_t size = strcspn(at, "/");
        size = at + size > end ? (size_t)(end - at) : size;
        int next = folder;
        if (size >= sizeof name) {
            errno = ENAMETOOLONG;
            next = -1;
        } else if (size > 0) {
            memcpy(name, at, size);
            name[size] = '\0';
            next = openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
        if (next != folder) {
            int problem = errno;
            close(folder);
            errno = problem;
        }
        folder = next;
        at += size + 1;
    }
    return folder;
}

int folder_near_open(struct folder_near *near, const char *where, int flags)
{
    const char *slash = strrchr(where, '/');
    size_t length = slash ? (size_t)(slash - where) : 0;
    const char *last = slash ? slash + 1 : where;
    bool is_here = near->folder >= 0 && near->length == length &&
                   memcmp(near->name, where, length) == 0 &&
                   (where[0] == '/') == (near->name[0] == '/');
    if (!is_here) {
        folder_near_end(near);
        near->name = strndup(where, length + (where[0] == '/' && length == 0));
        near->length = length;
        if (near->name == NULL) {
            errno = ENOMEM;
            return -1;
        }
        near->folder = open_folders(near->root, where, length);
    }
    return near->folder < 0
               ? -1
               : openat(near->folder, last[0] ? last : ".", flags | O_NOFOLLOW | O_CLOEXEC);
}
