/* SPDX-License-Identifier: MIT */
/* The events of one run. */
#include "run-events.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STREAM "dxaws.stream"

struct reading {
    size_t number;  /* of the run that is wanted; 0 for the last one */
    json_t *stream; /* with what a process began, until its first event */
};

const char *event_text(const json_t *event, const char *name)
{
    const char *text = json_string_value(json_object_get(event, name));
    return text ? text : "";
}

bool event_is(const json_t *event, const char *type)
{
    return strcmp(event_text(event, "type"), type) == 0;
}

const char *event_module(const json_t *event)
{
    const char *source = event_text(event, "source");
    const char *dot = strrchr(source, '.');
    return dot ? dot + 1 : source;
}

bool event_error_is_stop(const json_t *error)
{
    for (; error != NULL; error = json_object_get(error, "cause")) {
        if (strcmp(event_text(error, "kind"), "CANCELLED") == 0) {
            return true;
        }
    }
    return false;
}

int64_t event_ms(const json_t *event)
{
    struct tm when = {.tm_sec = 0};
    const char *end = strptime(event_text(event, "time"), "%Y-%m-%dT%H:%M:%S", &when);
    if (end == NULL || when.tm_year < 70) {
        return -1;
    }
    long milliseconds = 0;
    if (*end == '.') {
        char digits[4] = "000";
        size_t count = strspn(end + 1, "0123456789");
        memcpy(digits, end + 1, count < 3 ? count : 3);
        milliseconds = strtol(digits, NULL, 10);
    }
    return (int64_t)timegm(&when) * 1000 + milliseconds;
}

static bool take(struct run_events *run, json_t *event)
{
    int64_t at = event_ms(event);
    if (at < 0) {
        run->torn++;
        return true;
    }
    run->begin_ms = json_array_size(run->events) > 0 && run->begin_ms < at ? run->begin_ms : at;
    run->end_ms = json_array_size(run->events) > 0 && run->end_ms > at ? run->end_ms : at;
    return json_array_append(run->events, event) == 0;
}

/* What one line says. A run begins with its first event after a process said what it is. */
static bool take_line(struct run_events *run, struct reading *reading, json_t *line)
{
    if (!json_is_object(line)) {
        run->torn++;
        return true;
    }
    if (event_is(line, STREAM)) {
        json_decref(reading->stream);
        reading->stream = json_incref(line);
        return true;
    }
    bool begins = reading->stream != NULL || run->runs == 0;
    run->runs += begins;
    bool good = true;
    if (begins && (reading->number == 0 || reading->number == run->runs)) {
        json_array_clear(run->events);
        free(run->version);
        run->version = strdup(event_text(reading->stream, "version"));
        good = run->version != NULL;
    }
    json_decref(reading->stream);
    reading->stream = NULL;
    return good && (reading->number == 0 || reading->number == run->runs ? take(run, line) : true);
}

bool run_events_read(const char *text, size_t size, size_t number, struct run_events *run)
{
    *run = (struct run_events){.events = json_array()};
    struct reading reading = {.number = number};
    bool good = run->events != NULL;
    for (const char *line = text, *end; good && line < text + size; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text + size - line));
        end = end ? end : text + size;
        if (end > line) {
            json_t *event = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES, NULL);
            good = take_line(run, &reading, event);
            json_decref(event);
        }
    }
    json_decref(reading.stream);
    run->number = number ? number : run->runs;
    return good;
}

void run_events_clear(struct run_events *run)
{
    json_decref(run->events);
    free(run->version);
    *run = (struct run_events){.events = NULL};
}
