/* SPDX-License-Identifier: MIT */
/* Plans as graphs. */
#include "graph.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "steps.h"

struct graph {
    FILE *stream;
    bool dot;
    const json_t *actions;
    struct plan_steps steps;
};

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

/* A text between quotes, in which each language knows letters of its own. */
static void print_text(const struct graph *graph, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char letter = (unsigned char)*text;
        bool special = strchr("\"&<>#`\\", letter) != NULL || letter < ' ' || letter == 0x7f;
        if (!special) {
            putc(letter, graph->stream);
        } else if (letter < ' ' || letter == 0x7f) {
            putc(' ', graph->stream);
        } else if (!graph->dot) {
            fprintf(graph->stream, "#%d;", letter);
        } else if (letter == '&') {
            fputs("&amp;", graph->stream);
        } else {
            fprintf(graph->stream, "%s%c", letter == '"' || letter == '\\' ? "\\" : "", letter);
        }
    }
}

static void print_node(const struct graph *graph, size_t index)
{
    const json_t *action = json_array_get(graph->actions, index);
    fprintf(graph->stream, graph->dot ? "    a%zu [label=\"" : "    a%zu[\"", index);
    print_text(graph, text_of(action, "kind"));
    fputs(graph->dot ? "\\n" : "<br/>", graph->stream);
    print_text(graph, text_of(action, "resource"));
    fputs(graph->dot ? "\"];\n" : "\"]\n", graph->stream);
}

static void print_edge(const struct graph *graph, size_t from, size_t to)
{
    fprintf(graph->stream, graph->dot ? "  a%zu -> a%zu;\n" : "  a%zu --> a%zu\n", from, to);
}

/* The actions of a step, framed where it has a name, one after the other. */
static void print_step(const struct graph *graph, size_t number)
{
    const struct plan_step *step = &graph->steps.items[number];
    bool framed = step->name[0] != '\0';
    if (framed) {
        fprintf(graph->stream,
                graph->dot ? "  subgraph cluster_%zu {\n    label=\"" : "  subgraph s%zu[\"",
                number);
        print_text(graph, step->name);
        fputs(graph->dot ? "\";\n" : "\"]\n", graph->stream);
    }
    for (size_t i = step->first; i <= step->last; i++) {
        if (plan_step_has(step, json_array_get(graph->actions, i))) {
            print_node(graph, i);
        }
    }
    if (framed) {
        fputs(graph->dot ? "  }\n" : "  end\n", graph->stream);
    }
    for (size_t i = step->first + 1, before = step->first; i <= step->last; i++) {
        if (plan_step_has(step, json_array_get(graph->actions, i))) {
            print_edge(graph, before, i);
            before = i;
        }
    }
}

/* A wave begins when all of the one before are done; those before that one were done before. */
static void print_waiting(const struct graph *graph, const struct plan_step *step)
{
    json_int_t before = INT_MIN;
    for (size_t i = 0; i < graph->steps.count; i++) {
        json_int_t wave = graph->steps.items[i].wave;
        before = wave < step->wave && wave > before ? wave : before;
    }
    for (size_t i = 0; i < graph->steps.count; i++) {
        if (graph->steps.items[i].wave == before) {
            print_edge(graph, graph->steps.items[i].last, step->first);
        }
    }
}

bool graph_print(FILE *stream, const char *language, const json_t *plan, const json_t *description)
{
    struct graph graph = {.stream = stream,
                          .dot = strcmp(language, GRAPH_DOT) == 0,
                          .actions = json_object_get(plan, "actions")};
    bool whole = plan_steps_read(plan, description, &graph.steps);
    if (graph.dot) {
        fputs("digraph \"", stream);
        print_text(&graph, text_of(plan, "resource"));
        fputs("\" {\n  node [shape=box];\n", stream);
    } else {
        fputs("flowchart TD\n", stream);
    }
    for (size_t i = 0; i < graph.steps.count; i++) {
        print_step(&graph, i);
    }
    for (size_t i = 0; i < graph.steps.count; i++) {
        print_waiting(&graph, &graph.steps.items[i]);
    }
    fputs(graph.dot ? "}\n" : "", stream);
    plan_steps_clear(&graph.steps);
    return whole;
}
