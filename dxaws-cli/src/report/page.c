/* SPDX-License-Identifier: MIT */
/* The page about a run: what became of it, what failed, and its parts. */
#include "page.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "../duration.h"
#include "style.h"

void page_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default: /* what is no character of HTML is a blank */
            fputc((unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text, out);
        }
    }
}

void page_duration(FILE *out, int64_t milliseconds)
{
    char text[40];
    duration_format((milliseconds + 500) / 1000, text, sizeof text);
    if (milliseconds < 1000) {
        fprintf(out, "%" PRId64 "&nbsp;ms", milliseconds);
    } else if (milliseconds < 10000) {
        fprintf(out, "%" PRId64 ".%" PRId64 "&nbsp;s", milliseconds / 1000,
                milliseconds % 1000 / 100);
    } else {
        page_text(out, text);
    }
}

/* What the run was about: the source of the first event of a manager. */
static const char *top_source(const json_t *events)
{
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        if (strncmp(event_text(event, "type"), "manager.", strlen("manager.")) == 0) {
            return event_text(event, "source");
        }
    }
    return "";
}

static bool is_end(const json_t *event)
{
    return event_is(event, "manager.plan.done") || event_is(event, "manager.apply.done") ||
           event_is(event, "manager.execute.done");
}

/* One word for how it ended. */
static const char *outcome_of(const json_t *event)
{
    const json_t *error = json_object_get(event, "error");
    const char *outcome = event_text(event, "outcome");
    return error                ? event_error_is_stop(error) ? "stopped" : "failed"
           : outcome[0] != '\0' ? outcome
           : json_is_true(json_object_get(event, "noop")) ? "nothing to do"
                                                          : "planned";
}

/* The subjects, each with its last outcome. For json_decref(); NULL without memory. */
static json_t *outcomes(const json_t *events)
{
    json_t *found = json_object();
    const char *top = top_source(events);
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        const char *subject = event_text(event, "subject");
        if (strcmp(event_text(event, "source"), top) != 0 || subject[0] == '\0') {
            continue;
        }
        const char *outcome =
            is_end(event) ? outcome_of(event)
            : event_is(event, "manager.apply.start") || json_object_get(found, subject) == NULL
                ? "unfinished"
                : NULL;
        if (outcome != NULL) {
            json_object_set_new(found, subject, json_string(outcome));
        }
    }
    return found;
}

static void print_outcome(FILE *out, const char *outcome)
{
    fprintf(out, "<span%s>", strcmp(outcome, "failed") == 0 ? " class=\"failed\"" : "");
    page_text(out, outcome);
    fputs("</span>", out);
}

static void print_title(FILE *out, const json_t *subjects, bool words)
{
    const char *subject;
    json_t *outcome;
    size_t count = json_object_size(subjects);
    if (count != 1) {
        fprintf(out, "%zu subjects", count);
        return;
    }
    json_object_foreach((json_t *)subjects, subject, outcome) {
        page_text(out, subject);
        fputs(": ", out);
        if (words) {
            page_text(out, json_string_value(outcome));
        } else {
            print_outcome(out, json_string_value(outcome));
        }
    }
}

/* Errors, each once: of what was at work, or else of the whole. What was stopped with them is none.
 */
static json_t *errors_of(const json_t *events)
{
    json_t *found = json_object();
    const char *top = top_source(events);
    for (int whole = 0; whole < 2 && json_object_size(found) == 0; whole++) {
        size_t index;
        json_t *event;
        json_array_foreach(events, index, event) {
            json_t *error = json_object_get(event, "error");
            bool of_top = strcmp(event_text(event, "source"), top) == 0;
            if (error != NULL && of_top == (whole == 1) && !event_error_is_stop(error)) {
                json_object_set(found, event_text(error, "message"), event);
            }
        }
    }
    return found;
}

static void print_time(FILE *out, int64_t milliseconds)
{
    time_t seconds = (time_t)(milliseconds / 1000);
    struct tm when;
    char text[40] = "";
    if (gmtime_r(&seconds, &when) != NULL) {
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &when);
    }
    fputs(text, out);
}

static void print_head(FILE *out, const struct run_events *run, const json_t *subjects)
{
    fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" "
          "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>dxaws: ",
          out);
    print_title(out, subjects, true);
    fputs("</title>\n<style>" REPORT_STYLE "</style>\n</head>\n<body>\n<h1>", out);
    print_title(out, subjects, false);
    fputs("</h1>\n<p class=\"pale\">", out);
    print_time(out, run->begin_ms);
    if (run->version != NULL && run->version[0] != '\0') {
        fputs(", dxaws ", out);
        page_text(out, run->version);
    }
    if (run->runs > 1) {
        fprintf(out, ", run %zu of %zu", run->number, run->runs);
    }
    if (run->torn > 0) {
        fprintf(out, ", %zu %s left out that %s no event", run->torn,
                run->torn == 1 ? "line" : "lines", run->torn == 1 ? "is" : "are");
    }
    fputs("</p>\n", out);
}

static void print_sums(FILE *out, const struct run_events *run, const struct spans *spans,
                       size_t errors)
{
    int64_t total = run->end_ms - run->begin_ms;
    int64_t waited = spans_waited_ms(spans);
    size_t looks = 0;
    for (size_t i = 0; i < spans->count; i++) {
        looks += spans->list[i].looks;
    }
    fputs("<ul class=\"sums\"><li><b>", out);
    page_duration(out, total);
    fprintf(out, "</b>in all</li><li><b>%zu</b>actions</li><li><b>", spans->count);
    page_duration(out, waited);
    fprintf(out, "</b>waiting for AWS (%d&nbsp;%%)</li><li><b>%zu</b>looks while waiting</li>",
            total > 0 ? (int)(100 * waited / total) : 0, looks);
    fprintf(out, "<li><b>%zu</b>errors</li></ul>\n", errors);
}

static void print_errors(FILE *out, json_t *errors)
{
    const char *message;
    json_t *event;
    if (json_object_size(errors) > 0) {
        fputs("<h2>What failed</h2>\n", out);
    }
    json_object_foreach(errors, message, event) {
        fputs("<p><code>", out);
        page_text(out, event_module(event));
        fputs("</code> <span class=\"failed\">", out);
        page_text(out, message);
        fputs("</span></p>\n", out);
    }
}

static void print_subjects(FILE *out, json_t *subjects)
{
    const char *subject;
    json_t *outcome;
    if (json_object_size(subjects) < 2) {
        return;
    }
    fputs("<h2>Subjects</h2>\n<div class=\"table\"><table>\n", out);
    json_object_foreach(subjects, subject, outcome) {
        fputs("<tr><td>", out);
        page_text(out, subject);
        fputs("<td>", out);
        print_outcome(out, json_string_value(outcome));
        fputc('\n', out);
    }
    fputs("</table></div>\n", out);
}

void page_print(FILE *out, const struct run_events *run, const struct spans *spans)
{
    json_t *subjects = outcomes(run->events);
    json_t *errors = errors_of(run->events);
    print_head(out, run, subjects);
    print_sums(out, run, spans, json_object_size(errors));
    print_errors(out, errors);
    print_subjects(out, subjects);
    page_time_line(out, run, spans);
    page_waits(out, spans);
    page_calls(out, run);
    page_actions(out, run, spans);
    fputs("</body>\n</html>\n", out);
    json_decref(subjects);
    json_decref(errors);
}
