/* SPDX-License-Identifier: MIT */
/* The context: deadline, cancellation, clock and the way to the sink. */
#include <dxaws/cache.h>
#include <dxaws/context.h>
#include <dxaws/error-codes.h>
#include <dxaws/event-types.h>
#include <dxaws/extend/context.h>
#include <dxaws/extend/events.h>
#include <dxaws/extend/tree.h>

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>
#include <openssl/rand.h>

#include "context-clock.h"
#include "events-file.h"
#include "o11y-private.h"
#include "told.h"

/* The longest real sleep between two looks at the cancellation flag. */
enum { SLICE_MS = 25 };

struct clock {
    dxaws_clock_ops ops;
    void *self;
    atomic_int references;
};

struct dxaws_context {
    atomic_int references;
    atomic_bool cancelled;
    dxaws_context *parent;
    struct clock *clock; /* NULL: the system's */
    dxaws_sink *sink;
    dxaws_cache *cache;   /* NULL: nothing is shared */
    char *fields;         /* of every event besides; NULL: none */
    int64_t deadline_ms;  /* monotonic; INT64_MAX for none */
    struct told told;     /* of the context on top: for all below it */
    atomic_ullong writes; /* that were noted, with this one and those below */
};

static int64_t system_time(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void system_sleep(int64_t ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};
    nanosleep(&left, NULL);
}

static struct clock *clock_ref(struct clock *clock)
{
    if (clock != NULL) {
        atomic_fetch_add(&clock->references, 1);
    }
    return clock;
}

static void clock_unref(struct clock *clock)
{
    if (clock != NULL && atomic_fetch_sub(&clock->references, 1) == 1) {
        if (clock->ops.destroy != NULL) {
            clock->ops.destroy(clock->self);
        }
        free(clock);
    }
}

/* When ms milliseconds from now are over, or never; but not after the parent's deadline. */
static void set_deadline(dxaws_context *context, int64_t ms)
{
    int64_t now = dxaws_context_monotonic_ms(context);
    int64_t wait_ms = ms > 0 ? ms : 0;
    context->deadline_ms = wait_ms < INT64_MAX - now ? now + wait_ms : INT64_MAX;
    if (context->parent != NULL && context->parent->deadline_ms < context->deadline_ms) {
        context->deadline_ms = context->parent->deadline_ms;
    }
}

dxaws_context *dxaws_context_new(void)
{
    return dxaws_context_new_child(NULL, DXAWS_NO_TIMEOUT);
}

dxaws_context *dxaws_context_new_child(dxaws_context *parent, int64_t timeout_ms)
{
    dxaws_context *context = calloc(1, sizeof *context);
    if (context == NULL) {
        return NULL;
    }
    atomic_init(&context->references, 1);
    atomic_init(&context->cancelled, false);
    atomic_init(&context->writes, 0);
    told_init(&context->told);
    if (parent != NULL) {
        context->parent = dxaws_context_ref(parent);
        context->clock = clock_ref(parent->clock);
        context->sink = dxaws_sink_ref(parent->sink);
        context->cache = dxaws_cache_ref(parent->cache);
        context->fields = parent->fields ? strdup(parent->fields) : NULL;
    }
    if (parent != NULL && parent->fields != NULL && context->fields == NULL) {
        return dxaws_context_unref(context);
    }
    set_deadline(context, timeout_ms);
    return context;
}

dxaws_context *dxaws_context_ref(dxaws_context *context)
{
    if (context != NULL) {
        atomic_fetch_add(&context->references, 1);
    }
    return context;
}

dxaws_context *dxaws_context_unref(dxaws_context *context)
{
    if (context != NULL && atomic_fetch_sub(&context->references, 1) == 1) {
        clock_unref(context->clock);
        dxaws_sink_unref(context->sink);
        dxaws_cache_unref(context->cache);
        free(context->fields);
        dxaws_context_unref(context->parent);
        told_free(&context->told);
        free(context);
    }
    return NULL;
}

