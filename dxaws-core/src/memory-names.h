/* SPDX-License-Identifier: MIT */
/* The ids of one type of resources in order, until something changes: who asks for one after the
 * other is not to have them sorted each time. */
#ifndef DXAWS_MEMORY_NAMES_H
#define DXAWS_MEMORY_NAMES_H

#include <stdbool.h>

#include <jansson.h>

struct memory_names {
    const json_t *resources; /* whose; NULL: of none */
    const char **ids;        /* borrowed from it */
    size_t count;
};

/* False without memory. */
bool memory_names_sort(struct memory_names *names, json_t *resources);
void memory_names_forget(struct memory_names *names);

#endif
