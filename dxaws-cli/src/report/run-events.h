/* SPDX-License-Identifier: MIT */
/* The events of one run, of a file to which each run appended its own. */
#ifndef DXAWS_CLI_REPORT_RUN_EVENTS_H
#define DXAWS_CLI_REPORT_RUN_EVENTS_H

#include <dxaws/base.h>
#include <jansson.h>

struct run_events {
    json_t *events;   /* an array of those with a time; released by run_events_clear() */
    int64_t begin_ms; /* of the first and the last of them */
    int64_t end_ms;
    char *version; /* of the program that told them; NULL without any, "" where that is not said */
    size_t number; /* the run's, from 1 */
    size_t runs;   /* how many there are */
    size_t torn;   /* lines that are no events: left out */
};

/* Reads the run of that number, 0 for the last one. False without memory. Where there is none,
 * @a events is empty. */
bool run_events_read(const char *text, size_t size, size_t number, struct run_events *run);
void run_events_clear(struct run_events *run);

/* When an event was, by its time: milliseconds since 1970, or -1 for what is no time. */
int64_t event_ms(const json_t *event);
/* A member that is a text, or "". */
const char *event_text(const json_t *event, const char *name);
/* What comes after the last dot of its source: "s3". */
const char *event_module(const json_t *event);
bool event_is(const json_t *event, const char *type);
/* Whether an error, or what it was caused by, is that the run was stopped. */
bool event_error_is_stop(const json_t *error);

#endif
