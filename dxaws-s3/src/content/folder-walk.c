/* SPDX-License-Identifier: MIT */
/* A folder walked, each one below by its own descriptor. */
#include "folder-walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder-names.h"
#include "globs.h"
#include "keys.h"

#define WELL_KNOWN ".well-known"

enum { KEY_ROOM = 2048, WHERE_ROOM = PATH_MAX + KEY_ROOM, LONGEST_KEY = 1024 };

struct walk {
    const struct folder_wish *wish;
    dxaws_context *context;
    struct content_folder *folder;
    struct folder_faults *faults;
    struct folder_near near; /* for what links lead to */
    char key[KEY_ROOM];
    size_t key_size;
    char where[WHERE_ROOM];
    size_t where_size;
    struct {
        dev_t device;
        ino_t number;
    } above[FOLDER_DEEPEST]; /* the folders that are being read */
    size_t depth;
    bool failed; /* without memory */
};

static void add_fault(struct walk *walk, enum folder_fault fault, int problem)
{
    bool gone = fault == FOLDER_UNREADABLE && problem == ENOENT;
    bool other = fault == FOLDER_UNREADABLE && (problem == ELOOP || problem == ENOTDIR);
    fault = gone ? FOLDER_VANISHED : other ? FOLDER_CHANGED : fault;
    walk->failed = walk->failed || problem == ENOMEM;
    folder_faults_add(walk->faults, walk->key_size ? walk->key : ".", fault, problem, NULL);
}

static bool is_excluded(const struct walk *walk, bool folder)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)walk->wish->exclude, i, item) {
        const char *pattern = json_string_value(item);
        if (pattern != NULL &&
            (folder ? glob_matches_folder(pattern, walk->key) : glob_matches(pattern, walk->key))) {
            return true;
        }
    }
    return false;
}

/* ---- files */

static dxaws_error *add_file(struct walk *walk)
{
    struct content_folder *folder = walk->folder;
    size_t most = walk->wish->most ? walk->wish->most : FOLDER_MOST;
    const char *fault = content_key_fault(walk->wish->prefix, walk->key);
    if (fault != NULL) {
        folder_faults_add(walk->faults, walk->key, FOLDER_KEY, 0, fault);
        return NULL;
    }
    if (folder->count == most) {
        return folder_too_many(walk->wish->path, most);
    }
    if (folder->count == folder->room) {
        size_t room = folder->room + folder->room / 2 + 64;
        struct folder_file *files = realloc(folder->files, room * sizeof *files);
        if (files == NULL) {
            return dxaws_error_out_of_memory();
        }
        folder->files = files;
        folder->room = room;
    }
    bool elsewhere = strcmp(walk->where, walk->key) != 0;
    struct folder_file *file = &folder->files[folder->count];
    *file = (struct folder_file){.key = strdup(walk->key),
                                 .where = elsewhere ? strdup(walk->where) : NULL};
    folder->count++;
    return file->key == NULL || (elsewhere && file->where == NULL) ? dxaws_error_out_of_memory()
                                                                   : NULL;
}

/* ---- folders */

static dxaws_error *visit(struct walk *walk, int folder, const char *name);

static dxaws_error *read_folder(struct walk *walk, int folder)
{
    struct folder_names names = {0};
    dxaws_error *error = dxaws_context_check(walk->context);
    if (error == NULL && !folder_names_read(folder, &names)) {
        add_fault(walk, FOLDER_UNREADABLE, names.problem);
    }
    size_t key_size = walk->key_size;
    size_t where_size = walk->where_size;
    for (size_t i = 0; i < names.count && error == NULL; i++) {
        const char *name = names.texts + names.at[i];
        bool first = key_size == 0;
        bool hidden = name[0] == '.' && !(first && strcmp(name, WELL_KNOWN) == 0);
        if (!hidden) {
            walk->key_size += (size_t)snprintf(walk->key + key_size, KEY_ROOM - key_size, "%s%s",
                                               first ? "" : "/", name);
            bool joined = where_size > 0 && walk->where[where_size - 1] != '/';
            walk->where_size += (size_t)snprintf(walk->where + where_size, WHERE_ROOM - where_size,
                                                 "%s%s", joined ? "/" : "", name);
            error = visit(walk, folder, name);
        }
        walk->key[walk->key_size = key_size] = '\0';
        walk->where[walk->where_size = where_size] = '\0';
    }
    folder_names_clear(&names);
    return error;
}

