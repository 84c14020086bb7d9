/* SPDX-License-Identifier: MIT */
/* Where in a document an error is: paths that grow from the inside out, as the checks return. */
#include <dxaws/kit/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

#include "document.h"
#include "presets.h"

/* Puts "/name" before the path, escaped as RFC 6901 has it. */
dxaws_error *dx_at(dxaws_error *error, const char *name)
{
    if (error == NULL) {
        return NULL;
    }
    char *path = NULL;
    size_t size;
    FILE *stream = open_memstream(&path, &size);
    if (stream == NULL) {
        return error;
    }
    fputc('/', stream);
    for (; *name != '\0'; name++) {
        fputs(*name == '~' ? "~0" : *name == '/' ? "~1" : (char[]){*name, '\0'}, stream);
    }
    const char *rest = dxaws_error_path(error);
    fputs(rest ? rest : "", stream);
    if (fclose(stream) == 0) {
        dxaws_error_set_path(error, path, dxaws_error_is_about_name(error));
    }
    free(path);
    return error;
}

dxaws_error *dx_at_index(dxaws_error *error, size_t index)
{
    char number[32];
    if (error == NULL) {
        return NULL; /* as of each of ten thousand items */
    }
    snprintf(number, sizeof number, "%zu", index);
    return dx_at(error, number);
}

dxaws_error *dx_at_name(dxaws_error *error, const char *name)
{
    if (error != NULL) {
        dxaws_error_set_path(error, "", true);
    }
    return dx_at(error, name);
}

/* An item of the list @a name, in the form that the schema gives it on its own, beside the @a rest
 * of the document: as in the canonical form, if the order is all that another item changes. NULL:
 * it has none. */
static json_t *canonical_item(const struct dx_schema *schema, const json_t *rest, const char *name,
                              const json_t *said)
{
    json_t *copy = json_deep_copy(rest);
    json_t *alone = json_array();
    json_array_append_new(alone, json_deep_copy(said));
    json_t *item = NULL;
    if (json_object_set_new(copy, name, alone) == 0) {
        json_t *left = presets_take_nulls(schema, copy);
        dxaws_error *error = presets_add(schema, copy, left);
        error = error ? error : schema->normalise(copy);
        json_decref(left);
        item = error ? NULL : json_incref(json_array_get(json_object_get(copy, name), 0));
        dxaws_error_free(error);
    }
    json_decref(copy);
    return item;
}

/* The index that the item has in what was said; @a index, when it is not found there. */
static size_t index_said(const struct dx_schema *schema, const json_t *said,
                         const json_t *canonical, const char *name, size_t index)
{
    const json_t *wanted = json_array_get(json_object_get(canonical, name), index);
    const json_t *list = json_object_get(said, name);
    json_t *rest = json_copy((json_t *)(uintptr_t)said);
    json_object_del(rest, name);
    size_t found = index;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *item = canonical_item(schema, rest, name, json_array_get(list, i));
        found = item != NULL && json_equal(item, (json_t *)(uintptr_t)wanted) ? i : found;
        json_decref(item);
    }
    json_decref(rest);
    return found;
}

dxaws_error *places_said(const struct dx_schema *schema, const json_t *said,
                         const json_t *canonical, dxaws_error *error)
{
    const char *path = error ? dxaws_error_path(error) : NULL;
    char name[DOCUMENT_PATH_SIZE];
    size_t size = path && *path == '/' ? strcspn(path + 1, "/") : 0;
    if (size == 0 || size >= sizeof name || path[1 + size] == '\0' || schema->normalise == NULL) {
        return error;
    }
    snprintf(name, sizeof name, "%.*s", (int)size, path + 1);
    if (!json_is_array(json_object_get(canonical, name))) {
        return error;
    }
    char *end;
    size_t index = strtoul(path + 1 + size + 1, &end, 10);
    char *rest = strdup(end);
    if (rest != NULL) {
        dxaws_error_set_path(error, rest, dxaws_error_is_about_name(error));
        dx_at_index(error, index_said(schema, said, canonical, name, index));
        dx_at(error, name);
    }
    free(rest);
    return error;
}
