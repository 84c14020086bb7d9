/* SPDX-License-Identifier: MIT */
/** @file
 * What fuzz targets share: how they say that something does not hold, and, unless libFuzzer has its
 * own, main(), which runs a target on the files of folders, so that its corpus is an ordinary test.
 * Header only; include it once in each target.
 */
#ifndef DXAWS_KIT_FUZZ_MAIN_H
#define DXAWS_KIT_FUZZ_MAIN_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/context.h>
#include <dxaws/error.h>

/** What a target does with one input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the program, which libFuzzer and the test see, unless @a holds. */
#define dx_fuzz_require(holds) dx_fuzz_require_at((holds), #holds, __FILE__, __LINE__)

static inline void dx_fuzz_require_at(bool holds, const char *what, const char *file, int line)
{
    if (!holds) {
        fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
        abort();
    }
}

/** The input as text, which ends at its first NUL; to be released with free(). */
static inline char *dx_fuzz_text(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    dx_fuzz_require(text != NULL);
    return text;
}

/** True when there was no error; one is said on one line, blames no bug, and is released. */
static inline bool dx_fuzz_succeeds(dxaws_error *error)
{
    if (error == NULL) {
        return true;
    }
    const char *message = dxaws_error_message(error);
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    dx_fuzz_require(message[0] != '\0' && strpbrk(message, "\r\n") == NULL);
    dx_fuzz_require(kind != DXAWS_ERROR_INTERNAL && kind != DXAWS_ERROR_OUT_OF_MEMORY);
    dxaws_error_free(error);
    return false;
}

/** @name A clock that moves when somebody sleeps
 * @{ */
static inline int64_t dx_fuzz_time(void *self)
{
    return __atomic_load_n((const int64_t *)self, __ATOMIC_RELAXED);
}

static inline void dx_fuzz_sleep(void *self, int64_t ms)
{
    __atomic_fetch_add((int64_t *)self, ms, __ATOMIC_RELAXED);
}

static inline double dx_fuzz_jitter(void *self)
{
    (void)self;
    return 0.5;
}

/** A context on that clock. */
static inline dxaws_context *dx_fuzz_context(int64_t *now_ms)
{
    static const dxaws_clock_ops ops = {
        .size = sizeof ops,
        .now_ms = dx_fuzz_time,
        .monotonic_ms = dx_fuzz_time,
        .sleep_ms = dx_fuzz_sleep,
        .jitter = dx_fuzz_jitter,
    };
    dxaws_context *context = dxaws_context_new();
    dx_fuzz_require(dxaws_context_set_clock(context, &ops, now_ms) == NULL);
    return context;
}
/** @} */

#ifndef DXAWS_LIBFUZZER
static inline bool dx_fuzz_replay(const char *path)
{
    enum { LARGEST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(LARGEST);
    size_t size = file && data ? fread(data, 1, LARGEST, file) : 0;
    bool read = file && data && !ferror(file);
    if (file) {
        fclose(file);
    }
    uint8_t *exact = malloc(size ? size : 1); /* so that a sanitizer sees reads past the end */
    if (read && exact) {
        memcpy(exact, data, size);
        LLVMFuzzerTestOneInput(exact, size);
    }
    read = read && exact;
    free(exact);
    free(data);
    return read;
}

/* The files of one folder: how many, or -1 when one cannot be read. */
static inline int dx_fuzz_replay_folder(const char *folder)
{
    int replayed = 0;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        char path[4096];
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (!dx_fuzz_replay(path)) {
            perror(path);
            replayed = -1;
            break;
        }
        replayed++;
    }
    if (stream) {
        closedir(stream);
    }
    return replayed;
}

/** Arguments are folders; libFuzzer's options, which begin with '-', are passed over. */
int main(int count, char **arguments)
{
    int total = 0;
    for (int i = 1; i < count; i++) {
        int replayed = arguments[i][0] == '-' ? 0 : dx_fuzz_replay_folder(arguments[i]);
        if (replayed < 0) {
            return EXIT_FAILURE;
        }
        total += replayed;
    }
    printf("%d inputs\n", total);
    return total ? EXIT_SUCCESS : EXIT_FAILURE;
}
#endif

#endif