void dxaws_context_set_timeout_ms(dxaws_context *context, int64_t timeout_ms)
{
    if (context != NULL) {
        set_deadline(context, timeout_ms);
    }
}

dxaws_error *dxaws_context_set_clock(dxaws_context *context, const dxaws_clock_ops *ops, void *self)
{
    if (context == NULL || ops == NULL ||
        ops->size < offsetof(dxaws_clock_ops, sleep_ms) + sizeof ops->sleep_ms ||
        ops->now_ms == NULL || ops->monotonic_ms == NULL || ops->sleep_ms == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidClock",
                               "a clock needs a context, size, now_ms, monotonic_ms and sleep_ms");
    }
    struct clock *clock = calloc(1, sizeof *clock);
    if (clock == NULL) {
        return dxaws_error_out_of_memory();
    }
    memcpy(&clock->ops, ops, ops->size < sizeof clock->ops ? ops->size : sizeof clock->ops);
    clock->self = self;
    atomic_init(&clock->references, 1);
    int64_t left_ms = dxaws_context_remaining_ms(context);
    clock_unref(context->clock);
    context->clock = clock;
    if (left_ms != INT64_MAX) { /* the deadline is as far away as it was */
        context->deadline_ms = dxaws_context_monotonic_ms(context) + left_ms;
    }
    return NULL;
}

void dxaws_context_set_sink(dxaws_context *context, dxaws_sink *sink)
{
    if (context == NULL) {
        return;
    }
    dxaws_sink *held = dxaws_sink_ref(sink);
    dxaws_sink_unref(context->sink);
    context->sink = held;
}

void dxaws_context_set_cache(dxaws_context *context, dxaws_cache *cache)
{
    if (context != NULL) {
        dxaws_cache *held = dxaws_cache_ref(cache);
        dxaws_cache_unref(context->cache);
        context->cache = held;
    }
}

dxaws_cache *dxaws_context_cache(const dxaws_context *context)
{
    return context ? context->cache : NULL;
}

dxaws_error *dxaws_context_set_fields(dxaws_context *context, const char *json)
{
    json_error_t where;
    json_t *tree = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    char *text = json_is_object(tree) ? json_dumps(tree, JSON_COMPACT) : NULL;
    bool whole = json == NULL || text != NULL;
    bool lacks_memory = json != NULL && (tree ? json_is_object(tree) && text == NULL
                                              : dxaws_tree_out_of_memory(&where, json));
    json_decref(tree);
    if (context == NULL || lacks_memory) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    if (!whole) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core",
                               DXAWS_CORE_ERROR_INVALID_FIELDS,
                               "\"%.60s\" is not what events can say besides: it must be a JSON "
                               "object such as {\"run_id\": \"7\"}",
                               json);
    }
    free(context->fields);
    context->fields = text;
    return NULL;
}

const char *dxaws_context_fields(const dxaws_context *context)
{
    return context ? context->fields : NULL;
}

void dxaws_context_cancel(dxaws_context *context)
{
    if (context != NULL) {
        atomic_store(&context->cancelled, true);
    }
}

bool dxaws_context_is_cancelled(const dxaws_context *context)
{
    for (; context != NULL; context = context->parent) {
        if (atomic_load(&context->cancelled)) {
            return true;
        }
    }
    return false;
}

dxaws_error *dxaws_context_check(const dxaws_context *context)
{
    if (dxaws_context_is_cancelled(context)) {
        return dxaws_error_new(DXAWS_ERROR_CANCELLED, "core", "Cancelled",
                               "cancelled before it was finished");
    }
    if (dxaws_context_remaining_ms(context) == 0) {
        return dxaws_error_new(DXAWS_ERROR_TIMEOUT, "core", "DeadlineExceeded",
                               "the deadline passed before it was finished");
    }
    return NULL;
}

void dxaws_context_note_write(dxaws_context *context)
{
    for (; context != NULL; context = context->parent) {
        atomic_fetch_add(&context->writes, 1);
    }
}

uint64_t dxaws_context_writes(const dxaws_context *context)
{
    return context ? atomic_load(&context->writes) : 0;
}

