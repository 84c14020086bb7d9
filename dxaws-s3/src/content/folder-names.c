/* SPDX-License-Identifier: MIT */
/* One folder read whole, so that no stream stays open while those below are read. */
#include "folder-names.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void folder_names_clear(struct folder_names *names)
{
    free(names->texts);
    free(names->at);
    *names = (struct folder_names){0};
}

static bool add_name(struct folder_names *names, const char *name)
{
    size_t size = strlen(name) + 1;
    if (size > names->room - names->used) {
        size_t room = names->room + names->room / 2 + size + 1024;
        char *texts = realloc(names->texts, room);
        if (texts == NULL) {
            return false;
        }
        names->texts = texts;
        names->room = room;
    }
    if (names->count == names->places) {
        size_t places = names->places + names->places / 2 + 32;
        size_t *at = realloc(names->at, places * sizeof *at);
        if (at == NULL) {
            return false;
        }
        names->at = at;
        names->places = places;
    }
    memcpy(names->texts + names->used, name, size);
    names->at[names->count++] = names->used;
    names->used += size;
    return true;
}

static int by_name(const void *left, const void *right, void *texts)
{
    const char *from = texts;
    return strcmp(from + *(const size_t *)left, from + *(const size_t *)right);
}

bool folder_names_read(int folder, struct folder_names *names)
{
    int own = dup(folder);
    DIR *stream = own >= 0 ? fdopendir(own) : NULL;
    if (stream == NULL) {
        names->problem = errno;
        if (own >= 0) {
            close(own);
        }
        return false;
    }
    for (errno = 0; names->problem == 0;) {
        const struct dirent *entry = readdir(stream);
        if (entry == NULL) {
            names->problem = errno;
            break;
        }
        bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        names->problem = self || add_name(names, entry->d_name) ? 0 : ENOMEM;
    }
    closedir(stream);
    if (names->count > 1) {
        qsort_r(names->at, names->count, sizeof *names->at, by_name, names->texts);
    }
    return names->problem == 0;
}
