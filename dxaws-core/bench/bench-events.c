/* SPDX-License-Identifier: MIT */
/* What an event costs the thread that tells it, by who listens, and how many a second arrive:
 * bench-events URL, of a server that takes anything. */
#include <dxaws/core.h>
#include <dxaws/extend/events.h>
#include <dxaws/sinks.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EVENTS = 1500, ROUNDS = 5 }; /* fewer than a sink keeps */

static double now_us(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void measure(const char *name, dxaws_sink *sink)
{
    static const char fields[] = "{\"action\":\"CREATE_BUCKET\",\"index\":1,\"count\":14,"
                                 "\"status\":\"done\",\"elapsed_ms\":412}";
    double least = 1e9, whole = 1e12;
    uint64_t lost = 0;
    for (int round = 0; round < ROUNDS; round++) {
        DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
        dxaws_context_set_sink(context, sink);
        double began = now_us(CLOCK_MONOTONIC), busy = now_us(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < EVENTS; i++) {
            dxaws_context_emit(context, "dxaws.s3", "manager.apply.progress", DXAWS_EVENT_INFO,
                               "my-bucket", fields);
        }
        busy = now_us(CLOCK_THREAD_CPUTIME_ID) - busy;
        dxaws_sink_flush(sink);
        double done = now_us(CLOCK_MONOTONIC);
        least = busy < least ? busy : least;
        whole = done - began < whole ? done - began : whole;
    }
    lost = dxaws_sink_lost(sink, NULL);
    printf("{\"listens\": \"%s\", \"us_each\": %.3f, \"a_second\": %.0f, \"lost\": %llu}\n", name,
           least / EVENTS, EVENTS / whole * 1e6, (unsigned long long)lost);
}

static dxaws_error *run(const char *url)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_sink) lines = NULL;
    DXAWS_AUTO(dxaws_sink) bus = NULL;
    DXAWS_AUTO(dxaws_sink) collector = NULL;
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_keys(options, "AKIAIOSFODNN7EXAMPLE", "secret", NULL);
    dxaws_error *error = dxaws_session_new(options, &session);
    error = error ? error : dxaws_sink_new_json_lines("/dev/null", &lines);
    error = error ? error : dxaws_sink_new_eventbridge(session, "sites", &bus);
    error = error ? error : dxaws_sink_new_otlp(session, url, &collector);
    if (error == NULL) {
        measure("nobody", NULL);
        measure("a file", lines);
        measure("a bus", bus);
        measure("a collector", collector);
    }
    return error;
}

int main(int count, char **arguments)
{
    DXAWS_AUTO(dxaws_error) error = count == 2 ? run(arguments[1]) : NULL;
    if (count != 2 || error != NULL) {
        fprintf(stderr, "bench-events: %s\n", error ? dxaws_error_message(error) : "which URL?");
    }
    return count != 2 || error != NULL;
}
