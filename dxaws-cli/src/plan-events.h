/* SPDX-License-Identifier: MIT */
/* The events of planning, as a module's own manager emits them: read() and plan() of a dxaws_module
 * are two calls, the latter without a context to tell anybody. */
#ifndef DXAWS_CLI_PLAN_EVENTS_H
#define DXAWS_CLI_PLAN_EVENTS_H

#include <dxaws/module.h>

void plan_events_start(dxaws_context *context, const dxaws_module *module, const char *subject);
/* @a plan is NULL when there is an error. */
void plan_events_done(dxaws_context *context, const dxaws_module *module, const char *subject,
                      const dxaws_plan *plan, const dxaws_error *error);

#endif
