/* SPDX-License-Identifier: MIT */
/* Events and sinks: the envelope "dxaws.event/1" and the JSON Lines sink. */
#include "o11y-private.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <dxaws/context.h>
#include <jansson.h>

#include "replace-file.h"
#include "uuid.h"

struct dxaws_sink {
    atomic_int references;
    pthread_mutex_t lock; /* one emit() at a time */
    dxaws_sink_ops ops;
    void *self;
};

struct dxaws_event {
    const char *source;
    const char *type;
    const char *subject;
    const char *fields;
    char *line;
    dxaws_event_level level;
    int64_t time_ms;
};

const char *dxaws_event_source(const dxaws_event *event)
{
    return event->source;
}

const char *dxaws_event_type(const dxaws_event *event)
{
    return event->type;
}

const char *dxaws_event_subject(const dxaws_event *event)
{
    return event->subject;
}

dxaws_event_level dxaws_event_get_level(const dxaws_event *event)
{
    return event->level;
}

int64_t dxaws_event_time_ms(const dxaws_event *event)
{
    return event->time_ms;
}

const char *dxaws_event_fields(const dxaws_event *event)
{
    return event->fields;
}

const char *dxaws_event_text(const dxaws_event *event)
{
    return event->line;
}

dxaws_error *dxaws_sink_new(const dxaws_sink_ops *ops, void *self, dxaws_sink **sink)
{
    if (ops == NULL || ops->size < sizeof ops->size || ops->emit == NULL || sink == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidSink",
                               "a sink needs size and emit");
    }
    dxaws_sink *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    pthread_mutex_init(&made->lock, NULL);
    memcpy(&made->ops, ops, ops->size < sizeof made->ops ? ops->size : sizeof made->ops);
    made->self = self;
    *sink = made;
    return NULL;
}

dxaws_sink *dxaws_sink_ref(dxaws_sink *sink)
{
    if (sink != NULL) {
        atomic_fetch_add(&sink->references, 1);
    }
    return sink;
}

dxaws_sink *dxaws_sink_unref(dxaws_sink *sink)
{
    if (sink != NULL && atomic_fetch_sub(&sink->references, 1) == 1) {
        if (sink->ops.destroy != NULL) {
            sink->ops.destroy(sink->self);
        }
        pthread_mutex_destroy(&sink->lock);
        free(sink);
    }
    return NULL;
}

static const char *level_name(dxaws_event_level level)
{
    switch (level) {
    case DXAWS_EVENT_TRACE:
        return "trace";
    case DXAWS_EVENT_DEBUG:
        return "debug";
    case DXAWS_EVENT_WARN:
        return "warn";
    case DXAWS_EVENT_ERROR:
        return "error";
    case DXAWS_EVENT_INFO:
    default:
        return "info";
    }
}

