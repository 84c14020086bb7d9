/* SPDX-License-Identifier: MIT */
/* The simulated account's file: locked against other processes, read when it changed, replaced
 * atomically. Without a path all of it does nothing. */
#ifndef DXAWS_MEMORY_FILE_H
#define DXAWS_MEMORY_FILE_H

#include <sys/stat.h>

#include <dxaws/context.h>
#include <jansson.h>

struct memory_file {
    char *path;
    char *lock_path;
    int lock_fd;
    int refused;      /* errno of the lock, in a folder that may be read only */
    struct stat seen; /* st_ino is 0 before the first read */
};

dxaws_error *memory_file_open(struct memory_file *file, const char *path);
void memory_file_close(struct memory_file *file);
/* Under the lock: there is a file, and it may be written. */
bool memory_file_exists(const struct memory_file *file);

/* Waits for the lock; *fresh is the document when it is not the one last read or written. Where
 * there may be no lock, in a folder that may not be written, there is none. */
dxaws_error *memory_file_lock(struct memory_file *file, dxaws_context *context, json_t **fresh);
void memory_file_unlock(struct memory_file *file);
/* What was read is not what the caller has any more: it is read again. */
void memory_file_forget(struct memory_file *file);
dxaws_error *memory_file_write(struct memory_file *file, const json_t *document);

#endif
