/* SPDX-License-Identifier: MIT */
/* The manager's events. */
#include "events.h"

#include <dxaws/extend/events.h>
#include <dxaws/kit/description.h>

#include <stdio.h>
#include <stdlib.h>

/* What a test holds against the events that are emitted. */
static const struct dx_event_member planned[] = {
    {"actions", DX_TEXTS, false}, {"noop", DX_BOOLEAN, false}, {"plan_hash", DX_TEXT, false}};
static const struct dx_event_member planning_done[] = {{"actions", DX_TEXTS, true},
                                                       {"noop", DX_BOOLEAN, true},
                                                       {"plan_hash", DX_TEXT, true},
                                                       {"outcome", DX_TEXT, true},
                                                       {"error", DX_OBJECT, true}};
static const struct dx_event_member reading[] = {{"elapsed_ms", DX_INTEGER, false},
                                                 {"why", DX_TEXT, false}};
static const struct dx_event_member progressed[] = {{"action", DX_TEXT, false},
                                                    {"index", DX_INTEGER, false},
                                                    {"total", DX_INTEGER, false},
                                                    {"status", DX_TEXT, false},
                                                    {"elapsed_ms", DX_INTEGER, false},
                                                    {"expected_s", DX_INTEGER, false},
                                                    {"why", DX_TEXT, true}};
static const struct dx_event_member ended[] = {{"outcome", DX_TEXT, false},
                                               {"error", DX_OBJECT, true}};
static const struct dx_event_member deprecated[] = {
    {"name", DX_TEXT, false}, {"since", DX_TEXT, false}, {"use", DX_TEXT, false}};

#define EVENT(name, level, members)                                                                \
    {                                                                                              \
        name, DXAWS_EVENT_##level, members, sizeof(members) / sizeof *(members)                    \
    }

const struct dx_event_type dx_events[] = {
    {"manager.plan.start", DXAWS_EVENT_INFO, NULL, 0},
    EVENT("manager.plan.done", INFO, planning_done),
    EVENT("manager.read.waiting", INFO, reading),
    EVENT("manager.apply.start", INFO, planned),
    EVENT("manager.apply.progress", INFO, progressed),
    EVENT("manager.apply.done", INFO, ended),
    EVENT("manager.execute.done", INFO, ended),
    EVENT("deprecated.used", WARN, deprecated),
};
const size_t dx_event_count = sizeof dx_events / sizeof *dx_events;

/* Takes the fields over; does nothing with NULL, since events never fail an operation. */
static void emit(const struct dx_schema *schema, dxaws_context *context, const char *type,
                 dxaws_event_level level, const char *subject, json_t *fields)
{
    char source[64];
    snprintf(source, sizeof source, "dxaws.%s", schema->module);
    char *text = fields ? json_dumps(fields, JSON_COMPACT) : NULL;
    dxaws_context_emit(context, source, type, level, subject, text);
    free(text);
    json_decref(fields);
}

void events_plan_start(const struct dx_schema *schema, dxaws_context *context, const char *subject)
{
    if (dxaws_context_is_observed(context)) {
        emit(schema, context, "manager.plan.start", DXAWS_EVENT_INFO, subject, json_object());
    }
}

void events_plan(const struct dx_schema *schema, dxaws_context *context, const char *type,
                 const dxaws_plan *plan)
{
    if (!dxaws_context_is_observed(context)) {
        return;
    }
    bool whole = true;
    json_t *kinds = json_array();
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        dx_append(&whole, kinds, json_string(dxaws_action_kind(dxaws_plan_at(plan, i))));
    }
    emit(schema, context, type, DXAWS_EVENT_INFO, dxaws_plan_resource(plan),
         json_pack("{so sb ss}", "actions", dx_whole(whole, kinds), "noop",
                   dxaws_plan_count(plan) == 0, "plan_hash", dxaws_plan_hash(plan)));
}

void events_deprecated(const struct dx_schema *schema, dxaws_context *context, const char *subject,
                       const char *path, const struct dx_attribute *row)
{
    char source[64];
    char name[128];
    char use[128];
    snprintf(source, sizeof source, "dxaws.%s", schema->module);
    snprintf(name, sizeof name, "%s%s", path, row->name);
    snprintf(use, sizeof use, "%s%s", path, row->use);
    const dxaws_deprecation deprecation = {
        .size = sizeof deprecation, .name = name, .since = row->deprecated_since, .use = use};
    dxaws_context_tell_deprecated(context, source, subject, &deprecation);
}

void events_reading(const struct dx_schema *schema, dxaws_context *context, const char *subject,
                    int64_t elapsed_ms, const char *why)
{
    if (dxaws_context_is_observed(context)) {
        emit(schema, context, "manager.read.waiting", DXAWS_EVENT_INFO, subject,
             json_pack("{sI ss}", "elapsed_ms", (json_int_t)elapsed_ms, "why", why));
    }
}

void events_progress(const struct dx_schema *schema, dxaws_context *context,
                     const struct progress *progress)
{
    if (!dxaws_context_is_observed(context)) {
        return;
    }
    const dxaws_action *action = dxaws_plan_at(progress->plan, progress->index);
    json_t *fields =
        json_pack("{ss si si ss sI sI ss*}", "action", dxaws_action_kind(action), "index",
                  (int)progress->index + 1, "total", (int)dxaws_plan_count(progress->plan),
                  "status", progress->status, "elapsed_ms", (json_int_t)progress->elapsed_ms,
                  "expected_s", (json_int_t)dxaws_action_expected_s(action), "why", progress->why);
    emit(schema, context, "manager.apply.progress", DXAWS_EVENT_INFO, dxaws_action_resource(action),
         fields);
}

void events_outcome(const struct dx_schema *schema, dxaws_context *context, const char *type,
                    const char *subject, const char *outcome, const dxaws_error *error)
{
    if (!dxaws_context_is_observed(context)) {
        return;
    }
    json_t *fields = json_pack("{ss}", "outcome", outcome);
    if (error != NULL) {
        bool whole = true;
        char *text = dxaws_error_format(error);
        dx_put(&whole, fields, "error", text ? json_loads(text, 0, NULL) : NULL);
        fields = dx_whole(whole, fields);
        free(text);
    }
    emit(schema, context, type, error ? DXAWS_EVENT_ERROR : DXAWS_EVENT_INFO, subject, fields);
}
