/* SPDX-License-Identifier: MIT */
/* Ids in order. */
#include "memory-names.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool memory_names_sort(struct memory_names *names, json_t *resources)
{
    const char **ids = calloc(json_object_size(resources) + 1, sizeof *ids);
    size_t count = 0;
    const char *name;
    json_t *value;
    if (ids == NULL) {
        return false;
    }
    json_object_foreach(resources, name, value) {
        if (!json_is_null(value)) { /* else it was removed */
            ids[count++] = name;
        }
    }
    qsort(ids, count, sizeof *ids, compare);
    memory_names_forget(names);
    *names = (struct memory_names){.resources = resources, .ids = ids, .count = count};
    return true;
}

void memory_names_forget(struct memory_names *names)
{
    free(names->ids);
    *names = (struct memory_names){.resources = NULL};
}
