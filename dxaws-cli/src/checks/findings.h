/* SPDX-License-Identifier: MIT */
/* What was looked at, and what came of it: a line each. */
#ifndef DXAWS_CLI_CHECKS_FINDINGS_H
#define DXAWS_CLI_CHECKS_FINDINGS_H

#include <stdio.h>

#include <dxaws/error.h>
#include <jansson.h>

/* How a check ended; a note is what could not be judged, or is worth knowing. */
enum finding { FINDING_OK, FINDING_NOTE, FINDING_FAILED };

/* The list: [{"check", "outcome", "detail", "remedy"}]. `whole` becomes false without memory. */
struct findings {
    json_t *list;
    size_t failed;
    bool whole;
};

/* Empty; findings_end() in every case. */
void findings_begin(struct findings *findings);
void findings_end(struct findings *findings);

/* Adds one: what was looked at, in a word or two, how it ended, and what was seen. */
void findings_add(struct findings *findings, const char *check, enum finding outcome,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What would be right, of the one that was added last. */
void findings_advise(struct findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* For people. */
void findings_print(FILE *stream, const struct findings *findings, bool colors);

#endif
