/* SPDX-License-Identifier: MIT */
/* What a run knows, as the document of a Current: sets are texts in it (pack.h), since trees of a
 * hundred thousand objects take ten times as much. Pure. */
#ifndef DXAWS_S3_CONTENT_STATE_H
#define DXAWS_S3_CONTENT_STATE_H

#include "run.h"

/* Reads a Current into an empty run, which is to be cleared in any case. INVALID_ARGUMENT for what
 * nobody of this release wrote. */
dxaws_error *state_read(const json_t *observed, struct content_run *run);
/* Takes over what a Desired, or an action's payload, says; both are borrowed. */
void state_desire(const json_t *document, struct content_run *run);

/* A number of a document, at most 2^53 either way; 0 for none. */
int64_t state_number(const json_t *document, const char *member);

/* Takes the list of stale keys over; false without memory. */
bool state_take_stale(const json_t *document, struct content_run *run);

/* All that a run knows, as members of a Current, null for what it does not: a new object. NULL
 * without memory. */
json_t *state_write(const struct content_run *run);
/* Replaces the members of a document by those that a run wrote; null takes one back. False without
 * memory. */
bool state_take_over(json_t *observed, const json_t *members);

#endif