int64_t dxaws_context_remaining_ms(const dxaws_context *context)
{
    if (context == NULL || context->deadline_ms == INT64_MAX) {
        return INT64_MAX;
    }
    int64_t left = context->deadline_ms - dxaws_context_monotonic_ms(context);
    return left > 0 ? left : 0;
}

void *context_clock(const dxaws_context *context, int64_t (*now_ms)(void *self))
{
    const struct clock *clock = context ? context->clock : NULL;
    return clock != NULL && clock->ops.now_ms == now_ms ? clock->self : NULL;
}

int64_t dxaws_context_now_ms(const dxaws_context *context)
{
    const struct clock *clock = context ? context->clock : NULL;
    return clock ? clock->ops.now_ms(clock->self) : system_time(CLOCK_REALTIME);
}

int64_t dxaws_context_monotonic_ms(const dxaws_context *context)
{
    const struct clock *clock = context ? context->clock : NULL;
    return clock ? clock->ops.monotonic_ms(clock->self) : system_time(CLOCK_MONOTONIC);
}

double dxaws_context_jitter(const dxaws_context *context)
{
    const struct clock *clock = context ? context->clock : NULL;
    if (clock != NULL && clock->ops.jitter != NULL) {
        return clock->ops.jitter(clock->self);
    }
    uint32_t bits = 0;
    if (RAND_bytes((unsigned char *)&bits, sizeof bits) != 1) {
        return 0.5;
    }
    return (double)bits / 4294967296.0;
}

dxaws_error *dxaws_context_sleep_ms(dxaws_context *context, int64_t ms)
{
    int64_t end = dxaws_context_monotonic_ms(context) + ms;
    for (;;) {
        dxaws_error *error = dxaws_context_check(context);
        int64_t left = end - dxaws_context_monotonic_ms(context);
        if (error != NULL || left <= 0) {
            return error;
        }
        int64_t remaining = dxaws_context_remaining_ms(context);
        left = left < remaining ? left : remaining;
        if (context != NULL && context->clock != NULL) {
            context->clock->ops.sleep_ms(context->clock->self, left);
        } else {
            system_sleep(left < SLICE_MS ? left : SLICE_MS);
        }
    }
}

static dxaws_sink *own_sink(const dxaws_context *context)
{
    return context ? context->sink : NULL;
}

bool dxaws_context_is_observed(const dxaws_context *context)
{
    return own_sink(context) != NULL || events_file_sink() != NULL;
}

void dxaws_context_emit(dxaws_context *context, const char *source, const char *type,
                        dxaws_event_level level, const char *subject, const char *fields)
{
    dxaws_sink *const sinks[SINKS] = {own_sink(context), events_file_sink()};
    if (sinks[0] != NULL || sinks[1] != NULL) {
        const struct told_event event = {.time_ms = dxaws_context_now_ms(context),
                                         .source = source,
                                         .type = type,
                                         .level = level,
                                         .subject = subject,
                                         .fields = fields,
                                         .common = dxaws_context_fields(context)};
        sinks_emit(sinks, &event);
    }
}

void dxaws_context_tell_deprecated(dxaws_context *context, const char *source, const char *subject,
                                   const dxaws_deprecation *deprecation)
{
    dxaws_context *top = context;
    while (top != NULL && top->parent != NULL) {
        top = top->parent;
    }
    if (!dxaws_context_is_observed(context) ||
        (top != NULL && !told_first(&top->told, source, deprecation->name))) {
        return;
    }
    json_t *fields = json_pack("{ss ss ss}", "name", deprecation->name, "since", deprecation->since,
                               "use", deprecation->use);
    char *text = fields ? json_dumps(fields, JSON_COMPACT) : NULL;
    if (text != NULL) {
        dxaws_context_emit(context, source, DXAWS_EVENT_TYPE_DEPRECATED_USED, DXAWS_EVENT_WARN,
                           subject, text);
    }
    free(text);
    json_decref(fields);
}
