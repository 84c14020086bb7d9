/* SPDX-License-Identifier: MIT */
/* Asking for the code of a multi-factor device. */
#include "mfa.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "error-codes.h"
#include "output/terminal.h"

enum { LOOK_MS = 100 }; /* how often the context is looked at */

bool mfa_is_code(const char *text)
{
    return strlen(text) == MFA_DIGITS && text[strspn(text, "0123456789")] == '\0';
}

static dxaws_error *refused(const char *code, const char *message)
{
    return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "cli", code, "%s", message);
}

/* Standard input may be the file itself. */
static bool can_ask(const struct options *options)
{
    bool taken = options->operand != NULL && strcmp(options->operand, "-") == 0;
    return !taken && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* One line, while the context lasts. */
static dxaws_error *read_line(dxaws_context *context, char *line, size_t size)
{
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    dxaws_error *error = NULL;
    line[0] = '\0';
    while (error == NULL && poll(&input, 1, LOOK_MS) <= 0) {
        error = dxaws_context_check(context);
    }
    if (error != NULL) {
        return error;
    }
    ssize_t got = read(STDIN_FILENO, line, size - 1);
    line[got > 0 ? (size_t)got : 0] = '\0';
    line[strcspn(line, " \r\n")] = '\0';
    return dxaws_context_check(context);
}

dxaws_error *mfa_ask(void *self, dxaws_context *context, const char *serial, char *code,
                     size_t size)
{
    const struct options *options = self;
    char line[64];
    if (options->mfa_code != NULL) {
        snprintf(code, size, "%s", options->mfa_code);
        return NULL;
    }
    if (!can_ask(options)) {
        return refused(DXAWS_CLI_ERROR_MFA_CODE,
                       "there is no terminal to ask on; give it with --mfa-code CODE");
    }
    fputs("Code of the device ", stderr);
    print_safely(stderr, serial);
    fputs(": ", stderr);
    fflush(stderr);
    dxaws_error *error = read_line(context, line, sizeof line);
    if (error != NULL) {
        fputc('\n', stderr);
        return error;
    }
    if (!mfa_is_code(line)) {
        return refused(DXAWS_CLI_ERROR_MFA_CODE, "expected the six digits that it shows");
    }
    snprintf(code, size, "%s", line);
    return NULL;
}
