/* SPDX-License-Identifier: MIT */
/* Trees without memory: whole copies, and what jansson says of texts. */
#include <dxaws/extend/tree.h>

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

enum { FEW = 16 }; /* members that most objects have less of */

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Of few, most often in order already: what qsort() allocates would cost more than the rest. */
static void insert(const char **names, size_t count, const char *name)
{
    while (count > 0 && strcmp(names[count - 1], name) > 0) {
        names[count] = names[count - 1];
        count--;
    }
    names[count] = name;
}

/* Puts the names of an object's members in order. */
static void sort_names(const json_t *object, const char **names)
{
    bool few = json_object_size(object) <= FEW;
    size_t found = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (few) {
            insert(names, found, name);
        } else {
            names[found] = name;
        }
        found++;
    }
    if (!few) {
        qsort(names, found, sizeof *names, compare_names);
    }
}

static json_t *sorted_object(const json_t *object)
{
    size_t count = json_object_size(object);
    const char *few[FEW];
    const char **names = count <= FEW ? few : calloc(count, sizeof *names);
    json_t *sorted = names ? json_object() : NULL;
    bool whole = sorted != NULL;
    if (whole) {
        sort_names(object, names);
    }
    for (size_t i = 0; whole && i < count; i++) {
        /* NULL without memory, which cannot be set. */
        json_t *value = dxaws_tree_copy(json_object_get(object, names[i]));
        whole = json_object_set_new_nocheck(sorted, names[i], value) == 0;
    }
    if (names != few) {
        free(names);
    }
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
        if (json_array_append_new(sorted, dxaws_tree_copy(json_array_get(array, i))) != 0) {
            json_decref(sorted);
            sorted = NULL;
        }
    }
    return sorted;
}

/* jansson's own copies leave out what there was no memory for. */
json_t *dxaws_tree_copy(const json_t *document)
{
    if (json_is_object(document)) {
        return sorted_object(document);
    }
    /* Leaves, too are copied: a text in a document may be rewritten in place. */
    return json_is_array(document) ? sorted_array(document) : json_deep_copy(document);
}

/* jansson itself sets json_error_out_of_memory in some places only. Elsewhere it says nothing at
 * all; or it takes a quoted text that it could not copy for a wrong token: but whatever can be
 * wrong within quotes has a message of its own, and where a text is expected a text is right. */
bool dxaws_tree_out_of_memory(const json_error_t *where, const char *text)
{
    static const char *const messages[] = {"invalid token", "string or '}' expected",
                                           "string expected"};
    /* Where it says nothing, its code was not set either. */
    bool found = where->text[0] == '\0' || json_error_code(where) == json_error_out_of_memory;
    bool quoted = where->position > 0 && text[where->position - 1] == '"';
    for (size_t i = 0; quoted && i < sizeof messages / sizeof *messages; i++) {
        found |= strncmp(where->text, messages[i], strlen(messages[i])) == 0;
    }
    return found;
}
