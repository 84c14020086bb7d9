/* SPDX-License-Identifier: MIT */
/* Progress: the sink, and which actions run. */
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <dxaws/event-types.h>
#include <jansson.h>

#include "duration.h"
#include "error-codes.h"
#include "progress-lines.h"
#include "terminal.h"

enum { TICK_MS = 100 };

struct progress {
    struct progress_style style;
    dxaws_context *context; /* borrowed; outlives it */
    FILE *events;
    int events_error; /* errno of an event that was not written */
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t ticker;
    bool ticking;
    bool ended;
    struct lines lines;
};

static const char *member(const json_t *fields, const char *name)
{
    const char *text = json_string_value(json_object_get(fields, name));
    return text ? text : "";
}

/* One event of an action, under the lock. */
static void show(struct progress *progress, const dxaws_event *event, const json_t *fields)
{
    const char *source = dxaws_event_source(event);
    const char *module = strncmp(source, "dxaws.", 6) == 0 ? source + 6 : source;
    const char *status = member(fields, "status");
    bool cancelled = dxaws_context_is_cancelled(progress->context);
    const struct line_event what = {
        .module = module,
        .subject = dxaws_event_subject(event) ? dxaws_event_subject(event) : "",
        .action = member(fields, "action"),
        .status = cancelled && strcmp(status, "failed") == 0 ? "stopped" : status,
        .why = member(fields, "why"),
        .elapsed_ms = json_integer_value(json_object_get(fields, "elapsed_ms")),
        .expected_s = json_integer_value(json_object_get(fields, "expected_s")),
        .now_ms = dxaws_context_monotonic_ms(progress->context),
    };
    lines_event(&progress->lines, &what);
}

/* A word of the caller's document that another one has replaced, under the lock. */
static void warn(struct progress *progress, const json_t *fields)
{
    char text[256];
    snprintf(text, sizeof text, "\"%s\" is deprecated since %s; use \"%s\"", member(fields, "name"),
             member(fields, "since"), member(fields, "use"));
    lines_warn(&progress->lines, text, dxaws_context_monotonic_ms(progress->context));
}

/* What somebody wrote for this run, and nobody reads, under the lock: the run goes elsewhere. */
static void warn_unread(struct progress *progress, const json_t *fields)
{
    lines_warn(&progress->lines, member(fields, "warnings"),
               dxaws_context_monotonic_ms(progress->context));
}

/* An event that cannot be written stops nothing; that it is missing is said in the end. */
static void write_events(struct progress *progress, const char *format, const char *text)
{
    if (fprintf(progress->events, format, text) < 0 || fflush(progress->events) != 0) {
        progress->events_error = errno;
    }
}

/* A read that is refused for now, under the lock: no action runs that could say it. */
static void show_read(struct progress *progress, const dxaws_event *event, const json_t *fields)
{
    char text[320];
    const char *subject = dxaws_event_subject(event);
    snprintf(text, sizeof text, "%s %s: reading is %s; it is tried again",
             dxaws_event_source(event) + strlen("dxaws."), subject ? subject : "",
             member(fields, "why"));
    lines_warn(&progress->lines, text, dxaws_context_monotonic_ms(progress->context));
}

static void emit(void *self, const dxaws_event *event)
{
    struct progress *progress = self;
    pthread_mutex_lock(&progress->lock);
    if (progress->events != NULL) {
        write_events(progress, "%s\n", dxaws_event_text(event));
    }
    /* A site's own progress repeats that of its modules. */
    const char *type = dxaws_event_type(event);
    bool step = strcmp(type, "manager.apply.progress") == 0 &&
                strcmp(dxaws_event_source(event), "dxaws.website") != 0;
    bool waiting = strcmp(type, "manager.read.waiting") == 0;
    bool warning = strcmp(type, DXAWS_EVENT_TYPE_DEPRECATED_USED) == 0;
    bool unread = strcmp(type, DXAWS_EVENT_TYPE_CONFIG_UNREAD) == 0;
    if ((step || warning || waiting || unread) && progress->style.stream != NULL &&
        !progress->ended) {
        json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
        if (warning) {
            warn(progress, fields);
        } else if (unread) {
            warn_unread(progress, fields);
        } else if (waiting) {
            show_read(progress, event, fields);
        } else {
            show(progress, event, fields);
        }
        json_decref(fields);
    }
    pthread_mutex_unlock(&progress->lock);
}

/* Keeps the elapsed times of the live lines moving between polls. */
static void *tick(void *self)
{
    struct progress *progress = self;
    pthread_mutex_lock(&progress->lock);
    while (!progress->ended) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&progress->wake, &progress->lock, &until);
        lines_redraw(&progress->lines, dxaws_context_monotonic_ms(progress->context));
    }
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

/* For its owner alone when it is made, as events name accounts; no link of somebody else's is
 * followed, but for those of /dev, which lead to what is open already. */
static FILE *open_to_append(const char *path)
{
    int followed = strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0;
    int fd =
        open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (followed ? 0 : O_NOFOLLOW), 0600);
    return fd < 0 ? NULL : fdopen(fd, "a");
}

static dxaws_error *open_events(struct progress *progress)
{
    const char *path = progress->style.events;
    if (path == NULL) {
        return NULL;
    }
    progress->events = strcmp(path, "-") == 0 ? stdout : open_to_append(path);
    if (progress->events == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_EVENTS_FILE,
                               "--events %s: cannot be written: %s", path, strerror(errno));
    }
    write_events(progress,
                 "{\"type\":\"dxaws.stream\",\"schema\":\"dxaws.event/1\",\"version\":\"%s\"}\n",
                 DXAWS_VERSION);
    return NULL;
}

static void progress_free(struct progress *progress)
{
    if (progress->events != NULL && progress->events != stdout) {
        fclose(progress->events);
    }
    pthread_cond_destroy(&progress->wake);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}

dxaws_error *progress_new(dxaws_context *context, const struct progress_style *style,
                          struct progress **progress)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = emit};
    struct progress *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    made->style = *style;
    made->context = context;
    made->lines = (struct lines){.stream = style->stream,
                                 .live = style->live,
                                 .colors = style->colors,
                                 .dry_run = style->dry_run,
                                 .verbose = style->verbose};
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->wake, NULL);
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_sink) both = NULL;
    dxaws_error *error = open_events(made);
    error = error ? error : dxaws_sink_new(&ops, made, &sink);
    if (error == NULL && style->others != NULL) {
        error = dxaws_sink_new_tee(sink, style->others, &both);
    }
    if (error != NULL) {
        progress_free(made);
        return error;
    }
    dxaws_context_set_sink(context, both ? both : sink);
    /* Without the thread the times move with the polls only. */
    made->ticking = style->stream != NULL && style->live &&
                    pthread_create(&made->ticker, NULL, tick, made) == 0;
    *progress = made;
    return NULL;
}

void progress_end(struct progress *progress)
{
    if (progress == NULL) {
        return;
    }
    pthread_mutex_lock(&progress->lock);
    progress->ended = true;
    lines_end(&progress->lines);
    pthread_cond_signal(&progress->wake);
    pthread_mutex_unlock(&progress->lock);
    if (progress->ticking) {
        pthread_join(progress->ticker, NULL);
    }
    dxaws_context_set_sink(progress->context, NULL);
    if (progress->events_error != 0 && progress->events != stdout) {
        fprintf(stderr, "dxaws: --events %s: not all events were written: %s\n",
                progress->style.events, strerror(progress->events_error));
    }
    progress_free(progress);
}
