/* SPDX-License-Identifier: MIT */
/* Runs a fuzzer on the files of folders, and on each cut short anywhere, so that its corpus is an
 * ordinary test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* So that a sanitizer sees reads past the end. */
static void run_exact(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact) {
        return;
    }
    memcpy(exact, data, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return 0;
    }
    static uint8_t data[1 << 20];
    size_t size = fread(data, 1, sizeof(data), file);
    fclose(file);
    for (size_t length = 0; length <= size; length++) {
        run_exact(data, length);
    }
    return 1;
}

int main(int count, char **arguments)
{
    int replayed = 0;
    for (int i = 1; i < count; i++) {
        DIR *folder = opendir(arguments[i]);
        for (struct dirent *entry; folder && (entry = readdir(folder));) {
            char path[4096];
            if (entry->d_name[0] != '.' && snprintf(path, sizeof(path), "%s/%s", arguments[i],
                                                    entry->d_name) < (int)sizeof(path)) {
                replayed += replay(path);
            }
        }
        if (folder) {
            closedir(folder);
        }
    }
    printf("%d inputs\n", replayed);
    return replayed ? 0 : 1;
}
