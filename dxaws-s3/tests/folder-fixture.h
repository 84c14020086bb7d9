/* SPDX-License-Identifier: MIT */
/* A folder of each test's own. Header only; include it once in each test. */
#ifndef DXAWS_S3_TESTS_FOLDER_FIXTURE_H
#define DXAWS_S3_TESTS_FOLDER_FIXTURE_H

#include <dxaws/kit/check.h>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/folder.h"

static char top[40];  /* of all that a test makes */
static char site[80]; /* what is published */
static char path_buffer[8192];

/* A path below the top; until the next call. */
static inline const char *below(const char *name)
{
    snprintf(path_buffer, sizeof path_buffer, "%s/%s", top, name);
    return path_buffer;
}

/* Writes a file of the site, and the folders that it is in. */
static inline void put_bytes(const char *name, const void *data, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", site, name);
    for (char *slash = strchr(path + strlen(site) + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0, "%s",
                  path);
}

static inline void put(const char *name, const char *text)
{
    put_bytes(name, text, strlen(text));
}

static inline void link_to(const char *target, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", site, name);
    ck_assert_int_eq(symlink(target, path), 0);
}

static inline void begin(void)
{
    snprintf(top, sizeof top, "content-folder-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(top));
    snprintf(site, sizeof site, "%s/site", top);
    ck_assert_int_eq(mkdir(site, 0755), 0);
}

static inline void end(void)
{
    char command[128];
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", top, top);
    ck_assert_int_eq(system(command), 0);
}

/* The keys in their order, a blank behind each; until the next call. */
static inline const char *keys_of(const struct content_folder *folder)
{
    path_buffer[0] = '\0';
    for (size_t i = 0; i < folder->entries.count; i++) {
        strcat(strcat(path_buffer, entries_key(&folder->entries, i)), " ");
    }
    return path_buffer;
}

static inline json_t *parse(const char *text)
{
    json_t *tree = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    ck_assert(text == NULL || tree != NULL);
    return tree;
}

static inline void expect_keys(const struct folder_wish *wish, const char *keys)
{
    struct content_folder folder = {0};
    ck_ok(folder_read(wish, NULL, &folder));
    ck_assert_str_eq(keys_of(&folder), keys);
    ck_assert_uint_eq(folder.count, folder.entries.count);
    folder_clear(&folder);
}

#endif
