/* SPDX-License-Identifier: MIT */
/* Errors for people and for scripts. */
#ifndef DXAWS_CLI_FAILURE_H
#define DXAWS_CLI_FAILURE_H

#include "options.h"

enum {
    EXIT_ERROR = 1,
    EXIT_CHANGES = 2,
    EXIT_REFUSED = 3,
    EXIT_TIMEOUT = 4,
    EXIT_STALE = 5,
    EXIT_INTERRUPTED = 130,
};

/* The exit status of an error, from its kind alone; PARTIAL: its cause's. */
int failure_status(const dxaws_error *error);

/* One line that says what failed and, where there is more to say, how to go on. */
void failure_print(FILE *stream, const dxaws_error *error, const struct options *options);

#endif
