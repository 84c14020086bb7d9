/* SPDX-License-Identifier: MIT */
/* Errors for people and for scripts. */
#ifndef DXAWS_CLI_FAILURE_H
#define DXAWS_CLI_FAILURE_H

#include "exit-status.h"
#include "options.h"

/* The exit status of an error, from its kind alone; PARTIAL: its cause's. */
int failure_status(const dxaws_error *error);

/* One line that says what failed and, where there is more to say, how to go on. */
void failure_print(FILE *stream, const dxaws_error *error, const struct options *options);

#endif
