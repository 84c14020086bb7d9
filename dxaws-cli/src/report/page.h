/* SPDX-License-Identifier: MIT */
/* The page about a run: HTML without scripts, fonts or pictures from anywhere. */
#ifndef DXAWS_CLI_REPORT_PAGE_H
#define DXAWS_CLI_REPORT_PAGE_H

#include <stdio.h>

#include "run-events.h"
#include "spans.h"

/* Prints all of it. */
void page_print(FILE *out, const struct run_events *run, const struct spans *spans);

/* What the parts of the page are made with. */
void page_text(FILE *out, const char *text); /* as text or as the value of an attribute */
void page_duration(FILE *out, int64_t milliseconds);

/* Its parts: when each action was under way; what was waited for, called, done. */
void page_time_line(FILE *out, const struct run_events *run, const struct spans *spans);
void page_waits(FILE *out, const struct spans *spans);
void page_calls(FILE *out, const struct run_events *run);
void page_actions(FILE *out, const struct run_events *run, const struct spans *spans);

#endif
