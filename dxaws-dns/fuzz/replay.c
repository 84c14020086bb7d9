/* SPDX-License-Identifier: MIT */
/* Runs a fuzzer on the files of folders, so that its corpus is an ordinary test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST_INPUT = 1 << 20 };

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = file ? malloc(LARGEST_INPUT) : NULL;
    if (data == NULL) {
        if (file != NULL) {
            fclose(file);
        }
        return 0;
    }
    size_t size = fread(data, 1, LARGEST_INPUT, file);
    fclose(file);
    uint8_t *exact = malloc(size > 0 ? size : 1); /* a sanitizer then sees reads past the end */
    if (exact != NULL) {
        memcpy(exact, data, size);
        LLVMFuzzerTestOneInput(exact, size);
    }
    free(exact);
    free(data);
    return exact != NULL;
}

int main(int count, char **arguments)
{
    int replayed = 0;
    for (int i = 1; i < count; i++) {
        DIR *folder = opendir(arguments[i]);
        for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", arguments[i], entry->d_name);
            replayed += entry->d_name[0] != '.' ? replay(path) : 0;
        }
        if (folder != NULL) {
            closedir(folder);
        }
    }
    printf("%d inputs\n", replayed);
    return replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
