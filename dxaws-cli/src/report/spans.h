/* SPDX-License-Identifier: MIT */
/* What the actions of a run took, from its events. */
#ifndef DXAWS_CLI_REPORT_SPANS_H
#define DXAWS_CLI_REPORT_SPANS_H

#include <dxaws/base.h>
#include <jansson.h>

enum span_state { SPAN_RUNNING, SPAN_DONE, SPAN_FAILED, SPAN_STOPPED };

/* One action. Texts are the events'. */
struct span {
    const char *module;
    const char *subject;
    const char *action;
    const char *why;   /* what was waited for, as said last; "" for nothing */
    const char *error; /* "" for none */
    int64_t begin_ms;
    int64_t end_ms; /* or when it was heard of last */
    int64_t expected_ms;
    int64_t *looks_ms; /* when it was looked whether a wait is over */
    size_t looks;
    enum span_state state;
};

struct spans {
    struct span *list; /* as they began */
    size_t count;
};

/* False without memory. */
bool spans_find(const json_t *events, struct spans *spans);
void spans_clear(struct spans *spans);

/* For how long at least one of them was waiting for AWS. */
int64_t spans_waited_ms(const struct spans *spans);
const char *span_state_name(const struct span *span);

#endif
