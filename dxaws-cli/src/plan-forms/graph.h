/* SPDX-License-Identifier: MIT */
/* A plan as a graph: its actions, and which of them wait for which, in the language of graphviz
 * (https://graphviz.org/doc/info/lang.html) or of Mermaid
 * (https://mermaid.js.org/syntax/flowchart.html). */
#ifndef DXAWS_CLI_PLAN_FORMS_GRAPH_H
#define DXAWS_CLI_PLAN_FORMS_GRAPH_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

#define GRAPH_DOT "dot"
#define GRAPH_MERMAID "mermaid"

/* Prints it. What waits for what is what the @a description of the plan's module says of its steps,
 * by which it is performed; without steps each action waits for the one before. False without
 * memory. */
bool graph_print(FILE *stream, const char *language, const json_t *plan, const json_t *description);

#endif
