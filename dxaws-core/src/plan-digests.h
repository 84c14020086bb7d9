/* SPDX-License-Identifier: MIT */
/* The digests in a plan's text, by which its reader sees that it is as it was written. */
#ifndef DXAWS_PLAN_DIGESTS_H
#define DXAWS_PLAN_DIGESTS_H

#include <dxaws/error.h>
#include <jansson.h>

/* A plan's canonical text: @a document, and a digest of each of its members. The caller frees it;
 * NULL without memory. */
char *plan_digests_write(const json_t *document);

/* Holds the members of a plan's *document against the digests that it has, if any, and makes it one
 * without them: a reference of the caller's in either case. INVALID_ARGUMENT, code InvalidPlan,
 * naming the first member that is missing, changed or added. */
dxaws_error *plan_digests_take(json_t **document);

#endif
