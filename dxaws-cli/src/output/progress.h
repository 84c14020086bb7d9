/* SPDX-License-Identifier: MIT */
/* Progress: the context's events as they come, on a terminal with a live line for each action that
 * runs, elsewhere as plain lines; and as JSON Lines for --events. */
#ifndef DXAWS_CLI_OUTPUT_PROGRESS_H
#define DXAWS_CLI_OUTPUT_PROGRESS_H

#include <stdio.h>

#include <dxaws/core.h>

struct progress_style {
    FILE *stream; /* NULL: show nothing */
    bool live;
    bool colors;
    bool dry_run;
    bool verbose;       /* plain lines say every poll */
    const char *events; /* a file for JSON Lines, "-", or NULL */
    dxaws_sink *others; /* who is told the same; borrowed, or NULL */
};

struct progress;

/* Makes the sink of @a context; elapsed times are the context's. */
dxaws_error *progress_new(dxaws_context *context, const struct progress_style *style,
                          struct progress **progress);
/* Takes live lines away, says what was left running, and ends. */
void progress_end(struct progress *progress);

#endif
