/* SPDX-License-Identifier: MIT */
/* Several files in one run. */
#ifndef DXAWS_CLI_SEVERAL_H
#define DXAWS_CLI_SEVERAL_H

#include "run.h"

/* The files of a run, in the order of the command line; those of a folder by name. */
struct files {
    char **paths;
    size_t count;
};

/* NOT_FOUND for a folder without a manifest. What it leaves is for several_clear(), also then. */
dxaws_error *several_collect(const struct options *options, struct files *files);
void several_clear(struct files *files);

/* What was made for one file goes before the next. */
void several_forget(struct run *run, struct options *options);

/* Runs the command on each file that it is given, of folders on each manifest in them, one after
 * the other: whatever becomes of one, the next is begun, but after an interruption. The exit status
 * is the worst. One file alone is as it always was. */
dxaws_error *several_run(struct run *run, struct options *options);

#endif
