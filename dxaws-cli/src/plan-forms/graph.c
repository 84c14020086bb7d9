/* SPDX-License-Identifier: MIT */
/* Plans as graphs. */
#include "graph.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One step of the plan's, as far as something is to be done in it. */
struct step {
    const char *name; /* "" where the module has none */
    json_int_t wave;
    size_t first; /* its actions in the plan, which need not stand together */
    size_t last;
};

struct graph {
    FILE *stream;
    bool dot;
    const json_t *actions;
    struct step *steps;
    size_t count;
};

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

static const char *step_of(const json_t *action)
{
    return text_of(json_object_get(action, "payload"), "step");
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

static bool has_text(const json_t *list, const char *text)
{
    size_t index;
    json_t *one;
    json_array_foreach((json_t *)(uintptr_t)list, index, one) {
        if (json_is_string(one) && strcmp(json_string_value(one), text) == 0) {
            return true;
        }
    }
    return false;
}

/* The wave of a step, "distribution", or of the one that a host has of its own,
 * "distribution/example.com": what is no longer wanted goes in the order of a destroy. */
static json_int_t wave_of(const json_t *plan, const json_t *steps, const char *step)
{
    const json_t *desired = json_object_get(plan, "desired");
    const char *host = strchr(step, '/');
    bool gone = json_is_false(json_object_get(desired, "present")) ||
                (host != NULL && !has_text(json_object_get(desired, "redirects"), host + 1));
    size_t size = host ? (size_t)(host - step) : strlen(step);
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(steps, gone ? "destroy" : "apply"), index, one) {
        const char *name = text_of(one, "name");
        if (strlen(name) == size && strncmp(name, step, size) == 0) {
            return json_integer_value(json_object_get(one, "wave"));
        }
    }
    return 0;
}

/* Collects the steps of the actions. */
static bool collect(struct graph *graph, const json_t *plan, const json_t *steps)
{
    graph->steps = calloc(json_array_size(graph->actions) + 1, sizeof *graph->steps);
    size_t index;
    json_t *action;
    json_array_foreach((json_t *)(uintptr_t)graph->actions, index, action) {
        size_t at = 0;
        while (graph->steps != NULL && at < graph->count &&
               strcmp(graph->steps[at].name, step_of(action)) != 0) {
            at++;
        }
        if (graph->steps != NULL && at == graph->count) {
            const char *name = step_of(action);
            graph->steps[graph->count++] =
                (struct step){.name = name, .wave = wave_of(plan, steps, name), .first = index};
        }
        if (graph->steps != NULL) {
            graph->steps[at].last = index;
        }
    }
    return graph->steps != NULL;
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
    const struct step *step = &graph->steps[number];
    bool framed = step->name[0] != '\0';
    if (framed) {
        fprintf(graph->stream,
                graph->dot ? "  subgraph cluster_%zu {\n    label=\"" : "  subgraph s%zu[\"",
                number);
        print_text(graph, step->name);
        fputs(graph->dot ? "\";\n" : "\"]\n", graph->stream);
    }
    for (size_t i = step->first; i <= step->last; i++) {
        if (strcmp(step_of(json_array_get(graph->actions, i)), step->name) == 0) {
            print_node(graph, i);
        }
    }
    if (framed) {
        fputs(graph->dot ? "  }\n" : "  end\n", graph->stream);
    }
    for (size_t i = step->first + 1, before = step->first; i <= step->last; i++) {
        if (strcmp(step_of(json_array_get(graph->actions, i)), step->name) == 0) {
            print_edge(graph, before, i);
            before = i;
        }
    }
}

/* A wave begins when all of the one before are done; those before that one were done before. */
static void print_waiting(const struct graph *graph, const struct step *step)
{
    json_int_t before = INT_MIN;
    for (size_t i = 0; i < graph->count; i++) {
        json_int_t wave = graph->steps[i].wave;
        before = wave < step->wave && wave > before ? wave : before;
    }
    for (size_t i = 0; i < graph->count; i++) {
        if (graph->steps[i].wave == before) {
            print_edge(graph, graph->steps[i].last, step->first);
        }
    }
}

bool graph_print(FILE *stream, const char *language, const json_t *plan, const json_t *description)
{
    struct graph graph = {.stream = stream,
                          .dot = strcmp(language, GRAPH_DOT) == 0,
                          .actions = json_object_get(plan, "actions")};
    bool whole = collect(&graph, plan, json_object_get(description, "steps"));
    if (graph.dot) {
        fputs("digraph \"", stream);
        print_text(&graph, text_of(plan, "resource"));
        fputs("\" {\n  node [shape=box];\n", stream);
    } else {
        fputs("flowchart TD\n", stream);
    }
    for (size_t i = 0; i < graph.count; i++) {
        print_step(&graph, i);
    }
    for (size_t i = 0; i < graph.count; i++) {
        print_waiting(&graph, &graph.steps[i]);
    }
    fputs(graph.dot ? "}\n" : "", stream);
    free(graph.steps);
    return whole;
}
