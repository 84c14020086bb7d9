/* SPDX-License-Identifier: MIT */
/* Copies whose members are in order of name. */
#include <dxaws/kit/state.h>

#include <stdlib.h>
#include <string.h>

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names of an object's members, in order; NULL without memory. */
static const char **names_of(const json_t *object, size_t count)
{
    const char **names = calloc(count + 1, sizeof *names);
    size_t found = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (names != NULL) {
            names[found++] = name;
        }
    }
    if (found > 0) {
        qsort(names, found, sizeof *names, compare_names);
    }
    return names;
}

static json_t *sorted_object(const json_t *object)
{
    size_t count = json_object_size(object);
    const char **names = names_of(object, count);
    json_t *sorted = names ? json_object() : NULL;
    bool whole = sorted != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        /* NULL without memory, which cannot be set. */
        json_t *value = dx_sorted(json_object_get(object, names[i]));
        whole = json_object_set_new_nocheck(sorted, names[i], value) == 0;
    }
    free(names);
    if (!whole) {
        json_decref(sorted);
        return NULL;
    }
    return sorted;
}

static json_t *sorted_array(const json_t *array)
{
    json_t *sorted = json_array();
    for (size_t i = 0; sorted != NULL && i < json_array_size(array); i++) {
        if (json_array_append_new(sorted, dx_sorted(json_array_get(array, i))) != 0) {
            json_decref(sorted);
            sorted = NULL;
        }
    }
    return sorted;
}

json_t *dx_sorted(const json_t *document)
{
    if (json_is_object(document)) {
        return sorted_object(document);
    }
    /* Leaves too are copied: a text in a document may be rewritten in place. */
    return json_is_array(document) ? sorted_array(document) : json_deep_copy(document);
}
