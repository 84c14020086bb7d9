/* SPDX-License-Identifier: MIT */
/* The website's own events, beside those of the four managers. */
#ifndef DXAWS_WEBSITE_EVENTS_H
#define DXAWS_WEBSITE_EVENTS_H

#include <dxaws/kit/description.h>

/* Those that have other members than every module's. */
enum { WEBSITE_EVENT_COUNT = 1 };
extern const struct dx_event_type website_events[WEBSITE_EVENT_COUNT];

/* @a plan and @a error may be NULL; what is not there is left out. */
void website_emit(dxaws_context *context, const char *type, const char *site,
                  const dxaws_plan *plan, const char *outcome, const dxaws_error *error);

/* manager.apply.progress of a step: "start", "done" or "failed". */
struct step_progress {
    const char *site;
    const char *step;
    const char *module;
    const char *status;
    int64_t elapsed_ms;
    const dxaws_error *error; /* or NULL */
};
void website_emit_step(dxaws_context *context, const struct step_progress *progress);

#endif
