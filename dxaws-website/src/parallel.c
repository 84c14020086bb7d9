/* SPDX-License-Identifier: MIT */
/* Independent jobs, each in a thread of its own. */
#include "parallel.h"

#include <pthread.h>
#include <stdlib.h>

struct worker {
    struct job *job;
    dxaws_context *context; /* shared by all jobs of a run */
    pthread_t thread;
    bool started;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct job *job = worker->job;
    job->error = job->run(job->self, worker->context);
    if (job->error != NULL) {
        dxaws_context_cancel(worker->context);
    }
    return NULL;
}

static void refuse_all(struct job *jobs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        jobs[i].error = dxaws_error_out_of_memory();
    }
}

void parallel_run(dxaws_context *context, struct job *jobs, size_t count)
{
    dxaws_context *shared = dxaws_context_new_child(context, DXAWS_NO_TIMEOUT);
    struct worker *workers = calloc(count + 1, sizeof *workers);
    if (shared == NULL || workers == NULL) {
        refuse_all(jobs, count);
        free(workers);
        dxaws_context_unref(shared);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        workers[i] = (struct worker){.job = &jobs[i], .context = shared};
        /* The last job runs here; so does one for which there is no thread to be had. */
        workers[i].started =
            i + 1 < count && pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
        if (!workers[i].started) {
            work(&workers[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (workers[i].started) {
            pthread_join(workers[i].thread, NULL);
        }
    }
    free(workers);
    dxaws_context_unref(shared);
}

bool is_cancellation(const dxaws_error *error)
{
    while (dxaws_error_cause(error) != NULL) {
        error = dxaws_error_cause(error);
    }
    return dxaws_error_get_kind(error) == DXAWS_ERROR_CANCELLED;
}

struct job *parallel_culprit(struct job *jobs, size_t count)
{
    struct job *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].error != NULL && !is_cancellation(jobs[i].error)) {
            return &jobs[i];
        }
        found = found == NULL && jobs[i].error != NULL ? &jobs[i] : found;
    }
    return found;
}
