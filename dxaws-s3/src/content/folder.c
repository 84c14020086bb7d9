/* SPDX-License-Identifier: MIT */
/* A folder walked, hashed, and made into what is wanted. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dxaws/s3-errors.h>

#include "folder-faults.h"
#include "folder-hash.h"
#include "folder-names.h"
#include "folder-walk.h"
#include "hashed-names.h"

void folder_clear(struct content_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++) {
        free(folder->files[i].key);
        free(folder->files[i].where);
    }
    free(folder->files);
    free(folder->path);
    free(folder->hashed);
    free(folder->notes);
    entries_clear(&folder->entries);
    headers_clear(&folder->headers);
    *folder = (struct content_folder){0};
}

static dxaws_error *refuse(const char *path, const char *words)
{
    char shown[FOLDER_SHOWN];
    folder_show(path, shown);
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_FOLDER, "%s %s",
                           shown, words);
}

dxaws_error *folder_too_many(const char *path, size_t most)
{
    char words[120];
    snprintf(words, sizeof words,
             "has more than %zu files: is it the folder to publish? `exclude` leaves files out",
             most);
    return refuse(path, words);
}

static dxaws_error *open_folder(const char *path, int *root)
{
    char words[200];
    char system[128];
    struct stat found;
    *root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*root >= 0) {
        return NULL;
    }
    int problem = errno;
    if (problem == ENOENT) {
        return refuse(path, "is not there: build the site first, or name the folder that has it");
    }
    if (problem == ENOTDIR && stat(path, &found) == 0) {
        return refuse(path, "is a file: the folder that it is in can be published");
    }
    snprintf(words, sizeof words, "cannot be read: %s", strerror_r(problem, system, sizeof system));
    return refuse(path, words);
}

static void gather_faults(const struct content_folder *folder, struct folder_faults *faults)
{
    for (size_t i = 0; i < folder->count; i++) {
        const struct folder_file *file = &folder->files[i];
        if (file->fault != 0) {
            folder_faults_add(faults, file->key, file->fault, file->problem, NULL);
        }
    }
}

/* Which names carry a hash. */
static bool judge_names(struct content_folder *folder)
{
    const char **keys = calloc(folder->count, sizeof *keys);
    folder->hashed = calloc(folder->count, sizeof *folder->hashed);
    for (size_t i = 0; keys != NULL && i < folder->count; i++) {
        keys[i] = folder->files[i].key;
    }
    bool whole = keys != NULL && folder->hashed != NULL &&
                 content_are_hashed(keys, folder->count, folder->hashed);
    free(keys);
    return whole;
}

static bool add_entries(struct content_folder *folder, const json_t *rules)
{
    for (size_t i = 0; i < folder->count; i++) {
        const struct folder_file *file = &folder->files[i];
        json_t *set = folder_headers(rules, file->key, file->is_utf8, folder->hashed[i]);
        uint32_t headers = set ? headers_add(&folder->headers, set) : CONTENT_NO_HEADERS;
        const char *type = json_string_value(json_object_get(set, "Content-Type"));
        enum content_stage stage = folder_stage(file->key, type ? type : "");
        json_decref(set);
        struct content_entry *entry = entries_add(&folder->entries, file->key, NULL);
        if (headers == CONTENT_NO_HEADERS || entry == NULL) {
            return false;
        }
        entry->size = file->size;
        entry->headers = headers;
        entry->stage = (uint8_t)stage;
        memcpy(entry->digest, file->digest, CONTENT_DIGEST);
        folder->bytes += file->size;
    }
    return true;
}

/* Rules and patterns were judged where they were written; here only whoever did not is stopped. */
static dxaws_error *check_wish(const struct folder_wish *wish)
{
    size_t index = 0;
    char fault[FOLDER_FAULT_SIZE];
    bool excludes = folder_exclude_fault(wish->exclude, &index, fault);
    if (!excludes && !folder_rules_fault(wish->rules, &index, fault)) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_FOLDER, "%s[%zu]: %s",
                           excludes ? "exclude" : "rules", index, fault);
}

static dxaws_error *read_opened(const struct folder_wish *wish, dxaws_context *context, int root,
                                struct content_folder *folder)
{
    struct folder_faults faults = {0};
    folder->path = realpath(wish->path, NULL);
    if (folder->path == NULL) {
        return errno == ENOMEM ? dxaws_error_out_of_memory()
                               : refuse(wish->path, "was moved while it was read");
    }
    dxaws_error *error = folder_walk(wish, context, root, folder, &faults);
    error = error ? error : folder_hash(folder, root, context);
    if (error == NULL) {
        gather_faults(folder, &faults);
        error = folder_faults_error(&faults, wish->path);
    }
    if (error == NULL && folder->count == 0) {
        error = refuse(wish->path, "holds nothing to publish: build the site first; names that "
                                   "begin with a dot are left out");
    }
    if (error == NULL &&
        (!judge_names(folder) || !add_entries(folder, wish->rules) || !folder_note(folder))) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

dxaws_error *folder_read(const struct folder_wish *wish, dxaws_context *context,
                         struct content_folder *folder)
{
    int root = -1;
    dxaws_error *error = check_wish(wish);
    error = error ? error : open_folder(wish->path, &root);
    error = error ? error : read_opened(wish, context, root, folder);
    if (root >= 0) {
        close(root);
    }
    if (error != NULL) {
        folder_clear(folder);
    }
    return error;
}

char *folder_file_path(const struct content_folder *folder, size_t index)
{
    const struct folder_file *file = &folder->files[index];
    const char *where = file->where ? file->where : file->key;
    char *path = NULL;
    bool absolute = where[0] == '/';
    return asprintf(&path, "%s%s%s", absolute ? "" : folder->path, absolute ? "" : "/", where) < 0
               ? NULL
               : path;
}
