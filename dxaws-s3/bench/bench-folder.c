/* SPDX-License-Identifier: MIT */
/* What reading a folder costs: seconds of the clock and of processors, bytes a second, and what was
 * resident at most; fails when that is more than 1 KiB a file and what a program needs by itself,
 * however large the files are.
 * usage: bench-folder FOLDER */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "content/folder.h"

enum { BASE_KIB = 32 * 1024 };

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    struct content_folder folder = {0};
    struct folder_wish wish = {.path = count == 2 ? arguments[1] : "", .follow = true};
    struct rusage used;
    double wall = seconds(CLOCK_MONOTONIC);
    double spent = seconds(CLOCK_PROCESS_CPUTIME_ID);
    dxaws_error *error = folder_read(&wish, NULL, &folder);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    spent = seconds(CLOCK_PROCESS_CPUTIME_ID) - spent;
    getrusage(RUSAGE_SELF, &used);
    if (error != NULL) {
        fprintf(stderr, "bench-folder: %s\n", dxaws_error_message(error));
        dxaws_error_free(error);
        return EXIT_FAILURE;
    }
    printf("%zu files, %.1f MB: %.3f s, of processors %.3f s (%.2f GB a second each), %ld KiB "
           "resident\n",
           folder.count, (double)folder.bytes / 1e6, wall, spent,
           (double)folder.bytes / 1e9 / spent, used.ru_maxrss);
    bool bounded = used.ru_maxrss <= BASE_KIB + (long)folder.count;
    folder_clear(&folder);
    return bounded ? EXIT_SUCCESS : EXIT_FAILURE;
}
