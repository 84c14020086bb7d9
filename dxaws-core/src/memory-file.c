/* SPDX-License-Identifier: MIT */
/* The simulated account's file. */
#include "memory-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "context-clock.h"
#include "queue-lock.h"
#include "replace-file.h"

/* A process that is served needs milliseconds. */
enum { LONGEST_WAIT_MS = 5 * 60000 };

static dxaws_error *file_error(const char *path, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "MemoryFile",
                           "the simulated account \"%s\" %s: %s", path, what, strerror(errno));
}

dxaws_error *memory_file_open(struct memory_file *file, const char *path)
{
    *file = (struct memory_file){.lock_fd = -1};
    if (path == NULL) {
        return NULL;
    }
    file->path = strdup(path);
    if (file->path == NULL || asprintf(&file->lock_path, "%s.lock", path) < 0) {
        file->lock_path = NULL;
        return dxaws_error_out_of_memory();
    }
    return NULL;
}

void memory_file_close(struct memory_file *file)
{
    free(file->path);
    free(file->lock_path);
}

bool memory_file_exists(const struct memory_file *file)
{
    return file->path != NULL && file->seen.st_ino != 0 && file->lock_fd >= 0;
}

static int64_t real_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether to look again, after a pause. */
static dxaws_error *go_on(const struct memory_file *file, dxaws_context *context, int64_t since_ms)
{
    static const struct timespec pause = {.tv_nsec = 2000000};
    if (errno != EWOULDBLOCK && errno != EINTR) {
        return file_error(file->path, "cannot be locked");
    }
    if (real_ms() - since_ms > LONGEST_WAIT_MS) {
        return dxaws_error_new(DXAWS_ERROR_TIMEOUT, "core", "MemoryFile",
                               "the simulated account \"%s\" has been locked by another process "
                               "for %d minutes; see what holds %s",
                               file->path, LONGEST_WAIT_MS / 60000, file->lock_path);
    }
    nanosleep(&pause, NULL);
    return dxaws_context_check(context);
}

/* In the order of those who ask, or some would never be served. The simulation's clock stands still
 * meanwhile: nothing of what is simulated takes so long. */
static dxaws_error *queue_up(const struct memory_file *file, dxaws_context *context)
{
    const struct queue_place place = queue_enter(file->lock_fd);
    if (queue_try(&place)) {
        return NULL;
    }
    int64_t since_ms = real_ms();
    context_stop_clock(context);
    dxaws_error *error = NULL;
    do {
        error = go_on(file, context, since_ms);
    } while (error == NULL && !queue_try(&place));
    context_start_clock(context);
    return error;
}

static dxaws_error *wait_for_lock(struct memory_file *file, dxaws_context *context)
{
    file->lock_fd = open(file->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file->lock_fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM)) {
        /* Files are replaced whole, so reading needs no lock; writing will be refused. */
        file->refused = errno;
        return NULL;
    }
    if (file->lock_fd < 0) {
        return file_error(file->path, errno == ENOENT ? "has no folder, which is to be made first"
                                                      : "cannot be locked");
    }
    dxaws_error *error = queue_up(file, context);
    if (error != NULL) {
        memory_file_unlock(file);
    }
    return error;
}

/* Resources are objects, by service, type and id. */
static bool are_resources(const json_t *value, int depth)
{
    const char *key;
    json_t *item;
    if (!json_is_object(value)) {
        return false;
    }
    if (depth > 0) {
        json_object_foreach((json_t *)(uintptr_t)value, key, item) {
            if (!are_resources(item, depth - 1)) {
                return false;
            }
        }
    }
    return true;
}

/* What counts up, and can go on for as long as anybody lives. */
static bool is_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0 &&
           json_integer_value(value) < INT64_MAX / 2;
}

static bool are_numbers(const json_t *numbers)
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)numbers, key, item) {
        if (!is_count(item)) {
            return false;
        }
    }
    return json_is_object(numbers);
}

static bool is_account(const json_t *document)
{
    const json_t *clock = json_object_get(document, "clock_ms");
    return json_integer_value(json_object_get(document, "dxaws_memory")) == 1 &&
           (clock == NULL || is_count(clock)) &&
           are_numbers(json_object_get(document, "numbers")) &&
           are_resources(json_object_get(document, "resources"), 3);
}

static dxaws_error *read_document(struct memory_file *file, json_t **fresh)
{
    struct stat now;
    if (stat(file->path, &now) != 0) {
        return errno == ENOENT ? NULL : file_error(file->path, "cannot be read");
    }
    if (now.st_size == 0) {
        return NULL; /* what mktemp makes is an account that has nothing yet */
    }
    if (now.st_ino == file->seen.st_ino && now.st_size == file->seen.st_size &&
        now.st_mtim.tv_sec == file->seen.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == file->seen.st_mtim.tv_nsec) {
        return NULL;
    }
    FILE *stream = fopen(file->path, "re");
    if (stream == NULL) {
        return file_error(file->path, "cannot be read");
    }
    json_error_t where;
    json_t *document = json_loadf(stream, JSON_REJECT_DUPLICATES, &where);
    fclose(stream);
    if (!is_account(document)) {
        json_decref(document);
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "MemoryFile",
            "\"%s\" is not a simulated account of dxaws, and was left alone: name "
            "one, or a file that is empty or not there yet",
            file->path);
    }
    file->seen = now;
    *fresh = document;
    return NULL;
}

/* Before a lock is made beside it: nothing is waited for or written over that is no file. */
static dxaws_error *check_file(const char *path)
{
    struct stat file;
    if (stat(path, &file) != 0 || S_ISREG(file.st_mode)) {
        return NULL;
    }
    return S_ISDIR(file.st_mode)
               ? dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "MemoryFile",
                                 "\"%s\" is a folder: name a file in it for the simulated account, "
                                 "such as \"%s/account.json\"",
                                 path, path)
               : dxaws_error_new(
                     DXAWS_ERROR_INVALID_ARGUMENT, "core", "MemoryFile",
                     "\"%s\" is no regular file: name one for the simulated account, or "
                     "one that is not there yet",
                     path);
}

dxaws_error *memory_file_lock(struct memory_file *file, dxaws_context *context, json_t **fresh)
{
    if (file->path == NULL) {
        return NULL;
    }
    dxaws_error *error = file->seen.st_ino == 0 ? check_file(file->path) : NULL;
    error = error ? error : wait_for_lock(file, context);
    if (error == NULL) {
        error = read_document(file, fresh);
        if (error != NULL) {
            memory_file_unlock(file);
        }
    }
    return error;
}

void memory_file_unlock(struct memory_file *file)
{
    if (file->lock_fd >= 0) {
        close(file->lock_fd); /* releases the lock */
        file->lock_fd = -1;
    }
}

void memory_file_forget(struct memory_file *file)
{
    file->seen = (struct stat){.st_ino = 0};
}

dxaws_error *memory_file_write(struct memory_file *file, const json_t *document)
{
    if (file->path == NULL) {
        return NULL;
    }
    if (file->lock_fd < 0) {
        errno = file->refused;
        return file_error(file->path, "cannot be written");
    }
    /* We hold the lock, so nobody else writes this name. */
    char *temporary = NULL;
    char *text = json_dumps(document, JSON_INDENT(1));
    if (text == NULL || asprintf(&temporary, "%s.new", file->path) < 0) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    errno = file_replace(file->path, temporary, text, strlen(text));
    free(temporary);
    free(text);
    bool written = errno == 0 && stat(file->path, &file->seen) == 0;
    return written ? NULL : file_error(file->path, "cannot be written");
}
