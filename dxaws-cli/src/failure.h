/* SPDX-License-Identifier: MIT */
/* Errors for people and for scripts. */
#ifndef DXAWS_CLI_FAILURE_H
#define DXAWS_CLI_FAILURE_H

#include <jansson.h>

#include "exit-status.h"
#include "options.h"

/* The exit status of an error, from its kind alone; PARTIAL: its cause's, but never that of a
 * refusal, which says that nothing was written. */
int failure_status(const dxaws_error *error);

/* A blank, and the word as a shell takes it. */
void failure_print_word(FILE *stream, const char *word);

/* One line that says what failed and, where there is more to say, how to go on. */
void failure_print(FILE *stream, const dxaws_error *error, const struct options *options);
/* The error for --json, with its advice; NULL without memory. */
json_t *failure_json(const dxaws_error *error, const struct options *options);

#endif
