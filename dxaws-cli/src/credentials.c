/* SPDX-License-Identifier: MIT */
/* dxaws credentials export: keys for other tools. */
#include "run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error-codes.h"

/* Lines "PROFILE\tFILE" of those exports that this one was started by. */
static const char EXPORTING[] = "DXAWS_EXPORTING";

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* A profile whose process asks for the same profile would start itself for ever. */
static dxaws_error *guard(const struct options *options)
{
    const char *profile = options->profile ? options->profile : variable("AWS_PROFILE");
    profile = profile ? profile : variable("AWS_DEFAULT_PROFILE");
    profile = profile ? profile : "default";
    const char *file = variable("AWS_CONFIG_FILE");
    const char *before = variable(EXPORTING);
    char *line = NULL;
    char *all = NULL;
    dxaws_error *error = NULL;
    if (asprintf(&line, "%s\t%s\n", profile, file ? file : "") < 0 ||
        asprintf(&all, "%s%s", before ? before : "", line) < 0) {
        free(line);
        return dxaws_error_out_of_memory();
    }
    const char *found = before ? strstr(before, line) : NULL;
    if (found != NULL && (found == before || found[-1] == '\n')) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_PROFILE_LOOP,
                                "profile \"%s\" gets its credentials from \"dxaws credentials "
                                "export\" of itself; name another profile with --profile",
                                profile);
    } else if (setenv(EXPORTING, all, 1) != 0) {
        error = dxaws_error_out_of_memory();
    }
    free(line);
    free(all);
    return error;
}

/* Not through a buffer that would keep it. */
static dxaws_error *write_out(const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(STDOUT_FILENO, text, size);
        if (written < 0 && errno != EINTR) {
            return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "cli", DXAWS_CLI_ERROR_OUTPUT,
                                   "standard output cannot be written: %s", strerror(errno));
        }
        text += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
    return NULL;
}

dxaws_error *credentials_run(struct run *run)
{
    if (isatty(STDOUT_FILENO) && !run->options->yes) {
        return dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_SECRET_ON_TERMINAL,
                               "this would show secrets on the terminal; send it to another "
                               "program, or add --yes");
    }
    DXAWS_AUTO(dxaws_credentials) keys = NULL;
    dxaws_error *error = guard(run->options);
    error = error ? error : adapters_open_progress(run);
    error = error ? error : dxaws_session_export_credentials(run->session, run->context, &keys);
    if (error != NULL) {
        return error;
    }
    const char *text = dxaws_credentials_process_json(keys);
    error = write_out(text, strlen(text));
    return error ? error : write_out("\n", 1);
}
