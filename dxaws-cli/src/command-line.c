/* SPDX-License-Identifier: MIT */
#include "command-line.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"

char *command_line(const struct options *options)
{
    char *line = NULL;
    size_t size;
    FILE *stream = open_memstream(&line, &size);
    if (stream == NULL) {
        return NULL;
    }
    fputs("dxaws", stream);
    for (int i = 0; i < options->count; i++) {
        bool code = strncmp(options->arguments[i], "--mfa-code", strlen("--mfa-code")) == 0;
        if (!code) {
            failure_print_word(stream, options->arguments[i]);
        } else if (strchr(options->arguments[i], '=') == NULL) {
            i++;
        }
    }
    if (fclose(stream) != 0) {
        free(line);
        return NULL;
    }
    return line;
}
