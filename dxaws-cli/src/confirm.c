/* SPDX-License-Identifier: MIT */
/* Asking before anything is changed. */
#include "confirm.h"

#include <string.h>
#include <unistd.h>

#include "error-codes.h"
#include "output/terminal.h"

static dxaws_error *refused(const char *code, const char *message)
{
    return dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", code, "%s", message);
}

static bool is_agreed(const struct options *options)
{
    return options->yes || options->dry_run; /* a dry run changes nothing */
}

/* Standard input may be the file itself. */
static bool has_terminal(const struct options *options)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) &&
           (options->operand == NULL || strcmp(options->operand, "-") != 0);
}

bool confirm_asks(const struct run *run)
{
    return !is_agreed(run->options) && has_terminal(run->options);
}

dxaws_error *confirm(struct run *run, const char *what)
{
    const struct options *options = run->options;
    if (is_agreed(options)) {
        return NULL;
    }
    if (!has_terminal(options)) {
        return refused(DXAWS_CLI_ERROR_NOT_CONFIRMED,
                       "nothing was changed: there is no terminal to ask on");
    }
    char answer[16] = "";
    fflush(stdout);
    print_safely(stderr, what);
    fputs("? [y/N] ", stderr);
    fflush(stderr);
    /* The signal handler does not restart read(), so Ctrl-C ends it. */
    ssize_t size = read(STDIN_FILENO, answer, sizeof answer - 1);
    dxaws_error *error = dxaws_context_check(run->context);
    if (error != NULL || size <= 0) { /* nobody has ended the line of the question */
        fputc('\n', stderr);
    }
    if (error != NULL) {
        return error;
    }
    answer[size > 0 ? strcspn(answer, "\r\n") : 0] = '\0';
    if (strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0) {
        return NULL;
    }
    return refused(DXAWS_CLI_ERROR_NOT_CONFIRMED, "nothing was changed: the answer was not \"y\"");
}
