/* SPDX-License-Identifier: MIT */
/* Files, and names that stand in files, as candidates. */
#include "complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_with_one_of(const char *name, const char *const *endings)
{
    size_t size = strlen(name);
    for (; endings != NULL && *endings != NULL; endings++) {
        size_t length = strlen(*endings);
        if (size > length && strcmp(name + size - length, *endings) == 0) {
            return true;
        }
    }
    return endings == NULL;
}

/* The folder behind what is typed of it, for free(): "" is this one, "~" the caller's own. */
static char *folder_of(const char *typed, size_t size)
{
    const char *home = getenv("HOME");
    char *path = NULL;
    bool tilde = size > 1 && strncmp(typed, "~/", 2) == 0 && home != NULL;
    int made = asprintf(&path, "%s%.*s%s", tilde ? home : "", (int)(tilde ? size - 1 : size),
                        tilde ? typed + 1 : typed, size == 0 ? "." : "");
    return made < 0 ? NULL : path;
}

/* Those of a folder that fit; how many. Folders are offered with any endings, and not counted. */
static size_t offer_files(const struct completion *completion, const char *path, size_t size,
                          const char *const *endings)
{
    size_t found = 0;
    DIR *folder = opendir(path);
    const char *rest = completion->typed + size;
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry != NULL;
         entry = readdir(folder)) {
        struct stat about;
        char *name = NULL;
        bool hidden = entry->d_name[0] == '.' && rest[0] != '.';
        bool special = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        bool fits = !hidden && !special && strncmp(entry->d_name, rest, strlen(rest)) == 0 &&
                    fstatat(dirfd(folder), entry->d_name, &about, 0) == 0;
        bool is_folder = fits && S_ISDIR(about.st_mode);
        if (fits && (is_folder || ends_with_one_of(entry->d_name, endings)) &&
            asprintf(&name, "%.*s%s%s", (int)size, completion->typed, entry->d_name,
                     is_folder ? "/" : "") >= 0) {
            complete_offer(completion, name, NULL);
            free(name);
            found += !is_folder;
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return found;
}

/* Whether any file there ends so: else all of them are offered. */
static bool has_some(const struct completion *completion, const char *path, size_t size,
                     const char *const *endings)
{
    char *text = NULL;
    size_t written = 0;
    struct completion silent = *completion;
    silent.stream = open_memstream(&text, &written);
    size_t found = silent.stream ? offer_files(&silent, path, size, endings) : 0;
    if (silent.stream != NULL) {
        fclose(silent.stream);
    }
    free(text);
    return found > 0;
}

void complete_files(const struct completion *completion, const char *const *endings)
{
    const char *slash = strrchr(completion->typed, '/');
    size_t size = slash ? (size_t)(slash + 1 - completion->typed) : 0;
    char *path = folder_of(completion->typed, size);
    if (path != NULL) {
        bool some = endings != NULL && has_some(completion, path, size, endings);
        offer_files(completion, path, size, some ? endings : NULL);
    }
    free(path);
}

/* "[profile name]" of one file, "[name]" of the other. */
static void offer_sections(const struct completion *completion, const char *variable,
                           const char *usual, bool config)
{
    const char *named = getenv(variable);
    const char *home = getenv("HOME");
    char *path = NULL;
    if (asprintf(&path, "%s%s%s",
                 named  ? named
                 : home ? home
                        : "",
                 named ? "" : "/.aws/", named ? "" : usual) < 0) {
        return;
    }
    FILE *file = fopen(path, "re");
    char line[256];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char name[256] = "";
        if (config && sscanf(line, " [ profile %255[^] \t\r\n]", name) != 1) {
            name[0] = '\0';
            if (strncmp(line, "[default]", strlen("[default]")) == 0) {
                strcpy(name, "default");
            }
        } else if (!config && sscanf(line, " [ %255[^] \t\r\n]", name) != 1) {
            name[0] = '\0';
        }
        if (name[0] != '\0') {
            complete_offer(completion, name, NULL);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    free(path);
}

void complete_profiles(const struct completion *completion)
{
    offer_sections(completion, "AWS_CONFIG_FILE", "config", true);
    offer_sections(completion, "AWS_SHARED_CREDENTIALS_FILE", "credentials", false);
}
