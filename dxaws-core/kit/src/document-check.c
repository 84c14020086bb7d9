/* SPDX-License-Identifier: MIT */
/* Whether a document has the members that its rows say, and of their types. */
#include "document.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {
    [DX_TEXT] = "a text",           [DX_BOOLEAN] = "true or false", [DX_INTEGER] = "a whole number",
    [DX_TEXTS] = "a list of texts", [DX_MAP] = "a map of texts",    [DX_OBJECT] = "a map",
    [DX_LIST] = "a list of maps",
};

static bool is_all(const json_t *value, bool (*is)(const json_t *))
{
    size_t index;
    json_t *item;
    const char *key;
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        if (!is(item)) {
            return false;
        }
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        if (!is(item)) {
            return false;
        }
    }
    return true;
}

static bool is_string(const json_t *value)
{
    return json_is_string(value);
}

/* What is wanted as a text may be known later; what a service said never is. */
static bool is_text(const json_t *value)
{
    return json_is_string(value) || dx_is_unknown(value);
}

static bool is_object(const json_t *value)
{
    return json_is_object(value);
}

static bool has_type(const json_t *value, enum dx_type type)
{
    switch (type) {
    case DX_TEXT:
        return is_text(value);
    case DX_BOOLEAN:
        return json_is_boolean(value);
    case DX_INTEGER:
        return json_is_integer(value);
    case DX_TEXTS:
        return json_is_array(value) && is_all(value, is_string);
    case DX_MAP:
        return json_is_object(value) && is_all(value, is_text);
    case DX_OBJECT:
        return json_is_object(value);
    case DX_LIST:
        return json_is_array(value) && is_all(value, is_object);
    default:
        return false;
    }
}

/* One object of a document: what it may hold, and where it is. */
struct place {
    const struct dx_schema *schema;
    const struct dx_attribute *rows;
    size_t count;
    enum dx_role role;
    bool takes_null; /* an item of a list is one value: nothing of it can be left alone */
    char path[DOCUMENT_PATH_SIZE]; /* "", "bucket." or "error_responses[2]." */
};

static const struct dx_attribute *find_row(const struct place *place, const char *name)
{
    for (size_t i = 0; i < place->count; i++) {
        if (strcmp(place->rows[i].name, name) == 0) {
            return &place->rows[i];
        }
    }
    return NULL;
}

/* The names of what may be said there. */
static void list_known(const struct place *place, char *known, size_t size)
{
    size_t length = 0;
    *known = '\0';
    for (size_t i = 0; i < place->count && length < size; i++) {
        const struct dx_attribute *row = &place->rows[i];
        if (row->deprecated_since == NULL && !(row->flags & (DX_OUTPUT | DX_HIDDEN))) {
            length += (size_t)snprintf(known + length, size - length, "%s%s", length ? ", " : "",
                                       row->name);
        }
    }
}

static dxaws_error *unknown(const struct place *place, const char *name)
{
    if (place->role == DX_OBSERVED) {
        return NULL;
    }
    dxaws_error *former = dx_refuse_former(place->schema, place->path, name);
    if (former != NULL) {
        return former;
    }
    bool whole = place->path[0] == '\0';
    const char *near = whole ? document_nearest(place->rows, place->count, name) : NULL;
    if (near != NULL) {
        return dx_invalid(place->schema, "%s: unknown attribute \"%s\"; did you mean \"%s\"?",
                          place->schema->module, name, near);
    }
    char known[DX_SHOWN_SIZE * 6];
    list_known(place, known, sizeof known);
    return dx_invalid(place->schema, "%s: unknown %s \"%s%s\"; known are %s", place->schema->module,
                      whole ? "attribute" : "member", place->path, name, known);
}

void document_path(char path[DOCUMENT_PATH_SIZE], const char *outer, const char *name, int index)
{
    char number[16] = "";
    if (index != DOCUMENT_NO_INDEX) {
        snprintf(number, sizeof number, "[%d]", index);
    }
    /* Names are a schema's own: what is cut is only a message. */
    if (snprintf(path, DOCUMENT_PATH_SIZE, "%s%s%s.", outer, name, number) >= DOCUMENT_PATH_SIZE) {
        path[0] = '\0';
    }
}

static dxaws_error *check_place(const struct place *place, const json_t *object);

/* The members of an attribute that has rows of its own. */
static dxaws_error *check_members(const struct place *place, const struct dx_attribute *row,
                                  const json_t *value)
{
    struct place inner = {
        .schema = place->schema,
        .rows = row->members,
        .count = row->member_count,
        .role = place->role,
        .takes_null = place->takes_null && json_is_object(value),
    };
    if (json_is_object(value)) {
        document_path(inner.path, place->path, row->name, DOCUMENT_NO_INDEX);
        return check_place(&inner, value);
    }
    dxaws_error *error = NULL;
    for (size_t i = 0; i < json_array_size(value) && error == NULL; i++) {
        document_path(inner.path, place->path, row->name, (int)i);
        error = dx_at_index(check_place(&inner, json_array_get(value, i)), i);
    }
    return error;
}

/* Of what is to be texts or maps, the one that is not. */
static dxaws_error *at_wrong_item(dxaws_error *error, const struct dx_attribute *row,
                                  const json_t *value)
{
    size_t index;
    json_t *item;
    const char *key;
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        if (row->type == DX_TEXTS ? !json_is_string(item)
                                  : row->type == DX_LIST && !json_is_object(item)) {
            return dx_at_index(error, index);
        }
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        if (row->type == DX_MAP && !is_text(item)) {
            return dx_at(error, key);
        }
    }
    return error;
}

static dxaws_error *check_value(const struct place *place, const struct dx_attribute *row,
                                const json_t *value)
{
    char shown[DX_SHOWN_SIZE];
    if (place->takes_null && json_is_null(value)) {
        return NULL;
    }
    /* In a Desired it stands for a text, never for a map that has such a member. */
    bool not_a_text = place->role == DX_DESIRED && row->type != DX_TEXT && dx_is_unknown(value);
    if (not_a_text || !has_type(value, row->type)) {
        return at_wrong_item(dx_invalid(place->schema, "%s: \"%s%s\" must be %s, not %s",
                                        place->schema->module, place->path, row->name,
                                        type_names[row->type], dx_shown(value, shown)),
                             row, value);
    }
    return row->members ? check_members(place, row, value) : NULL;
}

static dxaws_error *check_place(const struct place *place, const json_t *object)
{
    const char *name;
    json_t *value;
    dxaws_error *error = NULL;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        const struct dx_attribute *row = find_row(place, name);
        error = row ? dx_at(check_value(place, row, value), name)
                    : dx_at_name(unknown(place, name), name);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *dx_check_type(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    const struct place place = {.schema = schema, .role = DX_OBSERVED};
    return check_value(&place, attribute, value);
}

dxaws_error *document_check(const struct dx_schema *schema, enum dx_role role,
                            const json_t *document)
{
    const struct place place = {
        .schema = schema,
        .rows = schema->attributes,
        .count = schema->attribute_count,
        .role = role,
        .takes_null = role == DX_DESIRED,
    };
    return check_place(&place, document);
}

bool dx_is_unknown(const json_t *value)
{
    const char *when = json_object_size(value) == 1 ? dx_text(value, "$known") : NULL;
    return when != NULL && strcmp(when, "after apply") == 0;
}

bool dx_is_known(const json_t *value)
{
    return !dx_is_unknown(value) && is_all(value, dx_is_known);
}
