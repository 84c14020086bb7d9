/* SPDX-License-Identifier: MIT */
#include "queue.h"

#include <dxaws/error-codes.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST_WAITING 2000          /* events that are kept while others are sent */
#define MOST_WAITING_BYTES 4194304 /* a site's whole life has less */
#define LINGER_MS 500              /* for others to come, before a batch that is not full is sent */
#define FLUSH_MS 10000             /* sinks.h says so */
#define POLL_MS 50                 /* how late a cancelled context is seen */
#define GIVE_UP_MS 1000            /* for a request that is cancelled to end */

struct waiting {
    json_t *value;
    size_t size;
};

struct queue {
    const struct sink_sender *sender;
    void *self;
    dxaws_context *context; /* of what is sent; without a sink: who sends tells nobody of it */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct waiting items[MOST_WAITING]; /* a ring */
    size_t first, count, bytes;
    bool sending, hurry, closing;
    pid_t process; /* whose thread it is; 0 before there is one */
    pthread_t thread;
    uint64_t lost;
    dxaws_error *why; /* the latest */
};

static dxaws_error *event_lost(const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", DXAWS_CORE_ERROR_EVENT_LOST,
                           "not sent: %s", why);
}

static void lose(struct queue *queue, size_t count, dxaws_error *why)
{
    if (count > 0) {
        queue->lost += count;
        dxaws_error_free(queue->why);
        queue->why = why;
    } else {
        dxaws_error_free(why);
    }
}

static struct timespec in_a_while(int64_t ms)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += (time_t)(ms / 1000);
    time.tv_nsec += (long)(ms % 1000) * 1000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_sec++;
        time.tv_nsec -= 1000000000;
    }
    return time;
}

static bool is_full(const struct queue *queue)
{
    return queue->count >= queue->sender->most_items || queue->bytes >= queue->sender->most_bytes;
}

/* The next batch, at least one; NULL without memory, and then that one is lost. */
static json_t *take_batch(struct queue *queue, size_t *size)
{
    json_t *items = json_array();
    size_t bytes = 0;
    *size = 0;
    while (queue->count > 0 && *size < queue->sender->most_items) {
        struct waiting *next = &queue->items[queue->first];
        if (*size > 0 && bytes + next->size > queue->sender->most_bytes) {
            break;
        }
        bytes += next->size;
        if (json_array_append_new(items, next->value) != 0) {
            json_decref(items);
            items = NULL;
        }
        queue->first = (queue->first + 1) % MOST_WAITING;
        queue->count--;
        queue->bytes -= next->size;
        (*size)++;
        if (items == NULL) {
            break;
        }
    }
    return items;
}

static void send_batch(struct queue *queue)
{
    size_t size, lost = 0;
    json_t *items = take_batch(queue, &size);
    dxaws_context *context = dxaws_context_ref(queue->context);
    dxaws_error *why = NULL;
    queue->sending = true;
    pthread_mutex_unlock(&queue->lock);
    if (items != NULL) {
        why = queue->sender->send(queue->self, context, items, &lost);
        json_decref(items);
    } else {
        lost = size;
        why = dxaws_error_out_of_memory();
    }
    if (dxaws_context_is_cancelled(context)) {
        dxaws_error_free(why);
        why = event_lost("there was no answer in time");
    }
    dxaws_context_unref(context);
    pthread_mutex_lock(&queue->lock);
    queue->sending = false;
    lose(queue, lost, why);
    pthread_cond_broadcast(&queue->changed);
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    pthread_mutex_lock(&queue->lock);
    while (!queue->closing || queue->count > 0) {
        if (queue->count == 0) {
            pthread_cond_wait(&queue->changed, &queue->lock);
            continue;
        }
        struct timespec until = in_a_while(LINGER_MS);
        while (!is_full(queue) && !queue->hurry && !queue->closing &&
               pthread_cond_timedwait(&queue->changed, &queue->lock, &until) == 0) {
        }
        send_batch(queue);
    }
    pthread_mutex_unlock(&queue->lock);
    return NULL;
}

/* Signals are for the program's own threads. */
static bool start(struct queue *queue)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&queue->thread, NULL, work, queue) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    queue->process = started ? getpid() : 0;
    return started;
}

/* What keeps one more from being kept. */
static const char *obstacle(struct queue *queue, size_t size)
{
    if (queue->process != 0 && queue->process != getpid()) {
        return "the process is a fork of the one that the sink is of";
    }
    if (size > queue->sender->most_bytes) {
        return "it is larger than a request may be";
    }
    if (queue->count == MOST_WAITING || queue->bytes + size > MOST_WAITING_BYTES) {
        return "more events than can be sent";
    }
    return queue->process == 0 && !start(queue) ? "there can be no thread to send them" : NULL;
}

