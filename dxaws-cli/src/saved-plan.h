/* SPDX-License-Identifier: MIT */
/* Plans in files: `plan -o FILE` keeps what was planned, and `apply FILE` does that and nothing
 * else. The document is the one of `plan --json`. */
#ifndef DXAWS_CLI_SAVED_PLAN_H
#define DXAWS_CLI_SAVED_PLAN_H

#include "run.h"

/* Puts the plan, taken over, with its digests, and its account, if known, in the file that -o
 * names, whole or not at all, for its owner alone. FILE_ERROR. */
dxaws_error *saved_plan_write(const struct run *run, const char *account, json_t *plan);

/* Whether what was read for the command is a plan; *plan stays NULL for any other file.
 * INVALID_ARGUMENT for a plan that cannot be used: of another command, cut, or with options that
 * would have had to be there when it was made. Sets what @a options say of how it was made. */
dxaws_error *saved_plan_find(struct run *run, struct options *options, dxaws_plan **plan);

/* Applies it. */
dxaws_error *saved_plan_run(struct run *run, const dxaws_plan *plan);

#endif
