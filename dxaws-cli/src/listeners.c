/* SPDX-License-Identifier: MIT */
#include "listeners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/sinks.h>

#include "output/terminal.h"

enum {
    PATIENCE_MS = 10000,   /* when the work is done */
    INTERRUPTED_MS = 1000, /* and somebody wants to go */
};

struct listeners {
    dxaws_sink *bus;
    dxaws_sink *collector;
    dxaws_sink *all; /* either or both; one of the references above is enough for it */
    char *bus_name;
};

dxaws_error *listeners_take_bus(struct run *run, const char *bus)
{
    DXAWS_AUTO(dxaws_sink) sink = NULL; /* it sends nothing before it is told something */
    dxaws_error *error = bus ? dxaws_sink_new_eventbridge(run->session, bus, &sink) : NULL;
    dxaws_error_set_path(error, "/events/eventbridge", false);
    if (error == NULL && bus != NULL) {
        free(run->bus);
        run->bus = strdup(bus);
        error = run->bus ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

dxaws_error *listeners_bus_arn(const struct run *run, const char *account, char **arn)
{
    const char *region = NULL;
    *arn = NULL;
    if (run->bus == NULL) {
        return NULL;
    }
    if (strncmp(run->bus, "arn:", 4) == 0) {
        *arn = strdup(run->bus);
        return *arn ? NULL : dxaws_error_out_of_memory();
    }
    dxaws_error_free(dxaws_session_get_region(run->session, run->context, &region));
    if (asprintf(arn, "arn:aws:events:%s:%s:event-bus/%s", region ? region : "*",
                 account ? account : "*", run->bus) < 0) {
        *arn = NULL;
        return dxaws_error_out_of_memory();
    }
    return NULL;
}

/* A bus is AWS's: what is only tried out is not told there. */
static bool tells_bus(const struct run *run)
{
    bool real = run->options->base == ADAPTER_AWS || run->options->base == ADAPTER_LAMBDA;
    return run->bus != NULL && real && !run->options->dry_run;
}

static void say_deaf(const char *who, dxaws_error *error)
{
    if (error != NULL) {
        fprintf(stderr, "dxaws: %s is told nothing: ", who);
        print_safely(stderr, dxaws_error_message(error));
        fputc('\n', stderr);
        dxaws_error_free(error);
    }
}

dxaws_error *listeners_open(struct run *run)
{
    struct listeners *listeners = calloc(1, sizeof *listeners);
    if (listeners == NULL) {
        return dxaws_error_out_of_memory();
    }
    run->listeners = listeners;
    say_deaf("the collector of OpenTelemetry",
             dxaws_sink_find_otlp(run->session, &listeners->collector));
    if (tells_bus(run)) {
        listeners->bus_name = strdup(run->bus);
        say_deaf("the event bus",
                 dxaws_sink_new_eventbridge(run->session, run->bus, &listeners->bus));
    }
    if (listeners->bus != NULL && listeners->collector != NULL) {
        return dxaws_sink_new_tee(listeners->collector, listeners->bus, &listeners->all);
    }
    listeners->all = dxaws_sink_ref(listeners->bus ? listeners->bus : listeners->collector);
    return NULL;
}

dxaws_sink *listeners_sink(const struct listeners *listeners)
{
    return listeners ? listeners->all : NULL;
}

static void say_lost(dxaws_sink *sink, const char *who, const char *name)
{
    char *why = NULL;
    uint64_t lost = dxaws_sink_lost(sink, &why);
    if (lost > 0) {
        fprintf(stderr, "dxaws: %llu event%s not told to %s%s%s: ", (unsigned long long)lost,
                lost == 1 ? " was" : "s were", who, name ? " " : "", name ? name : "");
        print_safely(stderr, why ? why : "out of memory");
        fputc('\n', stderr);
    }
    free(why);
}

void listeners_close(struct run *run)
{
    struct listeners *listeners = run->listeners;
    run->listeners = NULL;
    if (listeners == NULL) {
        return;
    }
    bool interrupted = dxaws_context_is_cancelled(run->context);
    fflush(stdout); /* how it ended is seen first */
    dxaws_sink_flush_within(listeners->all, interrupted ? INTERRUPTED_MS : PATIENCE_MS,
                            interrupted ? NULL : run->context);
    say_lost(listeners->collector, "the collector of OpenTelemetry", NULL);
    say_lost(listeners->bus, "the event bus", listeners->bus_name);
    dxaws_sink_unref(listeners->all);
    dxaws_sink_unref(listeners->bus);
    dxaws_sink_unref(listeners->collector);
    free(listeners->bus_name);
    free(listeners);
}