static void queue_emit(void *self, const dxaws_event *event)
{
    struct queue *queue = self;
    size_t size = 0;
    json_t *value = queue->sender->take(queue->self, event, &size);
    if (value == NULL) {
        return;
    }
    pthread_mutex_lock(&queue->lock);
    const char *why = obstacle(queue, size);
    if (why == NULL) {
        queue->items[(queue->first + queue->count) % MOST_WAITING] = (struct waiting){value, size};
        queue->count++;
        queue->bytes += size;
        if (queue->count == 1 || is_full(queue)) {
            pthread_cond_broadcast(&queue->changed);
        }
    } else {
        json_decref(value);
        lose(queue, 1, event_lost(why));
    }
    pthread_mutex_unlock(&queue->lock);
}

/* What waits is let go, and so is what is being sent; what comes later is sent again. */
static void give_up(struct queue *queue)
{
    dxaws_context *next = dxaws_context_new();
    struct timespec until = in_a_while(GIVE_UP_MS);
    dxaws_context_cancel(queue->context);
    if (next != NULL) {
        dxaws_context_unref(queue->context); /* who sends has it still */
        queue->context = next;
    }
    lose(queue, queue->count, event_lost("there was no time left"));
    for (; queue->count > 0; queue->count--) {
        json_decref(queue->items[queue->first].value);
        queue->first = (queue->first + 1) % MOST_WAITING;
    }
    queue->bytes = 0;
    while (queue->sending &&
           pthread_cond_timedwait(&queue->changed, &queue->lock, &until) != ETIMEDOUT) {
    }
}

static bool is_later(const struct timespec *one, const struct timespec *other)
{
    return one->tv_sec != other->tv_sec ? one->tv_sec > other->tv_sec
                                        : one->tv_nsec > other->tv_nsec;
}

static void queue_flush_within(void *self, int64_t limit_ms, const dxaws_context *unless)
{
    struct queue *queue = self;
    struct timespec end = in_a_while(limit_ms);
    pthread_mutex_lock(&queue->lock);
    queue->hurry = true;
    pthread_cond_broadcast(&queue->changed);
    while (queue->process == getpid() && (queue->count > 0 || queue->sending)) {
        struct timespec next = in_a_while(POLL_MS);
        bool last = unless == NULL || is_later(&next, &end);
        bool cancelled = unless != NULL && dxaws_context_is_cancelled(unless);
        int waited =
            cancelled ? ETIMEDOUT
                      : pthread_cond_timedwait(&queue->changed, &queue->lock, last ? &end : &next);
        if (waited == ETIMEDOUT && (last || cancelled)) {
            give_up(queue);
            break;
        }
    }
    queue->hurry = false;
    pthread_mutex_unlock(&queue->lock);
}

static void queue_flush(void *self)
{
    queue_flush_within(self, FLUSH_MS, NULL);
}

static uint64_t queue_lost(void *self, char **why)
{
    struct queue *queue = self;
    pthread_mutex_lock(&queue->lock);
    uint64_t lost = queue->lost;
    if (why != NULL) {
        *why = queue->why ? strdup(dxaws_error_message(queue->why)) : NULL;
    }
    pthread_mutex_unlock(&queue->lock);
    return lost;
}

static void queue_free(struct queue *queue)
{
    for (size_t i = 0; i < queue->count; i++) {
        json_decref(queue->items[(queue->first + i) % MOST_WAITING].value);
    }
    dxaws_error_free(queue->why);
    dxaws_context_unref(queue->context);
    pthread_cond_destroy(&queue->changed);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

/* What could not be sent within a flush's time is given up. */
static void queue_destroy(void *self)
{
    struct queue *queue = self;
    queue_flush(queue);
    if (queue->process == getpid()) {
        dxaws_context_cancel(queue->context);
        pthread_mutex_lock(&queue->lock);
        queue->closing = true;
        pthread_cond_broadcast(&queue->changed);
        pthread_mutex_unlock(&queue->lock);
        pthread_join(queue->thread, NULL);
    }
    queue->sender->destroy(queue->self);
    queue_free(queue);
}

dxaws_error *sink_queue_new(const struct sink_sender *sender, void *self, dxaws_sink **sink)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops,
                                       .emit = queue_emit,
                                       .destroy = queue_destroy,
                                       .flush = queue_flush,
                                       .lost = queue_lost,
                                       .flush_within = queue_flush_within};
    struct queue *queue = calloc(1, sizeof *queue);
    dxaws_context *context = dxaws_context_new();
    if (queue == NULL || context == NULL) {
        free(queue);
        dxaws_context_unref(context);
        return dxaws_error_out_of_memory();
    }
    queue->sender = sender;
    queue->self = self;
    queue->context = context;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&queue->lock, NULL);
    dxaws_error *error = dxaws_sink_new(&ops, queue, sink);
    if (error != NULL) {
        queue_free(queue);
    }
    return error;
}
