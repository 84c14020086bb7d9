/* SPDX-License-Identifier: MIT */
/* What was waited for, called and done, as tables. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"

static void begin(FILE *out, const char *title, const char *head)
{
    fprintf(out, "<h2>%s</h2>\n<div class=\"table\"><table>\n<tr>%s\n", title, head);
}

static void end(FILE *out)
{
    fputs("</table></div>\n", out);
}

static void print_name(FILE *out, const struct span *span)
{
    fputs("<td><code>", out);
    page_text(out, span->module);
    fputc(' ', out);
    page_text(out, span->action);
    fputs("</code><br>", out);
    page_text(out, span->subject);
}

static void print_number(FILE *out, int64_t milliseconds)
{
    fputs("<td class=\"number\">", out);
    page_duration(out, milliseconds);
}

void page_waits(FILE *out, const struct spans *spans)
{
    bool any = false;
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        if (span->looks == 0) {
            continue;
        }
        if (!any) {
            begin(out, "Waits",
                  "<th>what<th class=\"number\">took<th class=\"number\">expected"
                  "<th class=\"number\">looks<th>last reason");
        }
        any = true;
        fputs("<tr>", out);
        print_name(out, span);
        print_number(out, span->end_ms - span->begin_ms);
        print_number(out, span->expected_ms);
        fprintf(out, "<td class=\"number\">%zu<td>", span->looks);
        page_text(out, span->why);
        fputc('\n', out);
    }
    if (any) {
        end(out);
    }
}

/* A number of an event, of which there may be many: what is out of all proportion is cut. */
static json_int_t number_of(const json_t *event, const char *name)
{
    enum { MOST = INT32_MAX };
    json_int_t number = json_integer_value(json_object_get(event, name));
    return number < 0 ? 0 : number > MOST ? MOST : number;
}

static int compare_integers(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The middle and the longest one. */
static void measure(const json_t *durations, int64_t *median, int64_t *longest)
{
    size_t count = json_array_size(durations);
    int64_t *sorted = calloc(count > 0 ? count : 1, sizeof *sorted);
    *median = 0;
    *longest = 0;
    if (sorted == NULL || count == 0) {
        free(sorted);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = json_integer_value(json_array_get(durations, i));
    }
    qsort(sorted, count, sizeof *sorted, compare_integers);
    *median = sorted[count / 2];
    *longest = sorted[count - 1];
    free(sorted);
}

static int64_t sum(const json_t *numbers)
{
    int64_t total = 0;
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        total += json_integer_value(json_array_get(numbers, i));
    }
    return total;
}

/* {"s3 PutObject": {"durations": [...], "codes": {...}, "again": n}}; for json_decref(). */
static json_t *calls_of(const json_t *events)
{
    json_t *found = json_object();
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        bool call = event_is(event, "aws.call");
        const char *code = event_text(event, "code");
        if (!call && !(event_is(event, "aws.attempt") && code[0] != '\0')) {
            continue;
        }
        char name[200];
        snprintf(name, sizeof name, "%s %s", event_text(event, "service"),
                 event_text(event, "operation"));
        if (json_object_get(found, name) == NULL) {
            json_object_set_new(
                found, name, json_pack("{s[]s{}sI}", "durations", "codes", "again", (json_int_t)0));
        }
        json_t *calls = json_object_get(found, name);
        if (!call) {
            json_object_set_new(json_object_get(calls, "codes"), code, json_true());
            continue;
        }
        json_int_t attempts = number_of(event, "attempts");
        json_array_append_new(json_object_get(calls, "durations"),
                              json_integer(number_of(event, "duration_ms")));
        json_t *again = json_object_get(calls, "again");
        json_integer_set(again, json_integer_value(again) + (attempts > 1 ? attempts - 1 : 0));
    }
    return found;
}

static void print_calls(FILE *out, const char *name, const json_t *calls)
{
    const json_t *durations = json_object_get(calls, "durations");
    json_int_t again = json_integer_value(json_object_get(calls, "again"));
    int64_t median;
    int64_t longest;
    measure(durations, &median, &longest);
    fputs("<tr><td><code>", out);
    page_text(out, name);
    fprintf(out, "</code><td class=\"number\">%zu<td class=\"number\">",
            json_array_size(durations));
    if (again > 0) {
        fprintf(out, "%" JSON_INTEGER_FORMAT, again);
    }
    print_number(out, median);
    print_number(out, longest);
    print_number(out, sum(durations));
    fputs("<td>", out);
    const char *code;
    json_t *value;
    const char *before = "";
    json_object_foreach(json_object_get(calls, "codes"), code, value) {
        fputs(before, out);
        page_text(out, code);
        before = ", ";
    }
    fputc('\n', out);
}

void page_calls(FILE *out, const struct run_events *run)
{
    json_t *found = calls_of(run->events);
    const char *name;
    json_t *calls;
    if (json_object_size(found) > 0) {
        begin(out, "Calls",
              "<th>service and operation<th class=\"number\">calls<th class=\"number\">again"
              "<th class=\"number\">median<th class=\"number\">longest<th class=\"number\">in all"
              "<th>refused with");
    }
    json_object_foreach(found, name, calls) {
        print_calls(out, name, calls);
    }
    if (json_object_size(found) > 0) {
        end(out);
    }
    json_decref(found);
}

void page_actions(FILE *out, const struct run_events *run, const struct spans *spans)
{
    if (spans->count > 0) {
        begin(out, "Actions",
              "<th class=\"number\">at<th>action<th class=\"number\">took<th>state");
    }
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        fputs("<tr>", out);
        print_number(out, span->begin_ms - run->begin_ms);
        print_name(out, span);
        print_number(out, span->end_ms - span->begin_ms);
        fprintf(out, "<td%s>%s", span->state == SPAN_FAILED ? " class=\"failed\"" : "",
                span_state_name(span));
        fputs(span->error[0] != '\0' ? ": " : "", out);
        page_text(out, span->error);
        fputc('\n', out);
    }
    if (spans->count > 0) {
        end(out);
    }
}
