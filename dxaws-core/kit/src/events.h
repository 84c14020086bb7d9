/* SPDX-License-Identifier: MIT */
/* The manager's events, with their stable names. */
#ifndef DXAWS_KIT_EVENTS_H
#define DXAWS_KIT_EVENTS_H

#include <dxaws/kit/engine.h>

/* What a plan says, for manager.plan.done and manager.apply.start: actions and their count. */
void events_plan(const struct dx_schema *schema, dxaws_context *context, const char *type,
                 const dxaws_plan *plan);

/* manager.plan.start, before there is a plan. */
void events_plan_start(const struct dx_schema *schema, dxaws_context *context, const char *subject);

/* deprecated.used: a word that @a row has at that path, "" or "cdn." */
void events_deprecated(const struct dx_schema *schema, dxaws_context *context, const char *subject,
                       const char *path, const struct dx_attribute *row);

/* manager.apply.progress. */
struct progress {
    const dxaws_plan *plan;
    size_t index;
    const char *status; /* "start", "waiting", "done" or "failed" */
    int64_t elapsed_ms;
    const char *why; /* or NULL */
};
/* A read is refused, and made again in a while. */
void events_reading(const struct dx_schema *schema, dxaws_context *context, const char *subject,
                    int64_t elapsed_ms, const char *why);
void events_progress(const struct dx_schema *schema, dxaws_context *context,
                     const struct progress *progress);

/* manager.apply.done and manager.execute.done: outcome and, when failed, the error. */
void events_outcome(const struct dx_schema *schema, dxaws_context *context, const char *type,
                    const char *subject, const char *outcome, const dxaws_error *error);

#endif
