/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target on files, for compilers without libFuzzer and for the tests. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    enum { SIZE_MAX_BYTES = 2 * 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(SIZE_MAX_BYTES);
    if (file == NULL || data == NULL) {
        fprintf(stderr, "%s: cannot be read\n", path);
        free(data);
        return 1;
    }
    size_t size = fread(data, 1, SIZE_MAX_BYTES, file);
    fclose(file);
    /* Each prefix too: a file that was cut short anywhere. */
    for (size_t length = 0; length <= size; length++) {
        LLVMFuzzerTestOneInput(data, length);
    }
    free(data);
    return 0;
}

int main(int count, char **arguments)
{
    int failed = count < 2;
    for (int i = 1; i < count; i++) {
        failed |= replay(arguments[i]);
    }
    return failed;
}
