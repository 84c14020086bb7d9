/* SPDX-License-Identifier: MIT */
/* What stopped a run of a plan. */
#ifndef DXAWS_WEBSITE_STOPPED_H
#define DXAWS_WEBSITE_STOPPED_H

#include "parallel.h"
#include "turn.h"

/* One error for a wave: which step failed and why, and what is done. Takes the jobs' errors. */
dxaws_error *stopped_in_wave(const struct run *run, const struct turn *turns, size_t count,
                             struct job *jobs, size_t job_count);
/* What stopped it after its steps; takes @a cause over, and returns NULL for none. */
dxaws_error *stopped_after_steps(const struct run *run, dxaws_error *cause);

#endif
