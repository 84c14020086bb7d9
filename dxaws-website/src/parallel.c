/* SPDX-License-Identifier: MIT */
/* Independent jobs, in threads. */
#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Jobs that workers take one after the other. */
struct queue {
    struct job *jobs;
    size_t count;
    atomic_size_t next;
    dxaws_context *context; /* shared by all jobs of a run */
};

static void *work(void *argument)
{
    struct queue *queue = argument;
    for (size_t i = atomic_fetch_add(&queue->next, 1); i < queue->count;
         i = atomic_fetch_add(&queue->next, 1)) {
        struct job *job = &queue->jobs[i];
        job->error = dxaws_context_check(queue->context);
        job->error = job->error ? job->error : job->run(job->self, queue->context);
        if (job->error != NULL) {
            dxaws_context_cancel(queue->context);
        }
    }
    return NULL;
}

static void refuse_all(struct job *jobs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        jobs[i].error = dxaws_error_out_of_memory();
    }
}

void parallel_run(dxaws_context *context, int limit, struct job *jobs, size_t count)
{
    struct queue queue = {.jobs = jobs,
                          .count = count,
                          .context = dxaws_context_new_child(context, DXAWS_NO_TIMEOUT)};
    size_t others = count < (size_t)limit ? count : (size_t)limit;
    others -= others > 0; /* one worker is this thread */
    pthread_t *threads = calloc(others + 1, sizeof *threads);
    atomic_init(&queue.next, 0);
    if (queue.context == NULL || threads == NULL) {
        refuse_all(jobs, count);
        free(threads);
        dxaws_context_unref(queue.context);
        return;
    }
    size_t started = 0;
    while (started < others && pthread_create(&threads[started], NULL, work, &queue) == 0) {
        started++;
    }
    work(&queue); /* which does it all when there is no thread to be had */
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    free(threads);
    dxaws_context_unref(queue.context);
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

dxaws_error *parallel_error(struct job *jobs, size_t count)
{
    const struct job *culprit = parallel_culprit(jobs, count);
    for (size_t i = 0; i < count; i++) {
        if (&jobs[i] != culprit) {
            dxaws_error_free(jobs[i].error);
        }
    }
    return culprit ? culprit->error : NULL;
}