/* RFC 3339 with milliseconds, by hand: strftime() depends on the locale. */
static void format_time(int64_t time_ms, char *text, size_t size)
{
    time_t seconds = (time_t)(time_ms / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    snprintf(text, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
             parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
             (int)(time_ms % 1000));
}

/* Adds the members of an object's text that are not there yet. */
static bool add_members(json_t *object, const char *text)
{
    bool whole = true;
    json_t *members = text ? json_loads(text, 0, NULL) : NULL;
    const char *name;
    json_t *value;
    json_object_foreach(members, name, value) {
        if (json_object_get(object, name) == NULL) {
            whole = json_object_set(object, name, value) == 0 && whole;
        }
    }
    json_decref(members);
    return whole;
}

static char *format_line(const dxaws_event *event, const char *common)
{
    char time_text[80];
    char id[AWS_UUID_SIZE];
    format_time(event->time_ms, time_text, sizeof time_text);
    aws_uuid_make(id);
    json_t *object =
        json_pack("{ss ss ss ss ss ss}", "schema", "dxaws.event/1", "id", id, "time", time_text,
                  "source", event->source, "type", event->type, "level", level_name(event->level));
    if (object == NULL) {
        return NULL;
    }
    bool whole = event->subject == NULL ||
                 json_object_set_new(object, "subject", json_string(event->subject)) == 0;
    whole = whole && add_members(object, event->fields) && add_members(object, common);
    char *line = whole ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    return line;
}

static void tell(dxaws_sink *sink, const dxaws_event *event)
{
    pthread_mutex_lock(&sink->lock);
    sink->ops.emit(sink->self, event);
    pthread_mutex_unlock(&sink->lock);
}

void sinks_emit(dxaws_sink *const sinks[SINKS], const struct told_event *told)
{
    dxaws_event event = {
        .source = told->source,
        .type = told->type,
        .subject = told->subject,
        .fields = told->fields ? told->fields : "{}",
        .level = told->level,
        .time_ms = told->time_ms,
    };
    event.line = format_line(&event, told->common);
    for (size_t i = 0; event.line != NULL && i < SINKS; i++) {
        if (sinks[i] != NULL) {
            tell(sinks[i], &event);
        }
    }
    free(event.line);
}

void dxaws_sink_flush(dxaws_sink *sink)
{
    if (sink != NULL && sink->ops.flush != NULL) {
        pthread_mutex_lock(&sink->lock);
        sink->ops.flush(sink->self);
        pthread_mutex_unlock(&sink->lock);
    }
}

void dxaws_sink_flush_within(dxaws_sink *sink, int64_t limit_ms, const dxaws_context *unless)
{
    if (sink == NULL || sink->ops.flush_within == NULL) {
        dxaws_sink_flush(sink);
        return;
    }
    pthread_mutex_lock(&sink->lock);
    sink->ops.flush_within(sink->self, limit_ms, unless);
    pthread_mutex_unlock(&sink->lock);
}

uint64_t dxaws_sink_lost(dxaws_sink *sink, char **why)
{
    uint64_t lost = 0;
    if (why != NULL) {
        *why = NULL;
    }
    if (sink != NULL && sink->ops.lost != NULL) {
        pthread_mutex_lock(&sink->lock);
        lost = sink->ops.lost(sink->self, why);
        pthread_mutex_unlock(&sink->lock);
    }
    return lost;
}

/* Both of a tee, which owns references to them. */
struct tee {
    dxaws_sink *sinks[2];
};

static void tee_emit(void *self, const dxaws_event *event)
{
    const struct tee *tee = self;
    tell(tee->sinks[0], event);
    tell(tee->sinks[1], event);
}

static void tee_flush(void *self)
{
    const struct tee *tee = self;
    dxaws_sink_flush(tee->sinks[0]);
    dxaws_sink_flush(tee->sinks[1]);
}

/* The second one sends meanwhile, too, so that what the first leaves of the time is enough. */
static void tee_flush_within(void *self, int64_t limit_ms, const dxaws_context *unless)
{
    const struct tee *tee = self;
    int64_t began_ms = dxaws_context_monotonic_ms(NULL);
    dxaws_sink_flush_within(tee->sinks[0], limit_ms, unless);
    int64_t left_ms = limit_ms - (dxaws_context_monotonic_ms(NULL) - began_ms);
    dxaws_sink_flush_within(tee->sinks[1], left_ms > 0 ? left_ms : 0, unless);
}

/* Of two reasons the first sink's is told. */
static uint64_t tee_lost(void *self, char **why)
{
    const struct tee *tee = self;
    uint64_t first = dxaws_sink_lost(tee->sinks[0], why);
    return first + dxaws_sink_lost(tee->sinks[1], why && *why ? NULL : why);
}

static void tee_destroy(void *self)
{
    struct tee *tee = self;
    dxaws_sink_unref(tee->sinks[0]);
    dxaws_sink_unref(tee->sinks[1]);
    free(tee);
}

dxaws_error *dxaws_sink_new_tee(dxaws_sink *first, dxaws_sink *second, dxaws_sink **sink)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops,
                                       .emit = tee_emit,
                                       .destroy = tee_destroy,
                                       .flush = tee_flush,
                                       .lost = tee_lost,
                                       .flush_within = tee_flush_within};
    if (first == NULL || second == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidSink",
                               "a tee needs two sinks");
    }
    struct tee *tee = malloc(sizeof *tee);
    if (tee == NULL) {
        return dxaws_error_out_of_memory();
    }
    *tee = (struct tee){.sinks = {dxaws_sink_ref(first), dxaws_sink_ref(second)}};
    dxaws_error *error = dxaws_sink_new(&ops, tee, sink);
    if (error != NULL) {
        tee_destroy(tee);
    }
    return error;
}

/* In one piece, since other processes may append to the same file; what cannot be written is lost.
 */
static void write_whole(FILE *stream, const char *line)
{
    const struct iovec pieces[] = {{(void *)(uintptr_t)line, strlen(line)},
                                   {(void *)(uintptr_t) "\n", 1}};
    fflush(stream); /* what the program wrote to its standard output before */
    ssize_t written = writev(fileno(stream), pieces, 2);
    (void)written;
}

/* The JSON Lines sink: self is the stream. */
static void write_line(void *self, const dxaws_event *event)
{
    write_whole(self, dxaws_event_text(event));
}

static void close_stream(void *self)
{
    if (self != stdout) {
        fclose(self);
    }
}

dxaws_error *dxaws_sink_new_json_lines(const char *path, dxaws_sink **sink)
{
    FILE *stream = stdout;
    if (path == NULL || strcmp(path, "-") != 0) {
        int fd = path ? file_open_to_append(path) : -1;
        stream = fd >= 0 ? fdopen(fd, "a") : NULL;
        if (stream == NULL) {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "EventsFile",
                                   "events cannot be written to \"%s\": %s", path ? path : "",
                                   strerror(errno));
        }
    }
    static const dxaws_sink_ops ops = {
        .size = sizeof ops, .emit = write_line, .destroy = close_stream};
    dxaws_error *error = dxaws_sink_new(&ops, stream, sink);
    if (error != NULL) {
        close_stream(stream);
        return error;
    }
    write_whole(stream, "{\"type\":\"dxaws.stream\",\"schema\":\"dxaws.event/1\","
                        "\"version\":\"" DXAWS_VERSION "\"}");
    return NULL;
}
