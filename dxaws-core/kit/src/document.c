/* SPDX-License-Identifier: MIT */
/* A state's JSON form: read, checked for its types, written. */
#include <dxaws/kit/state.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dxaws_error *dx_invalid(const struct dx_schema *schema, const char *format, ...)
{
    char *text = NULL;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, schema->module,
                                         "InvalidDesiredStateError", "%s", text);
    free(text);
    return error;
}

const char *dx_shown(const json_t *value, char shown[DX_SHOWN_SIZE])
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    bool fits = text == NULL || strlen(text) < DX_SHOWN_SIZE;
    snprintf(shown, DX_SHOWN_SIZE, "%.*s%s", fits ? DX_SHOWN_SIZE : DX_SHOWN_SIZE - 4,
             text ? text : "?", fits ? "" : "...");
    free(text);
    return shown;
}

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

static bool is_text(const json_t *value)
{
    return json_is_string(value);
}

static bool is_object(const json_t *value)
{
    return json_is_object(value);
}

static bool has_type(const json_t *value, enum dx_type type)
{
    switch (type) {
    case DX_TEXT:
        return json_is_string(value);
    case DX_BOOLEAN:
        return json_is_boolean(value);
    case DX_INTEGER:
        return json_is_integer(value);
    case DX_TEXTS:
        return json_is_array(value) && is_all(value, is_text);
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

dxaws_error *dx_check_type(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    char shown[DX_SHOWN_SIZE];
    return has_type(value, attribute->type)
               ? NULL
               : dx_invalid(schema, "%s: \"%s\" must be %s, not %s", schema->module,
                            attribute->name, type_names[attribute->type], dx_shown(value, shown));
}

static dxaws_error *check_types(const struct dx_schema *schema, json_t *document)
{
    const char *name;
    json_t *value;
    json_object_foreach(document, name, value) {
        const struct dx_attribute *row = dx_schema_attribute(schema, name);
        if (row == NULL) {
            return dx_invalid(schema, "%s: unknown attribute \"%s\"", schema->module, name);
        }
        dxaws_error *error = dx_check_type(schema, row, value);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *dx_state_check(const struct dx_state *state)
{
    /* No state at all is what a constructor gives without memory. */
    if (state == NULL || state->out_of_memory) {
        return dxaws_error_out_of_memory();
    }
    if (state->refused != NULL) {
        return dx_invalid(state->schema, "%s: \"%s\" is not valid UTF-8", state->schema->module,
                          state->refused);
    }
    return check_types(state->schema, state->document);
}

dxaws_error *dx_state_parse(struct dx_state *state, const char *json)
{
    json_error_t where;
    json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, &where);
    if (!json_is_object(document)) {
        json_decref(document);
        return dx_invalid(state->schema, "%s: not a JSON object: %s", state->schema->module,
                          document ? "another type" : where.text);
    }
    dxaws_error *error = check_types(state->schema, document);
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    json_decref(state->document);
    state->document = document;
    return NULL;
}

dxaws_error *dx_state_parse_new(size_t size, const struct dx_schema *schema, const char *json,
                                void **made)
{
    struct dx_state *state = dx_state_new(size, schema);
    if (state == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dx_state_parse(state, json);
    if (error != NULL) {
        dx_state_free(state);
        return error;
    }
    *made = state;
    return NULL;
}

char *dx_state_format(const struct dx_state *state)
{
    json_t *shown = state ? json_copy(state->document) : NULL;
    for (size_t i = 0; shown != NULL && i < state->schema->attribute_count; i++) {
        if (state->schema->attributes[i].flags & DX_HIDDEN) {
            json_object_del(shown, state->schema->attributes[i].name);
        }
    }
    char *text = shown ? json_dumps(shown, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(shown);
    return text;
}

dxaws_error *dx_state_assign(struct dx_state *state, const json_t *document)
{
    json_t *copy = json_deep_copy(document);
    if (copy == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_decref(state->document);
    state->document = copy;
    return NULL;
}

bool dx_is_known(const json_t *value)
{
    if (json_is_string(value)) {
        return strstr(json_string_value(value), DXAWS_KNOWN_AFTER_APPLY) == NULL;
    }
    return is_all(value, dx_is_known);
}
