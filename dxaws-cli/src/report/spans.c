/* SPDX-License-Identifier: MIT */
/* What the actions of a run took. */
#include "spans.h"

#include <stdlib.h>
#include <string.h>

#include "run-events.h"

static bool is_of(const struct span *span, const json_t *event)
{
    return strcmp(span->module, event_module(event)) == 0 &&
           strcmp(span->subject, event_text(event, "subject")) == 0;
}

/* The one under way that an event is about. */
static struct span *find_open(const struct spans *spans, const json_t *event)
{
    for (size_t i = spans->count; i > 0; i--) {
        struct span *span = &spans->list[i - 1];
        if (span->state == SPAN_RUNNING && is_of(span, event) &&
            strcmp(span->action, event_text(event, "action")) == 0) {
            return span;
        }
    }
    return NULL;
}

/* Room for one more; lists double when they are full. NULL without memory, and they stay. */
static void *grow(void *list, size_t count, size_t size)
{
    bool full = (count & (count - 1)) == 0; /* 0, 1, 2, 4, ... */
    return full ? reallocarray(list, count > 0 ? 2 * count : 1, size) : list;
}

static struct span *add(struct spans *spans, const json_t *event)
{
    struct span *list = grow(spans->list, spans->count, sizeof *list);
    if (list == NULL) {
        return NULL;
    }
    spans->list = list;
    struct span *span = &list[spans->count++];
    *span = (struct span){.module = event_module(event),
                          .subject = event_text(event, "subject"),
                          .action = event_text(event, "action"),
                          .why = "",
                          .error = "",
                          .begin_ms = event_ms(event)};
    span->end_ms = span->begin_ms;
    return span;
}

static bool add_look(struct span *span, int64_t at)
{
    int64_t *looks = grow(span->looks_ms, span->looks, sizeof *looks);
    if (looks == NULL) {
        return false;
    }
    span->looks_ms = looks;
    looks[span->looks++] = at;
    return true;
}

static void end(struct span *span, bool failed, const json_t *error)
{
    span->state = !failed ? SPAN_DONE : event_error_is_stop(error) ? SPAN_STOPPED : SPAN_FAILED;
    span->error = failed ? event_text(error, "message") : "";
}

/* An action begins, waits, or is over. */
static bool progress(struct spans *spans, const json_t *event)
{
    const char *status = event_text(event, "status");
    struct span *span = strcmp(status, "start") == 0 ? NULL : find_open(spans, event);
    span = span ? span : add(spans, event);
    if (span == NULL) {
        return false;
    }
    int64_t expected = json_integer_value(json_object_get(event, "expected_s"));
    const char *why = event_text(event, "why");
    span->end_ms = event_ms(event) > span->end_ms ? event_ms(event) : span->end_ms;
    span->expected_ms = expected > 0 && expected < INT32_MAX ? expected * 1000 : 0;
    bool waits = strcmp(status, "waiting") == 0;
    span->why = waits && why[0] != '\0' ? why : span->why;
    if (strcmp(status, "done") == 0 || strcmp(status, "failed") == 0) {
        end(span, strcmp(status, "failed") == 0, json_object_get(event, "error"));
    }
    return !waits || add_look(span, span->end_ms);
}

/* Why an action failed is said by the last word of its module. */
static void explain(const struct spans *spans, const json_t *event)
{
    const json_t *error = json_object_get(event, "error");
    for (size_t i = 0; error != NULL && i < spans->count; i++) {
        struct span *span = &spans->list[i];
        if (is_of(span, event) && (span->state == SPAN_FAILED || span->state == SPAN_RUNNING) &&
            span->error[0] == '\0') {
            end(span, true, error);
        }
    }
}

bool spans_find(const json_t *events, struct spans *spans)
{
    *spans = (struct spans){.list = NULL};
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        if (event_is(event, "manager.apply.progress") &&
            json_is_string(json_object_get(event, "action"))) {
            if (!progress(spans, event)) {
                return false;
            }
        } else if (event_is(event, "manager.apply.done")) {
            explain(spans, event);
        }
    }
    return true;
}

void spans_clear(struct spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        free(spans->list[i].looks_ms);
    }
    free(spans->list);
    *spans = (struct spans){.list = NULL};
}

/* They are in the order in which they began. */
int64_t spans_waited_ms(const struct spans *spans)
{
    int64_t waited = 0;
    int64_t until = INT64_MIN;
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        if (span->looks > 0 && span->end_ms > until) {
            waited += span->end_ms - (span->begin_ms > until ? span->begin_ms : until);
            until = span->end_ms;
        }
    }
    return waited;
}

const char *span_state_name(const struct span *span)
{
    static const char *const names[] = {"unfinished", "done", "failed", "stopped"};
    return names[span->state];
}
