/* SPDX-License-Identifier: MIT */
/* The website's own events. */
#include "events.h"

#include <dxaws/extend/events.h>
#include <dxaws/kit/json.h>

#include <stdlib.h>

#include <jansson.h>

static const char source[] = "dxaws.website";

/* Its own progress is that of steps; what they do, their modules tell. */
static const struct dx_event_member progressed[] = {
    {"step", DX_TEXT, false},   {"module", DX_TEXT, false},        {"status", DX_TEXT, false},
    {"error", DX_OBJECT, true}, {"elapsed_ms", DX_INTEGER, false},
};
const struct dx_event_type website_events[WEBSITE_EVENT_COUNT] = {
    {"manager.apply.progress", DXAWS_EVENT_INFO, progressed,
     sizeof progressed / sizeof *progressed},
};

static json_t *error_value(const dxaws_error *error)
{
    char *text = error ? dxaws_error_format(error) : NULL;
    json_t *value = text ? json_loads(text, 0, NULL) : NULL;
    free(text);
    return value;
}

/* Takes the fields over. Events never fail an operation. */
static void emit(dxaws_context *context, const char *type, const char *site, json_t *fields,
                 bool failed)
{
    char *text = fields ? json_dumps(fields, JSON_COMPACT) : NULL;
    dxaws_context_emit(context, source, type, failed ? DXAWS_EVENT_ERROR : DXAWS_EVENT_INFO, site,
                       text);
    free(text);
    json_decref(fields);
}

void website_emit(dxaws_context *context, const char *type, const char *site,
                  const dxaws_plan *plan, const char *outcome, const dxaws_error *error)
{
    if (!dxaws_context_is_observed(context)) {
        return;
    }
    bool whole = true;
    json_t *fields = json_pack("{so*}", "error", error_value(error));
    dx_put_text(&whole, fields, "outcome", outcome);
    if (plan != NULL) {
        json_t *kinds = json_array();
        for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
            const char *kind = dxaws_action_kind(dxaws_plan_at(plan, i));
            dx_append(&whole, kinds, json_string(kind));
        }
        dx_put(&whole, fields, "actions", kinds);
        dx_put(&whole, fields, "noop", json_boolean(dxaws_plan_count(plan) == 0));
        dx_put(&whole, fields, "plan_hash", json_string(dxaws_plan_hash(plan)));
    }
    emit(context, type, site, dx_whole(whole, fields), error != NULL);
}

void website_emit_step(dxaws_context *context, const struct step_progress *progress)
{
    if (!dxaws_context_is_observed(context)) {
        return;
    }
    json_t *fields =
        json_pack("{ss ss ss sI so*}", "step", progress->step, "module", progress->module, "status",
                  progress->status, "elapsed_ms", (json_int_t)progress->elapsed_ms, "error",
                  error_value(progress->error));
    emit(context, "manager.apply.progress", progress->site, fields, progress->error != NULL);
}
