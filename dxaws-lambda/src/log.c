/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <stdio.h>
#include <stdlib.h>

static void print_event(void *self, const dxaws_event *event)
{
    const struct log_line *line = self;
    if (dxaws_event_get_level(event) < DXAWS_EVENT_INFO) {
        return;
    }
    json_t *told = json_loads(dxaws_event_text(event), 0, NULL);
    if (told == NULL) {
        return; /* without memory: an event never fails what it tells of */
    }
    json_object_set_new(told, "aws_request_id", json_string(line->request_id));
    if (line->context != NULL) {
        json_object_set_new(told, "context", json_deep_copy(line->context));
    }
    char *text = json_dumps(told, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(told);
    if (text != NULL) {
        puts(text);
        fflush(stdout); /* the sandbox is frozen when the answer is there */
    }
    free(text);
}

dxaws_error *log_new(const struct log_line *line, dxaws_sink **sink)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = print_event};
    return dxaws_sink_new(&ops, (void *)(uintptr_t)line, sink);
}
