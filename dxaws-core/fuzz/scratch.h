/* SPDX-License-Identifier: MIT */
/* Files that hold an input, for what reads files: in a folder that goes with the program. */
#ifndef DXAWS_CORE_FUZZ_SCRATCH_H
#define DXAWS_CORE_FUZZ_SCRATCH_H

#include <dxaws/kit/fuzz-main.h>

#include <unistd.h>

static char scratch_folder[200];

static inline void scratch_remove(void)
{
    DIR *stream = opendir(scratch_folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        char path[512];
        snprintf(path, sizeof(path), "%s/%s", scratch_folder, entry->d_name);
        unlink(path);
    }
    if (stream) {
        closedir(stream);
    }
    rmdir(scratch_folder);
}

/* The path of a file of that name, which need not be there; one of a few at a time. */
static inline const char *scratch_path(const char *name)
{
    static char paths[4][256];
    static int next;
    if (!*scratch_folder) {
        const char *temporary = getenv("TMPDIR");
        snprintf(scratch_folder, sizeof(scratch_folder), "%s/dxaws-fuzz.XXXXXX",
                 temporary ? temporary : "/tmp");
        dx_fuzz_require(mkdtemp(scratch_folder) != NULL && atexit(scratch_remove) == 0);
    }
    char *path = paths[next++ % 4];
    snprintf(path, sizeof(paths[0]), "%s/%s", scratch_folder, name);
    return path;
}

static inline const char *scratch_file(const char *name, const void *data, size_t size)
{
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "wb");
    dx_fuzz_require(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    return path;
}

/* Whether the file holds that and no more. */
static inline bool scratch_holds(const char *path, const void *data, size_t size)
{
    char *content = malloc(size + 1);
    FILE *file = fopen(path, "rb");
    bool same =
        file && fread(content, 1, size + 1, file) == size && memcmp(content, data, size) == 0;
    if (file) {
        fclose(file);
    }
    free(content);
    return same;
}

#endif
