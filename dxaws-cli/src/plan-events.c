/* SPDX-License-Identifier: MIT */
/* The events of planning. */
#include "plan-events.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include <dxaws/extend/events.h>

static void emit(dxaws_context *context, const dxaws_module *module, const char *subject,
                 const char *type, dxaws_event_level level, json_t *fields)
{
    char source[64];
    char *text = json_dumps(fields, JSON_COMPACT);
    snprintf(source, sizeof source, "dxaws.%s", module->name);
    dxaws_context_emit(context, source, type, level, subject, text);
    free(text);
    json_decref(fields);
}

void plan_events_start(dxaws_context *context, const dxaws_module *module, const char *subject)
{
    emit(context, module, subject, "manager.plan.start", DXAWS_EVENT_INFO, json_object());
}

static void done(dxaws_context *context, const dxaws_module *module, const dxaws_plan *plan)
{
    json_t *kinds = json_array();
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        json_array_append_new(kinds, json_string(dxaws_action_kind(dxaws_plan_at(plan, i))));
    }
    emit(context, module, dxaws_plan_resource(plan), "manager.plan.done", DXAWS_EVENT_INFO,
         json_pack("{so sb ss}", "actions", kinds, "noop", dxaws_plan_count(plan) == 0, "plan_hash",
                   dxaws_plan_hash(plan)));
}

void plan_events_done(dxaws_context *context, const dxaws_module *module, const char *subject,
                      const dxaws_plan *plan, const dxaws_error *error)
{
    if (error == NULL) {
        done(context, module, plan);
        return;
    }
    char *text = dxaws_error_format(error);
    json_t *told = text ? json_loads(text, 0, NULL) : NULL;
    free(text);
    emit(context, module, subject, "manager.plan.done", DXAWS_EVENT_ERROR,
         json_pack("{ss so*}", "outcome", "failed", "error", told));
}