/* Reads a folder that was opened, unless it is being read already, and closes it. */
static dxaws_error *enter(struct walk *walk, int folder)
{
    struct stat found;
    dxaws_error *error = NULL;
    enum folder_fault fault = 0;
    int problem = 0;
    if (folder < 0 || fstat(folder, &found) != 0) {
        fault = FOLDER_UNREADABLE;
        problem = errno;
    } else if (walk->depth == FOLDER_DEEPEST) {
        fault = FOLDER_DEEP;
    }
    for (size_t i = 0; fault == 0 && i < walk->depth; i++) {
        bool same = walk->above[i].device == found.st_dev && walk->above[i].number == found.st_ino;
        fault = same ? FOLDER_CIRCLE : 0;
    }
    if (fault == 0) {
        walk->above[walk->depth].device = found.st_dev;
        walk->above[walk->depth++].number = found.st_ino;
        error = read_folder(walk, folder);
        walk->depth--;
    } else {
        add_fault(walk, fault, problem);
    }
    if (folder >= 0) {
        close(folder);
    }
    return error;
}

/* What is no link; `near` opens it by where it is, and NULL by its name in the folder. */
static dxaws_error *visit_found(struct walk *walk, int folder, const char *name,
                                struct folder_near *near, mode_t mode)
{
    bool is_folder = S_ISDIR(mode);
    if (is_excluded(walk, is_folder)) {
        return NULL;
    }
    if (S_ISREG(mode)) {
        return add_file(walk);
    }
    if (is_folder && walk->key_size > LONGEST_KEY) {
        folder_faults_add(walk->faults, walk->key, FOLDER_KEY, 0, content_key_fault(0, walk->key));
        return NULL;
    }
    if (is_folder) {
        int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        return enter(walk, near ? folder_near_open(near, walk->where, flags)
                                : openat(folder, name, flags));
    }
    add_fault(walk,
              S_ISFIFO(mode)   ? FOLDER_PIPE
              : S_ISSOCK(mode) ? FOLDER_SOCKET
                               : FOLDER_DEVICE,
              0);
    return NULL;
}

/* ---- links */

/* Has `where` say what a link leads to; false: it was told why not. */
static bool resolve(struct walk *walk)
{
    char path[PATH_MAX + WHERE_ROOM];
    const char *root = walk->folder->path;
    size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    bool absolute = walk->where[0] == '/';
    snprintf(path, sizeof path, "%s%s%s", absolute ? "" : root, absolute ? "" : "/", walk->where);
    char *target = realpath(path, NULL);
    if (target == NULL) {
        int problem = errno;
        add_fault(walk,
                  problem == ELOOP    ? FOLDER_CIRCLE
                  : problem == ENOENT ? FOLDER_LINK_BROKEN
                                      : FOLDER_UNREADABLE,
                  problem);
        return false;
    }
    bool itself = strcmp(target, root) == 0;
    bool inside = itself || (strncmp(target, root, length) == 0 && target[length] == '/');
    if (inside || walk->wish->follow) {
        const char *where = itself ? "." : inside ? target + length + 1 : target;
        walk->where_size = (size_t)snprintf(walk->where, WHERE_ROOM, "%s", where);
    } else {
        add_fault(walk, FOLDER_LINK_OUT, 0);
    }
    free(target);
    return inside || walk->wish->follow;
}

static dxaws_error *visit_link(struct walk *walk)
{
    struct stat found;
    if (is_excluded(walk, false) || is_excluded(walk, true) || !resolve(walk)) {
        return NULL;
    }
    int target = folder_near_open(&walk->near, walk->where, O_PATH);
    int problem = errno;
    if (target < 0 || fstat(target, &found) != 0) {
        add_fault(walk, FOLDER_UNREADABLE, problem);
        return NULL;
    }
    close(target);
    return visit_found(walk, -1, NULL, &walk->near, found.st_mode);
}

static dxaws_error *visit(struct walk *walk, int folder, const char *name)
{
    struct stat found;
    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
        add_fault(walk, FOLDER_UNREADABLE, errno);
        return NULL;
    }
    return S_ISLNK(found.st_mode) ? visit_link(walk)
                                  : visit_found(walk, folder, name, NULL, found.st_mode);
}

/* ---- all of it */

static int by_key(const void *left, const void *right)
{
    return strcmp(((const struct folder_file *)left)->key,
                  ((const struct folder_file *)right)->key);
}

dxaws_error *folder_walk(const struct folder_wish *wish, dxaws_context *context, int root,
                         struct content_folder *folder, struct folder_faults *faults)
{
    struct walk *walk = calloc(1, sizeof *walk);
    int first = walk ? openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (walk == NULL) {
        return dxaws_error_out_of_memory();
    }
    walk->wish = wish;
    walk->context = context;
    walk->folder = folder;
    walk->faults = faults;
    folder_near_begin(&walk->near, root);
    dxaws_error *error = enter(walk, first);
    folder_near_end(&walk->near);
    if (error == NULL && walk->failed) {
        error = dxaws_error_out_of_memory();
    }
    free(walk);
    if (error == NULL && folder->count > 1) {
        qsort(folder->files, folder->count, sizeof *folder->files, by_key);
    }
    return error;
}
