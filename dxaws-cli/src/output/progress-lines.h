/* SPDX-License-Identifier: MIT */
/* The lines of the progress: finished actions stay, running ones are redrawn below them. */
#ifndef DXAWS_CLI_OUTPUT_PROGRESS_LINES_H
#define DXAWS_CLI_OUTPUT_PROGRESS_LINES_H

#include <stdio.h>

#include <dxaws/base.h>

enum { LINES_MAX = 12 };

/* An action that runs. */
struct line {
    char module[24];
    char subject[80];
    char action[40];
    char why[400];
    int64_t start_ms;
    int64_t expected_s;
    bool waits; /* it said what it waits for */
};

struct lines {
    FILE *stream;
    bool live;
    bool colors;
    bool verbose;
    bool dry_run; /* what is done would be done */
    struct line running[LINES_MAX];
    size_t count;
    size_t drawn; /* live lines on the screen */
};

struct line_event {
    const char *module;
    const char *subject;
    const char *action;
    const char *status; /* start, waiting, done, failed; stopped: by who asked for it */
    const char *why;
    int64_t elapsed_ms;
    int64_t expected_s;
    int64_t now_ms;
};

/* A line that stays, about what the caller wrote. */
void lines_warn(struct lines *lines, const char *text, int64_t now_ms);
void lines_event(struct lines *lines, const struct line_event *event);
/* Draws the live lines with that time. */
void lines_redraw(struct lines *lines, int64_t now_ms);
/* Removes the live lines. */
void lines_end(struct lines *lines);

#endif
