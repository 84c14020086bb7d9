/* SPDX-License-Identifier: MIT */
/* A state's JSON form: read and written. */
#include "document.h"

#include <dxaws/extend/tree.h>

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

static json_t *known_members(const struct dx_attribute *rows, size_t count, const json_t *object);

static json_t *known_part(const struct dx_attribute *row, json_t *value)
{
    if (row->members == NULL) {
        return json_incref(value);
    }
    if (json_is_object(value)) {
        return known_members(row->members, row->member_count, value);
    }
    json_t *list = json_array();
    for (size_t i = 0; list != NULL && i < json_array_size(value); i++) {
        json_t *item = known_members(row->members, row->member_count, json_array_get(value, i));
        if (json_array_append_new(list, item) != 0) {
            json_decref(list);
            list = NULL;
        }
    }
    return list;
}

static json_t *known_members(const struct dx_attribute *rows, size_t count, const json_t *object)
{
    json_t *known = json_object();
    for (size_t i = 0; known != NULL && i < count; i++) {
        json_t *value = json_object_get(object, rows[i].name);
        if (value != NULL &&
            json_object_set_new(known, rows[i].name, known_part(&rows[i], value)) != 0) {
            json_decref(known);
            known = NULL;
        }
    }
    return known;
}

json_t *document_known(const struct dx_schema *schema, const json_t *document)
{
    return known_members(schema->attributes, schema->attribute_count, document);
}

dxaws_error *dx_state_check(const struct dx_state *state, enum dx_role role)
{
    /* No state at all is what a constructor gives without memory. */
    if (state == NULL || state->out_of_memory) {
        return dxaws_error_out_of_memory();
    }
    if (state->refused != NULL) {
        return dx_at(dx_invalid(state->schema, "%s: \"%s\" is not valid UTF-8; write it in UTF-8",
                                state->schema->module, state->refused),
                     state->refused);
    }
    return document_check(state->schema, role, state->document);
}

dxaws_error *dx_state_parse(struct dx_state *state, enum dx_role role, const char *json)
{
    json_error_t where;
    json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, &where);
    if (document == NULL && dxaws_tree_out_of_memory(&where, json)) {
        return dxaws_error_out_of_memory();
    }
    if (!json_is_object(document)) {
        json_decref(document);
        return dx_invalid(state->schema, "%s: not a JSON object: %s", state->schema->module,
                          document ? "another type" : where.text);
    }
    dxaws_error *error = document_check(state->schema, role, document);
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    json_decref(state->document);
    state->document = document;
    return NULL;
}

dxaws_error *dx_state_parse_new(size_t size, const struct dx_schema *schema, enum dx_role role,
                                const char *json, void **made)
{
    struct dx_state *state = dx_state_new(size, schema);
    if (state == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dx_state_parse(state, role, json);
    if (error != NULL) {
        dx_state_free(state);
        return error;
    }
    *made = state;
    return NULL;
}

void dx_remove_hidden(const struct dx_schema *schema, json_t *document)
{
    for (size_t i = 0; i < schema->attribute_count; i++) {
        if (schema->attributes[i].flags & DX_HIDDEN) {
            json_object_del(document, schema->attributes[i].name);
        }
    }
}

char *dx_state_format(const struct dx_state *state)
{
    json_t *shown = state ? dx_members(state->document) : NULL;
    if (shown != NULL) {
        dx_remove_hidden(state->schema, shown);
    }
    char *text = shown ? json_dumps(shown, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(shown);
    return text;
}

dxaws_error *dx_state_assign(struct dx_state *state, const json_t *document)
{
    json_t *copy = dxaws_tree_copy(document);
    if (copy == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_decref(state->document);
    state->document = copy;
    return NULL;
}

json_t *dx_text_or_unknown(const char *text)
{
    return text ? json_string(text) : json_pack("{ss}", "$known", "after apply");
}
