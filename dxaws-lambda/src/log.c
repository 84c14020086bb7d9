/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <stdio.h>

static void print_event(void *self, const dxaws_event *event)
{
    (void)self;
    if (dxaws_event_get_level(event) >= DXAWS_EVENT_INFO) {
        puts(dxaws_event_text(event));
        fflush(stdout); /* who is killed has told what came before */
    }
}

dxaws_error *log_new(dxaws_sink **sink)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = print_event};
    return dxaws_sink_new(&ops, NULL, sink);
}
