/* SPDX-License-Identifier: MIT */
/* What stopped a run: PARTIAL once something is written, whatever refused it then. */
#include "stopped.h"

#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

/* "bucket, certificate" */
static char *done_names(const struct turn *turns, size_t count)
{
    char *names = strdup("");
    for (size_t i = 0; i < count && names != NULL; i++) {
        char *longer = NULL;
        char name[PART_NAME_SIZE];
        part_name(&turns[i].part, name);
        if (turn_is_done(&turns[i]) &&
            asprintf(&longer, "%s%s%s", names, names[0] ? ", " : "", name) >= 0) {
            free(names);
            names = longer;
        }
    }
    return names;
}

/* "; step certificate: why" of a neighbour that failed for a reason of its own, or "". */
static char *neighbour(struct job *jobs, size_t count, const struct job *culprit)
{
    for (size_t i = 0; i < count; i++) {
        char *text = NULL;
        if (&jobs[i] != culprit && jobs[i].error != NULL && !is_cancellation(jobs[i].error)) {
            const struct turn *turn = jobs[i].self;
            char name[PART_NAME_SIZE];
            part_name(&turn->part, name);
            int length =
                asprintf(&text, "; step %s failed: %s", name, dxaws_error_message(jobs[i].error));
            return length < 0 ? NULL : text;
        }
    }
    return strdup("");
}

/* Whether the account may have changed: a step is done, or at least something of it. */
static bool has_changed(const struct run *run, const char *done, const struct job *jobs,
                        size_t count)
{
    bool changed = done == NULL || done[0] != '\0' || dxaws_context_writes(run->context) > 0;
    for (size_t i = 0; i < count; i++) {
        changed = changed || (jobs[i].error != NULL &&
                              dxaws_error_get_kind(jobs[i].error) == DXAWS_ERROR_PARTIAL);
    }
    return changed;
}

dxaws_error *stopped_in_wave(const struct run *run, const struct turn *turns, size_t count,
                             struct job *jobs, size_t job_count)
{
    struct job *culprit = parallel_culprit(jobs, job_count);
    const struct turn *turn = culprit->self;
    dxaws_error *cause = culprit->error;
    char *done = done_names(turns, count);
    char *other = neighbour(jobs, job_count, culprit);
    bool changed = has_changed(run, done, jobs, job_count);
    bool any = done != NULL && done[0] != '\0';
    char name[PART_NAME_SIZE];
    part_name(&turn->part, name);
    dxaws_error *error = dxaws_error_new(
        changed ? DXAWS_ERROR_PARTIAL : dxaws_error_get_kind(cause), WEBSITE,
        DXAWS_WEBSITE_ERROR_STEP_FAILED, "website %s: step %s %s: %s%s%s%s",
        dxaws_plan_resource(run->plan), name, is_cancellation(cause) ? "was stopped" : "failed",
        dxaws_error_message(cause), other ? other : "", any ? "; done: " : "", any ? done : "");
    free(done);
    free(other);
    dxaws_error_set_resource(error, dxaws_plan_resource(run->plan));
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    culprit->error = NULL;
    dxaws_error_set_cause(error, cause);
    for (size_t i = 0; i < job_count; i++) {
        dxaws_error_free(jobs[i].error);
    }
    return error;
}

dxaws_error *stopped_after_steps(const struct run *run, dxaws_error *cause)
{
    if (cause == NULL || dxaws_context_writes(run->context) == 0 ||
        dxaws_error_get_kind(cause) == DXAWS_ERROR_PARTIAL) {
        return cause;
    }
    const char *name = dxaws_plan_resource(run->plan);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_PARTIAL, WEBSITE, DXAWS_MODULE_ERROR_PARTIALLY_APPLIED,
                        "website %s: steps were done, then: %s", name, dxaws_error_message(cause));
    dxaws_error_set_resource(error, name);
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    dxaws_error_set_cause(error, cause);
    return error;
}
