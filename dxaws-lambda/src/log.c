/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <dxaws/sinks.h>

#include "error-codes.h"

enum {
    PATIENCE_MS = 2000,
    ANSWER_MS = 200, /* for the answer, after that */
};

static void print_event(void *self, const dxaws_event *event)
{
    (void)self;
    if (dxaws_event_get_level(event) >= DXAWS_EVENT_INFO) {
        puts(dxaws_event_text(event));
        fflush(stdout); /* who is killed has told what came before */
    }
}

/* A bus is AWS's: what is tried out in a simulated account is not told there. */
static dxaws_error *open_bus(const struct host *host, dxaws_sink **bus)
{
    const char *name = getenv("DXAWS_EVENT_BUS");
    *bus = NULL;
    return name == NULL || name[0] == '\0' || host->account != NULL
               ? NULL
               : dxaws_sink_new_eventbridge(host->session, name, bus);
}

dxaws_error *log_check(const struct host *host)
{
    DXAWS_AUTO(dxaws_sink) bus = NULL;
    DXAWS_AUTO(dxaws_sink) collector = NULL;
    DXAWS_AUTO(dxaws_error) deaf = dxaws_sink_find_otlp(host->session, &collector);
    dxaws_error *why = open_bus(host, &bus);
    if (deaf != NULL) {
        fprintf(stderr, "bootstrap: the collector of OpenTelemetry is told nothing: %s\n",
                dxaws_error_message(deaf));
    }
    if (why == NULL) {
        return NULL;
    }
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda", DXAWS_LAMBDA_ERROR_INVALID_SETTING,
                        "DXAWS_EVENT_BUS: %s", dxaws_error_message(why));
    dxaws_error_free(why);
    return error;
}

/* Takes @a more over, which may be NULL. */
static dxaws_error *add(dxaws_sink **sink, dxaws_sink *more)
{
    dxaws_sink *both = NULL;
    dxaws_error *error = more ? dxaws_sink_new_tee(*sink, more, &both) : NULL;
    if (both != NULL) {
        dxaws_sink_unref(*sink);
        *sink = both;
    }
    dxaws_sink_unref(more);
    return error;
}

dxaws_error *log_new(const struct host *host, dxaws_sink **sink)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = print_event};
    dxaws_sink *collector = NULL;
    dxaws_sink *bus = NULL;
    dxaws_error *error = dxaws_sink_new(&ops, NULL, sink);
    if (error != NULL) {
        return error;
    }
    dxaws_error_free(dxaws_sink_find_otlp(host->session, &collector)); /* said in log_check() */
    error = add(sink, collector);
    error = error ? error : open_bus(host, &bus);
    return error ? error : add(sink, bus);
}

void log_flush(dxaws_sink *sink, long long deadline_ms)
{
    struct timespec now;
    char *why = NULL;
    clock_gettime(CLOCK_REALTIME, &now);
    long long left_ms = deadline_ms - ANSWER_MS - now.tv_sec * 1000LL - now.tv_nsec / 1000000;
    left_ms = deadline_ms <= 0 || left_ms > PATIENCE_MS ? PATIENCE_MS : left_ms;
    dxaws_sink_flush_within(sink, left_ms > 0 ? left_ms : 0, NULL);
    uint64_t lost = dxaws_sink_lost(sink, &why);
    if (lost > 0) {
        fprintf(stderr, "bootstrap: %llu event%s not told: %s\n", (unsigned long long)lost,
                lost == 1 ? " was" : "s were", why ? why : "out of memory");
    }
    free(why);
}
